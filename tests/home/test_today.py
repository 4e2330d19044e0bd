"""A member's own page: what is next, and what they owe."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import actions
from meetings.models import Mark, Meeting, Reply
from peergroups.models import Role
from signals.kinds import Kind
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.signals.storing import signal
from tests.surveys.asking import WELL, answered, opened

DAY = timedelta(days=1)


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def shown(client: Client, what: str) -> list[str]:
    things: list[Any] = client.get("/").context[what]
    return [getattr(thing, "title", getattr(thing, "text", "")) for thing in things]


def test_it_begins_with_the_date(mara: Client) -> None:
    assert "<h1>Monday, 4 May</h1>" in page(mara.get("/"))


def test_nothing_to_do_is_said(mara: Client) -> None:
    today = page(mara.get("/"))
    assert "Nothing open. What you promise in a group appears here, the most urgent first." in today
    assert "No meeting is scheduled." in today
    for heading in ("Will you come?", "Whom I will ask", "Who came?", "You have no seat"):
        assert heading not in today


@pytest.mark.parametrize(("who", "has_none"), [("member", False), ("outsider", True), ("former", True)])
def test_who_has_no_seat_is_told_so(enter: Enter, who: str, has_none: bool) -> None:
    assert ("You have no seat in a group yet" in page(enter(who).get("/"))) == has_none


def test_an_admin_without_a_seat_is_led_to_what_they_keep(enter: Enter) -> None:
    today = page(enter("admin").get("/"))
    assert "You look after the community" in today
    assert 'href="/community/health/"' in today
    assert "You look after the community" not in page(enter("facilitator").get("/"))


def test_an_invitation_waits_until_it_is_answered(mara: Client, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, title="Spring", reply_by_on=TODAY + 7 * DAY)
    today = page(mara.get("/"))
    assert "Will you come?" in today
    assert "Answer wanted by 11 May" in today
    assert "Every coming meeting waits for your answer." in today

    url = f"/meetings/{meeting.pk}/answer/"
    answered = mara.post(url, form_on(mara.get("/"), url) | {"reply": "maybe"}, follow=True)
    assert answered.redirect_chain == [("/", 302)]
    assert "Will you come?" not in page(answered)
    assert '<span class="badge warn">Maybe</span>' in page(answered)


def test_a_meeting_under_way_asks_for_no_answer(mara: Client, cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY, title="since nine o'clock")
    assert shown(mara, "unanswered") == []
    assert shown(mara, "answered") == ["since nine o'clock"]


def test_a_meeting_that_is_over_cancelled_or_of_others_is_not_shown(mara: Client, cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY - DAY)
    called_off = factories.meeting(cast.oak)
    actions.cancel_meeting(called_off, because="", by=cast.facilitator, at=timezone.now())
    factories.meeting(cast.elm)
    assert shown(mara, "unanswered") == shown(mara, "answered") == []


def test_a_meeting_moved_after_the_answer_asks_again(mara: Client, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, title="Spring")
    actions.answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=timezone.now())
    assert shown(mara, "unanswered") == []
    Meeting.objects.update(moved_at=timezone.now() + DAY)
    assert shown(mara, "unanswered") == ["Spring"]


def test_what_one_owes_is_there_the_most_urgent_first(mara: Client, cast: Cast) -> None:
    factories.commitment(cast.oak, cast.member, text="later", due_on=TODAY + 9 * DAY)
    factories.commitment(cast.oak, cast.member, text="late", made_on=TODAY - 9 * DAY, due_on=TODAY - DAY)
    factories.commitment(cast.oak, cast.partner, text="of another")
    assert shown(mara, "owed") == ["late", "later"]
    assert "Was due 3 May" in page(mara.get("/"))


def test_whom_one_will_ask_is_there(enter: Enter, cast: Cast) -> None:
    factories.commitment(cast.oak, cast.member, text="call Jo", partner=cast.partner)
    today = page(enter("partner").get("/"))
    assert "Whom I will ask" in today
    assert "call Jo" in today
    assert "Mara Lind" in today


def test_who_leads_is_asked_who_came_until_somebody_says_so(enter: Enter, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - DAY, title="Spring")
    factories.meeting(cast.oak, on=TODAY - 29 * DAY, title="long ago")
    factories.meeting(cast.elm, on=TODAY - DAY, title="of others")
    assert shown(enter("facilitator"), "untaken") == ["Spring"]
    assert f'href="/meetings/{meeting.pk}/attendance/"' in page(enter("facilitator").get("/"))
    assert shown(enter("member"), "untaken") == []
    actions.record_attendance(
        meeting.days.get(), {cast.member: Mark.PRESENT}, by=cast.facilitator, at=timezone.now()
    )
    assert shown(enter("facilitator"), "untaken") == []


def test_the_groups_are_there_and_which_of_them_one_leads(mara: Client, cast: Cast) -> None:
    assert "I lead" not in page(mara.get("/"))
    factories.seat(cast.elm, cast.member, role=Role.CHAIR)
    today = page(mara.get("/"))
    assert '<a href="/groups/elm/">Elm</a><span class="badge calm">I lead</span>' in today
    assert today.count("I lead") == 1


def test_a_survey_waits_until_it_is_answered(mara: Client, cast: Cast) -> None:
    survey = opened(cast.admin)
    assert f'href="/surveys/{survey.pk}/answer/"' in page(mara.get("/"))
    assert answered(survey, cast.oak, WELL) == [cast.member]
    assert "/answer/" not in page(mara.get("/"))


def test_what_others_see_about_somebody_only_they_find_on_their_day(enter: Enter, cast: Cast) -> None:
    signal(cast.oak, Kind.CHECK_IN, member=cast.member)
    assert "Somebody may call you" in page(enter("member").get("/"))
    for other in ("partner", "facilitator", "admin"):
        assert "Somebody may call you" not in page(enter(other).get("/"))


def test_who_has_no_seat_is_asked_nothing_of_the_database_for_it(enter: Enter, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        enter("outsider").get("/")
    for table in ("surveys_survey", "signals_signal"):
        assert not [query for query in captured.captured_queries if table in query["sql"]]
