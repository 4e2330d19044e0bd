"""What stays at the table, and what a group keeps."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings.models import Meeting
from peergroups.models import Group, Keeps
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.topics.sitting import dots, end, lay
from topics import panels, tasks
from topics.models import Dot, Table, Topic
from topics.tasks import clear_tables


def left(group: Group, cast: Cast, *, hours: float) -> Meeting:
    """A meeting that ended hours ago, with a topic, one that stays there, and one without a name."""
    meeting = factories.meeting(group, on=TODAY)
    [topic] = lay(meeting, "Prices", by=cast.member)
    lay(meeting, "A quarrel", by=cast.member, stays_here=True)
    lay(meeting, "Letting go", by=cast.member, is_anonymous=True)
    dots(cast.member, topic)
    end(meeting, hours_ago=hours)
    return meeting


def titles(meeting: Meeting) -> list[str]:
    return list(Topic.objects.filter(meeting=meeting).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("keeps", "shown"), [(Keeps.NOTHING, []), (Keeps.TITLES, ["Prices"]), (Keeps.NOTES, ["Prices"])]
)
def test_once_the_table_is_closed_it_shows_what_the_group_keeps(
    cast: Cast, keeps: Keeps, shown: list[str]
) -> None:
    Group.objects.filter(pk=cast.grove.pk).update(keeps=keeps)
    cast.grove.refresh_from_db()
    meeting = left(cast.grove, cast, hours=3.5)
    seen = panels.at_the_table(meeting, cast.member, at=timezone.now())
    assert [topic.title for topic in seen.waiting] == shown
    assert len(titles(meeting)) == 3  # nothing is deleted yet


def test_the_table_stays_open_for_a_while_after_the_meeting(cast: Cast) -> None:
    meeting = left(cast.grove, cast, hours=2.5)
    assert len(panels.at_the_table(meeting, cast.member, at=timezone.now()).waiting) == 3
    assert len(lay(meeting, "One more", by=cast.member)) == 1


def test_of_a_group_that_keeps_nothing_the_page_says_that_it_stayed_there(cast: Cast, enter: Enter) -> None:
    meeting = left(cast.grove, cast, hours=4)
    shown = page(enter("member").get(reverse("topics:table", args=[meeting.pk])))
    assert "What was said at the table stays there." in shown
    assert "Prices" not in shown
    assert "Put it on the table" not in shown


@pytest.mark.parametrize(("hours", "stay"), [(23, 3), (25, 0)])
def test_a_day_after_the_meeting_nothing_is_left(cast: Cast, hours: float, stay: int) -> None:
    meeting = left(cast.grove, cast, hours=hours)
    clear_tables()
    assert len(titles(meeting)) == stay
    assert Dot.objects.count() == bool(stay)


def test_a_group_that_keeps_titles_keeps_those_that_may_leave(cast: Cast) -> None:
    meeting = left(cast.oak, cast, hours=25)
    clear_tables()
    assert titles(meeting) == ["Prices"]


def test_clearing_twice_clears_once(cast: Cast) -> None:
    left(cast.grove, cast, hours=25)
    clear_tables()
    clear_tables()
    assert Entry.objects.filter(verb="table.cleared").count() == 1


def test_what_is_too_much_for_one_ring_waits_for_the_next(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "AT_A_TIME", 1)
    meetings = [left(cast.grove, cast, hours=hours) for hours in (25, 49)]
    for still in (1, 0):
        tasks.clear_tables()
        assert sum(bool(titles(meeting)) for meeting in meetings) == still


def test_a_topic_that_was_under_way_at_the_end_goes_too(cast: Cast) -> None:
    meeting = left(cast.grove, cast, hours=25)
    topic = Topic.objects.get(title="Prices")
    Topic.objects.filter(pk=topic.pk).update(state="now", started_at=timezone.now())
    Table.objects.update(current=topic, ends_at=timezone.now())
    clear_tables()
    assert (titles(meeting), Table.objects.get().current) == ([], None)


def test_where_titles_are_kept_one_may_say_that_a_topic_stays(cast: Cast, enter: Enter) -> None:
    for group, offered in ((cast.oak, True), (cast.grove, False)):
        meeting = factories.meeting(group)
        shown = page(enter("member").get(reverse("topics:table", args=[meeting.pk])))
        assert ('name="stays_here"' in shown) is offered
