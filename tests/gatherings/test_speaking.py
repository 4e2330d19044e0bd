"""Who speaks at a session is in no other one of that round."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from gatherings import actions
from gatherings.models import ContentDay, Session, Speaker
from tests.browsing import page
from tests.conftest import NOW, Cast, Enter
from tests.gatherings.weeks import planned, programme, rounds, seated, take, week
from tests.racing import Call, before_the_first_commits


@pytest.fixture
def day(cast: Cast) -> ContentDay:
    """Content Day with a programme that stands."""
    return programme(week(), by=cast.admin)


@pytest.fixture
def pricing(cast: Cast, day: ContentDay) -> Session:
    """A session of the first round at which Mara speaks."""
    session = planned(rounds(day)[0], by=cast.admin)
    speaking(cast, session)()
    return session


@pytest.fixture
def hiring(cast: Cast, day: ContentDay) -> Session:
    """Another session of the first round."""
    return planned(rounds(day)[0], by=cast.admin, title="Hiring")


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def of(name: str, session: Session) -> str:
    return reverse(f"gatherings:{name}", args=[session.pk])


def speaking(cast: Cast, session: Session) -> Call:
    return partial(actions.add_speaker, session, member=cast.member, by=cast.admin, at=NOW)


def planning(cast: Cast, session: Session, wanted: int) -> Call:
    there = rounds(session.content_day)[wanted]
    return partial(actions.plan_session, session, round=there, by=cast.admin, at=NOW)


def test_nobody_speaks_at_two_sessions_of_a_round(pricing: Session, hiring: Session, ada: Client) -> None:
    html = page(ada.post(of("add_speaker", hiring), {"who": "member@example.org"}))
    assert "Mara Lind speaks at “Pricing” in this round." in html
    assert 'value="member@example.org"' in html
    assert not hiring.speakers.exists()


def test_a_session_does_not_come_into_a_round_in_which_its_speaker_speaks(
    cast: Cast, pricing: Session, ada: Client
) -> None:
    first, second = rounds(pricing.content_day)[:2]
    later = planned(second, by=cast.admin, title="Hiring")
    speaking(cast, later)()
    html = page(ada.post(of("plan", later), {"round": str(first.pk)}))
    assert "Mara Lind speaks at “Pricing” in this round." in html
    later.refresh_from_db()
    assert later.round == second


def test_who_has_a_seat_elsewhere_does_not_become_a_speaker(
    cast: Cast, day: ContentDay, hiring: Session, ada: Client
) -> None:
    other = planned(rounds(day)[0], by=cast.admin, title="Selling")
    take(hiring, cast.member)
    html = page(ada.post(of("add_speaker", other), {"who": "member@example.org"}))
    assert "Mara Lind has signed up for “Hiring” in this round." in html
    assert not Speaker.objects.exists()


def test_a_session_does_not_come_into_a_round_in_which_its_speaker_has_a_seat(
    cast: Cast, day: ContentDay, hiring: Session
) -> None:
    take(hiring, cast.member)
    later = planned(rounds(day)[1], by=cast.admin, title="Selling")
    speaking(cast, later)()
    with pytest.raises(actions.HeldElsewhere):
        planning(cast, later, 0)()


def test_who_speaks_takes_no_seat_elsewhere_but_may_in_another_round(
    cast: Cast, pricing: Session, hiring: Session, enter: Enter
) -> None:
    mara = enter("member")
    html = page(mara.post(of("sign_up", hiring), follow=True))
    assert "In this round you speak at “Pricing”, so this seat is for somebody else." in html
    later = planned(rounds(pricing.content_day)[1], by=cast.admin, title="Later")
    mara.post(of("sign_up", later))
    assert (seated(hiring), seated(later)) == (set(), {"Mara Lind"})


def test_a_cancelled_session_keeps_nobody_from_another(cast: Cast, pricing: Session, hiring: Session) -> None:
    actions.cancel_session(pricing, by=cast.admin, at=NOW)
    speaking(cast, hiring)()
    assert hiring.speakers.get().member == cast.member


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["a seat", "speaking"])
def test_a_seat_and_speaking_elsewhere_at_once_are_one_of_both(
    cast: Cast, day: ContentDay, hiring: Session, first: str
) -> None:
    other = planned(rounds(day)[0], by=cast.admin, title="Selling")
    sit = partial(take, hiring, cast.member)
    calls = (sit, speaking(cast, other)) if first == "a seat" else (speaking(cast, other), sit)
    outcome = before_the_first_commits(*calls)
    assert isinstance(outcome, actions.HeldElsewhere if first == "a seat" else actions.SpeaksElsewhere)


@pytest.mark.django_db(transaction=True)
def test_who_is_named_while_the_session_is_planned_is_seen(cast: Cast, pricing: Session) -> None:
    later = planned(rounds(pricing.content_day)[1], by=cast.admin, title="Hiring")
    outcome = before_the_first_commits(planning(cast, later, 0), speaking(cast, later))
    assert isinstance(outcome, actions.SpeaksElsewhere)
