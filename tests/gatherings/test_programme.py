"""Making the programme of Content Day: proposals, votes, hours, tracks, and what is planned where."""

from datetime import date, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from gatherings import actions
from gatherings.models import ContentDay, Session, Speaker, Track
from ledger.models import Entry
from members.models import Member
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, Cast, Enter
from tests.gatherings.weeks import in_line, planned, programme, rounds, seated, take, week


@pytest.fixture
def day(cast: Cast) -> ContentDay:
    return week().content_day


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def url(name: str, day: ContentDay) -> str:
    return reverse(f"gatherings:{name}", args=[day.gathering.key])


def of(name: str, session: Session) -> str:
    return reverse(f"gatherings:{name}", args=[session.pk])


def propose(day: ContentDay, who: Member, title: str = "Hiring") -> Session:
    return actions.propose_session(day, title=title, takes_home="A list.", by=who, at=NOW)


def test_a_member_proposes_a_session_and_would_lead_it(cast: Cast, day: ContentDay, mara: Client) -> None:
    assert "Nobody has proposed anything yet." in page(mara.get(url("proposals", day)))
    said = {"title": "<script>alert(1)</script>", "takes_home": "A list.", "kind": "session", "speaks": "on"}
    html = page(mara.post(url("propose", day), said, follow=True))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "proposed by Mara Lind; with Mara Lind" in html
    again = page(mara.post(url("propose", day), said, follow=True))
    assert "You have proposed that already." in again
    assert Session.objects.get().proposed_by == cast.member


def test_a_proposal_without_a_title_says_so_and_loses_nothing(day: ContentDay, mara: Client) -> None:
    html = page(mara.post(url("propose", day), {"title": "", "takes_home": "Courage.", "kind": "activity"}))
    assert "This field is required." in html
    assert "Courage." in html


def test_the_most_wanted_stands_first_and_a_vote_can_be_taken_back(
    cast: Cast, day: ContentDay, mara: Client
) -> None:
    hiring, pricing = propose(day, cast.partner), propose(day, cast.partner, "Pricing")
    for _ in range(2):
        mara.post(of("vote", pricing), {"next": url("proposals", day)})
    html = page(mara.get(url("proposals", day)))
    assert html.index("Pricing") < html.index("Hiring")
    assert "Take back my vote for “Pricing”" in html
    mara.post(of("vote", pricing), {"undo": "1"})
    mara.post(of("vote", hiring))
    assert page(mara.get(url("proposals", day))).index("Hiring") < html.index("Pricing") + 1000
    assert (hiring.votes.count(), pricing.votes.count()) == (1, 0)


def test_once_the_programme_stands_nothing_is_proposed_or_voted_for(
    cast: Cast, day: ContentDay, mara: Client, ada: Client
) -> None:
    hiring = propose(day, cast.partner)
    ada.post(url("set_programme", day))
    said = {"title": "Late", "takes_home": "A list.", "kind": "session"}
    assert "The programme stands" in page(mara.post(url("propose", day), said))
    assert "votes count no more" in page(mara.post(of("vote", hiring), follow=True))
    assert (Session.objects.count(), hiring.votes.count()) == (1, 0)
    ada.post(url("propose", day), said)  # who makes the programme may add to it
    assert Session.objects.filter(title="Late").exists()


def test_the_programme_can_be_opened_again(day: ContentDay, ada: Client) -> None:
    for data in ({}, {}, {"undo": "1"}, {"undo": "1"}):
        ada.post(url("set_programme", day), data)
    day.refresh_from_db()
    assert not day.is_set
    assert Entry.objects.filter(verb__startswith="content_day.programme").count() == 2


def test_a_proposal_can_be_said_better_by_who_made_it_and_withdrawn(
    cast: Cast, day: ContentDay, mara: Client
) -> None:
    hiring = propose(day, cast.member)
    mara.post(
        of("change_session", hiring),
        form_on(mara.get(of("change_session", hiring)), "") | {"title": "Firing"},
    )
    assert Session.objects.get().title == "Firing"
    mara.post(of("withdraw_proposal", hiring))
    assert not Session.objects.exists()


def test_what_stands_in_the_programme_is_not_withdrawn(cast: Cast, day: ContentDay, ada: Client) -> None:
    session = planned(rounds(day)[0], by=cast.admin)
    html = page(ada.post(of("withdraw_proposal", session), follow=True))
    assert "It stands in the programme by now." in html
    assert Session.objects.exists()


def test_a_session_takes_the_room_of_its_track(cast: Cast, day: ContentDay, ada: Client) -> None:
    hiring = propose(day, cast.member)
    track = Track.objects.create(content_day=day, name="People", room="Aspen")
    said = {"round": str(rounds(day)[0].pk), "track": str(track.pk), "capacity": "12"}
    ada.post(of("plan", hiring), said)
    hiring.refresh_from_db()
    assert (hiring.state, hiring.room, hiring.capacity) == ("planned", "Aspen", 12)


def test_a_room_or_track_is_given_once_a_round(cast: Cast, day: ContentDay, ada: Client) -> None:
    track = Track.objects.create(content_day=day, name="People")
    first, second = rounds(day)[:2]
    planned(first, by=cast.admin, room="Aspen")
    tracked = planned(first, by=cast.admin, title="Selling")
    actions.plan_session(tracked, round=first, track=track, by=cast.admin, at=NOW)
    hiring = propose(day, cast.member)
    for place in ({"room": "aspen"}, {"track": str(track.pk)}):
        html = page(ada.post(of("plan", hiring), {"round": str(first.pk)} | place))
        assert "Another session of this round is in that track or room." in html
    hiring.refresh_from_db()
    assert hiring.is_proposed
    ada.post(of("plan", hiring), {"round": str(second.pk), "room": "aspen"})
    hiring.refresh_from_db()
    assert hiring.is_planned


def test_a_session_goes_only_into_a_round_of_its_kind(cast: Cast, day: ContentDay, ada: Client) -> None:
    hiring, (afternoon,) = propose(day, cast.member), rounds(day, "activity")
    html = page(ada.post(of("plan", hiring), {"round": str(afternoon.pk)}))
    assert "Select a valid choice." in html


def test_a_session_with_people_stays_in_its_round_until_it_is_cancelled(
    cast: Cast, day: ContentDay, ada: Client
) -> None:
    first, second = rounds(day)[:2]
    programme(day.gathering, by=cast.admin)
    session = planned(first, by=cast.admin, capacity=5)
    take(session, cast.member, cast.partner)
    html = page(ada.post(of("plan", session), {"round": str(second.pk), "capacity": "5"}))
    assert "2 signed up for it in its round, so it stays there." in html
    ada.post(of("plan", session), {"round": str(first.pk), "room": "Birch", "capacity": "5"})
    session.refresh_from_db()
    assert session.room == "Birch"
    ada.post(of("cancel_session", session))
    ada.post(of("plan", session), {"round": str(second.pk)})
    session.refresh_from_db()
    assert (session.state, session.round, session.signups.count()) == ("planned", second, 0)


def test_fewer_seats_than_people_are_refused_and_more_let_the_line_in(
    cast: Cast, day: ContentDay, ada: Client
) -> None:
    programme(day.gathering, by=cast.admin)
    session = planned(rounds(day)[0], by=cast.admin, capacity=2)
    people = [factories.seat(cast.elm, factories.member()).member for _ in range(5)]
    take(session, *people)
    there = {"round": str(rounds(day)[0].pk)}
    assert "2 hold a seat already." in page(ada.post(of("plan", session), there | {"capacity": "1"}))
    ada.post(of("plan", session), there | {"capacity": "4"})
    assert (len(seated(session)), in_line(session)) == (4, [people[4].name])
    assert Entry.objects.filter(verb="signup.promoted").count() == 2
    ada.post(of("plan", session), there | {"capacity": ""})
    assert (len(seated(session)), in_line(session)) == (5, [])


def test_a_session_that_has_begun_is_not_cancelled(cast: Cast, day: ContentDay) -> None:
    programme(day.gathering, by=cast.admin)
    session = planned(rounds(day)[0], by=cast.admin)
    take(session, cast.member)
    door, browser = of("cancel_session", session), Client()
    with time_machine.travel(rounds(day)[0].starts_at, tick=False):
        browser.force_login(cast.admin)
        assert "This session has begun" in page(browser.get(door))
        answer = browser.post(door)
    assert answer.status_code == 409
    assert "There is nothing left to cancel." in answer.content.decode()
    session.refresh_from_db()
    assert (session.is_cancelled, seated(session)) == (False, {"Mara Lind"})


def test_a_cancelled_session_frees_everybody_and_each_is_told(
    cast: Cast, day: ContentDay, ada: Client
) -> None:
    programme(day.gathering, by=cast.admin)
    session = planned(rounds(day)[0], by=cast.admin, capacity=1)
    take(session, cast.member, cast.partner)
    assert "1 signed up and 1 waiting" in page(ada.get(of("cancel_session", session)))
    for _ in range(2):
        ada.post(of("cancel_session", session))
    freed = Entry.objects.filter(verb="signup.freed").values_list("toward__name", flat=True)
    assert sorted(freed) == ["Mara Lind", "Paul Okoye"]
    assert "Cancelled" in page(ada.get(url("programme", day)))


def test_speakers_are_members_by_address_or_guests_by_name(cast: Cast, day: ContentDay, ada: Client) -> None:
    hiring = propose(day, cast.member)
    for who in ("Partner@example.org", "Simon Sinclair", "Simon Sinclair"):
        ada.post(of("add_speaker", hiring), {"who": who})
    assert [str(speaker) for speaker in hiring.speakers.all()] == ["Paul Okoye", "Simon Sinclair"]
    html = page(ada.post(of("add_speaker", hiring), {"who": "nobody@example.org"}))
    assert "Nobody in the community has this address." in html
    ada.post(reverse("gatherings:remove_speaker", args=[Speaker.objects.get(name="Simon Sinclair").pk]))
    assert [str(speaker) for speaker in hiring.speakers.all()] == ["Paul Okoye"]


def test_all_hours_can_move_at_once(day: ContentDay, ada: Client) -> None:
    action = url("rounds", day)
    said = form_on(ada.get(url("arrange", day)), action)
    later = {
        key: f"{int(value[:2]) + 1:02}{value[2:]}"
        for key, value in said.items()
        if key.endswith(("starts", "ends")) and value
    }
    ada.post(action, said | later)
    assert rounds(day)[0].starts == time(9, 30)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"rounds-1-starts": "08:15"}, "Two rounds would be at the same time."),
        ({"rounds-1-ends": "08:00"}, "It ends after it begins."),
        ({"rounds-7-name": "Coffee"}, "This field is required."),
    ],
)
def test_hours_that_cannot_be_are_named_and_nothing_is_saved(
    day: ContentDay, ada: Client, changes: dict[str, str], complaint: str
) -> None:
    action = url("rounds", day)
    said = form_on(ada.get(url("arrange", day)), action)
    html = page(ada.post(action, said | {"rounds-0-name": "Welcome"} | changes))
    assert complaint in html
    assert 'value="Welcome"' in html
    assert not day.rounds.filter(name="Welcome").exists()


def test_a_round_or_track_with_sessions_stays_and_an_empty_one_goes(
    cast: Cast, day: ContentDay, ada: Client
) -> None:
    planned(rounds(day)[0], by=cast.admin)
    action = url("rounds", day)
    said = form_on(ada.get(url("arrange", day)), action)
    html = page(ada.post(action, said | {"rounds-1-DELETE": "on"}))
    assert "Sessions stand in “First round”." in html
    ada.post(action, said | {"rounds-2-DELETE": "on"})
    assert [each.name for each in rounds(day)] == ["First round", "Third round"]


def test_a_round_with_sessions_keeps_its_kind(cast: Cast, day: ContentDay, ada: Client) -> None:
    planned(rounds(day)[0], by=cast.admin)
    action = url("rounds", day)
    said = form_on(ada.get(url("arrange", day)), action)
    html = page(ada.post(action, said | {"rounds-1-kind": "together"}))
    assert "Sessions stand in “First round”." in html
    assert len(rounds(day)) == 3


def test_tracks_are_named_once_and_can_swap_names(day: ContentDay, ada: Client) -> None:
    action = url("tracks", day)

    def said(**rows: str) -> dict[str, str]:
        return form_on(ada.get(url("arrange", day)), action) | {f"tracks-{k}": v for k, v in rows.items()}

    ada.post(action, said(**{"0-name": "Sales", "0-room": "Aspen"}))
    ada.post(action, said(**{"1-name": "Service"}))
    assert "Two tracks would have one name." in page(ada.post(action, said(**{"1-name": "SALES"})))
    ada.post(action, said(**{"0-name": "Service", "1-name": "Sales"}))
    assert [track.name for track in day.tracks.all()] == ["Service", "Sales"]
    ada.post(action, said(**{"0-DELETE": "on"}))
    assert [track.name for track in day.tracks.all()] == ["Sales"]


@pytest.mark.parametrize("name", ["programme", "proposals", "arrange"])
def test_the_pages_cost_the_same_however_long(cast: Cast, day: ContentDay, ada: Client, name: str) -> None:
    def add() -> None:
        number = Session.objects.count()
        for session in (
            propose(day, factories.member(), f"Proposal {number}"),
            planned(rounds(day)[0], by=cast.admin, title=f"Session {number}"),
        ):
            actions.add_speaker(session, member=factories.member(), by=cast.admin, at=NOW)

    assert_costs_the_same(ada, url(name, day), add)


def test_an_hour_that_the_venue_skips_spoils_no_page(cast: Cast, ada: Client) -> None:
    """Content Day was put on the night of the change after its hours had been checked."""
    gap = week("Berlin", starts_on=date(2027, 3, 25), timezone="Europe/Berlin").content_day
    gap.rounds.filter(name="Opening").update(starts=time(2, 30), ends=time(2, 45))
    planned(gap.rounds.get(name="First round"), by=cast.admin)
    assert gap.on == date(2027, 3, 28)
    assert "02:30–02:45" in page(ada.get(url("programme", gap)))
    said = form_on(ada.get(url("arrange", gap)), url("rounds", gap))
    assert "There is no 02:30 on 28 March 2027" in page(ada.post(url("rounds", gap), said))
