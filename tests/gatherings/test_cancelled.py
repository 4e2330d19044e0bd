"""A cancelled week keeps what it has, and nothing comes to it."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from gatherings import actions
from gatherings.models import Gathering, ProposalVote, Session, WaveGroup
from meetings.models import Meeting
from tests.browsing import page
from tests.conftest import NOW, Cast, Enter
from tests.gatherings.weeks import planned, programme, rounds, seated, take, week
from tests.racing import before_the_first_commits

SENTENCE = "This week is cancelled, so nothing was changed. An admin can restore it."


@pytest.fixture
def denver(cast: Cast) -> Gathering:
    """A cancelled week with Oak in wave A, a session at which Paul has a seat, and a proposal."""
    denver = week()
    first = denver.waves.all()[0]
    actions.place_groups(denver, {cast.oak: first}, by=cast.admin, at=NOW)
    day = programme(denver, by=cast.admin)
    take(planned(rounds(day)[0], by=cast.admin), cast.partner)
    actions.reopen_programme(day, by=cast.admin, at=NOW)
    actions.propose_session(day, title="Hiring", takes_home="A list.", by=cast.member, at=NOW)
    actions.cancel_gathering(denver, by=cast.admin, at=NOW)
    return denver


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def url(name: str, denver: Gathering) -> str:
    return reverse(f"gatherings:{name}", args=[denver.key])


def of(name: str, title: str) -> str:
    return reverse(f"gatherings:{name}", args=[Session.objects.get(title=title).pk])


def test_nobody_signs_up_or_votes(denver: Gathering, mara: Client) -> None:
    for door in (of("sign_up", "Pricing"), of("vote", "Hiring")):
        assert SENTENCE in page(mara.post(door, follow=True))
    assert seated(Session.objects.get(title="Pricing")) == {"Paul Okoye"}
    assert not ProposalVote.objects.exists()


def test_a_tap_with_htmx_leads_to_the_week(denver: Gathering, mara: Client) -> None:
    answer = mara.post(of("sign_up", "Pricing"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == denver.get_absolute_url()


def test_who_stops_coming_may_still_leave(cast: Cast, denver: Gathering, enter: Enter) -> None:
    enter("partner").post(of("leave", "Pricing"))
    assert seated(Session.objects.get(title="Pricing")) == set()


def test_a_proposal_is_refused_and_not_lost(denver: Gathering, mara: Client) -> None:
    said = {"title": "Selling", "takes_home": "Courage.", "kind": "session"}
    html = page(mara.post(url("propose", denver), said))
    assert SENTENCE in html
    assert "Courage." in html
    assert not Session.objects.filter(title="Selling").exists()


def test_nothing_is_planned_and_nobody_named(denver: Gathering, ada: Client) -> None:
    there = {"round": str(rounds(denver.content_day)[1].pk)}
    assert SENTENCE in page(ada.post(of("plan", "Hiring"), there, follow=True))
    assert SENTENCE in page(ada.post(of("add_speaker", "Hiring"), {"who": "Simon"}, follow=True))
    hiring = Session.objects.get(title="Hiring")
    assert (hiring.is_proposed, hiring.speakers.count()) == (True, 0)


def test_no_group_is_placed_and_no_meeting_made_or_moved(cast: Cast, denver: Gathering, ada: Client) -> None:
    wave = denver.waves.all()[0]
    place = {f"group-{cast.elm.pk}": str(wave.pk)}
    for door, said in (
        ("place_groups", place),
        ("make_meetings", {"title": "Quarter"}),
        ("move_meetings", {}),
    ):
        assert SENTENCE in page(ada.post(url(door, denver), said, follow=True))
    assert WaveGroup.objects.get().group == cast.oak
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("door", ["set_programme", "open"])
def test_neither_programme_nor_registration_opens(denver: Gathering, ada: Client, door: str) -> None:
    assert SENTENCE in page(ada.post(url(door, denver), follow=True))
    stored = Gathering.objects.select_related("content_day").get()
    assert (stored.opened_at, stored.content_day.set_at) == (None, None)


def test_its_pages_say_so_and_offer_nothing(denver: Gathering, mara: Client, ada: Client) -> None:
    for browser, name in ((mara, "programme"), (mara, "proposals"), (ada, "waves"), (ada, "meetings")):
        assert "This week is cancelled." in page(browser.get(url(name, denver)))
    assert "I would come" not in page(mara.get(url("proposals", denver)))
    assert "Propose it" not in page(mara.get(url("propose", denver)))
    assert "Make 1 meeting" not in page(ada.get(url("meetings", denver)))
    assert "Nobody signs up while the week is cancelled." in page(mara.get(of("session", "Pricing")))


def test_restored_it_takes_everything_again(cast: Cast, denver: Gathering, mara: Client) -> None:
    actions.restore_gathering(denver, by=cast.admin, at=NOW)
    mara.post(of("vote", "Hiring"))
    assert ProposalVote.objects.get().member == cast.member


@pytest.mark.django_db(transaction=True)
def test_a_week_that_is_cancelled_meanwhile_gets_no_meetings(cast: Cast) -> None:
    denver = week()
    actions.place_groups(denver, {cast.oak: denver.waves.all()[0]}, by=cast.admin, at=NOW)
    cancel = partial(actions.cancel_gathering, Gathering.objects.get(), by=cast.admin, at=NOW)
    make = partial(actions.make_meetings, denver, title="Quarter", by=cast.admin, at=NOW)
    assert isinstance(before_the_first_commits(cancel, make), actions.WeekCancelled)
