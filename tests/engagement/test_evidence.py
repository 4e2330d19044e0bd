"""From a figure to what it rests on, for those who were there."""

from datetime import timedelta

from django.urls import reverse

from commitments.models import Commitment
from engagement.evidence import of_group, of_member
from engagement.periods import Quarter
from meetings.models import Attendance, Mark
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import NOW, TODAY, Cast, Enter

OF_OAK = reverse("engagement:evidence", args=["oak"])
MINE = reverse("engagement:my_evidence")
QUARTER = Quarter.of(TODAY)


def met(cast: Cast, **marks: Mark) -> str:
    """A meeting of Oak yesterday, with these marks; return its title."""
    meeting = factories.meeting(cast.oak, on=TODAY - timedelta(days=1))
    day = meeting.days.get()
    for who, mark in marks.items():
        Attendance.objects.create(day=day, member=cast[who], mark=mark, recorded_at=NOW)
    return meeting.title


def promised(cast: Cast, who: str, text: str) -> Commitment:
    return factories.commitment(cast.oak, cast[who], text=text, made_on=TODAY, due_on=QUARTER.last_day)


def test_a_group_sees_how_many_came_and_what_was_due(enter: Enter, cast: Cast) -> None:
    met(cast, member=Mark.PRESENT, partner=Mark.PARTIAL, newcomer=Mark.ABSENT)
    promised(cast, "partner", "write <b>chapter</b> nine")
    seen = page(enter("member").get(OF_OAK, {"quarter": str(QUARTER)}))
    assert "2 came" in seen
    assert "write &lt;b&gt;chapter&lt;/b&gt; nine" in seen


def test_ones_own_page_has_nothing_of_the_others(enter: Enter, cast: Cast) -> None:
    title = met(cast, member=Mark.ABSENT, partner=Mark.PRESENT)
    promised(cast, "partner", "write chapter nine")
    promised(cast, "member", "write chapter ten")
    seen = page(enter("member").get(MINE))
    assert [title in seen, "you were away" in seen] == [True, True]
    assert ["chapter nine" in seen, "chapter ten" in seen] == [False, True]
    assert "you came" in page(enter("partner").get(MINE))


def test_where_nobody_wrote_down_who_came_that_is_said(enter: Enter, cast: Cast) -> None:
    met(cast)
    assert "nobody wrote down who came" in page(enter("member").get(OF_OAK))


def test_only_the_quarter_asked_for_is_shown(cast: Cast) -> None:
    met(cast, member=Mark.PRESENT)
    promised(cast, "member", "write chapter ten")
    then = QUARTER.previous
    for found in (of_group(cast.oak, cast.member, then, on=TODAY), of_member(cast.member, then, on=TODAY)):
        assert [meeting for meeting in found.meetings if meeting.starts_on >= QUARTER.first_day] == []
        assert found.commitments == []


def test_nobody_sees_what_was_before_their_time(cast: Cast) -> None:
    seat = factories.seat(cast.oak, cast.outsider, joined_on=TODAY)
    met(cast, member=Mark.PRESENT)
    assert of_group(cast.oak, seat.member, QUARTER, on=TODAY).meetings == []


def test_no_quarter_is_the_running_one(enter: Enter, cast: Cast) -> None:
    assert f"What {QUARTER} rests on" in page(enter("member").get(MINE, {"quarter": "<script>"}))


def test_a_page_costs_the_same_for_many_meetings_and_commitments(enter: Enter, cast: Cast) -> None:
    def add() -> None:
        met(cast, member=Mark.PRESENT)
        promised(cast, "member", f"write chapter {Commitment.objects.count()}")

    assert_costs_the_same(enter("member"), OF_OAK, add)
