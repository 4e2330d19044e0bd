"""A group without an agenda sits down: topics, dots, and one after the other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings.actions import cancel_meeting
from meetings.models import Meeting
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import Cast, Enter
from tests.topics.sitting import dots, lay, start
from topics import panels
from topics.models import Table, Topic, Wish

CLOSED = "The meeting is over or was cancelled, so nobody sits at this table."


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    factories.seat(cast.grove, cast.partner)
    return factories.meeting(cast.grove)


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def table(meeting: Meeting) -> str:
    return reverse("topics:table", args=[meeting.pk])


def press(client: Client, door: str, topic: Topic, **said: str) -> str:
    """Press a button as a browser without JavaScript does; return the table that comes then."""
    return page(client.post(reverse(f"topics:{door}", args=[topic.pk]), said, follow=True))


def propose(client: Client, meeting: Meeting, **said: str) -> str:
    url = reverse("topics:propose", args=[meeting.pk])
    form = form_on(client.get(table(meeting)), url)
    return page(client.post(url, form | said, follow=True))


def sitting(cast: Cast, meeting: Meeting, who: str = "member") -> panels.AtTheTable:
    return panels.at_the_table(meeting, cast[who], at=timezone.now())


def test_a_topic_lies_on_the_table_with_the_name_of_who_put_it_there(mara: Client, meeting: Meeting) -> None:
    shown = propose(mara, meeting, title="Raising prices")
    assert "It lies on the table." in shown
    assert 'Raising prices</span><br> <span class="soft small">Mara Lind</span>' in shown


def test_without_a_name_nothing_says_whose_it_is(cast: Cast, mara: Client, meeting: Meeting) -> None:
    shown = propose(mara, meeting, title="Letting somebody go", is_anonymous="on")
    assert "without a name" in shown
    assert Topic.objects.get().proposed_by is None
    assert Entry.objects.get(verb="topic.proposed").by is None


def test_the_same_topic_lies_there_once(mara: Client, meeting: Meeting) -> None:
    propose(mara, meeting, title="Raising prices")
    assert "This topic lies on the table already." in propose(mara, meeting, title="Raising prices")
    assert Topic.objects.count() == 1


@pytest.mark.parametrize(
    ("title", "sentence"),
    [("", "This field is required."), ("x" * 201, "at most 200 characters (it has 201)")],
)
def test_what_is_no_topic_is_said_at_its_field(
    mara: Client, meeting: Meeting, title: str, sentence: str
) -> None:
    shown = propose(mara, meeting, title=title)
    assert sentence in shown
    assert f'value="{title}"' in shown or not title
    assert not Topic.objects.exists()


def test_markup_in_a_topic_is_shown_as_it_was_typed(mara: Client, meeting: Meeting) -> None:
    shown = propose(mara, meeting, title="<script>alert(1)</script>")
    assert "<script>alert" not in shown
    press(mara, "start", Topic.objects.get(), after="")
    assert "<script>alert" not in page(mara.get(table(meeting)))


def test_each_has_three_dots_and_the_fourth_is_refused(cast: Cast, mara: Client, meeting: Meeting) -> None:
    topics = lay(meeting, "a", "b", "c", "d", by=cast.partner)
    for topic in topics[:3]:
        shown = press(mara, "dot", topic, dot="give")
    assert "Your dots are given" in shown
    assert "You have given all your dots." in press(mara, "dot", topics[3], dot="give")
    press(mara, "dot", topics[0], dot="take back")
    press(mara, "dot", topics[3], dot="give")
    given = {topic.title for topic in Topic.objects.with_dots(cast.member) if topic.has_mine}
    assert given == {"b", "c", "d"}


def test_a_second_tap_gives_and_takes_no_second_dot(cast: Cast, mara: Client, meeting: Meeting) -> None:
    [topic] = lay(meeting, "a", by=cast.partner)
    for word in ("give", "give", "take back", "take back"):
        press(mara, "dot", topic, dot=word)
    verbs = Entry.objects.filter(verb__startswith="topic.dot").values_list("verb", flat=True)
    assert sorted(verbs) == ["topic.dot_given", "topic.dot_taken_back"]


def test_nobody_sees_the_dots_of_others_before_giving_their_own(
    cast: Cast, mara: Client, meeting: Meeting
) -> None:
    topics = lay(meeting, "a", "b", "c", "d", by=cast.partner)
    dots(cast.partner, topics[3], topics[2])
    unseen = sitting(cast, meeting)
    assert ([topic.title for topic in unseen.waiting], unseen.shows_dots) == (["a", "b", "c", "d"], False)
    assert "in all" not in page(mara.get(table(meeting)))
    dots(cast.member, *topics[1:])
    seen = sitting(cast, meeting)
    assert [(topic.title, topic.dots) for topic in seen.waiting] == [("c", 2), ("d", 2), ("b", 1), ("a", 0)]


def test_the_topic_with_the_most_dots_comes_first(cast: Cast, mara: Client, meeting: Meeting) -> None:
    topics = lay(meeting, "a", "b", "c", by=cast.member)
    dots(cast.partner, topics[1])
    first = sitting(cast, meeting).next
    assert first == topics[1]
    shown = press(mara, "start", first, after="")
    assert '<p class="what">b</p>' in shown


def test_a_topic_lasts_eight_minutes_and_gets_three_two_and_one_more(
    cast: Cast, mara: Client, meeting: Meeting
) -> None:
    [topic] = lay(meeting, "a", by=cast.member)
    start(topic, cast.member)
    began = Table.objects.get().ends_at
    assert began
    lengths = []
    for seen in ("0", "1", "2", "3"):
        shown = press(mara, "extend", topic, seen=seen)
        ends_at = Table.objects.get().ends_at
        assert ends_at
        lengths.append((ends_at - began).total_seconds() / 60)
    assert lengths == [3, 5, 6, 6]
    assert "Somebody gave these minutes already, or there are no more." in shown


def test_minutes_given_late_count_from_now(cast: Cast, mara: Client, meeting: Meeting) -> None:
    [topic] = lay(meeting, "a", by=cast.member)
    start(topic, cast.member)
    Table.objects.update(ends_at=timezone.now() - timedelta(minutes=20))
    press(mara, "extend", topic, seen="0")
    ends_at = Table.objects.get().ends_at
    assert ends_at
    assert 2.8 < (ends_at - timezone.now()).total_seconds() / 60 <= 3


def test_thumbs_are_counted_and_go_down_with_the_next_turn(
    cast: Cast, mara: Client, meeting: Meeting
) -> None:
    topics = lay(meeting, "a", "b", by=cast.member)
    start(topics[0], cast.member)
    press(mara, "thumb", topics[0], wish="next")
    shown = press(mara, "thumb", topics[0], wish="more")
    assert "Keep going · 1" in shown
    assert sitting(cast, meeting).my_wish == Wish.MORE
    press(mara, "start", topics[1], after=str(topics[0].pk))
    assert sitting(cast, meeting).wishes == {"more": 0, "next": 0}


def test_a_finished_topic_may_be_taken_up_again(cast: Cast, mara: Client, meeting: Meeting) -> None:
    [topic] = lay(meeting, "a", by=cast.member)
    press(mara, "start", topic, after="")
    assert "Take it up again" in press(mara, "finish", topic)
    press(mara, "start", topic, after="")
    assert sitting(cast, meeting).now == topic


def test_the_end_is_shown_by_the_clock_of_the_venue(cast: Cast, mara: Client) -> None:
    meeting = factories.meeting(cast.grove, timezone_name="Asia/Kathmandu")
    [topic] = lay(meeting, "a", by=cast.member)
    shown = press(mara, "start", topic, after="")
    assert "until 15:53, Kathmandu time" in shown  # ten o'clock UTC, +05:45, and eight minutes


def test_who_keeps_the_meetings_sets_minutes_and_dots(cast: Cast, mara: Client, meeting: Meeting) -> None:
    url = reverse("topics:set", args=[meeting.pk])
    page(mara.post(url, {"minutes_each": "5", "dots_each": "1"}, follow=True))
    topics = lay(meeting, "a", "b", by=cast.member)
    press(mara, "dot", topics[0], dot="give")
    assert "You have given all your dots." in press(mara, "dot", topics[1], dot="give")
    shown = page(mara.post(url, {"minutes_each": "0", "dots_each": "99"}))
    assert "greater than or equal to 1" in shown
    assert "less than or equal to 10" in shown


def test_two_who_set_the_table_undo_nothing_of_each_other(mara: Client, meeting: Meeting) -> None:
    here = reverse("topics:set", args=[meeting.pk])
    stale = form_on(mara.get(table(meeting)), here)
    mara.post(here, stale | {"minutes_each": "5"})
    mara.post(here, stale | {"dots_each": "1"})
    laid = Table.objects.get()
    assert (laid.minutes_each, laid.dots_each) == (5, 1)
    assert "it says “5” now" in page(mara.post(here, stale | {"minutes_each": "6"}))
    mara.post(here, form_on(mara.get(table(meeting)), here))
    assert Table.objects.get().version == laid.version  # nothing was said, so nobody is told


def test_only_its_proposer_and_who_keeps_the_meeting_take_a_topic_off(cast: Cast, enter: Enter) -> None:
    meeting = factories.meeting(cast.oak)
    [topic] = lay(meeting, "a", by=cast.member)
    dots(cast.newcomer, topic)
    url = reverse("topics:remove", args=[topic.pk])
    assert enter("partner").post(url).status_code == 403
    assert "Take it off the table" not in page(enter("partner").get(table(meeting)))
    enter("facilitator").post(url)
    assert not Topic.objects.exists()
    assert sitting(cast, meeting, "newcomer").dots_left == 3


def test_a_topic_under_way_is_not_taken_off(cast: Cast, mara: Client, meeting: Meeting) -> None:
    [topic] = lay(meeting, "a", by=cast.member)
    start(topic, cast.member)
    assert "This topic has had its turn, or somebody took it off the table." in press(mara, "remove", topic)


def test_nobody_sits_at_the_table_of_a_cancelled_meeting(cast: Cast, mara: Client, meeting: Meeting) -> None:
    [topic] = lay(meeting, "a", by=cast.member)
    url = reverse("topics:propose", args=[meeting.pk])
    cancel_meeting(meeting, because="snow", by=cast.member, at=timezone.now())
    assert CLOSED in page(mara.post(url, {"title": "b"}, follow=True))
    assert CLOSED in press(mara, "dot", topic, dot="give")
    assert "The meeting is cancelled" in page(mara.get(table(meeting)))


def test_the_page_costs_the_same_however_many_topics(cast: Cast, mara: Client, meeting: Meeting) -> None:
    def add() -> None:
        topics = lay(meeting, *(f"{Topic.objects.count()} {word}" for word in "ab"), by=cast.partner)
        start(topics[0], cast.partner, after=Table.objects.get().current)

    assert_costs_the_same(mara, table(meeting), add)


def test_the_meeting_page_has_the_table_in_a_few_words(cast: Cast, meeting: Meeting) -> None:
    topics = lay(meeting, "a", "b", by=cast.member)
    dots(cast.partner, *topics)
    start(topics[1], cast.member)
    said = panels.of_meeting(meeting, cast.member, at=timezone.now())
    assert said
    assert (said.topics, said.dots, said.now, said.is_open) == (2, 2, "b", True)


def test_a_group_with_an_agenda_shows_a_table_only_once_something_lies_there(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    assert panels.of_meeting(meeting, cast.member, at=timezone.now()) is None
    lay(meeting, "a", by=cast.member)
    assert panels.of_meeting(meeting, cast.member, at=timezone.now())
