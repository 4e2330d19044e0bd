"""Changing a series: this one, this and all after it, all to come."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from ledger.models import Entry
from meetings.actions import Hours, Place, answer_invitation, change_meeting
from meetings.models import Answer, Meeting, Reply
from members.models import Member
from series import actions
from series.models import Series
from series.recurrence import Rule
from tests.conftest import NOW, Cast
from tests.series.plans import THURSDAY, plan, series

MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(weeks=1)
THIRD = THURSDAY + 2 * WEEK


@pytest.fixture
def breakfast(cast: Cast) -> Series:
    return series(cast.grove, by=cast.member)


def change(of: Series, by: Member, *, since: date | None = None, **changes: Any) -> Series:
    """Change what is named, from that date on or all to come, and leave the rest."""
    agreed = plan(on=changes.pop("on", since or THURSDAY))._replace(**changes)
    return actions.change_series(of, agreed, since=since, sequence=of.sequence, by=by, at=NOW + MINUTE)


def starts(of: Series) -> list[str]:
    """When those meetings of a series begin that stand, by the venue's clock."""
    meetings = Meeting.objects.standing().filter(occurrence__series=of)
    return [f"{meeting.starts_at.astimezone(meeting.zone):%m-%d %H:%M}" for meeting in meetings]


def meeting_on(on: date) -> Meeting:
    return Meeting.objects.get(occurrence__on=on)


def say_yes(member: Member, on: date) -> None:
    answer_invitation(meeting_on(on), member, Reply.YES, by=member, at=NOW)


def answers_that_hold() -> set[date]:
    return set(Answer.objects.holding().values_list("meeting__starts_on", flat=True))


def told() -> list[str]:
    """What the ledger says of changed meetings that everybody is told of."""
    verbs = ["meeting.changed", "meeting.cancelled", "meeting.restored"]
    return list(Entry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True))


def test_this_and_all_after_it(cast: Cast, breakfast: Series) -> None:
    say_yes(cast.member, THURSDAY)
    say_yes(cast.member, THIRD)
    later = change(breakfast, cast.member, since=THIRD, starts=time(8), ends=time(9))
    breakfast.refresh_from_db()
    assert (breakfast.ended_on, later.continues, later.starts_on) == (THIRD - DAY, breakfast, THIRD)
    assert starts(breakfast) == ["05-07 06:30", "05-14 06:30"]
    assert starts(later)[:2] == ["05-21 08:00", "05-28 08:00"]
    assert len(starts(later)) == 12
    assert answers_that_hold() == {THURSDAY}  # the other meeting has moved
    assert told() == ["meeting.changed"]  # of the nearest; ten others followed


def test_another_weekday_moves_each_meeting_within_its_week(cast: Cast, breakfast: Series) -> None:
    first, rule = meeting_on(THURSDAY).pk, Rule(weekdays=("FR",))
    same = change(breakfast, cast.member, on=THURSDAY + DAY, rule=rule)
    assert same == breakfast  # nothing has been yet, so nothing is split off
    assert starts(same)[:2] == ["05-08 06:30", "05-15 06:30"]
    assert meeting_on(THURSDAY + DAY).pk == first


def test_every_second_week_cancels_the_others_and_keeps_answers_to_what_stays(
    cast: Cast, breakfast: Series
) -> None:
    for on in (THURSDAY, THURSDAY + WEEK, THIRD):
        say_yes(cast.member, on)
    change(breakfast, cast.member, rule=Rule(interval=2, weekdays=("TH",)))
    assert starts(breakfast)[:3] == ["05-07 06:30", "05-21 06:30", "06-04 06:30"]
    gone = Meeting.objects.get(starts_on=THURSDAY + WEEK)
    assert gone.is_cancelled
    assert not hasattr(gone, "occurrence")
    assert answers_that_hold() >= {THURSDAY, THIRD}
    assert told() == ["meeting.cancelled"]
    change(Series.objects.get(), cast.member)
    assert starts(breakfast)[:3] == ["05-07 06:30", "05-14 06:30", "05-21 06:30"]


def test_a_new_title_or_place_leaves_every_answer(cast: Cast, breakfast: Series) -> None:
    say_yes(cast.member, THIRD)
    change(breakfast, cast.member, title="Coffee", where=Place("Europe/Berlin", "Blue Kettle"))
    assert set(Meeting.objects.values_list("title", "place")) == {("Coffee", "Blue Kettle")}
    assert answers_that_hold() == {THIRD}


def test_what_has_been_keeps_its_words(cast: Cast, breakfast: Series) -> None:
    after = NOW + WEEK
    agreed = plan(on=THURSDAY + WEEK, title="Coffee")
    actions.change_series(breakfast, agreed, sequence=0, by=cast.member, at=after)
    assert Series.objects.count() == 1
    assert Series.objects.get().starts_on == THURSDAY
    assert [meeting.title for meeting in Meeting.objects.all()][:3] == ["Breakfast", "Coffee", "Coffee"]


def test_other_hours_for_all_to_come_leave_those_that_have_been(cast: Cast, breakfast: Series) -> None:
    agreed = plan(on=THURSDAY + WEEK, starts=time(7))
    later = actions.change_series(breakfast, agreed, sequence=0, by=cast.member, at=NOW + WEEK)
    assert (starts(breakfast), starts(later)[0]) == (["05-07 06:30"], "05-14 07:00")


def test_what_was_changed_for_one_date_only_stays(cast: Cast, breakfast: Series) -> None:
    one = meeting_on(THIRD)
    lunch = [Hours(THIRD + DAY, time(12), time(13))]
    where = Place("Europe/Berlin", "Corner Café")
    change_meeting(
        one,
        sequence=0,
        title="Breakfast",
        days=lunch,
        where=where,
        reply_by_on=None,
        by=cast.member,
        at=NOW,
    )
    change(breakfast, cast.member, starts=time(6), where=where._replace(place="Blue Kettle"))
    one.refresh_from_db()
    assert (one.starts_on, one.place) == (THIRD + DAY, "Blue Kettle")
    assert [day.starts for day in one.days.all()] == [time(12)]


def test_skips_go_along(cast: Cast, breakfast: Series) -> None:
    christmas = date(2026, 12, 24)
    actions.skip_date(breakfast, THIRD, by=cast.member, at=NOW)
    actions.skip_date(breakfast, christmas, by=cast.member, at=NOW)
    later = change(breakfast, cast.member, since=THIRD, on=THIRD + DAY, rule=Rule(weekdays=("FR",)))
    assert meeting_on(THIRD + DAY).is_cancelled
    assert [row.on for row in later.skipped.all()] == [christmas + DAY]


def test_of_a_counted_series_what_is_left_goes_on(cast: Cast) -> None:
    counted = series(cast.grove, plan("FREQ=WEEKLY;BYDAY=TH;COUNT=5"), by=cast.member)
    later = change(counted, cast.member, since=THIRD, rule=counted.rule, title="Coffee")
    assert starts(counted) + starts(later) == [f"{THURSDAY + n * WEEK:%m-%d} 06:30" for n in range(5)]


def test_an_earlier_last_day_cancels_what_comes_after(cast: Cast, breakfast: Series) -> None:
    same = change(breakfast, cast.member, rule=Rule(weekdays=("TH",), until=THIRD))
    assert same == breakfast
    assert len(starts(breakfast)) == 3


def test_the_second_of_two_forms_is_told(cast: Cast, breakfast: Series) -> None:
    change(breakfast, cast.member, title="Coffee")
    with pytest.raises(actions.ChangedMeanwhile):
        change(breakfast, cast.member, title="Tea")
    now = Series.objects.get()
    actions.end_series(now, last_on=THIRD, by=cast.member, at=NOW)
    with pytest.raises(actions.ChangedMeanwhile):
        change(Series.objects.get(), cast.member, title="Tea")


def test_a_series_that_goes_on_as_another_is_not_resumed(cast: Cast, breakfast: Series) -> None:
    change(breakfast, cast.member, since=THIRD, title="Coffee")
    with pytest.raises(actions.GoesOn):
        actions.resume_series(breakfast, by=cast.member, at=NOW)
