"""The desk of somebody who leads: their groups side by side, and what waits for their hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagement.actions import compute_engagement
from meetings import actions
from meetings.models import Mark, Reply
from peergroups.models import Role
from signals.kinds import Kind
from tests import factories
from tests.browsing import page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.signals.storing import signal

DAY = timedelta(days=1)
DESK = "/desk/"


@pytest.mark.parametrize("who", ["member", "former", "outsider", "admin"])
def test_who_leads_no_group_has_no_desk(enter: Enter, who: str) -> None:
    client = enter(who)
    assert client.get(DESK).status_code == 403
    assert f'href="{DESK}"' not in page(client.get("/"))


def test_who_leads_finds_it_in_the_menu(enter: Enter) -> None:
    assert f'href="{DESK}"' in page(enter("facilitator").get("/"))


def test_who_has_laid_the_role_down_has_none_any_more(enter: Enter, cast: Cast) -> None:
    client = enter("facilitator")
    assert client.get(DESK).status_code == 200
    cast.seat(cast.facilitator).roles.update(ends_on=TODAY - DAY)
    assert client.get(DESK).status_code == 403


def test_an_empty_desk_says_what_will_be_on_it(enter: Enter) -> None:
    desk = page(enter("facilitator").get(DESK))
    assert "None of your groups has a meeting scheduled." in desk
    assert "There is nothing to count yet." in desk
    assert "Schedule for Oak" in desk
    assert "Elm" not in desk


def test_the_next_meeting_of_each_group_has_its_answers(enter: Enter, cast: Cast) -> None:
    factories.seat(cast.elm, cast.facilitator, role=Role.CHAIR)
    factories.meeting(cast.elm, title="Elm meets", on=TODAY + 9 * DAY)
    factories.meeting(cast.oak, title="Later", on=TODAY + 99 * DAY)
    meeting = factories.meeting(cast.oak, title="Summer")
    for who, reply in {cast.member: Reply.YES, cast.partner: Reply.NO, cast.newcomer: Reply.MAYBE}.items():
        actions.answer_invitation(meeting, who, reply, by=who, at=timezone.now())
    desk = page(enter("facilitator").get(DESK))
    assert desk.index("Elm meets") < desk.index("Summer")
    assert "Later" not in desk
    summer = desk.split("Summer")[1].split("</li>")[0]
    for words in ("1 coming", "1 maybe", "1 not"):
        assert words in summer


def test_what_waits_is_who_came(enter: Enter, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - DAY, title="Spring")
    factories.meeting(cast.elm, on=TODAY - DAY, title="of others")
    desk = page(enter("facilitator").get(DESK))
    assert f'href="/meetings/{meeting.pk}/attendance/"' in desk
    assert "of others" not in desk


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Elm", "Oak"]),
        ("attendance_rate", ["Oak", "Elm"]),
        ("-attendance_rate", ["Elm", "Oak"]),
        ("no such figure", ["Elm", "Oak"]),
    ],
)
def test_figures_stand_side_by_side(enter: Enter, cast: Cast, sort: str, order: list[str]) -> None:
    factories.seat(cast.elm, cast.facilitator, role=Role.CHAIR)
    for group, mark in {cast.oak: Mark.ABSENT, cast.elm: Mark.PRESENT}.items():
        day = factories.meeting(group, on=TODAY - DAY).days.get()
        people = [seat.member for seat in group.memberships.current(TODAY)]
        actions.record_attendance(day, dict.fromkeys(people, mark), by=cast.facilitator, at=timezone.now())
    compute_engagement(as_of=TODAY, by=None, at=NOW)
    desk = page(enter("facilitator").get(DESK, {"sort": sort}))
    rows = desk.split("<tbody>")[1].split("</tbody>")[0]
    assert "0 of 4" in rows
    assert "2 of 2" in rows
    assert sorted(order, key=rows.index) == order
    assert "Grove" not in rows


def test_what_asks_for_a_look_in_one_s_own_groups_stands_there(enter: Enter, cast: Cast) -> None:
    assert "Worth a look" not in page(enter("facilitator").get(DESK))
    fallen, call = signal(cast.oak), signal(cast.oak, Kind.CHECK_IN, member=cast.partner)
    signal(cast.elm, Kind.CHECK_IN, member=cast.neighbour)
    desk = page(enter("facilitator").get(DESK)).split("Worth a look")[1].split("</section>")[0]
    assert f'<a href="/signals/{fallen.pk}/">Attendance has fallen</a>' in desk
    assert f'<a href="/signals/{call.pk}/">Worth a call</a>: Paul Okoye' in desk
    assert "Noor" not in desk
