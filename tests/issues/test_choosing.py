"""Choosing what a meeting works on, and what happens when a presenter cannot."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from issues import actions
from issues.models import HotSeat, Issue
from ledger.models import Entry
from meetings.actions import add_item
from meetings.models import AgendaItem, Meeting
from peergroups.models import Membership
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.issues import making

DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = factories.meeting(cast.oak)
    for n in (1, 2):
        add_item(
            meeting.days.get(),
            title=f"Hot seat {n}",
            minutes=45,
            format="hot seat",
            owner_role="presenter",
            by=cast.facilitator,
            at=NOW,
        )
    return meeting


@pytest.fixture
def issues(cast: Cast) -> dict[str, Issue]:
    people = {"mara": cast.member, "paul": cast.partner, "nina": cast.newcomer}
    return {name: making.issue(cast.oak, member, f"of {name}") for name, member in people.items()}


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def url(name: str, *args: object) -> str:
    return reverse(f"issues:{name}", args=args)


def choose(browser: Client, meeting: Meeting, *issues: Issue, seen: str | None = None) -> str:
    """Tick the issues on the page and send it; `seen` is what an older page showed."""
    form: dict[str, object] = dict(
        form_on(browser.get(url("hot_seats", meeting.pk)), url("choose", meeting.pk))
    )
    form["issues"] = [issue.pk for issue in issues]
    if seen is not None:
        form["seen"] = seen
    return page(browser.post(url("choose", meeting.pk), form, follow=True))


def presenters(meeting: Meeting) -> list[str]:
    return [
        hot_seat.presenter.name for hot_seat in HotSeat.objects.standing().filter(meeting=meeting).in_order()
    ]


def test_what_is_ticked_gets_a_hot_seat_and_its_presenter_a_place_on_the_agenda(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    assert "Chosen." in choose(farah, meeting, issues["mara"], issues["nina"])
    assert presenters(meeting) == ["Mara Lind", "Nina Costa"]
    owners = AgendaItem.objects.filter(day__meeting=meeting).values_list("title", "owner__name", "owner_role")
    assert list(owners) == [("Hot seat 1", "Mara Lind", ""), ("Hot seat 2", "Nina Costa", "")]
    assert Entry.objects.filter(verb="hot_seat.chosen", toward=cast.member).exists()


def test_the_order_is_proposed_with_its_reasons_and_as_many_as_the_agenda_has(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    factories.meeting(cast.oak, on=TODAY - 30 * DAY)
    actions.place_dots(issues["paul"], 2, meeting=meeting, by=cast.member, at=NOW)
    html = page(farah.get(url("hot_seats", meeting.pk)))
    places = [html.index(f"of {name}</a>") for name in ("paul", "mara", "nina")]
    assert places == sorted(places)
    assert 'Paul Okoye has waited 1 meeting since joining; <span id="sum-' in html
    assert "Nina Costa has had no meeting yet" in html
    ticked = [
        name for name in issues if f'value="{issues[name].pk}" id="tick-{issues[name].pk}" checked' in html
    ]
    assert ticked == ["mara", "paul"]


def test_members_see_the_order_and_choose_nothing(
    meeting: Meeting, issues: dict[str, Issue], enter: Enter
) -> None:
    mara = enter("member")
    html = page(mara.get(url("hot_seats", meeting.pk)))
    assert "has had no meeting yet" in html
    assert "tick-" not in html
    assert mara.post(url("choose", meeting.pk), {"issues": [issues["mara"].pk]}).status_code == 403


def test_who_has_waited_more_than_two_quarters_is_named_to_who_leads(
    cast: Cast, meeting: Meeting, farah: Client, enter: Enter
) -> None:
    html = page(farah.get(url("hot_seats", meeting.pk)))
    told = html.split("Waited more than two quarters")[1].split("</section>")[0]
    assert "Mara Lind" in told
    assert "Paul Okoye" in told
    assert "Nina Costa" not in told
    assert "Waited more than two quarters" not in page(enter("member").get(url("hot_seats", meeting.pk)))


def test_the_second_of_two_who_choose_is_told_and_keeps_their_ticks(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    html = choose(farah, meeting, issues["nina"], seen="")
    assert "Somebody chose meanwhile." in html
    assert f'id="tick-{issues["nina"].pk}" checked' in html
    assert f'id="tick-{issues["paul"].pk}" checked' not in html
    assert presenters(meeting) == ["Mara Lind"]
    assert "Chosen." in choose(farah, meeting, issues["nina"])
    assert presenters(meeting) == ["Mara Lind", "Nina Costa"]


def test_without_a_tick_nothing_is_chosen_and_that_is_said(
    meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    assert "Tick at least one issue. Nothing has been chosen yet." in choose(farah, meeting)


def test_two_issues_of_one_person_are_refused_together(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    other = making.issue(cast.oak, cast.member, "another of mara")
    html = choose(farah, meeting, issues["mara"], other)
    assert "“another of mara” cannot be chosen" in html
    assert presenters(meeting) == []


def test_who_presented_last_coaches_unless_it_is_themselves(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    past = factories.meeting(cast.oak, on=TODAY - 30 * DAY)
    for member in (cast.partner, cast.member):
        old = making.issue(cast.oak, member, "old")
        making.hot_seat(past, old, by=cast.facilitator, at=past.starts_at - DAY)
        actions.work_issue(old, meeting=past, by=cast.facilitator, at=past.ends_at)
    choose(farah, meeting, issues["mara"], issues["nina"])
    coaches = HotSeat.objects.filter(meeting=meeting).values_list("presenter__name", "coach__name")
    assert set(coaches) == {("Mara Lind", "Paul Okoye"), ("Nina Costa", "Mara Lind")}


@pytest.mark.parametrize(("before", "verb"), [(49, "hot_seat.given_up"), (47, "hot_seat.given_up_late")])
def test_a_presenter_says_that_they_cannot_and_the_substitute_steps_in(
    cast: Cast,
    meeting: Meeting,
    issues: dict[str, Issue],
    farah: Client,
    enter: Enter,
    before: int,
    verb: str,
) -> None:
    hot_seat = making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    form = form_on(farah.get(hot_seat.get_absolute_url()), url("prepare", hot_seat.pk))
    wanted = {"coach": cast.partner.pk, "substitute": issues["paul"].pk}
    farah.post(url("prepare", hot_seat.pk), form | wanted)
    hours = timedelta(hours=before)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW + hours, ends_at=NOW + hours + DAY)
    assert enter("partner").post(url("give_up", hot_seat.pk)).status_code == 403
    html = page(enter("member").post(url("give_up", hot_seat.pk), follow=True))
    assert "Thank you for saying so." in html
    assert Entry.objects.filter(verb=verb).count() == 1
    assert AgendaItem.objects.get(title="Hot seat 1").owner_role == "presenter"
    html = page(farah.get(url("hot_seats", meeting.pk)))
    assert "Mara Lind cannot take the hot seat" in html
    assert ("said less than 48 hours before" in html) == (before < 48)
    html = page(farah.post(url("step_in", hot_seat.pk), follow=True))
    assert "Paul Okoye steps in." in html
    filled = HotSeat.objects.standing().get()
    hot_seat.refresh_from_db()
    assert (filled.presenter, filled.coach, filled.item) == (cast.partner, cast.member, hot_seat.item)
    assert AgendaItem.objects.get(title="Hot seat 1").owner == cast.partner
    issues["mara"].refresh_from_db()
    assert issues["mara"].is_open


def test_stepping_in_twice_is_stepping_in_once(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    hot_seat = making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    told: dict[str, Any] = {"by": cast.facilitator, "at": NOW}
    actions.prepare_hot_seat(hot_seat, coach=None, substitute=issues["paul"], **told)
    assert "not possible any more" in page(farah.post(url("step_in", hot_seat.pk), follow=True))
    actions.give_up_hot_seat(hot_seat, **told)
    farah.post(url("step_in", hot_seat.pk))
    assert "No substitute is named." in page(farah.post(url("step_in", hot_seat.pk), follow=True))
    assert presenters(meeting) == ["Paul Okoye"]


def test_a_choice_is_undone_unless_something_was_written_there(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    first = making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    assert "Taken off." in page(farah.post(url("take_off", first.pk), follow=True))
    assert AgendaItem.objects.get(title="Hot seat 1").owner is None
    second = making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    actions.add_note(second, "mine", by=cast.member, at=NOW)
    html = page(farah.post(url("take_off", second.pk), follow=True))
    assert "they belong to the presenter, so it stays" in html
    assert presenters(meeting) == ["Mara Lind"]


def test_who_gives_it_up_is_named_on_the_agenda_no_more_whatever_the_caller_has_read(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue]
) -> None:
    choose = partial(actions.choose_hot_seats, meeting, by=cast.facilitator, at=NOW)
    for verb in (actions.give_up_hot_seat, actions.take_off_hot_seat):
        fresh = choose([issues["mara"]], seen=[])[0]
        assert AgendaItem.objects.get(title="Hot seat 1").owner == cast.member
        verb(fresh, by=cast.member, at=NOW)
        assert AgendaItem.objects.get(title="Hot seat 1").owner is None


def test_the_parking_lot_says_what_is_on_a_hot_seat(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    html = page(farah.get(url("list", "oak")))
    assert html.count("On the hot seat") == 1
    assert html.index("of mara</a>") < html.index("On the hot seat") < html.index("of paul</a>")


def test_a_coach_is_somebody_else_who_is_expected(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    hot_seat = making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    for wrong in (cast.member, cast.outsider):
        html = page(farah.post(url("prepare", hot_seat.pk), {"coach": wrong.pk}))
        assert "Select a valid choice." in html
    html = page(farah.post(url("prepare", hot_seat.pk), {"substitute": issues["mara"].pk}))
    assert "Select a valid choice." in html


def test_two_who_prepare_a_hot_seat_undo_nothing_of_each_other(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    hot_seat = making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    here = url("prepare", hot_seat.pk)
    stale = form_on(farah.get(hot_seat.get_absolute_url()), here)
    farah.post(here, stale | {"coach": cast.newcomer.pk, "substitute": ""})
    farah.post(here, stale | {"substitute": issues["paul"].pk})
    hot_seat.refresh_from_db()
    assert (hot_seat.coach, hot_seat.substitute) == (cast.newcomer, issues["paul"])
    html = page(farah.post(here, stale | {"coach": cast.partner.pk, "substitute": issues["nina"].pk}))
    assert "it says “Nina Costa” now" in html
    assert "it says “Paul Okoye: of paul” now" in html
    assert "<dt>Coach</dt><dd>Nina Costa</dd>" in html  # what stands, not what is being corrected
    hot_seat.refresh_from_db()
    assert (hot_seat.coach, hot_seat.substitute) == (cast.newcomer, issues["paul"])


def test_the_proposed_substitute_is_named_when_the_form_is_saved_as_it_is(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    hot_seat = making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    form = form_on(farah.get(hot_seat.get_absolute_url()), url("prepare", hot_seat.pk))
    assert form["substitute"]
    farah.post(url("prepare", hot_seat.pk), form)
    hot_seat.refresh_from_db()
    assert hot_seat.substitute_id == int(form["substitute"])


def test_an_untouched_form_keeps_who_its_reader_may_not_choose_and_tells_no_title(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    before = TODAY - 30 * DAY
    hot_seat = making.hot_seat(meeting, making.issue(cast.oak, cast.member), by=cast.facilitator)
    old = making.issue(cast.oak, cast.partner, "Older than the seat", on=before)
    actions.prepare_hot_seat(hot_seat, coach=cast.former, substitute=old, by=cast.facilitator, at=NOW)
    Membership.objects.filter(member=cast.facilitator).update(joined_on=TODAY - DAY)
    entries = Entry.objects.filter(verb="hot_seat.prepared").count()
    shown = farah.get(hot_seat.get_absolute_url())
    assert "Older than the seat" not in page(shown)
    farah.post(url("prepare", hot_seat.pk), form_on(shown, url("prepare", hot_seat.pk)))
    hot_seat.refresh_from_db()
    assert (hot_seat.coach, hot_seat.substitute) == (cast.former, old)
    assert Entry.objects.filter(verb="hot_seat.prepared").count() == entries


def test_after_the_meeting_the_page_looks_back(
    cast: Cast, meeting: Meeting, issues: dict[str, Issue], farah: Client
) -> None:
    hot_seat = making.hot_seat(meeting, issues["mara"], by=cast.facilitator)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW - 2 * DAY, ends_at=NOW - DAY)
    html = page(farah.get(url("hot_seats", meeting.pk)))
    assert "Mara Lind" in html
    assert "Waiting, in turn" not in html
    refused = page(farah.post(url("give_up", hot_seat.pk), follow=True))
    assert "The meeting is over." in refused
    said = page(farah.post(url("choose", meeting.pk), {"issues": [issues["paul"].pk], "seen": hot_seat.pk}))
    assert "the meeting is over or cancelled" in said
    assert presenters(meeting) == ["Mara Lind"]


@pytest.mark.parametrize("name", ["hot_seats", "hot_seat"])
def test_the_page_costs_the_same_however_many_wait(
    cast: Cast, meeting: Meeting, farah: Client, name: str
) -> None:
    hot_seat = making.hot_seat(meeting, making.issue(cast.oak, cast.partner), by=cast.facilitator)
    address = hot_seat.get_absolute_url() if name == "hot_seat" else url(name, meeting.pk)

    def add() -> None:
        member = factories.seat(cast.oak, factories.member()).member
        issue = making.issue(cast.oak, member)
        actions.place_dots(issue, 1, meeting=meeting, by=member, at=NOW)
        actions.add_note(hot_seat, f"{member}", by=cast.partner, at=NOW)

    assert_costs_the_same(farah, address, add)
