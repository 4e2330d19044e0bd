"""Saying what suits, with and without JavaScript."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from peergroups.seating import seating
from polls import actions, panels
from polls.models import Poll, Vote
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.polls.asking import FIRST, ask, option, says

HTMX = {"HX-Request": "true"}


@pytest.fixture
def poll(cast: Cast) -> Poll:
    return ask(cast.oak, by=cast.facilitator)


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def door(poll: Poll) -> str:
    return reverse("polls:vote", args=[poll.pk])


def votes(poll: Poll) -> list[tuple[str, str]]:
    said = Vote.objects.filter(option__poll=poll).order_by("option__on", "member__key")
    return list(said.values_list("member__key", "suits"))


def silent(poll: Poll) -> list[str]:
    return [who.key for who in panels.yet_to_vote(poll, on=TODAY, at=timezone.now())]


def test_a_tap_on_each_date_is_a_vote(mara: Client, poll: Poll) -> None:
    first, second, _ = poll.options.all()
    form = form_on(mara.get(poll.get_absolute_url()), door(poll))
    shown = page(
        mara.post(
            door(poll), form | {f"option-{first.pk}": "yes", f"option-{second.pk}": "if need be"}, follow=True
        )
    )
    assert "Your votes are saved." in shown
    assert votes(poll) == [("member", "yes"), ("member", "if need be")]
    again = form_on(mara.get(poll.get_absolute_url()), door(poll))
    assert again[f"option-{first.pk}"] == "yes"  # the page shows it chosen


def test_with_htmx_only_counts_come_back(mara: Client, poll: Poll) -> None:
    first = option(poll)
    shown = page(mara.post(door(poll), {f"option-{first.pk}": "yes"}, headers=HTMX))
    assert shown.startswith("Saved.")
    assert f'id="tally-{first.pk}"' in shown
    assert shown.count("hx-swap-oob") == 5  # three dates, how many have voted, and who has yet to
    assert "<html" not in shown


def test_the_latest_word_counts_and_the_same_word_again_is_none(mara: Client, cast: Cast, poll: Poll) -> None:
    says(cast.member, poll, "yes")
    said_at = Vote.objects.get().voted_at
    says(cast.member, poll, "yes")
    assert (Vote.objects.get().voted_at, Entry.objects.filter(verb="poll.voted").count()) == (said_at, 1)
    says(cast.member, poll, "no")
    assert votes(poll) == [("member", "no")]


def test_the_best_date_has_the_most_yes_and_then_the_fewest_no(cast: Cast, mara: Client, poll: Poll) -> None:
    says(cast.member, poll, "yes", "yes", "if need be")
    says(cast.partner, poll, "yes", "yes", "if need be")
    says(cast.newcomer, poll, "no", "if need be", "yes")
    rows = panels.grid(poll, cast.member, on=TODAY, at=timezone.now()).rows
    assert [row.is_best for row in rows] == [False, True, False]
    assert page(mara.get(poll.get_absolute_url())).count("Best so far") == 1


def test_without_a_yes_no_date_is_the_best(cast: Cast, poll: Poll) -> None:
    says(cast.member, poll, "if need be", "no")
    rows = panels.grid(poll, cast.member, on=TODAY, at=timezone.now()).rows
    assert not any(row.is_best for row in rows)


def test_who_joined_after_the_poll_was_made_may_vote(cast: Cast) -> None:
    poll = ask(cast.oak, by=cast.facilitator, at=NOW - timedelta(days=30))
    assert poll in Poll.objects.visible_to(cast.newcomer, on=TODAY)
    says(cast.newcomer, poll, "yes")
    assert votes(poll) == [("newcomer", "yes")]


def test_a_poll_that_was_closed_before_one_joined_is_not_shown(cast: Cast, enter: Enter) -> None:
    poll = ask(cast.oak, by=cast.facilitator, at=NOW - timedelta(days=60))
    Poll.objects.update(closed_at=NOW - timedelta(days=40))
    assert enter("newcomer").get(poll.get_absolute_url()).status_code == 404
    assert enter("member").get(poll.get_absolute_url()).status_code == 200


def test_only_who_has_not_voted_for_every_date_is_asked(cast: Cast, mara: Client, poll: Poll) -> None:
    says(cast.partner, poll, "yes", "no", "no")
    says(cast.newcomer, poll, "yes")
    assert silent(poll) == ["facilitator", "member", "newcomer"]
    assert 'Nina Costa <span class="soft">(1 of 3 dates)</span>' in page(mara.get(poll.get_absolute_url()))


def test_who_is_on_leave_is_not_asked_and_may_vote(cast: Cast, poll: Poll) -> None:
    factories.leave(cast.seat(cast.partner), starts_on=TODAY)
    assert "partner" not in silent(poll)
    says(cast.partner, poll, "yes")
    rows = panels.grid(poll, cast.member, on=TODAY, at=timezone.now()).rows
    assert rows[0].yes == ["Paul Okoye"]


def test_who_has_said_nothing_has_no_column_and_is_named_once_the_poll_is_closed(
    cast: Cast, mara: Client, poll: Poll
) -> None:
    says(cast.partner, poll, "yes")
    columns = panels.grid(poll, cast.member, on=TODAY, at=timezone.now())
    assert (columns.people, [word.member for word in columns.rows[1].others]) == (
        [cast.partner],
        [cast.partner],
    )
    assert "Said nothing" not in page(mara.get(poll.get_absolute_url()))  # it says who is yet to vote
    actions.close_poll(poll, by=cast.facilitator, at=timezone.now())
    assert "Said nothing: Farah Haddad, Mara Lind, Nina Costa" in page(mara.get(poll.get_absolute_url()))


def test_the_votes_of_who_has_left_do_not_count(cast: Cast, poll: Poll) -> None:
    says(cast.partner, poll, "yes")
    cast.oak.memberships.filter(member=cast.partner).update(left_on=TODAY - timedelta(days=1))
    rows = panels.grid(poll, cast.member, on=TODAY, at=timezone.now()).rows
    assert rows[0].yes == []


def test_a_poll_stands_on_the_page_of_today_until_every_date_has_a_vote(cast: Cast, poll: Poll) -> None:
    def asks() -> list[Poll]:
        return panels.open_polls(cast.member, seating(cast.member), at=timezone.now())

    assert asks() == [poll]
    says(cast.member, poll, "yes", "no")
    assert asks() == [poll]
    says(cast.member, poll, "yes", "no", "if need be")
    assert asks() == []


def test_the_group_sees_how_many_dates_and_voters_a_poll_has(cast: Cast, poll: Poll) -> None:
    says(cast.member, poll, "yes", "no")
    says(cast.partner, poll, "yes", "no")
    found = panels.of_group(cast.oak, cast.member, on=TODAY).get()
    assert (found.dates, found.voters) == (3, 2)  # type: ignore[attr-defined]  # both are annotated


def test_who_votes_for_a_date_removed_meanwhile_is_told_and_the_rest_is_saved(
    mara: Client, cast: Cast, poll: Poll
) -> None:
    first, second, _ = poll.options.all()
    first.removed_at = NOW
    first.save()
    said = {f"option-{first.pk}": "yes", f"option-{second.pk}": "yes"}
    shown = page(mara.post(door(poll), said, follow=True))
    assert "One of the dates was removed meanwhile; your other votes are saved." in shown
    assert votes(poll) == [("member", "yes")]


def test_a_word_that_is_not_on_the_page_is_refused(mara: Client, poll: Poll) -> None:
    answer = mara.post(door(poll), {f"option-{option(poll).pk}": "perhaps"})
    assert (answer.status_code, votes(poll)) == (400, [])


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_closed_poll_takes_no_votes_and_says_so(
    mara: Client, enter: Enter, poll: Poll, headers: dict[str, str]
) -> None:
    enter("facilitator").post(reverse("polls:close", args=[poll.pk]))
    said = {f"option-{option(poll).pk}": "yes"}
    shown = page(mara.post(door(poll), said, headers=headers, follow=True))
    assert "Votes are no longer taken, so this one was not saved." in shown
    assert votes(poll) == []


@pytest.mark.parametrize(
    ("moment", "takes"), [("2026-05-06T09:59:59Z", True), ("2026-05-06T10:00:00Z", False)]
)
def test_the_last_day_is_over_by_the_clock_of_the_poll(cast: Cast, moment: str, takes: bool) -> None:
    poll = ask(
        cast.oak, FIRST, by=cast.facilitator, zone="Pacific/Honolulu", closes_on=TODAY + timedelta(days=1)
    )
    with time_machine.travel(moment, tick=False):
        assert poll.takes_votes(timezone.now()) is takes
