"""How a meeting was found: two taps each, means for all, and nobody's answer for anybody else."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closing import actions, panels
from closing.models import Pulse
from meetings.models import Meeting
from members.models import Member
from peergroups.seating import seating
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import Cast, Enter
from tests.racing import at_once

HTMX = {"HX-Request": "true"}


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def tap(client: Client, meeting: Meeting, *, worth: str = "5", openness: str = "4", **more: Any) -> Any:
    said = {"worth": worth, "openness": openness, "line": more.pop("line", "")}
    return client.post(reverse("closing:pulse", args=[meeting.pk]), said, **more)


def say(meeting: Meeting, member: Member, worth: int, line: str = "") -> None:
    actions.answer_pulse(meeting, member, worth=worth, openness=3, line=line, by=member, at=timezone.now())


def test_two_taps_are_kept_and_can_be_changed(mara: Client, meeting: Meeting, cast: Cast) -> None:
    after = reverse("closing:after", args=[meeting.pk])
    assert tap(mara, meeting).status_code == 302
    tap(mara, meeting, worth="2", line="Too hot in there")
    pulse = Pulse.objects.get()
    assert (pulse.member, pulse.worth, pulse.openness, pulse.line) == (cast.member, 2, 4, "Too hot in there")
    said = form_on(mara.get(after), reverse("closing:pulse", args=[meeting.pk]))
    assert (said["worth"], said["openness"], said["line"]) == ("2", "4", "Too hot in there")


def test_the_first_of_two_taps_says_nothing_yet(mara: Client, meeting: Meeting) -> None:
    assert tap(mara, meeting, openness="", headers=HTMX).status_code == 204
    assert not Pulse.objects.exists()
    assert "Saved" in page(tap(mara, meeting, headers=HTMX))
    assert Pulse.objects.get().worth == 5


@pytest.mark.parametrize("wrong", ["0", "6", "many", ""])
def test_without_javascript_a_missing_tap_is_asked_for_and_the_line_stays(
    mara: Client, meeting: Meeting, wrong: str
) -> None:
    shown = page(tap(mara, meeting, worth=wrong, line="The walk was best"))
    assert "Tap a number from 1 (no) to 5 (very)." in shown
    assert "The walk was best" in shown
    assert not Pulse.objects.exists()


def test_who_was_missed_reads_the_recap_and_is_not_asked(enter: Enter, meeting: Meeting, cast: Cast) -> None:
    actions.offer_idea(meeting, cast.member, text="Ask three customers", by=cast.member, at=timezone.now())
    paul = enter("partner")
    shown = page(paul.get(reverse("closing:after", args=[meeting.pk])))
    assert "You were missed" in shown
    assert "3 of 4" in shown
    assert not {
        words for words in ("How was it?", "Ask three customers", "A card in draft") if words in shown
    }
    told = page(paul.get(tap(paul, meeting)["Location"]))
    assert "Only who was at the meeting can say this." in told
    assert not Pulse.objects.exists()


def test_before_the_meeting_nobody_says_how_it_was(mara: Client, cast: Cast) -> None:
    coming = factories.meeting(cast.oak)
    tap(mara, coming)
    assert not Pulse.objects.exists()
    assert "has not begun" in page(mara.get(reverse("closing:after", args=[coming.pk])))


def test_means_are_shown_from_five_answers_on(meeting: Meeting, cast: Cast) -> None:
    others = [factories.member() for _ in range(3)]
    here = [cast.member, cast.newcomer, cast.facilitator, *others]
    for number, member in enumerate(here[:4], 1):
        Pulse.objects.create(
            meeting=meeting, member=member, worth=number, openness=5, answered_at=timezone.now()
        )
    assert panels.felt(meeting) == (4, 0, None, None)
    Pulse.objects.create(meeting=meeting, member=here[4], worth=5, openness=5, answered_at=timezone.now())
    assert panels.felt(meeting) == (5, 5, 3.0, 5.0)
    at = timezone.now() + timedelta(seconds=1)
    Pulse.objects.create(meeting=meeting, member=here[5], worth=1, openness=1, answered_at=at)
    assert panels.felt(meeting) == (6, 5, 3.0, 5.0)  # the sixth alone would be known


def test_once_five_have_answered_a_line_reaches_who_leads_without_a_name_and_nobody_else(
    enter: Enter, meeting: Meeting, cast: Cast
) -> None:
    say(meeting, cast.newcomer, 2, line="I could not get a word in <b>")
    after = reverse("closing:after", args=[meeting.pk])
    assert "I could not get a word in" not in page(enter("facilitator").get(after))  # one alone is known
    for _ in range(4):
        Pulse.objects.create(
            meeting=meeting, member=factories.member(), worth=4, openness=4, answered_at=timezone.now()
        )
    assert "I could not get a word in &lt;b&gt;" in page(enter("facilitator").get(after))
    assert "I could not get a word in" not in page(enter("member").get(after))


def test_today_asks_for_a_week_who_was_there_and_has_not_said(meeting: Meeting, cast: Cast) -> None:
    def asked(member: Member, days: int = 0) -> list[Meeting]:
        return list(panels.pulses_wanted(member, seating(member), at=timezone.now() + timedelta(days=days)))

    assert asked(cast.member) == [meeting]
    assert asked(cast.partner) == []  # was missed
    assert asked(cast.member, days=7) == []
    say(meeting, cast.member, 4)
    assert asked(cast.member) == []


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_is_one_pulse(meeting: Meeting, cast: Cast) -> None:
    at_once(*[partial(say, meeting, cast.member, 5)] * 2)
    assert Pulse.objects.get().worth == 5
