"""Making a meeting of a date, closing without one, and asking again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings.actions import cancel_meeting
from meetings.models import Answer, Meeting
from polls import actions
from polls.models import Poll
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.polls.asking import FIRST, SECOND, ask, option, says


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


@pytest.fixture
def poll(cast: Cast) -> Poll:
    return ask(
        cast.oak, by=cast.facilitator, zone="Asia/Kathmandu", place="The Grind", link="https://example.org/x"
    )


def pick(client: Client, poll: Poll, number: int = 1) -> str:
    """Open the page of a date, read what picking it does, and pick it."""
    url = reverse("polls:pick_option", args=[option(poll, number).pk])
    return page(client.post(url, form_on(client.get(url), ""), follow=True))


def answers(meeting: Meeting) -> dict[str, str]:
    return dict(meeting.answers.values_list("member__key", "reply"))


def test_the_meeting_has_the_zone_the_hours_and_the_place_of_the_poll(farah: Client, poll: Poll) -> None:
    assert "Scheduled: Breakfast" in pick(farah, poll)
    meeting = Meeting.objects.get()
    day = meeting.days.get()
    assert (day.on, day.starts, day.ends) == FIRST
    assert (meeting.timezone, meeting.place) == ("Asia/Kathmandu", "The Grind")
    assert meeting.link == "https://example.org/x"
    assert f"{meeting.starts_at:%H:%M}" == "03:15"  # nine o'clock at +05:45
    poll.refresh_from_db()
    assert (poll.meeting, poll.picked, poll.closed_at is None) == (meeting, option(poll), False)


def test_votes_become_answers_in_the_voters_own_word(farah: Client, cast: Cast, poll: Poll) -> None:
    says(cast.member, poll, "yes", "no")
    says(cast.partner, poll, "if need be", "yes")
    says(cast.newcomer, poll, "no", "yes")
    says(cast.facilitator, poll, "", "yes")
    voted_at = poll.options.all()[0].votes.get(member=cast.member).voted_at
    pick(farah, poll)
    assert answers(Meeting.objects.get()) == {"member": "yes", "partner": "maybe", "newcomer": "no"}
    entry = Entry.objects.get(verb="rsvp.yes")
    assert (entry.by, entry.at) == (cast.member, voted_at)
    assert Answer.objects.get(member=cast.member).answered_at == voted_at


def test_who_is_not_expected_that_day_is_noted_for_nothing(farah: Client, cast: Cast, poll: Poll) -> None:
    for who in (cast.member, cast.partner, cast.newcomer):
        says(who, poll, "yes")
    factories.leave(cast.seat(cast.partner), starts_on=FIRST.on)
    cast.oak.memberships.filter(member=cast.newcomer).update(left_on=TODAY)
    pick(farah, poll)
    assert answers(Meeting.objects.get()) == {"member": "yes"}


def test_the_page_says_before_what_picking_does(farah: Client, cast: Cast, poll: Poll) -> None:
    says(cast.member, poll, "yes")
    says(cast.partner, poll, "if need be")
    shown = page(farah.get(reverse("polls:pick_option", args=[option(poll).pk])))
    assert 'Tue 12 May 2026, <span class="nowrap">09:00–10:00</span>' in shown
    assert "<dt>Noted as coming</dt><dd>Mara Lind</dd>" in shown
    assert "<dt>Noted as maybe</dt><dd>Paul Okoye</dd>" in shown


def test_who_picks_second_is_led_to_the_meeting(farah: Client, poll: Poll) -> None:
    url = reverse("polls:pick_option", args=[option(poll, 2).pk])
    pick(farah, poll)
    shown = page(farah.post(url, follow=True))
    assert "A date is picked already: Tue 12 May 2026. This is the meeting." in shown
    assert Meeting.objects.count() == 1


def test_a_date_that_has_begun_or_was_removed_is_not_picked(farah: Client, cast: Cast, poll: Poll) -> None:
    first = option(poll)
    poll.options.filter(pk=first.pk).update(on=TODAY - timedelta(days=1))
    url = reverse("polls:pick_option", args=[first.pk])
    assert "This date can no longer be picked." in page(farah.get(url))
    assert "not offered any more, or has begun" in page(farah.post(url, follow=True))
    actions.remove_option(option(poll, 2), by=cast.facilitator, at=NOW)
    with pytest.raises(actions.OptionGone):
        actions.pick_option(option(poll, 2), by=cast.facilitator, at=NOW)
    assert not Meeting.objects.exists()


def test_a_meeting_that_the_group_has_already_is_not_made_twice(
    farah: Client, cast: Cast, poll: Poll
) -> None:
    factories.meeting(
        cast.oak,
        on=FIRST.on,
        starts=FIRST.starts,
        ends=FIRST.ends,
        timezone_name="Asia/Kathmandu",
        title="Breakfast",
    )
    assert "The group has this meeting already, at this time." in pick(farah, poll)
    assert Meeting.objects.count() == 1
    poll.refresh_from_db()
    assert poll.closed_at is None


def test_a_poll_whose_meeting_is_cancelled_is_reopened_with_its_votes(
    farah: Client, cast: Cast, poll: Poll
) -> None:
    says(cast.member, poll, "yes", "if need be")
    pick(farah, poll)
    reopen = reverse("polls:reopen", args=[poll.pk])
    assert "The meeting that came of this poll takes place." in page(farah.post(reopen, follow=True))
    cancel_meeting(Meeting.objects.get(), because="snow", by=cast.facilitator, at=timezone.now())
    assert "The meeting that came of this was cancelled." in page(farah.get(poll.get_absolute_url()))
    assert "Open again, with all votes as they were." in page(farah.post(reopen, follow=True))
    pick(farah, poll, 2)
    assert answers(Meeting.objects.standing().get()) == {"member": "maybe"}


def test_reopening_takes_a_last_day_off_that_is_over(farah: Client, cast: Cast) -> None:
    poll = ask(cast.oak, by=cast.facilitator, closes_on=TODAY, at=NOW - timedelta(days=3))
    Poll.objects.update(closes_on=TODAY - timedelta(days=1), closed_at=NOW - timedelta(days=2))
    farah.post(reverse("polls:reopen", args=[poll.pk]))
    poll.refresh_from_db()
    assert (poll.closed_at, poll.closes_on) == (None, None)
    assert poll.takes_votes(NOW)


def test_closing_and_reopening_twice_is_once(farah: Client, poll: Poll) -> None:
    for door in ("close", "close", "reopen", "reopen"):
        farah.post(reverse(f"polls:{door}", args=[poll.pk]))
    verbs = Entry.objects.filter(verb__in=["poll.closed", "poll.reopened"]).values_list("verb", flat=True)
    assert sorted(verbs) == ["poll.closed", "poll.reopened"]


def test_a_whole_day_becomes_a_meeting_without_hours(farah: Client, cast: Cast) -> None:
    poll = ask(
        cast.oak, SECOND._replace(starts=None, ends=None), by=cast.facilitator, zone="Pacific/Auckland"
    )
    pick(farah, poll)
    meeting = Meeting.objects.get()
    assert (meeting.starts_on, meeting.is_timed) == (SECOND.on, False)


def test_in_a_group_without_a_leader_anybody_asks_and_picks(cast: Cast, enter: Enter) -> None:
    poll = ask(cast.grove, by=cast.member)
    assert "Scheduled: Breakfast" in pick(enter("member"), poll)
