"""Promising something to a group."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commitments.models import Commitment
from ledger.models import Entry
from meetings.models import Meeting
from peergroups.models import PlanArea
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter

DAY = timedelta(days=1)
OAK = "/groups/oak/commitments/new/"


def promise(client: Client, url: str = OAK, **said: object) -> str:
    """Fill in the form and send it; return the page that follows."""
    form = form_on(client.get(url)) | {"text": "hire a bookkeeper"} | said
    return page(client.post(url, form, follow=True))


@pytest.fixture
def member(enter: Enter) -> Client:
    return enter("member")


def test_a_commitment_says_what_by_when_how_one_knows_and_who_asks(member: Client, cast: Cast) -> None:
    area = PlanArea.objects.get(name="Life")
    shown = promise(
        member,
        due_on="2026-06-01",
        signal="a free Friday",
        first_step="call Jo",
        partner=cast.partner.pk,
        area=area.pk,
    )
    made = Commitment.objects.get()
    assert (made.group, made.member, made.text) == (cast.oak, cast.member, "hire a bookkeeper")
    assert (made.signal, made.first_step) == ("a free Friday", "call Jo")
    assert (made.partner, made.area, made.meeting) == (cast.partner, area, None)
    assert (made.made_on, f"{made.first_due_on}", f"{made.due_on}") == (TODAY, "2026-06-01", "2026-06-01")
    assert "Promised." in shown
    assert "hire a bookkeeper" in shown


def test_the_ledger_knows_who_promised_and_not_what(member: Client, cast: Cast) -> None:
    promise(member)
    entry = Entry.objects.get(verb="commitment.made")
    assert (entry.by, entry.toward, entry.group_id) == (cast.member, None, cast.oak.pk)
    assert entry.thing_id == Commitment.objects.get().pk


@pytest.mark.parametrize("meets_in", [None, 40])
def test_the_date_offered_is_the_next_meeting_or_a_quarter_from_now(
    member: Client, cast: Cast, meets_in: int | None
) -> None:
    factories.meeting(cast.oak, on=TODAY)  # under way: what is promised there is due at the one after it
    if meets_in:
        factories.meeting(cast.oak, on=TODAY + meets_in * DAY)
    assert form_on(member.get(OAK))["due_on"] == f"{TODAY + (meets_in or 91) * DAY}"


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("text", "", "This field is required."),
        ("text", "x" * 501, "at most 500 characters (it has 501)"),
        ("signal", "x" * 301, "at most 300 characters (it has 301)"),
        ("first_step", "x" * 301, "at most 300 characters (it has 301)"),
        ("due_on", "2026-05-03", "That day is over. Choose today or a later day."),
        ("due_on", "9999-12-31", "Choose a date of the years 1900 to 2199."),
        ("due_on", "tomorrow", "Enter a valid date."),
    ],
)
def test_what_cannot_be_promised_is_said_at_its_field_and_nothing_typed_is_lost(
    member: Client, field: str, said: str, sentence: str
) -> None:
    form = form_on(member.get(OAK)) | {"text": "call Jo", "first_step": "find her number", field: said}
    answer = member.post(OAK, form)
    assert sentence in page(answer)
    assert form_on(answer) == form | {"csrfmiddlewaretoken": form_on(answer)["csrfmiddlewaretoken"]}
    assert not Commitment.objects.exists()


def test_a_promise_is_due_today_at_the_earliest(member: Client) -> None:
    promise(member, due_on=f"{TODAY}")
    assert Commitment.objects.get().due_on == TODAY


@pytest.mark.parametrize("who", ["member", "former", "neighbour"])
def test_who_asks_is_somebody_else_of_the_group(member: Client, cast: Cast, who: str) -> None:
    form = form_on(member.get(OAK)) | {"text": "call Jo", "partner": cast[who].pk}
    assert "not one of the available choices" in page(member.post(OAK, form))
    assert not Commitment.objects.exists()


def test_who_promises_is_oneself_whatever_the_form_says(member: Client, cast: Cast) -> None:
    promise(member, member=cast.partner.pk)
    assert Commitment.objects.get().member == cast.member


def test_who_leads_writes_for_others(enter: Enter, cast: Cast) -> None:
    promise(enter("facilitator"), member=cast.member.pk, partner=cast.facilitator.pk)
    made = Commitment.objects.get()
    assert (made.member, made.partner) == (cast.member, cast.facilitator)
    entry = Entry.objects.get(verb="commitment.made")
    assert (entry.by, entry.toward) == (cast.facilitator, cast.member)


@pytest.mark.parametrize(
    ("field", "who", "sentence"),
    [
        ("member", "neighbour", "not one of the available choices"),
        ("member", "former", "not one of the available choices"),
        ("partner", "partner", "Nobody is their own partner."),
    ],
)
def test_who_leads_writes_for_people_of_the_group_only(
    enter: Enter, cast: Cast, field: str, who: str, sentence: str
) -> None:
    leader = enter("facilitator")
    form = form_on(leader.get(OAK)) | {"text": "call Jo", "member": cast.partner.pk, field: cast[who].pk}
    assert sentence in page(leader.post(OAK, form))
    assert not Commitment.objects.exists()


def test_the_same_promise_sent_twice_is_made_once(member: Client) -> None:
    promise(member)
    assert "That commitment stands already." in promise(member)
    assert Commitment.objects.count() == 1
    assert Entry.objects.filter(verb="commitment.made").count() == 1


def test_a_promise_that_was_kept_may_be_made_again(member: Client, cast: Cast) -> None:
    promise(member)
    url = reverse("commitments:close", args=[Commitment.objects.get().pk])
    member.post(url, {"outcome": "kept"})
    promise(member)
    assert Commitment.objects.open().count() == 1


def test_at_a_meeting_one_promise_follows_the_other(member: Client, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY, title="Quarterly meeting")
    url = f"{OAK}?meeting={meeting.pk}"
    assert "Quarterly meeting" in promise(member, url, text="call Jo", another="1")
    answer = member.post(url, form_on(member.get(url)) | {"text": "call Ann"})
    assert answer.headers["Location"] == meeting.get_absolute_url()
    assert [made.meeting for made in Commitment.objects.all()] == [meeting, meeting]


@pytest.mark.parametrize("whose", ["elm", "grove"])
def test_the_meeting_of_another_group_is_none(member: Client, cast: Cast, whose: str) -> None:
    other: Meeting = factories.meeting(getattr(cast, whose))
    assert member.get(f"{OAK}?meeting={other.pk}").status_code == 404
    assert member.get(f"{OAK}?meeting={'9' * 40}").status_code == 404
    for nonsense in ("the-next", "²", "9" * 5000):
        assert "Make a commitment" in page(member.get(OAK, {"meeting": nonsense}))


@pytest.mark.parametrize(
    ("who", "group", "status"),
    [
        ("newcomer", "oak", 200),
        ("facilitator", "oak", 200),
        ("member", "grove", 403),  # a breakfast where nobody promises anything
        ("former", "oak", 404),
        ("neighbour", "oak", 404),
        ("admin", "oak", 404),
        ("nobody", "oak", 302),
    ],
)
def test_who_may_promise_something(enter: Enter, who: str, group: str, status: int) -> None:
    url = reverse("commitments:make", args=[group])
    assert enter(who).get(url).status_code == status
    assert enter(who).post(url, {"text": "call Jo"}).status_code == status
    assert not Commitment.objects.exists()
