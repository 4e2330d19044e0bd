"""The list with which a meeting begins."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commitments.models import Commitment
from meetings.models import Meeting
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter

DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Today's meeting; the one before it went on for two days, two months ago."""
    factories.meeting(cast.oak, on=TODAY - 60 * DAY, days=2)
    return factories.meeting(cast.oak, on=TODAY, title="Spring")


def url_of(meeting: Meeting) -> str:
    return reverse("commitments:review", args=[meeting.pk])


def reviewed(client: Client, meeting: Meeting) -> list[str]:
    return [made.text for made in client.get(url_of(meeting)).context["commitments"]]


def promise(
    cast: Cast, text: str, *, made: int, closed: int | None = None, who: str = "member"
) -> Commitment:
    """Something promised, and perhaps closed, so many days before today."""
    made_on = TODAY - made * DAY
    new = factories.commitment(cast.oak, cast[who], text=text, made_on=made_on, due_on=made_on + 60 * DAY)
    if closed is not None:
        Commitment.objects.filter(pk=new.pk).update(outcome="kept", closed_on=TODAY - closed * DAY)
    return new


def test_it_holds_what_was_promised_before_the_meeting(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    promise(cast, "long ago", made=300)
    promise(cast, "yesterday", made=1)
    promise(cast, "at the meeting", made=0)
    assert reviewed(enter("member"), meeting) == ["long ago", "yesterday"]


def test_it_holds_what_was_closed_since_the_meeting_before(
    enter: Enter, cast: Cast, meeting: Meeting
) -> None:
    promise(cast, "closed before that meeting", made=200, closed=61)
    promise(cast, "closed in its review", made=200, closed=60)
    promise(cast, "closed on its last day", made=200, closed=59)
    promise(cast, "closed after it", made=200, closed=58)
    promise(cast, "closed today", made=200, closed=0)
    assert sorted(reviewed(enter("member"), meeting)) == ["closed after it", "closed today"]


def test_a_cancelled_meeting_reviewed_nothing(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    cancelled = factories.meeting(cast.oak, on=TODAY - 30 * DAY)
    Meeting.objects.filter(pk=cancelled.pk).update(cancelled_at=cancelled.changed_at)
    promise(cast, "closed in between", made=200, closed=40)
    assert reviewed(enter("member"), meeting) == ["closed in between"]


def test_it_goes_from_person_to_person(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    promise(cast, "of Paul", made=9, who="partner")
    promise(cast, "later", made=5)
    promise(cast, "sooner", made=9)
    assert reviewed(enter("member"), meeting) == ["sooner", "later", "of Paul"]
    shown = page(enter("member").get(url_of(meeting)))
    assert shown.index("<span>Mara Lind</span>") < shown.index("<span>Paul Okoye</span>")


def test_a_newcomer_reviews_what_they_have_heard(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    promise(cast, "old", made=30)
    promise(cast, "heard", made=3)
    assert reviewed(enter("newcomer"), meeting) == ["heard"]
    shown = page(enter("newcomer").get(url_of(meeting)))
    assert "1 open commitment from before you joined is not shown." in shown


def test_nothing_promised_is_said(enter: Enter, meeting: Meeting) -> None:
    assert "Nothing was promised before this meeting." in page(enter("member").get(url_of(meeting)))


def test_each_closes_their_own_and_who_leads_closes_all(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    own, other = promise(cast, "mine", made=9), promise(cast, "of Paul", made=9, who="partner")
    buttons = [reverse("commitments:close", args=[made.pk]) for made in (own, other)]
    shown = {who: page(enter(who).get(url_of(meeting))) for who in ("member", "facilitator")}
    assert [url in shown["member"] for url in buttons] == [True, False]
    assert [url in shown["facilitator"] for url in buttons] == [True, True]


def test_closing_leads_back_to_the_same_line(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    made, member = promise(cast, "mine", made=9), enter("member")
    url = reverse("commitments:close", args=[made.pk])
    answer = member.post(url, form_on(member.get(url_of(meeting)), url) | {"outcome": "kept"})
    assert answer.headers["Location"] == f"{url_of(meeting)}#commitment-{made.pk}"
    assert "Reopen" in page(member.get(url_of(meeting)))


@pytest.mark.parametrize("meets_in", [None, 30])
def test_one_tap_rolls_over_to_the_next_meeting_or_a_quarter_on(
    enter: Enter, cast: Cast, meeting: Meeting, meets_in: int | None
) -> None:
    if meets_in:
        factories.meeting(cast.oak, on=TODAY + meets_in * DAY)
    made, member = promise(cast, "mine", made=60), enter("member")
    url = reverse("commitments:roll", args=[made.pk])
    member.post(url, form_on(member.get(url_of(meeting)), url))
    made.refresh_from_db()
    assert made.due_on == TODAY + (meets_in or 91) * DAY


@pytest.mark.parametrize(("due_in", "offered"), [(90, True), (91, False), (200, False)])
def test_what_is_due_later_than_that_is_not_rolled_over(
    enter: Enter, cast: Cast, meeting: Meeting, due_in: int, offered: bool
) -> None:
    made = promise(cast, "mine", made=60)
    Commitment.objects.filter(pk=made.pk).update(due_on=TODAY + due_in * DAY)
    shown = page(enter("member").get(url_of(meeting)))
    assert (reverse("commitments:roll", args=[made.pk]) in shown) == offered
    assert reverse("commitments:close", args=[made.pk]) in shown


@pytest.mark.parametrize("url", ["/commitments/", "/groups/oak/commitments/", "the review"])
@pytest.mark.parametrize("who", ["member", "facilitator"])
def test_a_list_costs_the_same_however_long(
    enter: Enter, cast: Cast, meeting: Meeting, url: str, who: str
) -> None:
    def add_row() -> None:
        made_on = date(2026, 4, 1)
        factories.commitment(cast.oak, cast[who], made_on=made_on, partner=cast.partner)
        factories.commitment(cast.oak, factories.seat(cast.oak, factories.member()).member, made_on=made_on)
        factories.commitment(cast.oak, cast.partner, made_on=made_on, partner=cast[who])
        promise(cast, f"closed {Commitment.objects.count()}", made=9, closed=1, who=who)

    assert_costs_the_same(enter(who), url_of(meeting) if url == "the review" else url, add_row)


def test_what_is_open_is_closed_also_where_nothing_new_is_promised(
    enter: Enter, cast: Cast, meeting: Meeting
) -> None:
    old = promise(cast, "still open", made=9)
    cast.oak.makes_commitments = False
    cast.oak.save()
    assert reverse("commitments:close", args=[old.pk]) in page(enter("facilitator").get(url_of(meeting)))
