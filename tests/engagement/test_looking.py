"""Who looked at the figures of one's groups."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from engagement.looking import forget_looks, note_look
from engagement.models import Look, Seen
from engagement.models.looks import KEPT_FOR
from engagement.tasks import forget_looks as forget_looks_by_the_clock
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import TODAY, Cast, Enter
from tests.engagement.storing import frozen, keep

LOOKS = reverse("engagement:looks")
DAY = timedelta(days=1)


def looks_read_by(who: str, cast: Cast) -> set[tuple[str, str, str]]:
    seen = Look.objects.visible_to(cast[who], on=TODAY)
    return {(look.member.key, look.group.key if look.group else "all", look.seen) for look in seen}


def test_members_read_who_looked_at_their_group(enter: Enter, cast: Cast) -> None:
    frozen(1)
    for who, address in (
        ("admin", reverse("engagement:group", args=["oak"])),
        ("admin", reverse("engagement:compare_group", args=["oak"])),
        ("facilitator", reverse("engagement:group", args=["oak"])),
        ("admin", reverse("engagement:group", args=["elm"])),
        ("admin", reverse("engagement:community")),
        ("admin", reverse("engagement:download")),
        ("member", reverse("engagement:group", args=["oak"])),
    ):
        assert enter(who).get(address).status_code == 200
    of_all = {("admin", "all", "board"), ("admin", "all", "file")}
    of_oak = {("admin", "oak", "page"), ("facilitator", "oak", "page")}
    assert looks_read_by("member", cast) == of_oak | of_all
    assert looks_read_by("neighbour", cast) == {("admin", "elm", "page")} | of_all
    assert looks_read_by("outsider", cast) == looks_read_by("former", cast) == set()
    read = page(enter("member").get(LOOKS))
    assert "Ada Moreau</span> looked at the health of Oak" in read
    assert "Mara Lind</span> looked" not in read
    assert "Elm" not in read


def test_a_desk_with_figures_is_a_look_at_each_group_on_it(enter: Enter, cast: Cast) -> None:
    desk = reverse("home:desk")
    assert enter("facilitator").get(desk).status_code == 200
    assert not Look.objects.exists()
    keep("attendance_rate", 4, of=5, group=cast.oak)
    for _ in range(2):
        enter("facilitator").get(desk)
    assert looks_read_by("member", cast) == {("facilitator", "oak", "page")}


def test_a_second_look_on_a_day_is_the_same(enter: Enter, cast: Cast) -> None:
    for _ in range(2):
        enter("admin").get(reverse("engagement:group", args=["oak"]))
        enter("admin").get(reverse("engagement:community"))
    assert Look.objects.count() == 2


def test_a_newcomer_reads_nothing_from_before_their_time(cast: Cast) -> None:
    for ago in (8, 7):
        note_look(cast.admin, cast.oak, Seen.PAGE, on=TODAY - ago * DAY)
        note_look(cast.admin, None, Seen.BOARD, on=TODAY - ago * DAY)
    assert Look.objects.visible_to(cast.newcomer, on=TODAY).count() == 2
    assert Look.objects.visible_to(cast.member, on=TODAY).count() == 4


def test_after_two_years_it_is_forgotten(cast: Cast) -> None:
    note_look(cast.admin, cast.oak, Seen.PAGE, on=TODAY - KEPT_FOR)
    note_look(cast.admin, cast.oak, Seen.PAGE, on=TODAY - KEPT_FOR + DAY)
    forget_looks_by_the_clock()
    assert Look.objects.get().on == TODAY - KEPT_FOR + DAY
    assert forget_looks(on=TODAY) == 0


@pytest.mark.parametrize("seen", [Seen.BOARD, Seen.FILE])
def test_the_database_knows_what_is_of_a_group(seen: Seen, cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="a_page_is_of_a_group_and_the_rest_of_all"):
        Look.objects.create(member=cast.admin, group=cast.oak, seen=seen, on=TODAY)


def test_the_database_keeps_one_look_a_day(cast: Cast) -> None:
    note_look(cast.admin, None, Seen.BOARD, on=TODAY)
    with pytest.raises(IntegrityError, match="one_look_a_day"):
        Look.objects.create(member=cast.admin, group=None, seen=Seen.BOARD, on=TODAY)


def test_reading_costs_the_same_for_many_looks(enter: Enter, cast: Cast) -> None:
    def add() -> None:
        note_look(factories.member(), cast.oak, Seen.PAGE, on=TODAY)

    assert_costs_the_same(enter("member"), LOOKS, add)
