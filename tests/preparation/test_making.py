"""Making an agenda from who comes and what is open: looked at, put in place, taken back."""

from datetime import time, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues.actions import offer_issue
from meetings.actions import add_item, answer_invitation, remove_item, undo_change
from meetings.models import AgendaItem, Format, Meeting, Reply
from peergroups.clock import today
from preparation.actions import AgendaChanged, drop_leftover, leave_over, make_agenda
from preparation.matters import hours_of, matters_of, parts_for
from preparation.models import Leftover
from preparation.proposing import Proposal, propose_agenda
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.issues import making
from tests.racing import before_the_first_commits
from tests.refusing import refuses

DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, days=2)


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def url(name: str, *args: object) -> str:
    return reverse(f"preparation:{name}", args=args)


def proposal_for(meeting: Meeting) -> Proposal:
    hours = hours_of(meeting)
    matters = matters_of(meeting, [], has_reviews=True)
    return propose_agenda(hours, parts_for(meeting, "people", matters, len(hours)))


def make(browser: Client, meeting: Meeting, **said: str) -> str:
    shown = browser.get(url("propose", meeting.pk))
    form = form_on(shown, url("make", meeting.pk)) | said
    return page(browser.post(url("make", meeting.pk), form, follow=True))


def items(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(day__meeting=meeting))


def left_over(cast: Cast, title: str = "Candidates", minutes: int | None = 20) -> Leftover:
    past = factories.meeting(cast.oak, on=TODAY - 20 * DAY)
    item = add_item(past.days.get(), title=title, minutes=minutes, by=cast.facilitator, at=NOW)
    return leave_over(item, meeting=item.day.meeting, by=cast.facilitator, at=NOW)


def test_what_is_shown_is_what_is_made_and_fills_the_days_exactly(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    html = page(farah.get(url("propose", meeting.pk)))
    assert "Quarterly review: Mara Lind" in html
    assert not items(meeting)
    assert "The agenda is made." in make(farah, meeting)
    made = items(meeting)
    assert all(item.title in html for item in made)
    for day in meeting.days.all():
        assert sum(item.minutes or 0 for item in day.items.all()) == day.minutes
    owners = {item.owner.name for item in made if item.format == Format.REVIEW and item.owner}
    assert owners == {"Mara Lind", "Paul Okoye", "Nina Costa"}


def test_who_has_said_no_presents_nothing(cast: Cast, meeting: Meeting) -> None:
    answer_invitation(meeting, cast.partner, Reply.NO, by=cast.partner, at=timezone.now())
    matters = matters_of(meeting, [], has_reviews=True)
    assert [review.name for review in matters.reviews] == ["Mara Lind", "Nina Costa"]
    assert matters.people == 2


def test_chosen_hot_seats_find_their_place_and_their_presenter_is_named(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    hot_seat = making.hot_seat(meeting, making.issue(cast.oak, cast.partner, minutes=30), by=cast.facilitator)
    make(farah, meeting)
    hot_seat.refresh_from_db()
    assert hot_seat.item
    assert (hot_seat.item.title, hot_seat.item.owner) == ("Hot seat: Paul Okoye", cast.partner)
    assert "Sell the shop?" not in " ".join(item.title for item in items(meeting))


def test_an_agenda_goes_only_if_that_is_said_and_one_tap_brings_it_back(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    add_item(meeting.days.all()[0], title="By hand", minutes=30, by=cast.facilitator, at=NOW)
    assert "There is an agenda already." in make(farah, meeting)
    assert [item.title for item in items(meeting)] == ["By hand"]
    make(farah, meeting, replaces="on")
    assert "By hand" not in [item.title for item in items(meeting)]
    meeting.refresh_from_db()
    undo_change(meeting, sequence=meeting.agenda_sequence, by=cast.facilitator, at=NOW)
    assert [item.title for item in items(meeting)] == ["By hand"]


def test_a_proposal_of_other_people_than_by_now_is_shown_anew(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    form = form_on(farah.get(url("propose", meeting.pk)), url("make", meeting.pk))
    answer_invitation(meeting, cast.partner, Reply.NO, by=cast.partner, at=timezone.now())
    html = page(farah.post(url("make", meeting.pk), form))
    assert "Something changed since you looked." in html
    assert "Quarterly review: Paul Okoye" not in html
    assert not items(meeting)


def test_what_somebody_arranged_meanwhile_is_not_buried(cast: Cast, meeting: Meeting, farah: Client) -> None:
    form = form_on(farah.get(url("propose", meeting.pk)), url("make", meeting.pk))
    add_item(meeting.days.all()[0], title="By hand", minutes=30, by=cast.facilitator, at=NOW)
    html = page(farah.post(url("make", meeting.pk), form | {"replaces": "on"}))
    assert "Somebody changed the agenda meanwhile" in html
    assert [item.title for item in items(meeting)] == ["By hand"]


def test_what_is_unticked_stays_out(cast: Cast, meeting: Meeting, farah: Client) -> None:
    leftover = left_over(cast)
    html = page(farah.get(url("propose", meeting.pk), {"template": "people"}))
    assert "Quarterly review:" not in html
    assert f'name="leftovers" value="{leftover.pk}"' in html  # offered, and not ticked
    answer = farah.get(url("propose", meeting.pk), {"template": "people", "leftovers": str(leftover.pk)})
    form = form_on(answer, url("make", meeting.pk))
    farah.post(url("make", meeting.pk), form)
    made = [item.title for item in items(meeting)]
    assert "Candidates" in made
    assert not any(title.startswith("Quarterly review") for title in made)


def test_a_template_is_filled_with_these_people(cast: Cast, meeting: Meeting, farah: Client) -> None:
    answer = farah.get(url("propose", meeting.pk), {"template": "two-days", "has_reviews": "on"})
    farah.post(url("make", meeting.pk), form_on(answer, url("make", meeting.pk)))
    made = {item.title for item in items(meeting)}
    assert {"Walk with the accountability partner", "Quarterly review: Mara Lind"} <= made
    html = page(farah.get(url("propose", meeting.pk), {"template": "nothing of this name"}))
    assert "Select a valid choice." in html


def test_a_call_of_an_hour_is_made_from_the_template_for_calls(cast: Cast, farah: Client) -> None:
    call = factories.meeting(cast.oak, starts=time(12), ends=time(13))
    make(farah, call)
    assert [item.minutes for item in items(call)] == [5, 15, 30, 10]


def test_a_meeting_without_hours_is_asked_for_them(cast: Cast, farah: Client) -> None:
    meeting = factories.meeting(cast.oak, starts=None, ends=None)
    html = page(farah.get(url("propose", meeting.pk)))
    assert "this meeting has none yet" in html
    assert farah.post(url("make", meeting.pk), {"mark": "x", "seen": "0"}).status_code == 200


def test_an_agenda_of_a_meeting_under_way_is_not_made_anew(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    form = form_on(farah.get(url("propose", meeting.pk)), url("make", meeting.pk))
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW - DAY)
    assert "so its agenda stays as it is" in page(farah.post(url("make", meeting.pk), form))
    assert not items(meeting)


@pytest.mark.parametrize("wrong", [{"mark": ""}, {"seen": "many"}, {"seen": "-1"}, {"mark": "x" * 65}])
def test_a_form_that_the_page_did_not_make_makes_nothing(
    meeting: Meeting, farah: Client, wrong: dict[str, str]
) -> None:
    assert "Something changed since you looked." in make(farah, meeting, **wrong)
    assert not items(meeting)


def test_what_was_left_over_is_taken_up_for_as_long_as_it_stands_there(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    leftover = left_over(cast)
    assert "Candidates" in page(farah.get(url("propose", meeting.pk)))
    make(farah, meeting)
    leftover.refresh_from_db()
    assert leftover.taken_as
    assert "Left over" not in page(farah.get(url("propose", meeting.pk)))
    remove_item(leftover.taken_as, by=cast.facilitator, at=NOW)
    assert list(Leftover.objects.waiting()) == [leftover]


def test_an_item_is_left_over_once_and_keeps_what_it_was(cast: Cast) -> None:
    first = left_over(cast, minutes=None)
    assert first.item
    assert leave_over(first.item, meeting=first.from_meeting, by=cast.facilitator, at=NOW) == first
    assert (first.title, first.minutes, Leftover.objects.count()) == ("Candidates", 15, 1)


def test_what_is_let_go_is_offered_no_more_and_one_tap_keeps_it(
    cast: Cast, meeting: Meeting, farah: Client, enter: Enter
) -> None:
    leftover = left_over(cast)
    here = url("propose", meeting.pk)
    form = form_on(farah.get(here), url("drop_leftover", leftover.pk))
    assert farah.post(url("drop_leftover", leftover.pk), form)["Location"] == here
    html = page(farah.get(here))
    assert "Candidates, let go" in html
    assert "Left over from earlier meetings" not in html
    farah.post(url("drop_leftover", leftover.pk), {"undo": "1", "next": here})
    assert "Left over from earlier meetings" in page(farah.get(here))
    assert enter("member").post(url("drop_leftover", leftover.pk)).status_code == 403


def test_markup_in_what_was_left_over_is_text(cast: Cast, meeting: Meeting, farah: Client) -> None:
    left_over(cast, "<script>alert(1)</script>")
    html = page(farah.get(url("propose", meeting.pk)))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_the_page_costs_the_same_however_many_sit_there(cast: Cast, meeting: Meeting, farah: Client) -> None:
    def add() -> None:
        member = factories.seat(cast.oak, factories.member()).member
        offer_issue(cast.oak, member, title="x", by=member, on=today(), at=NOW)
        left_over(cast, f"item of {member}")

    assert_costs_the_same(farah, url("propose", meeting.pk), add)


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_who_make_an_agenda_is_told(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    proposal = proposal_for(meeting)
    calls = [
        partial(
            make_agenda,
            Meeting.objects.select_related("group").get(pk=meeting.pk),
            proposal,
            seen=0,
            replaces=True,
            by=cast.facilitator,
            at=timezone.now(),
        )
        for _ in range(2)
    ]
    assert isinstance(before_the_first_commits(*calls), AgendaChanged)
    assert len(items(meeting)) == len(proposal.days[0])


@pytest.mark.django_db(transaction=True)
def test_what_was_left_over_lands_on_one_of_two_agendas(cast: Cast) -> None:
    leftover = left_over(cast)
    meetings = [factories.meeting(cast.oak, on=TODAY + days * DAY) for days in (10, 20)]
    calls = []
    for meeting in meetings:
        hours = hours_of(meeting)
        parts = parts_for(meeting, "people", matters_of(meeting, [leftover], has_reviews=True), len(hours))
        told: dict[str, Any] = {"seen": 0, "replaces": False, "by": cast.facilitator, "at": timezone.now()}
        calls.append(partial(make_agenda, meeting, propose_agenda(hours, parts), **told))
    assert isinstance(before_the_first_commits(*calls), AgendaChanged)
    assert [item.day.meeting for item in AgendaItem.objects.filter(taken_leftover=leftover)] == meetings[:1]
    assert not items(meetings[1])


def test_who_comes_too_late_for_what_was_left_over_sees_a_proposal_without_it(
    cast: Cast, meeting: Meeting, farah: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    leftover = left_over(cast)

    def take_first(*args: Any, **told: Any) -> None:
        drop_leftover(leftover, by=cast.facilitator, at=NOW)
        make_agenda(*args, **told)

    monkeypatch.setattr("preparation.views.proposing.actions.make_agenda", take_first)
    html = make(farah, meeting)
    assert "meanwhile, or took up a leftover." in html
    assert f'name="leftovers" value="{leftover.pk}"' not in html
    assert not items(meeting)


@pytest.mark.django_db(transaction=True)
def test_two_who_leave_an_item_over_leave_it_over_once(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    item = add_item(meeting.days.get(), title="Numbers", minutes=5, by=cast.facilitator, at=NOW)
    leave = partial(leave_over, item, meeting=meeting, by=cast.facilitator, at=timezone.now())
    before_the_first_commits(leave, leave)
    assert Leftover.objects.count() == 1


def test_postgresql_refuses_a_leftover_that_cannot_be(cast: Cast, meeting: Meeting) -> None:
    leftover = left_over(cast)
    item = add_item(meeting.days.all()[0], title="Candidates", minutes=20, by=cast.facilitator, at=NOW)
    leftover.taken_as, leftover.dropped_at = item, NOW
    assert refuses("a_leftover_is_taken_up_or_dropped", leftover)
    leftover.taken_as, leftover.owner, leftover.owner_role = None, cast.member, "host"
    assert refuses("a_leftover_has_one_owner", leftover)
