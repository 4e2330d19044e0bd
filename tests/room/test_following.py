"""Phones follow: at the cost of one query, and only those who may."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peergroups.models import Membership
from room import actions
from room.models import Run
from room.screen import version_of
from tests.browsing import assert_costs_the_same, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.room.running import do, planned, started
from ui.live import make_pass

FULL_ANSWER = 16
"""Queries that drawing the room anew may cost, whatever happens in it."""


def address(run: Run, who: str, cast: Cast, what: str = "room") -> str:
    return reverse("room:follow", args=[what, make_pass(what, cast[who].pk, run.meeting_id)])


def test_a_phone_that_has_seen_all_costs_one_query_and_touches_no_session(cast: Cast, enter: Enter) -> None:
    run = started(cast, "ab")
    phone, url = enter("member"), address(run, "member", cast)
    with CaptureQueriesContext(connection) as asked:
        response = phone.get(url, {"v": run.version})
    assert response.status_code == 204
    assert len(asked.captured_queries) == 1, asked.captured_queries
    sql = asked.captured_queries[0]["sql"]
    assert "FROM room_run" in sql
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        assert "Index" in str(cursor.fetchall())
    assert response.cookies == {}


def test_what_is_new_comes_in_a_bounded_number_of_queries(cast: Cast, enter: Enter) -> None:
    run = started(cast, "ab")
    url = address(run, "member", cast)
    do(actions.move_on, run, cast=cast)
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(url, {"v": 1})
    assert response["X-Version"] == "2"
    assert len(asked.captured_queries) <= FULL_ANSWER
    assert 'data-part="now"' in page(response)
    assert "<html" not in page(response)


def test_before_it_starts_a_phone_waits(cast: Cast, enter: Enter) -> None:
    meeting = planned(cast, "ab")
    waiting = page(enter("member").get(reverse("room:room", args=[meeting.pk])))
    assert 'data-version="0"' in waiting
    url = reverse("room:follow", args=["room", make_pass("room", cast.member.pk, meeting.pk)])
    assert Client().get(url, {"v": 0}).status_code == 204
    actions.start_run(meeting, by=cast.facilitator, at=NOW)
    assert Client().get(url, {"v": 0}).status_code == 200


@pytest.mark.parametrize("what", ["room", "wall"])
def test_a_pass_that_is_over_is_renewed_by_the_full_check(what: str, cast: Cast, enter: Enter) -> None:
    run, phone = started(cast, "ab"), enter("member")
    url = address(run, "member", cast, what)
    renew = reverse("room:renew" if what == "room" else "room:renew_wall", args=[run.meeting_id])
    with time_machine.travel(NOW + timedelta(minutes=11)):
        assert phone.get(url, {"v": 1}).status_code == 410
        renewed = phone.get(renew)
        assert f"{run.version}" == renewed["X-Version"]
        assert phone.get(renewed["X-Live"], {"v": 1}).status_code == 204


def test_who_loses_the_seat_loses_the_run(cast: Cast, enter: Enter) -> None:
    """With the next change at once, and after ten minutes even if nothing changes."""
    run, phone = started(cast, "ab"), enter("member")
    url = address(run, "member", cast)
    Membership.objects.filter(group=cast.oak, member=cast.member).update(left_on=TODAY - timedelta(days=1))
    assert phone.get(url, {"v": 0}).status_code == 404
    with time_machine.travel(NOW + timedelta(minutes=11)):
        assert phone.get(url, {"v": 1}).status_code == 410
        assert phone.get(reverse("room:renew", args=[run.meeting_id])).status_code == 404
    assert phone.post(reverse("room:airtime", args=[run.meeting_id])).status_code == 404


def test_a_closed_account_gets_nothing_new(cast: Cast) -> None:
    run = started(cast, "ab")
    url = address(run, "member", cast)
    cast.member.is_active = False
    cast.member.save()
    assert Client().get(url, {"v": 0}).status_code == 404


def test_every_change_that_the_room_sees_has_a_version_of_its_own(cast: Cast) -> None:
    run, by = started(cast, "ab"), cast.facilitator
    seen = [version_of(run.meeting_id)]

    def changed() -> bool:
        seen.append(version_of(run.meeting_id))
        return seen[-1] > seen[-2]

    do(actions.pause_run, run, cast=cast)
    assert changed()
    actions.put_in(run, "x", minutes=None, parked=True, by=by, at=NOW)
    assert changed()
    actions.shuffle_speakers(run, [cast.member], seconds_each=None, by=by, at=NOW)
    assert changed()
    actions.pass_on(run.turns.get(), by=by, at=NOW)
    assert changed()
    prompt = actions.open_prompt(run, "What?", by=by, at=NOW)
    assert changed()
    actions.write_view(prompt, "This.", by=cast.member, at=NOW)
    assert changed()
    actions.reveal_views(prompt, by=by, at=NOW)
    assert changed()
    do(actions.end_run, run, cast=cast)
    assert changed()


def test_the_second_of_two_facilitators_is_told_who_was_quicker(cast: Cast, enter: Enter) -> None:
    run = started(cast, "abc")
    cast.oak.anyone_schedules = True
    cast.oak.save()
    url = reverse("room:move", args=[run.meeting_id])
    step = {"move": "next", "step": run.step}
    enter("facilitator").post(url, step)
    told = page(enter("member").post(url, step, follow=True))
    assert "Farah Haddad was quicker and has just moved the meeting: it is at “b” now." in told
    run.refresh_from_db()
    assert run.step == 2


def test_a_second_click_says_nothing_and_moves_nothing(cast: Cast, enter: Enter) -> None:
    run, phone = started(cast, "abc"), enter("facilitator")
    url, step = reverse("room:move", args=[run.meeting_id]), {"move": "next", "step": run.step}
    phone.post(url, step)
    assert "notice error" not in page(phone.post(url, step, follow=True))
    run.refresh_from_db()
    assert run.step == 2


@pytest.mark.parametrize("sent", [{}, {"move": "fly", "step": "1"}, {"move": "next", "step": "one"}])
def test_a_malformed_button_gives_a_sentence(sent: dict[str, str], cast: Cast, enter: Enter) -> None:
    run = started(cast, "ab")
    url = reverse("room:move", args=[run.meeting_id])
    assert "That button is not known here." in page(enter("facilitator").post(url, sent, follow=True))


def test_a_tap_with_htmx_is_answered_by_the_notices_only(cast: Cast, enter: Enter) -> None:
    run = started(cast, "abc")
    url, step = reverse("room:move", args=[run.meeting_id]), {"move": "next", "step": run.step}
    assert page(enter("facilitator").post(url, step, headers={"HX-Request": "true"})) == ""
    late = enter("facilitator").post(url, {"move": "back", "step": "7"}, headers={"HX-Request": "true"})
    assert late.status_code == 200


def test_the_room_costs_the_same_however_much_is_on(cast: Cast, enter: Enter) -> None:
    run, by = started(cast, "ab"), cast.facilitator

    def one_more() -> None:
        actions.put_in(run, f"x{run.items.count()}", minutes=5, parked=True, by=by, at=NOW)
        prompt = actions.open_prompt(run, "What?", by=by, at=NOW)
        actions.write_view(prompt, "This.", by=cast.member, at=NOW)
        actions.reveal_views(prompt, by=by, at=NOW)

    assert_costs_the_same(enter("facilitator"), reverse("room:room", args=[run.meeting_id]), one_more)


def test_words_of_members_stay_words(cast: Cast, enter: Enter) -> None:
    run, script = started(cast, "ab"), "<script>alert(1)</script>"
    by = cast.facilitator
    actions.put_in(run, script, minutes=5, parked=False, by=by, at=NOW)
    prompt = actions.open_prompt(run, script, by=by, at=NOW)
    actions.write_view(prompt, script, by=cast.member, at=NOW)
    actions.reveal_views(prompt, by=by, at=NOW)
    do(actions.move_on, run, cast=cast)
    for name in ("room:room", "room:wall", "room:end"):
        assert "<script>alert" not in page(enter("facilitator").get(reverse(name, args=[run.meeting_id])))


def test_the_end_is_asked_for_and_then_done(cast: Cast, enter: Enter) -> None:
    run, phone = started(cast, "ab"), enter("facilitator")
    url = reverse("room:end", args=[run.meeting_id])
    asked = page(phone.get(url))
    assert "b</li>" in asked
    phone.post(url, {"step": run.step})
    assert "The meeting is over" in page(phone.get(reverse("room:room", args=[run.meeting_id])))


def test_what_comes_up_needs_a_title(cast: Cast, enter: Enter) -> None:
    run = started(cast, "ab")
    refused = page(enter("facilitator").post(reverse("room:put_in", args=[run.meeting_id]), {"minutes": "7"}))
    assert "This field is required." in refused
    assert 'value="7"' in refused
