"""What admins see of the mails: what became of them, and why; nothing of what was said or who did what."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from gatherings.actions import open_registration
from ledger.models import Entry
from meetings.actions import answer_invitation
from meetings.models import Meeting, Reply
from notifications import kinds
from notifications.events import Happened
from notifications.models import DEEDS, Notice, Reason, State
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import NOW, Cast, Enter
from tests.gatherings.weeks import week
from tests.notifications.clock import DAY, MINUTE, ring, then, utc

LOG = reverse("notifications:log")
pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, title="What we fear")


def again(notice: Notice) -> str:
    return reverse("notifications:send_again", args=[notice.pk])


def test_before_anything_was_due_it_says_so(enter: Enter) -> None:
    shown = page(enter("admin").get(LOG))
    assert "Nothing was due in these days." in shown
    assert "There is nothing of this sort to list." in shown


def test_reminders_are_counted_with_the_reason_and_nobody_is_named(
    enter: Enter, meeting: Meeting, cast: Cast
) -> None:
    ring(NOW + MINUTE)
    answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=timezone.now())
    with then(utc("2026-05-11", "09:00")):
        ring(timezone.now())
        shown = page(enter("admin").get(LOG))
    assert counts_of(shown, "Will you be there?") == [0, 0, 0, 3, 1, 0]
    assert shown.count("has answered") == shown.count("<td>1 × has answered</td>") == 1
    (row,) = [row for row in shown.split("<tr>") if "Mara Lind" in row]
    assert "<td>Save the date</td>" in row
    assert "Sent</span>" in row
    assert "What we fear" not in shown


@pytest.mark.parametrize("kind", sorted(kinds.KINDS.keys() - kinds.LISTED))
@pytest.mark.parametrize(
    ("state", "is_listed"),
    [(State.OWED, False), (State.SENT, False), (State.SKIPPED, False), (State.FAILED, True)],
)
def test_of_reminders_only_what_failed_is_listed(
    kind: str, state: State, *, is_listed: bool, enter: Enter, meeting: Meeting, cast: Cast
) -> None:
    """A reminder of a commitment that went out the morning after says that it was not kept."""
    notice = factories.failed_notice(cast.member, meeting)
    settled_at = None if state == State.OWED else NOW
    Notice.objects.filter(pk=notice.pk).update(kind=kind, state=state, settled_at=settled_at)
    for query in ("", f"?kind={kind}", f"?state={state}"):
        shown = page(enter("admin").get(LOG + query))
        assert ("Mara Lind" in shown, again(notice) in shown) == (is_listed, is_listed)
    assert sum(counts_of(shown, kinds.KINDS[kind].heading)) == 1


@pytest.mark.parametrize(
    ("reason", "listed"),
    [
        *((reason, "not called for") for reason in DEEDS),
        (Reason.TOO_LATE, "the time for it had passed"),
        (Reason.CANCELLED, "the meeting was cancelled"),
    ],
)
def test_what_a_person_did_is_no_reason_to_list(
    reason: Reason, listed: str, enter: Enter, meeting: Meeting, cast: Cast
) -> None:
    notice = factories.failed_notice(cast.member, meeting)
    Notice.objects.filter(pk=notice.pk).update(state=State.SKIPPED, reason=reason)
    (row,) = [row for row in page(enter("admin").get(LOG)).split("<tr>") if "Mara Lind" in row]
    assert f"Skipped</span> {listed}</td>" in row


def test_the_counts_are_those_of_the_last_thirty_days(enter: Enter, meeting: Meeting) -> None:
    ring(NOW + MINUTE)
    with then(NOW + 29 * DAY):
        assert counts_of(page(enter("admin").get(LOG)), "Save the date") == [0, 0, 0, 4, 0, 0]
    with then(NOW + 31 * DAY):
        shown = page(enter("admin").get(LOG))
    assert counts_of(shown, "Save the date") == []


def counts_of(shown: str, heading: str) -> list[int]:
    """The numbers of a kind, in the order of the states."""
    cells = shown.partition(f'<th scope="row">{heading}</th>')[2].partition("</tr>")[0]
    return [int(cell.partition("<")[0]) for cell in cells.split('<td class="number">')[1:]]


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("", ["Mara Lind", "Paul Okoye"]),
        (f"?state={State.FAILED}", ["Mara Lind"]),
        (f"?state={State.SENT}", ["Paul Okoye"]),
        (f"?kind={kinds.DAY_OF}", []),
        (f"?kind={kinds.SAVE_THE_DATE}&state={State.SENT}", ["Paul Okoye"]),
        ("?state=nonsense&page=x", ["Mara Lind", "Paul Okoye"]),
    ],
)
def test_the_list_can_be_narrowed(
    query: str, listed: list[str], enter: Enter, meeting: Meeting, cast: Cast
) -> None:
    factories.failed_notice(cast.member, meeting)
    sent = factories.failed_notice(cast.partner, meeting)
    Notice.objects.filter(pk=sent.pk).update(state=State.SENT, reason="")
    shown = page(enter("admin").get(LOG + query))
    assert [name for name in ("Mara Lind", "Paul Okoye") if f'row">{name}' in shown] == listed


def test_what_is_yet_to_come_is_seen_by_who_asks_for_it(enter: Enter, meeting: Meeting, cast: Cast) -> None:
    notice = factories.failed_notice(cast.member, meeting)
    Notice.objects.filter(pk=notice.pk).update(state=State.OWED, settled_at=None, due_at=NOW + DAY)
    assert "Mara Lind" not in page(enter("admin").get(LOG))
    assert "Mara Lind" in page(enter("admin").get(f"{LOG}?state={State.OWED}"))


def test_the_list_costs_the_same_however_long(enter: Enter, meeting: Meeting) -> None:
    def somebody_fails() -> None:
        factories.failed_notice(factories.member(), meeting)

    assert_costs_the_same(enter("admin"), LOG, somebody_fails)


def test_what_failed_is_sent_again(enter: Enter, meeting: Meeting, cast: Cast) -> None:
    failed = factories.failed_notice(cast.member, meeting)
    Notice.objects.filter(pk=failed.pk).update(occurrence="scheduled", attempts=5, detail="550 no such box")
    browser, back = enter("admin"), f"{LOG}?state={State.FAILED}"
    shown = page(browser.get(back))
    assert "550 no such box" in shown
    assert again(failed) in shown

    assert browser.post(again(failed), {"next": back})["Location"] == back
    assert Entry.objects.filter(verb=Happened.NOTICE_OWED_AGAIN, toward=cast.member).count() == 1
    ring(NOW + MINUTE)
    failed.refresh_from_db()
    assert (failed.state, failed.reason, failed.attempts) == (State.SENT, "", 1)
    assert [sent.to for sent in mail.outbox].count(["member@example.org"]) == 1


def test_again_or_not_it_is_judged_first(enter: Enter, meeting: Meeting, cast: Cast) -> None:
    failed = factories.failed_notice(cast.outsider, meeting)
    enter("admin").post(again(failed))
    ring(NOW + MINUTE)
    failed.refresh_from_db()
    assert failed.reason == Reason.NOT_EXPECTED


@pytest.mark.parametrize("state", [state for state in State.values if state != State.FAILED])
def test_only_what_failed_can_be_sent_again(state: str, enter: Enter, meeting: Meeting, cast: Cast) -> None:
    notice = factories.failed_notice(cast.member, meeting)
    held = state in {State.CLAIMED, State.SENDING}
    Notice.objects.filter(pk=notice.pk).update(
        state=state,
        settled_at=NOW if state in {State.SENT, State.SKIPPED} else None,
        claim="00000000-0000-0000-0000-000000000000" if held else None,
        claimed_until=NOW + DAY if held else None,
    )
    assert enter("admin").post(again(notice)).status_code == 404


def test_what_goes_to_everybody_alike_is_listed_also_where_it_belongs_to_no_group(
    enter: Enter, cast: Cast
) -> None:
    gathering = week(by=cast.admin)
    open_registration(gathering, by=cast.admin, at=NOW)
    with then(NOW + 30 * MINUTE):
        ring(timezone.now())
        shown = page(enter("admin").get(LOG))
    (row,) = [row for row in shown.split("<tr>") if "Mara Lind" in row]
    assert "<td>Registration is open</td><td>All</td>" in row
