"""What gathering pages show of signals, and that they show nothing where there is nothing."""

from datetime import timedelta

from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from peergroups.seating import remembering, seating
from signals import panels
from signals.kinds import Kind
from tests.conftest import TODAY, Cast
from tests.signals.storing import signal
from tests.signals.test_interventions import begin

YESTERDAY = TODAY - timedelta(days=1)


def desk(cast: Cast, who: str) -> str:
    shown = {
        "signals": panels.waiting(cast[who], on=TODAY),
        "looking_back": panels.to_review(cast[who], on=TODAY),
    }
    return render_to_string("signals/on_desk.html", shown)


def test_a_desk_shows_what_waits_in_the_groups_that_one_leads(cast: Cast) -> None:
    signal(cast.oak, Kind.CHECK_IN, member=cast.member)
    begin(cast.oak, by=cast.facilitator, begun_on=YESTERDAY, review_on=TODAY)
    begin(cast.oak, by=cast.facilitator, kind="coaching")
    shown = desk(cast, "facilitator")
    assert "Worth a call</a>: Mara Lind" in shown
    assert "Look back at it: candour round" in shown
    assert "coaching" not in shown
    for who in ("neighbour", "member", "admin"):
        assert desk(cast, who).strip() == ""


def test_ones_day_shows_what_others_see(cast: Cast) -> None:
    signal(cast.oak, Kind.CHECK_IN, member=cast.member)

    def today(who: str) -> str:
        return render_to_string("signals/on_today.html", {"about_me": panels.about(cast[who], on=TODAY)})

    assert "did not come to 2 of 3 meetings after a yes" in today("member")
    assert "Whoever leads Oak sees these words" in today("member")
    assert today("facilitator").strip() == today("partner").strip() == ""


def test_panels_take_one_query_each(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    signal(cast.oak)
    for member in (cast.member, cast.partner):
        signal(cast.oak, Kind.CHECK_IN, member=member)
    with remembering():
        for who in (cast.facilitator, cast.member, cast.admin):
            seating(who, on=TODAY)
        with django_assert_num_queries(4):
            assert len(panels.waiting(cast.facilitator, on=TODAY)) == 3
            assert len(panels.about(cast.member, on=TODAY)) == 1
            assert len(panels.of_community(cast.admin, on=TODAY)) == 1
            assert list(panels.to_review(cast.facilitator, on=TODAY)) == []
