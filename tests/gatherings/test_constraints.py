"""What PostgreSQL refuses, also from a shell prompt."""

from datetime import time
from typing import Any

import pytest

from gatherings.actions import set_programme
from gatherings.models import (
    ContentDay,
    Gathering,
    ProposalVote,
    Rating,
    Registration,
    Round,
    Session,
    Signup,
    Speaker,
    Track,
    Wave,
    WaveGroup,
)
from tests.conftest import NOW, Cast
from tests.gatherings.weeks import DAY, planned, rounds, take, week
from tests.refusing import refuses


@pytest.fixture
def denver(cast: Cast) -> Gathering:
    return week()


@pytest.fixture
def day(denver: Gathering) -> ContentDay:
    return denver.content_day


@pytest.fixture
def pricing(cast: Cast, day: ContentDay) -> Session:
    return planned(rounds(day)[0], by=cast.admin, room="Aspen")


def another(pricing: Session, **fields: Any) -> Session:
    plain = {
        "content_day": pricing.content_day,
        "title": "Hiring",
        "takes_home": "A list.",
        "proposed_at": NOW,
    }
    return Session(**(plain | fields))


def test_a_week_that_ends_before_it_begins(denver: Gathering) -> None:
    denver.ends_on = denver.starts_on - DAY
    assert refuses("a_gathering_ends_after_it_begins", denver)


@pytest.mark.parametrize(("field", "value"), [("ends", time(8)), ("last_ends", time(7))])
def test_a_wave_whose_day_ends_before_it_begins(denver: Gathering, field: str, value: time) -> None:
    wave = denver.waves.all()[0]
    setattr(wave, field, value)
    assert refuses("a_wave_ends_after_it_begins", wave)


def test_a_wave_that_ends_before_it_begins(denver: Gathering) -> None:
    wave = denver.waves.all()[0]
    wave.last_on = wave.first_on - DAY
    assert refuses("a_wave_ends_after_it_begins", wave)


def test_two_waves_of_one_name(denver: Gathering) -> None:
    same = Wave(gathering=denver, name="A", first_on=denver.starts_on, last_on=denver.starts_on)
    assert refuses("one_wave_of_each_name", same)


def test_a_group_in_both_waves_of_a_week(cast: Cast, denver: Gathering) -> None:
    first, second = denver.waves.all()
    WaveGroup.objects.create(gathering=denver, wave=first, group=cast.oak)
    assert refuses("one_wave_for_a_group_each_week", WaveGroup(gathering=denver, wave=second, group=cast.oak))


def test_two_rounds_at_one_time(day: ContentDay) -> None:
    late = Round(content_day=day, name="Late", starts=time(9, 44), ends=time(9, 50))
    assert refuses("rounds_of_a_day_do_not_overlap", late)


def test_rounds_that_follow_each_other_or_are_of_other_days_are_well(cast: Cast, day: ContentDay) -> None:
    Round.objects.create(content_day=day, name="Coffee", starts=time(9, 45), ends=time(10))
    other = week("Dallas").content_day
    assert Round.objects.filter(content_day=other, starts=time(8, 30)).exists()


def test_a_round_that_ends_before_it_begins(day: ContentDay) -> None:
    assert refuses(
        "a_round_ends_after_it_begins", Round(content_day=day, name="?", starts=time(21), ends=time(20))
    )


def test_two_tracks_of_one_name(day: ContentDay) -> None:
    Track.objects.create(content_day=day, name="Sales")
    assert refuses("one_track_of_each_name", Track(content_day=day, name="Sales"))


def test_a_planned_session_without_a_round(pricing: Session) -> None:
    assert refuses("a_planned_session_has_its_round", another(pricing, state="planned"))


def test_two_sessions_in_a_room_whatever_the_case(pricing: Session) -> None:
    same = another(pricing, state="planned", round=pricing.round, room="ASPEN")
    assert refuses("one_session_in_a_room_each_round", same)


def test_two_sessions_of_a_track_in_a_round(pricing: Session) -> None:
    track = Track.objects.create(content_day=pricing.content_day, name="Sales")
    there = {"state": "planned", "round": pricing.round, "track": track}
    another(pricing, **there).save()
    assert refuses("one_session_of_a_track_each_round", another(pricing, **there))


def test_a_session_without_a_seat(pricing: Session) -> None:
    pricing.capacity = 0
    assert refuses("a_session_has_a_seat_for_somebody", pricing)


@pytest.mark.parametrize("name", ["", "Somebody"])
def test_a_speaker_who_is_nobody_or_two(cast: Cast, pricing: Session, name: str) -> None:
    speaker = Speaker(session=pricing, member=cast.member if name else None, name=name)
    assert refuses("a_speaker_is_a_member_or_a_name", speaker)


def test_a_speaker_twice(cast: Cast, pricing: Session) -> None:
    Speaker.objects.create(session=pricing, member=cast.member)
    assert refuses("one_place_as_speaker_each", Speaker(session=pricing, member=cast.member))


def test_two_votes_of_one_member(cast: Cast, pricing: Session) -> None:
    ProposalVote.objects.create(session=pricing, member=cast.member)
    assert refuses("one_vote_for_a_proposal_each", ProposalVote(session=pricing, member=cast.member))


def test_two_sign_ups_for_one_session(cast: Cast, day: ContentDay, pricing: Session) -> None:
    later = rounds(day)[1]
    Signup.objects.create(session=pricing, round=rounds(day)[0], member=cast.member, state="seat", at=NOW)
    same = Signup(session=pricing, round=later, member=cast.member, state="seat", at=NOW)
    assert refuses("one_signup_for_a_session_each", same)


@pytest.mark.parametrize("state", ["seat", "waiting"])
def test_two_seats_or_two_waits_in_one_round(
    cast: Cast, day: ContentDay, pricing: Session, state: str
) -> None:
    first = rounds(day)[0]
    Signup.objects.create(session=pricing, round=first, member=cast.member, state=state, at=NOW)
    other = planned(first, by=cast.admin, title="Hiring")
    double = Signup(session=other, round=first, member=cast.member, state=state, at=NOW)
    assert refuses("one_seat_and_one_wait_a_round_each", double)


def test_somebody_who_waits_and_is_checked_in(cast: Cast, day: ContentDay, pricing: Session) -> None:
    waits = Signup(session=pricing, round=rounds(day)[0], member=cast.member, state="waiting", at=NOW)
    waits.checked_in_at = NOW
    assert refuses("who_checks_in_has_a_seat", waits)


@pytest.mark.parametrize("stars", [0, 6])
def test_a_rating_outside_the_stars(cast: Cast, pricing: Session, stars: int) -> None:
    rating = Rating(session=pricing, member=cast.member, stars=stars)
    assert refuses("a_rating_has_one_to_five_stars", rating)


def test_two_ratings_of_one_member(cast: Cast, pricing: Session) -> None:
    Rating.objects.create(session=pricing, member=cast.member, stars=5)
    again = Rating(session=pricing, member=cast.member, stars=1)
    assert refuses("one_rating_of_a_session_each", again)


def registration(cast: Cast, denver: Gathering, **fields: Any) -> Registration:
    return Registration(gathering=denver, member=cast.member, registered_at=NOW, **fields)


def test_two_registrations_of_one_member(cast: Cast, denver: Gathering) -> None:
    registration(cast, denver).save()
    assert refuses("one_registration_each", registration(cast, denver))


def test_leaving_town_before_arriving(cast: Cast, denver: Gathering) -> None:
    on = denver.starts_on
    backwards = registration(cast, denver, arrives_on=on, leaves_on=on - DAY)
    assert refuses("one_leaves_town_after_arriving", backwards)


def test_showing_travel_without_saying_when(cast: Cast, denver: Gathering) -> None:
    unsaid = registration(cast, denver, shows_travel=True, arrives_on=denver.starts_on)
    assert refuses("who_shows_their_travel_says_when", unsaid)


def test_a_seat_and_a_wait_in_one_round_are_well(cast: Cast, day: ContentDay, pricing: Session) -> None:
    set_programme(day, by=cast.admin, at=NOW)
    full = planned(rounds(day)[0], by=cast.admin, title="Hiring", capacity=1)
    take(full, cast.partner)
    states = [signup.state for session in (pricing, full) for signup in take(session, cast.member)]
    assert states == ["seat", "waiting"]
