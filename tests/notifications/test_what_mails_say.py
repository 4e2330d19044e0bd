"""Every kind of mail: who, when, where and a link; a way to stop it; and nothing of what was said."""

import re
from collections.abc import Callable
from datetime import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from pytest_django import Settings

from commitments.models import Commitment
from gatherings.actions import cancel_session, open_registration
from gatherings.models import Gathering, Session, Signup
from issues.actions import prepare_hot_seat
from issues.models import HotSeat
from meetings.actions import add_item, answer_invitation, cancel_meeting
from meetings.models import Meeting, Reply
from members.models import Member
from notifications import kinds
from notifications.cases import read_cases
from notifications.mails import write_mail
from notifications.models import Notice
from notifications.occasions import OCCASION_OF
from notifications.occasions.commitments import Commitments
from notifications.occasions.meeting import MeetingOccasion
from peergroups.actions import change_group
from peergroups.models import Group
from series.actions import change_series
from series.models import Series
from signals.kinds import Kind
from signals.models import Raising
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.gatherings.weeks import planned, programme, rounds, take, week
from tests.issues.making import hot_seat, issue
from tests.notifications.clock import DAY
from tests.polls.asking import ask
from tests.series.plans import invitation, plan, series
from tests.signals.storing import STAR, signal
from tests.surveys.asking import opened

HOST = "circle.example.org"
SITE = f"https://{HOST}"
PLANTED = "xyzzy"
TO_OTHERS = {
    kinds.GROUP_INVITATION: ["outsider"],
    kinds.CARE_CALL: ["facilitator"],
    kinds.MINUTES_WANTED: ["facilitator"],
    kinds.FIRST_STEP: ["member", "partner"],
    kinds.HOT_SEAT: ["member", "partner"],
    kinds.WORTH_A_LOOK: ["facilitator", "admin"],
}
LETTERS = [(kind, who) for kind in kinds.KINDS for who in TO_OTHERS.get(kind, ["member"])]
"""Each kind, and to whom; some are told in two ways."""
OF_DATES = [
    kind
    for kind, occasion in OCCASION_OF.items()
    if isinstance(occasion, MeetingOccasion) and kinds.KINDS[kind].section != kinds.Section.AFTER
]
every_letter = pytest.mark.parametrize(("kind", "who"), LETTERS)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.BASE_URL = SITE


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Oak meets at Chicago's time, in a place; in every free text stands what is to stay there."""
    change_group(cast.oak, purpose=PLANTED, by=None, at=NOW)
    change_group(cast.grove, purpose=PLANTED, by=None, at=NOW)
    meeting = factories.meeting(
        cast.oak, days=2, title=PLANTED, timezone_name="America/Chicago", place="Old mill"
    )
    for day in meeting.days.all():
        add_item(day, title=PLANTED, minutes=30, by=cast.facilitator, at=NOW)
    return meeting


@pytest.fixture
def promise(meeting: Meeting, cast: Cast) -> Commitment:
    return factories.commitment(
        cast.oak,
        cast.member,
        partner=cast.partner,
        meeting=meeting,
        text=PLANTED,
        signal=PLANTED,
        first_step=PLANTED,
    )


def write(kind: str, thing: Model, to: Member, group: Group | None) -> EmailMessage:
    """Write a mail and read it as it arrives."""
    notice = Notice.objects.create(
        kind=kind,
        subject=thing._meta.label_lower,
        subject_id=thing.pk,
        recipient=to,
        group=group,
        due_at=NOW,
        owed_at=NOW,
    )
    ((_, case),) = read_cases([notice], at=NOW)
    assert case
    sent = write_mail(case, at=NOW).message().as_bytes()
    return message_from_bytes(sent, policy=policy.default)


@pytest.fixture
def letter(kind: str, who: str, meeting: Meeting, cast: Cast, request: pytest.FixtureRequest) -> EmailMessage:
    if kind == kinds.MEETING_CANCELLED:
        cancel_meeting(meeting, because=PLANTED, by=cast.facilitator, at=NOW)
    thing, group = thing_of(kind, meeting, cast, request)
    return write(kind, thing, cast[who], group)


def thing_of(
    kind: str, meeting: Meeting, cast: Cast, request: pytest.FixtureRequest
) -> tuple[Model, Group | None]:
    """Return what a mail of that kind is about, and of which group."""
    occasion = OCCASION_OF[kind]
    if isinstance(occasion, Commitments):
        return request.getfixturevalue("promise"), cast.oak
    if isinstance(occasion, MeetingOccasion):
        is_after = kinds.KINDS[kind].section == kinds.Section.AFTER
        return (over(cast) if is_after else meeting), cast.oak
    made: dict[str, Callable[[], tuple[Model, Group | None]]] = {
        kinds.HOT_SEAT: lambda: (a_hot_seat(meeting, cast), cast.oak),
        kinds.HOST_OF_WEEK: lambda: (a_changed_series(cast).occurrences.all()[0], cast.grove),
        kinds.SERIES_CHANGED: lambda: (a_changed_series(cast), cast.grove),
        kinds.POLL_VOTE: lambda: (ask(cast.oak, by=cast.facilitator, title=PLANTED), cast.oak),
        kinds.GROUP_INVITATION: lambda: (
            invitation(a_changed_series(cast).group, cast.outsider, by=cast.member),
            cast.grove,
        ),
        kinds.GATHERING_OPEN: lambda: (an_open_week(cast), None),
        kinds.REGISTRATION_WANTED: lambda: (an_open_week(cast), None),
        kinds.CONTENT_DAY: lambda: (a_seat(cast).session.content_day, None),
        kinds.SESSION_PROMOTED: lambda: (a_seat(cast), None),
        kinds.SESSION_CANCELLED: lambda: (a_session_that_is_off(cast), None),
        kinds.SURVEY_OPEN: lambda: (opened(cast.admin), None),
        kinds.SURVEY_CLOSING: lambda: (opened(cast.admin), None),
        kinds.WORTH_A_LOOK: lambda: (a_week_of_signals(cast), None),
    }
    return made[kind]()


def over(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, on=TODAY - 2 * DAY, title=PLANTED, at=NOW - 9 * DAY)


def a_hot_seat(meeting: Meeting, cast: Cast) -> HotSeat:
    """The member's; the partner coaches."""
    chosen = hot_seat(meeting, issue(cast.oak, cast.member, PLANTED, question=PLANTED), by=cast.facilitator)
    prepare_hot_seat(chosen, coach=cast.partner, substitute=None, by=cast.facilitator, at=NOW)
    return chosen


def a_changed_series(cast: Cast) -> Series:
    """Breakfast has moved to another hour."""
    agreed = plan(title=PLANTED)
    started = series(cast.grove, agreed, by=cast.member, at=NOW)
    later = agreed._replace(starts=time(7, 0), ends=time(8, 0))
    return change_series(started, later, sequence=0, by=cast.member, at=NOW)


def an_open_week(cast: Cast) -> Gathering:
    gathering = week(by=cast.admin)
    open_registration(gathering, by=cast.admin, at=NOW)
    return gathering


def a_seat(cast: Cast) -> Signup:
    """The member's, in a session of a programme that stands."""
    gathering = an_open_week(cast)
    programme(gathering, by=cast.admin)
    session = planned(rounds(gathering.content_day)[0], by=cast.admin, room="Room 3")
    Session.objects.filter(pk=session.pk).update(takes_home=PLANTED)
    return take(session, cast.member)[0]


def a_session_that_is_off(cast: Cast) -> Session:
    session = a_seat(cast).session
    cancel_session(session, by=cast.admin, at=NOW)
    return session


def a_week_of_signals(cast: Cast) -> Raising:
    Member.objects.filter(pk=cast.partner.pk).update(name=PLANTED)
    signal(cast.oak, evidence=[STAR | {"words": PLANTED}])
    signal(cast.oak, Kind.CHECK_IN, member=cast.partner)
    return Raising.objects.create(as_of=TODAY, raised_at=NOW)


def parts(letter: EmailMessage) -> dict[str, str]:
    return {p.get_content_type(): p.get_content() for p in letter.walk() if not p.is_multipart()}


def links(letter: EmailMessage) -> set[str]:
    """Where a mail leads, by its text, its HTML and its headers."""
    everything = " ".join([*parts(letter).values(), letter["List-Unsubscribe"]])
    return set(re.findall(r"https?://[^\s\"<>]+", everything))


@every_letter
def test_what_was_said_in_the_group_is_in_none(letter: EmailMessage) -> None:
    everything = [*letter.as_string().splitlines(), *letter.values(), *parts(letter).values()]
    assert not [line for line in everything if PLANTED in line.lower()]


@every_letter
def test_text_and_html_say_the_same_and_to_whom(letter: EmailMessage, who: str, cast: Cast) -> None:
    said = parts(letter)
    assert letter["To"] == f"{who}@example.org"
    assert letter["Subject"].startswith(("Oak: ", "Grove: ", "Denver: ", "Our community: "))
    for text in (said["text/plain"], said["text/html"]):
        assert f"Hello {cast[who].name}," in text
        assert "You get this as a member of" in text
    spoken = said["text/plain"].split("\n\n")[1]
    assert " ".join(spoken.split()) in " ".join(said["text/html"].replace("<br>", " ").split())


@every_letter
def test_every_mail_can_be_stopped_by_one_click(letter: EmailMessage, kind: str, client: Client) -> None:
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter["List-Unsubscribe"].strip(" <>")
    assert stop in parts(letter)["text/plain"]
    stopped = client.post(urlsplit(stop).path, {"List-Unsubscribe": "One-Click"})
    assert kinds.KINDS[kind].heading in stopped.content.decode()


@every_letter
def test_links_lead_to_the_site_and_change_nothing(
    letter: EmailMessage, who: str, cast: Cast, settings: Settings
) -> None:
    """Mail scanners follow every link, and some of them have a browser in which somebody is logged in."""
    assert {link.partition("/account")[0] for link in links(letter) if "/account" in link} == {SITE}
    stranger, reader = Client(), Client()
    reader.force_login(cast[who])
    before = rows()
    for link in links(letter):
        assert link.startswith(f"{SITE}/")
        for browser in (stranger, reader):
            path = link.removeprefix(SITE)
            assert browser.get(path).status_code in {200, 302, 410}, path
            assert browser.head(path).status_code in {200, 302, 410}, path
    assert rows() == before


def rows() -> dict[str, list[object]]:
    """Everything that the house remembers, sessions aside."""
    not_ours = {"sessions", "contenttypes", "auth", "account", "admin"}
    models = [model for model in apps.get_models() if model._meta.app_label not in not_ours]
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in models
        if model is not Member  # the last log-in
    }


@every_letter
def test_a_mail_is_recognised_when_it_comes_twice(letter: EmailMessage, kind: str) -> None:
    notice = Notice.objects.get()
    assert letter["Message-ID"] == notice.message_id == f"<{kind}.{notice.pk}.20260504100000@{HOST}>"
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("kind", OF_DATES)
@pytest.mark.parametrize("who", ["member"])
def test_a_meeting_is_told_by_the_venues_clock_and_the_readers(letter: EmailMessage, kind: str) -> None:
    text = parts(letter)["text/plain"]
    assert "Mon 25 – Tue 26 May 2026, from 09:00 (Chicago time; 14:00 your time)" in text
    assert ("Where: Old mill" in text) == (kind != kinds.MEETING_CANCELLED)


@pytest.mark.parametrize("kind", [kinds.SAVE_THE_DATE, kinds.REPLY_NUDGE, kinds.MEETING_CHANGED])
def test_who_has_not_answered_finds_the_answers_in_the_mail(kind: str, meeting: Meeting, cast: Cast) -> None:
    replies = {link.partition("?reply=")[2] for link in links(write(kind, meeting, cast.member, cast.oak))}
    assert replies == {"", *Reply.values}

    answer_invitation(meeting, cast.partner, Reply.NO, by=cast.partner, at=NOW)
    assert not [link for link in links(write(kind, meeting, cast.partner, cast.oak)) if "?reply=" in link]


def test_the_summary_counts_what_is_open_and_names_none_of_it(
    meeting: Meeting, promise: Commitment, cast: Cast
) -> None:
    factories.commitment(cast.oak, cast.member)
    of_member = parts(write(kinds.SUMMARY, meeting, cast.member, cast.oak))["text/plain"]
    of_partner = parts(write(kinds.SUMMARY, meeting, cast.partner, cast.oak))["text/plain"]
    assert "You have 2 open commitments in this group" in of_member
    assert "open commitment" not in of_partner


@pytest.mark.parametrize("name", ["Smith & <b>Sons</b>", "Two\r\nBcc: everybody@example.org"])
def test_a_strange_name_breaks_neither_headers_nor_html(name: str, meeting: Meeting, cast: Cast) -> None:
    change_group(cast.oak, name=name, by=None, at=NOW)
    meeting.refresh_from_db()
    letter = write(kinds.SAVE_THE_DATE, meeting, cast.member, cast.oak)
    assert letter["Subject"].startswith(name.splitlines()[0])
    assert letter["Bcc"] is None
    assert "<b>" not in parts(letter)["text/html"]
