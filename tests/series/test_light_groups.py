"""Starting a light group in minutes, asking people to it, and answering."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ledger.models import Entry
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group, Kind, Membership, Role
from series import actions, panels
from series.models import Invitation
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.series.plans import invitation, series

NEW = reverse("series:start_light_group")
MINE = reverse("series:invitations")
INVITE = reverse("series:invite", args=["grove"])
TYPED = {
    "name": "Thursday table",
    "purpose": "Think aloud over coffee.",
    "title": "Breakfast",
    "starts_on": "2026-05-07",
    "starts": "06:30",
    "ends": "07:30",
    "repeats": "weekly",
    "timezone": "Europe/Berlin",
    "place": "Corner Café",
    "guests": "mara lind\npartner@example.org\n\n  Nina Costa ",
}


@pytest.fixture
def otto(enter: Enter) -> Client:
    return enter("outsider")


def start(client: Client, **typed: str) -> str:
    return page(client.post(NEW, TYPED | typed, follow=True))


def test_one_form_starts_the_group_its_seat_its_dates_and_its_invitations(cast: Cast, otto: Client) -> None:
    html = start(otto)
    group = Group.objects.get(name="Thursday table")
    assert "Started: Thursday table." in html
    assert "Every Thursday" in html
    assert (group.kind, group.anyone_schedules, group.takes_attendance) == (Kind.THINKING_GROUP, True, False)
    assert (group.timezone, group.rhythm_days) == ("Europe/Berlin", 7)
    seat = Membership.objects.get(group=group)
    assert (seat.member, seat.joined_on, seat.roles.get().role) == (cast.outsider, TODAY, Role.HOST)
    assert Meeting.objects.filter(group=group, occurrence__isnull=False).count() == 12
    asked = Invitation.objects.filter(group=group, invited_by=cast.outsider)
    assert {each.member for each in asked} == {cast.member, cast.partner, cast.newcomer}
    assert "Otto Brandt hosts next time" in html


def test_a_second_click_leads_to_the_same_group(cast: Cast, otto: Client) -> None:
    for _ in range(2):
        assert "Started: Thursday table." in start(otto)
    assert Group.objects.filter(name="Thursday table").count() == 1


def test_the_name_of_another_group_is_taken(cast: Cast, otto: Client) -> None:
    html = start(otto, name="oak")
    assert "There is a group of this name already." in html
    assert form_on(otto.post(NEW, TYPED | {"name": "oak"}), "")["guests"] == TYPED["guests"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"guests": "nobody@example.org"}, "ask an admin to add the person first"),
        ({"guests": "Mara Lind\nSomebody Else"}, "Nobody in the community is “Somebody Else”"),
        ({"guests": "Twin"}, "Several people are called “Twin”"),
        ({"guests": "Gone"}, "Nobody in the community is “Gone”"),
        ({"ends": "06:00"}, "It ends after it begins."),
        ({"starts_on": "2026-04-30"}, "Choose today or a later day."),
        ({"until": "2026-05-05"}, "The last day cannot be before the first date."),
        ({"starts_on": "2026-05-29", "repeats": "monthly"}, "Not every month has a 29th, or a fifth Friday."),
        ({"starts_on": "2026-05-31", "repeats": "date"}, "Not every month has a 31st"),
        ({"repeats": "daily"}, "Select a valid choice"),
        ({"purpose": ""}, "This field is required"),
        ({"starts": "soon"}, "Enter a valid time"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    cast: Cast, otto: Client, typed: dict[str, str], sentence: str
) -> None:
    factories.member("Twin")
    factories.member("Twin")
    factories.member("Gone", is_active=False)
    answer = otto.post(NEW, TYPED | typed)
    assert sentence in page(answer)
    assert form_on(answer, "")["place"] == "Corner Café"
    assert not Group.objects.filter(name="Thursday table").exists()


def test_a_script_in_a_name_stays_text(cast: Cast, otto: Client) -> None:
    bad = "<script>alert(1)</script>"
    html = start(otto, name=bad, purpose=bad, title=bad, place=bad, guests="Mara Lind")
    assert "<script>alert" not in html
    asked = Invitation.objects.get()
    actions.decline_invitation(asked, by=cast.member, at=NOW)
    html = start(otto, name="Other", guests=bad)
    assert "<script>alert" not in html


def test_who_is_asked_reads_what_the_group_is_and_when_it_meets(cast: Cast, enter: Enter) -> None:
    series(cast.grove, by=cast.member)
    invitation(cast.grove, cast.outsider, by=cast.member)
    html = page(enter("outsider").get(MINE))
    for sentence in (
        "Mara Lind asks you to join.",
        "Every Thursday, 06:30–07:30 (Berlin time)",
        "No leads group",
    ):
        assert sentence in html
    assert "Nobody has asked you" in page(enter("partner").get(MINE))
    assert list(panels.invitations(cast.outsider, at=NOW)) == [Invitation.objects.get()]


def test_who_accepts_sits_there_from_that_day_on(cast: Cast, otto: Client) -> None:
    asked = invitation(cast.grove, cast.outsider, by=cast.member)
    html = page(otto.post(reverse("series:accept", args=[asked.pk]), follow=True))
    assert "Welcome to Grove." in html
    assert cast.seat(cast.outsider, cast.grove).joined_on == TODAY
    told = Entry.objects.get(verb="invitation.accepted")
    assert (told.by, told.toward) == (cast.outsider, cast.member)
    again = page(otto.post(reverse("series:accept", args=[asked.pk]), follow=True))
    assert "This invitation is over." in again
    assert not panels.invitations(cast.outsider, at=NOW)


def test_who_declines_may_think_again(cast: Cast, otto: Client) -> None:
    asked = invitation(cast.grove, cast.outsider, by=cast.member)
    html = page(otto.post(reverse("series:decline", args=[asked.pk]), follow=True))
    assert "Declined" in html
    assert not panels.invitations(cast.outsider, at=NOW)
    otto.post(reverse("series:accept", args=[asked.pk]))
    assert cast.seat(cast.outsider, cast.grove)


def test_an_invitation_stands_for_fourteen_days_and_can_be_renewed(cast: Cast) -> None:
    asked, later = invitation(cast.grove, cast.outsider, by=cast.member), NOW + timedelta(days=15)
    with pytest.raises(actions.InvitationOver):
        actions.accept_invitation(asked, by=cast.outsider, on=TODAY, at=later)
    again = actions.invite_member(cast.grove, cast.outsider, by=cast.member, on=TODAY, at=later)
    assert again == asked
    actions.accept_invitation(asked, by=cast.outsider, on=TODAY, at=later)


def test_who_was_asked_lately_is_not_asked_again(cast: Cast) -> None:
    invitation(cast.grove, cast.outsider, by=cast.member)
    asked = invitation(cast.grove, cast.outsider, by=cast.member)
    actions.decline_invitation(asked, by=cast.outsider, at=NOW)
    assert invitation(cast.grove, cast.outsider, by=cast.member) == asked
    assert Entry.objects.filter(verb="invitation.sent").count() == 1


def test_a_group_that_admits_by_its_admins_lets_nobody_in_by_an_old_invitation(cast: Cast) -> None:
    asked = invitation(cast.grove, cast.outsider, by=cast.member)
    Group.objects.filter(pk=cast.grove.pk).update(takes_attendance=True)
    with pytest.raises(actions.InvitationOver):
        actions.accept_invitation(Invitation.objects.get(pk=asked.pk), by=cast.outsider, on=TODAY, at=NOW)


def test_the_sponsor_asks_more_people_and_takes_a_slip_back(cast: Cast, enter: Enter) -> None:
    mara = enter("member")
    html = page(mara.post(INVITE, {"guests": "Otto Brandt\nPaul Okoye"}, follow=True))
    assert "Asked: Otto Brandt, Paul Okoye." in html
    slip = Invitation.objects.get(member=cast.partner)
    html = page(mara.post(reverse("series:withdraw", args=[slip.pk]), follow=True))
    assert "Paul Okoye is not asked any more." in html
    assert [each.member for each in Invitation.objects.all()] == [cast.outsider]
    assert mara.post(reverse("series:withdraw", args=[slip.pk])).status_code == 404


def test_who_sits_there_is_not_asked(cast: Cast, enter: Enter) -> None:
    html = page(enter("member").post(INVITE, {"guests": "Mara Lind"}))
    assert "Already in the group: Mara Lind." in html


def test_the_page_of_invitations_costs_the_same_however_many(cast: Cast, otto: Client) -> None:
    def add() -> None:
        group = factories.group(kind=Kind.THINKING_GROUP)
        series(group)
        factories.seat(group, cast.member)
        invitation(group, cast.outsider, by=cast.member)

    assert_costs_the_same(otto, MINE, add)


def test_the_page_of_those_asked_costs_the_same_however_many(cast: Cast, enter: Enter) -> None:
    def add() -> Member:
        return invitation(cast.grove, factories.member(), by=cast.member).member

    assert_costs_the_same(enter("member"), INVITE, add)


def test_a_monthly_group_knows_its_rhythm(cast: Cast, otto: Client) -> None:
    start(otto, repeats="last", starts_on="2026-05-28", starts="18:00", ends="20:00", guests="")
    group = Group.objects.get(name="Thursday table")
    assert group.rhythm_days == 30
    dates = Meeting.objects.filter(group=group).values_list("starts_on", flat=True)
    assert list(dates)[:3] == [date(2026, 5, 28), date(2026, 6, 25), date(2026, 7, 30)]
    assert Meeting.objects.filter(group=group)[0].days.get().starts == time(18)
