"""Two hands at the same table in the same moment; and what PostgreSQL refuses."""

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from meetings.models import Meeting
from tests import factories
from tests.conftest import NOW, Cast
from tests.racing import Call, at_once, before_the_first_commits
from tests.refusing import refuses
from tests.topics.sitting import lay, start
from topics import actions
from topics.models import Dot, Table, Thumb, Topic, Wish

AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.grove)


@pytest.fixture
def topics(cast: Cast, meeting: Meeting) -> list[Topic]:
    return lay(meeting, "a", "b", "c", "d", "e", by=cast.member)


def by_mara(cast: Cast, action: Any, topic: Topic, **how: Any) -> Call:
    """A verb as a request of its own calls it."""
    fresh = Topic.objects.select_related("meeting__group").get(pk=topic.pk)
    return partial(action, fresh, by=cast.member, at=timezone.now(), **how)


@AT_ONCE
def test_five_taps_at_once_give_three_dots(cast: Cast, topics: list[Topic]) -> None:
    results = at_once(*(by_mara(cast, actions.give_dot, topic, member=cast.member) for topic in topics))
    assert sum(isinstance(result, actions.NoDotsLeft) for result in results) == 2
    assert Dot.objects.count() == 3


@AT_ONCE
def test_of_two_who_press_next_the_second_is_told_and_no_topic_is_skipped(
    cast: Cast, topics: list[Topic]
) -> None:
    start(topics[0], cast.member)
    nexts = [by_mara(cast, actions.start_topic, topic, after=topics[0].pk) for topic in topics[1:3]]
    second = before_the_first_commits(*nexts)
    assert isinstance(second, actions.MovedOn)
    assert second.now == topics[1]
    assert [topic.state for topic in Topic.objects.all()] == ["done", "now", "waiting", "waiting", "waiting"]


@AT_ONCE
def test_a_double_click_on_next_moves_on_once(cast: Cast, topics: list[Topic]) -> None:
    begin = by_mara(cast, actions.start_topic, topics[0], after=None)
    assert before_the_first_commits(begin, begin) is None
    assert Table.objects.get().version == 6  # five topics, one start


@AT_ONCE
def test_two_who_give_more_minutes_give_them_once(cast: Cast, topics: list[Topic]) -> None:
    start(topics[0], cast.member)
    extend = by_mara(cast, actions.extend_topic, topics[0], seen=0)
    assert isinstance(before_the_first_commits(extend, extend), actions.AlreadyExtended)
    assert Table.objects.get().extensions == 1


@AT_ONCE
@pytest.mark.parametrize(
    ("action", "how"),
    [
        (actions.extend_topic, {"seen": 0}),
        (actions.finish_topic, {}),
        (actions.show_thumb, {"wish": Wish.MORE}),
    ],
)
def test_who_acts_on_a_topic_that_has_just_ended_is_told(
    cast: Cast, topics: list[Topic], action: Any, how: dict[str, Any]
) -> None:
    start(topics[0], cast.member)
    if action is actions.show_thumb:
        how = how | {"member": cast.member}
    move_on = by_mara(cast, actions.start_topic, topics[1], after=topics[0].pk)
    second = before_the_first_commits(move_on, by_mara(cast, action, topics[0], **how))
    assert isinstance(second, actions.MovedOn)
    assert second.now == topics[1]


@AT_ONCE
def test_a_topic_that_is_being_taken_off_has_no_turn_and_no_dot(cast: Cast, topics: list[Topic]) -> None:
    for action, how in (
        (actions.start_topic, {"after": None}),
        (actions.give_dot, {"member": cast.member}),
        (actions.remove_topic, {}),
    ):
        topic = topics.pop()
        remove = by_mara(cast, actions.remove_topic, topic)
        second = before_the_first_commits(remove, by_mara(cast, action, topic, **how))
        assert isinstance(second, actions.TopicGone)


@AT_ONCE
def test_two_who_sit_down_first_lay_one_table(cast: Cast, meeting: Meeting) -> None:
    propose = [
        partial(actions.propose_topic, meeting, title=title, by=cast.member, at=timezone.now())
        for title in ("a", "b")
    ]
    before_the_first_commits(*propose)
    assert (Table.objects.get().version, Topic.objects.count()) == (2, 2)


@AT_ONCE
def test_the_same_topic_at_once_lies_there_once(cast: Cast, meeting: Meeting) -> None:
    propose = partial(actions.propose_topic, meeting, title="a", by=cast.member, at=timezone.now())
    assert isinstance(before_the_first_commits(propose, propose), actions.AlreadyProposed)


def test_postgresql_refuses_what_no_table_has(cast: Cast, meeting: Meeting, topics: list[Topic]) -> None:
    start(topics[0], cast.member)
    topics[1].state, topics[1].started_at = "now", NOW
    assert refuses("one_topic_at_a_time", topics[1])
    topics[2].state = "done"
    assert refuses("what_was_talked_about_began_some_time", topics[2])
    table = Table.objects.get()
    assert refuses("topics_table_meeting_id_key", Table(meeting=meeting))
    Dot.objects.create(topic=topics[0], member=cast.member)
    assert refuses("one_dot_each_on_a_topic", Dot(topic=topics[0], member=cast.member))
    Thumb.objects.create(table=table, member=cast.member, wish=Wish.MORE)
    assert refuses("one_thumb_each", Thumb(table=table, member=cast.member, wish=Wish.NEXT))
    table.extensions = 4
    assert refuses("a_topic_is_not_extended_for_ever", table)
    table.extensions, table.ends_at = 0, None
    assert refuses("a_topic_under_way_has_an_end", table)
