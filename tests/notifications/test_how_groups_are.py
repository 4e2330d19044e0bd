"""Health surveys, and what asks for a look: everybody who is asked, once; and names in no mail."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from members.models import Member
from notifications import kinds
from notifications.models import Notice, NoticePreference
from notifications.occasions.surveys import Surveys
from peergroups.models import Community, Membership, Role, RoleTerm
from signals.actions import dismiss_signal
from signals.kinds import Kind
from signals.models import Raising, Signal
from surveys.actions import change_survey, close_survey, remove_survey, reopen_survey
from surveys.models import Survey
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.notifications.clock import DAY, HOUR, MINUTE, became_of, ring, ring_through, sent, then, utc
from tests.signals.storing import decline, drift_away, look, signal
from tests.surveys.asking import WELL, answered, opened, published

SEATED = ["facilitator", "member", "neighbour", "newcomer", "partner"]
CLOSING = utc("2026-05-14", "08:00")
MONDAY = utc("2026-05-11", "08:00")
pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(cast: Cast) -> Survey:
    """Everybody is asked, from today until 17 May."""
    with then(NOW):
        return opened(cast.admin)


def test_everybody_who_is_asked_hears_once_that_a_survey_is_open(survey: Survey, cast: Cast) -> None:
    factories.seat(cast.oak, cast.outsider, joined_on=TODAY)  # too late to be asked
    ring(NOW + 29 * MINUTE)
    assert sent(kinds.SURVEY_OPEN) == []
    ring(NOW + 30 * MINUTE)
    ring(NOW + DAY)
    assert sent(kinds.SURVEY_OPEN) == [f"05-04 10:30 {who}" for who in SEATED]
    assert mail.outbox[0].subject == "Our community: how is it in your group?"
    assert f"/surveys/{survey.pk}/answer/" in mail.outbox[0].body
    assert "Last day to answer: Sunday 17 May 2026" in mail.outbox[0].body


def test_of_some_groups_only_those_hear(cast: Cast) -> None:
    with then(NOW):
        opened(cast.admin, cast.elm)
    ring(NOW + HOUR)
    assert sent(kinds.SURVEY_OPEN) == ["05-04 11:00 neighbour"]


def test_the_reminder_goes_to_all_alike_and_thanks_those_who_have_answered(
    survey: Survey, cast: Cast
) -> None:
    ring(NOW + HOUR)
    with then(NOW + 2 * HOUR):
        answered(survey, cast.oak, WELL)
    ring_through(CLOSING - DAY, CLOSING + 3 * DAY)
    assert sent(kinds.SURVEY_CLOSING) == [f"05-14 08:00 {who}" for who in SEATED]
    letter = mail.outbox[-1]
    assert letter.subject == "Our community: the survey closes on Sunday, 17 May"
    assert "If you have answered already, thank you." in " ".join(letter.body.split())
    told = {who: became_of(cast[who]) for who in ("member", "partner")}
    assert told["member"] == told["partner"], "who has answered is in no row"


def closed(survey: Survey, cast: Cast) -> None:
    close_survey(survey, on=TODAY, by=cast.admin, at=NOW)


def removed(survey: Survey, cast: Cast) -> None:
    remove_survey(survey, by=cast.admin, at=NOW)


def closed_and_published(survey: Survey, cast: Cast) -> None:
    close_survey(survey, on=TODAY, by=cast.admin, at=NOW)
    survey.refresh_from_db()
    published(survey)


@pytest.mark.parametrize("what_happens", [closed, removed, closed_and_published])
def test_what_takes_no_answers_any_more_is_not_told(
    what_happens: Callable[[Survey, Cast], None], survey: Survey, cast: Cast
) -> None:
    ring(NOW + MINUTE)
    assert Notice.objects.filter(kind__in=[kinds.SURVEY_OPEN, kinds.SURVEY_CLOSING]).count() == 10
    with then(NOW + 2 * MINUTE):
        what_happens(survey, cast)
    ring_through(NOW + HOUR, CLOSING + 4 * DAY)
    assert sent(kinds.SURVEY_OPEN) == sent(kinds.SURVEY_CLOSING) == []


def test_opened_again_it_is_told_after_all_and_only_once(survey: Survey, cast: Cast) -> None:
    ring(NOW + MINUTE)
    closed(survey, cast)
    ring(NOW + HOUR)
    reopen_survey(survey, on=TODAY, by=cast.admin, at=NOW + 2 * HOUR)
    ring(NOW + 2 * HOUR)
    ring(NOW + 3 * HOUR)
    assert sent(kinds.SURVEY_OPEN) == [f"05-04 12:00 {who}" for who in SEATED]


def test_a_last_day_that_moves_takes_the_reminder_with_it(survey: Survey, cast: Cast) -> None:
    ring(NOW + HOUR)
    change_survey(survey, closes_on=date(2026, 5, 24), by=cast.admin, at=NOW + 2 * HOUR)
    ring_through(NOW + 3 * HOUR, utc("2026-05-25"))
    assert {line[:5] for line in sent(kinds.SURVEY_CLOSING)} == {"05-21"}


def test_of_a_survey_of_three_days_nobody_is_reminded(survey: Survey, cast: Cast) -> None:
    change_survey(survey, closes_on=TODAY + 3 * DAY, by=cast.admin, at=NOW)
    ring_through(NOW + HOUR, NOW + 5 * DAY)
    assert sent(kinds.SURVEY_CLOSING) == []
    assert len(sent(kinds.SURVEY_OPEN)) == 5


def test_by_ones_own_clock_and_not_at_night(survey: Survey, cast: Cast) -> None:
    Member.objects.filter(pk=cast.member.pk).update(timezone="America/Los_Angeles")  # it is three there
    ring_through(NOW + 30 * MINUTE, CLOSING + 8 * HOUR)
    assert "05-04 14:00 member" in sent(kinds.SURVEY_OPEN)
    assert "05-14 15:00 member" in sent(kinds.SURVEY_CLOSING)


def test_the_last_day_ends_by_the_clock_of_the_community(survey: Survey, cast: Cast) -> None:
    Community.objects.update(timezone="Pacific/Auckland")
    [asking] = Surveys().read([survey.pk]).values()
    opening, reminder = Surveys().moments(asking, "", ZoneInfo("America/Los_Angeles"))
    assert reminder.due_at == CLOSING + 7 * HOUR
    assert reminder.until == utc("2026-05-17", "12:00"), "it is midnight in Auckland"
    assert opening.until < reminder.until


def leaves(cast: Cast) -> None:
    Membership.objects.filter(member=cast.partner).update(left_on=TODAY)


def goes_on_leave(cast: Cast) -> None:
    factories.leave(cast.seat(cast.partner), starts_on=TODAY)


def wants_none(cast: Cast) -> None:
    for kind in (kinds.SURVEY_OPEN, kinds.SURVEY_CLOSING):
        NoticePreference.objects.create(member=cast.partner, kind=kind)


@pytest.mark.parametrize("what_happens", [leaves, goes_on_leave, wants_none])
def test_who_is_away_or_wants_none_hears_nothing_of_it(
    what_happens: Callable[[Cast], None], survey: Survey, cast: Cast
) -> None:
    ring(NOW + MINUTE)
    what_happens(cast)
    ring_through(NOW + DAY, CLOSING + DAY)
    heard = [*sent(kinds.SURVEY_OPEN), *sent(kinds.SURVEY_CLOSING)]
    assert not [line for line in heard if "partner" in line]
    assert len(heard) == 8


def find(at: datetime = NOW) -> None:
    """Note that the figures of that day were looked through."""
    Raising.objects.create(as_of=at.date(), raised_at=at)


def test_on_monday_who_leads_and_admins_hear_in_one_mail_what_was_found(cast: Cast) -> None:
    decline(cast.oak)
    drift_away(cast.oak, cast.partner)
    assert [found.kind for found in look()] == [Kind.CHANGE, Kind.CHECK_IN]
    assert ring_through(NOW, MONDAY - MINUTE) == []
    ring(MONDAY)
    ring_through(MONDAY, MONDAY + 6 * DAY)
    assert sent(kinds.WORTH_A_LOOK) == ["05-11 08:00 admin", "05-11 08:00 facilitator"]
    of_admin, of_leader = sorted(mail.outbox, key=lambda letter: letter.to)
    assert of_leader.subject == "Our community: 2 things ask for a look"
    assert "Oak: 2 to look at" in of_leader.body
    assert "/signals/\n" in of_leader.body
    assert of_admin.subject == "Our community: 1 thing asks for a look"
    assert "/signals/community/" in of_admin.body
    for letter in (of_leader, of_admin):
        for words in ("Paul", "Worth a call"):
            assert words not in f"{letter.subject} {letter.body}"


def test_several_groups_are_one_mail_and_the_next_week_another(cast: Cast) -> None:
    factories.seat(cast.elm, cast.facilitator, role=Role.CHAIR)
    find()
    for days, group in ((0, cast.oak), (2, cast.elm)):
        signal(group, raised_at=NOW + days * DAY, people=4)
    find(NOW + 2 * DAY)
    find(NOW + 8 * DAY)
    signal(cast.oak, Kind.SAMENESS, raised_at=NOW + 8 * DAY, people=4)
    told = [line for line in ring_through(NOW, NOW + 20 * DAY) if "facilitator" in line]
    assert told == [
        "05-11 08:00 facilitator: Our community: 2 things ask for a look",
        "05-18 08:00 facilitator: Our community: 1 thing asks for a look",
    ]


def test_a_week_without_anything_new_is_quiet(cast: Cast) -> None:
    signal(cast.oak, raised_at=NOW - 30 * DAY)
    find()
    ring_through(NOW, MONDAY + 7 * DAY)
    assert not Notice.objects.filter(kind=kinds.WORTH_A_LOOK).exists()


def test_each_is_told_of_what_they_see_and_of_nothing_else(cast: Cast) -> None:
    factories.seat(cast.elm, cast.member, role=Role.CHAIR)
    factories.admin(cast.member)
    find()
    for group, people in ((cast.oak, 8), (cast.elm, 4), (cast.grove, 5)):
        for kind in (Kind.CHANGE, Kind.WATCH):
            signal(group, kind, people=people)
    signal(None, Kind.BRIDGES)
    for group, named in ((cast.oak, cast.partner), (cast.elm, cast.member), (cast.elm, cast.neighbour)):
        signal(group, Kind.CHECK_IN, member=named)
    ring_through(MONDAY, MONDAY + HOUR)
    told = {letter.to[0].partition("@")[0]: letter.subject for letter in mail.outbox}
    on = MONDAY.date()
    for who in ("member", "partner", "facilitator", "neighbour", "newcomer", "outsider", "admin"):
        seen = Signal.objects.visible_to(cast[who], on=on).exclude(member=cast[who]).count()
        assert f": {seen} thing" in told.get(who, ": 0 thing"), who
    assert told.keys() == {"admin", "facilitator", "member", "neighbour"}


def dismissed(found: Signal, cast: Cast) -> None:
    dismiss_signal(found, reason="A holiday.", by=cast.facilitator, at=NOW)


def laid_down(found: Signal, cast: Cast) -> None:
    RoleTerm.objects.filter(membership=cast.seat(cast.facilitator)).update(ends_on=TODAY)


def turned_off(found: Signal, cast: Cast) -> None:
    NoticePreference.objects.create(member=cast.facilitator, kind=kinds.WORTH_A_LOOK)


@pytest.mark.parametrize(
    ("what_happens", "reason"),
    [(dismissed, "done"), (laid_down, "not expected"), (turned_off, "unwanted")],
)
def test_what_is_over_by_monday_is_not_told(
    what_happens: Callable[[Signal, Cast], None], reason: str, cast: Cast
) -> None:
    find()
    found = signal(cast.oak, people=4)
    ring(NOW + HOUR)
    what_happens(found, cast)
    ring(MONDAY)
    assert sent(kinds.WORTH_A_LOOK) == []
    assert became_of(cast.facilitator, kinds.WORTH_A_LOOK) == [f"worth_a_look skipped {reason}"]


@pytest.mark.parametrize(
    ("zone", "told"), [("America/Los_Angeles", "05-11 15:00"), ("Pacific/Auckland", "05-11 00:00")]
)
def test_by_the_leaders_clock_once_the_week_of_the_community_is_over(
    zone: str, told: str, cast: Cast
) -> None:
    Member.objects.filter(pk=cast.facilitator.pk).update(timezone=zone)
    find()
    signal(cast.oak, people=4)
    ring_through(NOW, MONDAY + DAY)
    assert sent(kinds.WORTH_A_LOOK) == [f"{told} facilitator"]
