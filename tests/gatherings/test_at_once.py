"""Two hands, or twenty, at the same seat in the same moment, each with a connection of its own."""

from functools import partial

import pytest
from django.utils import timezone

from gatherings import actions
from gatherings.models import Gathering, Registration, Session, Signup
from ledger.models import Entry
from meetings.models import Meeting
from members.models import Member
from tests import factories
from tests.conftest import TODAY, Cast
from tests.gatherings.weeks import SUNDAY, in_line, planned, programme, rounds, seated, take, week
from tests.racing import Call, at_once, before_the_first_commits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pricing(cast: Cast) -> Session:
    """A session with one seat."""
    first = rounds(programme(week(), by=cast.admin))[0]
    return planned(first, by=cast.admin, capacity=1)


def signing_up(session: Session, who: Member, **how: bool) -> Call:
    return partial(actions.sign_up, session, who, by=who, at=timezone.now(), **how)


def leaving(session: Session, who: Member) -> Call:
    return partial(actions.leave_session, session, who, by=who, at=timezone.now())


def test_of_two_who_want_the_last_seat_one_gets_it(cast: Cast, pricing: Session) -> None:
    before_the_first_commits(signing_up(pricing, cast.member), signing_up(pricing, cast.partner))
    assert (seated(pricing), in_line(pricing)) == ({"Mara Lind"}, ["Paul Okoye"])


def test_of_twenty_who_want_three_seats_three_get_one_and_the_others_a_place_in_line(
    cast: Cast, pricing: Session
) -> None:
    actions.plan_session(pricing, round=pricing.round, capacity=3, by=cast.admin, at=timezone.now())
    people = [factories.member() for _ in range(20)]
    outcomes = at_once(*(signing_up(pricing, who) for who in people))
    assert [type(each) for each in outcomes] == [Signup] * 20
    assert (len(seated(pricing)), len(in_line(pricing))) == (3, 17)


def test_two_sessions_of_a_round_at_once_are_one_seat(cast: Cast, pricing: Session) -> None:
    other = planned(rounds(pricing.content_day)[0], by=cast.admin, title="Hiring")
    second = before_the_first_commits(signing_up(pricing, cast.member), signing_up(other, cast.member))
    assert isinstance(second, actions.HeldElsewhere)
    assert Signup.objects.get().session == pricing


def test_a_second_click_takes_no_second_seat(cast: Cast, pricing: Session) -> None:
    first, second = at_once(*[signing_up(pricing, cast.member)] * 2)
    assert first == second
    assert Entry.objects.filter(verb="signup.made").count() == 1


def test_who_comes_while_the_seat_is_given_up_stands_behind_the_line(cast: Cast, pricing: Session) -> None:
    take(pricing, cast.member, cast.partner)
    before_the_first_commits(leaving(pricing, cast.member), signing_up(pricing, cast.newcomer))
    assert (seated(pricing), in_line(pricing)) == ({"Paul Okoye"}, ["Nina Costa"])


def test_who_leaves_the_line_while_a_seat_comes_free_does_not_keep_it_from_the_next(
    cast: Cast, pricing: Session
) -> None:
    take(pricing, cast.member, cast.partner, cast.newcomer)
    before_the_first_commits(leaving(pricing, cast.partner), leaving(pricing, cast.member))
    assert (seated(pricing), in_line(pricing)) == ({"Nina Costa"}, [])


def test_a_seat_that_is_given_to_the_first_in_line_is_theirs_to_leave(cast: Cast, pricing: Session) -> None:
    take(pricing, cast.member, cast.partner, cast.newcomer)
    before_the_first_commits(leaving(pricing, cast.member), leaving(pricing, cast.partner))
    assert (seated(pricing), in_line(pricing)) == ({"Nina Costa"}, [])


def test_many_who_change_over_at_once_never_wait_for_each_other(cast: Cast, pricing: Session) -> None:
    there = planned(rounds(pricing.content_day)[0], by=cast.admin, title="Hiring")
    actions.plan_session(pricing, round=pricing.round, capacity=None, by=cast.admin, at=timezone.now())
    people = [factories.member() for _ in range(8)]
    take(pricing, *people[:4])
    take(there, *people[4:])
    swaps = [signing_up(there, who, instead=True) for who in people[:4]]
    swaps += [signing_up(pricing, who, instead=True) for who in people[4:]]
    assert [type(each) for each in at_once(*swaps)] == [Signup] * 8
    assert seated(there) == {who.name for who in people[:4]}
    assert seated(pricing) == {who.name for who in people[4:]}


def test_the_seats_cannot_become_fewer_than_those_who_just_signed_up(cast: Cast, pricing: Session) -> None:
    actions.plan_session(pricing, round=pricing.round, capacity=2, by=cast.admin, at=timezone.now())
    take(pricing, cast.member)
    fewer = partial(
        actions.plan_session, pricing, round=pricing.round, capacity=1, by=cast.admin, at=timezone.now()
    )
    outcome = before_the_first_commits(signing_up(pricing, cast.partner), fewer)
    assert isinstance(outcome, actions.FewerThanSeated)
    assert outcome.people == 2


def test_a_session_that_is_cancelled_meanwhile_takes_nobody(cast: Cast, pricing: Session) -> None:
    cancel = partial(actions.cancel_session, pricing, by=cast.admin, at=timezone.now())
    outcome = before_the_first_commits(cancel, signing_up(pricing, cast.member))
    assert isinstance(outcome, actions.SignupClosed)


def test_a_session_that_moves_to_another_round_meanwhile_is_taken_there(cast: Cast, pricing: Session) -> None:
    later = rounds(pricing.content_day)[1]
    move = partial(actions.plan_session, pricing, round=later, by=cast.admin, at=timezone.now())
    waiting = Session.objects.get(pk=pricing.pk)
    before_the_first_commits(move, signing_up(waiting, cast.member))
    assert Signup.objects.get().round == later


@pytest.fixture
def denver(cast: Cast) -> Gathering:
    """A week with three groups in wave A."""
    denver = week()
    wave = denver.waves.all()[0]
    groups = dict.fromkeys((cast.oak, cast.elm, cast.grove), wave)
    actions.place_groups(denver, groups, by=cast.admin, at=timezone.now())
    return denver


def test_all_meetings_made_twice_at_once_are_made_once(cast: Cast, denver: Gathering) -> None:
    make = partial(actions.make_meetings, denver, title="Quarter", by=cast.admin, at=timezone.now())
    assert sorted(len(made) for made in at_once(make, make)) == [0, 3]
    assert Meeting.objects.count() == 3


def test_a_group_that_schedules_meanwhile_gets_no_second_meeting(cast: Cast, denver: Gathering) -> None:
    own = partial(factories.meeting, cast.oak, on=denver.waves.all()[0].first_on)
    make = partial(actions.make_meetings, denver, title="Quarter", by=cast.admin, at=timezone.now())
    made = before_the_first_commits(own, make)
    assert sorted(meeting.group.name for meeting in made) == ["Elm", "Grove"]


def test_meetings_moved_twice_at_once_are_moved_once(cast: Cast, denver: Gathering) -> None:
    actions.make_meetings(denver, title="Quarter", by=cast.admin, at=timezone.now())
    wave = denver.waves.select_related("gathering")[0]
    later = {"first_on": wave.last_on, "last_on": wave.last_on}
    actions.change_wave(wave, by=cast.admin, at=timezone.now(), **later)
    move = partial(actions.move_meetings, denver, by=cast.admin, at=timezone.now())
    assert sorted(len(moved) for moved in at_once(move, move)) == [0, 3]


def test_a_double_click_puts_one_week_into_the_year(cast: Cast) -> None:
    start = partial(
        actions.start_gathering,
        name="Denver",
        starts_on=SUNDAY,
        timezone="UTC",
        by=cast.admin,
        at=timezone.now(),
    )
    outcomes = at_once(start, start)
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyStarted", "Gathering"]


def test_a_year_copied_twice_at_once_is_there_once(cast: Cast) -> None:
    week("Denver 2026")
    copy = partial(actions.copy_year, 2027, by=cast.admin, at=timezone.now())
    assert sorted(len(copies) for copies in at_once(copy, copy)) == [0, 1]


def test_a_double_click_registers_once(cast: Cast) -> None:
    denver = week()
    actions.open_registration(denver, by=cast.admin, at=timezone.now())
    register = partial(
        actions.register, denver, cast.member, diet="none", by=cast.member, on=TODAY, at=timezone.now()
    )
    at_once(register, register)
    assert Registration.objects.get().diet == "none"
    assert Entry.objects.filter(verb="registration.made").count() == 1


def test_a_double_click_proposes_once_and_votes_once(cast: Cast) -> None:
    day, at = week().content_day, timezone.now()
    propose = partial(
        actions.propose_session, day, title="Hiring", takes_home="A list.", by=cast.member, at=at
    )
    at_once(propose, propose)
    proposal = Session.objects.get()
    vote = partial(actions.vote_for, proposal, cast.partner, by=cast.partner, at=at)
    at_once(vote, vote)
    assert proposal.votes.count() == 1
    assert Entry.objects.filter(verb="session.voted_for").count() == 1
