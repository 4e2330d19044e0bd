"""What dashboards say, from results as they are stored."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from engagement.boards import ON_A_PAGE, board
from engagement.catalogue import METRICS
from engagement.chapters import Note, chapters, latest_figures
from engagement.curves import continuity_curve
from engagement.figures import Figure
from engagement.measures.proportions import wilson
from engagement.models import Level, MetricResult, Status
from peergroups.models import Group
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import TODAY, Cast, Enter
from tests.engagement.storing import NOW_QUARTER, came, computed, in_full, keep

Store = Callable[..., MetricResult]


@pytest.fixture
def store(db: None) -> Store:
    """`store("attendance_rate", 31, of=36, group=oak)` keeps a result of this quarter or an earlier one."""
    computed()
    return keep


def names_by(sort: str, groups: list[Group]) -> list[str]:
    named = Group.objects.filter(pk__in=[group.pk for group in groups])
    shown = board(in_full(), named, level=Level.GROUP, sort=sort)
    assert shown is not None
    return [row.group.name for row in shown.rows]


def test_where_nothing_was_computed_there_is_no_board(cast: Cast) -> None:
    assert board(in_full(), Group.objects.filter(pk=cast.oak.pk), level=Level.GROUP, sort="name") is None


def test_sorting_draws_thin_figures_towards_the_community(store: Store) -> None:
    thick, thin, low = (factories.group(name) for name in ("Thick", "Thin", "Low"))
    store("attendance_rate", 95, of=100, group=thick)
    store("attendance_rate", 3, of=3, group=thin)
    store("attendance_rate", 10, of=100, group=low)
    assert names_by("-attendance_rate", [thick, thin, low]) == ["Thick", "Thin", "Low"]
    assert names_by("attendance_rate", [thick, thin, low]) == ["Low", "Thin", "Thick"]


@pytest.mark.parametrize("sort", ["name", "no such metric", "", "-", "silent_rate"])
def test_what_is_no_column_sorts_by_name_as_people_count(sort: str, store: Store) -> None:
    groups = [factories.group(name) for name in ("Group 10", "Group 2", "group 1")]
    store("attendance_rate", 1, of=1, group=groups[0])
    by_name = ["group 1", "Group 2", "Group 10"]
    assert names_by(sort, groups) == (by_name[::-1] if sort == "-" else by_name)


def test_the_board_begins_with_the_latest_quarter_in_which_attendance_was_taken(store: Store) -> None:
    oak = factories.group("Oak")
    store("attendance_rate", 0, of=0, group=oak)
    store("attendance_rate", 4, of=5, group=oak, ago=1)
    shown = board(in_full(), Group.objects.filter(pk=oak.pk), level=Level.GROUP, sort="name")
    assert shown is not None
    assert shown.quarter == NOW_QUARTER.previous
    assert shown.quarters == [NOW_QUARTER, NOW_QUARTER.previous]


def test_a_column_of_nothing_is_left_out(store: Store) -> None:
    oak = factories.group("Oak")
    store("attendance_rate", 4, of=5, group=oak)
    store("follow_through", 0, of=0, group=oak)
    shown = board(in_full(), Group.objects.filter(pk=oak.pk), level=Level.GROUP, sort="name")
    assert shown is not None
    assert [metric.name for metric in shown.metrics] == ["attendance_rate"]


def test_chapters_look_back_two_years_unless_asked_for_all(store: Store) -> None:
    for ago in range(11):
        store("attendance_rate", 4, of=5, ago=ago)
    results = in_full().filter(level=Level.COMMUNITY)
    (recent,), (whole,) = chapters(results), chapters(results, whole=True)
    assert (len(recent.figures), len(whole.figures)) == (8, 11)
    assert recent.figures[0].quarter == recent.latest.quarter == NOW_QUARTER


def test_a_chapter_begins_when_there_was_something_to_count(store: Store) -> None:
    store("follow_through", 0, of=0, ago=3)
    store("follow_through", 2, of=4, ago=2)
    store("follow_through", 0, of=0, ago=1)
    (chapter,) = chapters(in_full())
    assert [figure.shown for figure in chapter.figures] == ["–", "50 %"]
    assert chapter.latest.shown == "50 %"


def test_what_was_written_beside_quarters_is_numbered_on_the_plot(store: Store) -> None:
    for ago in range(3):
        store("attendance_rate", 4, of=5, ago=ago)
    then = NOW_QUARTER.previous
    notes = [Note(NOW_QUARTER.shifted(-7), "long ago"), Note(then, "fire"), Note(then, "<b>flood</b>")]
    (chapter,) = chapters(in_full(), notes=notes)
    assert [note.words for note in chapter.notes] == ["fire", "<b>flood</b>"]
    assert [mark.label for mark in chapter.plot.marks] == ["1, 2"]
    assert chapter.plot.marks[0].at == chapter.plot.dots[1].x


def test_a_cell_is_the_darker_the_higher_and_has_no_colour_where_it_can_be_chance(store: Store) -> None:
    figures = [
        store("attendance_rate", counted, of=of, group=factories.group(), is_sure=True)
        for counted, of in ((400, 400), (300, 400), (40, 400), (4, 4))
    ]
    shown = board(in_full(), Group.objects.all(), level=Level.GROUP, sort="name")
    assert shown is not None
    shades = {row.group.pk: row.figures[0].shade for row in shown.rows if row.figures[0]}
    assert [shades[figure.subject_id] for figure in figures if figure.subject_id] == [5, 3, 1, 0]


def test_many_groups_come_page_by_page_in_one_order(store: Store, enter: Enter, cast: Cast) -> None:
    for number in range(ON_A_PAGE + 2):
        store("attendance_rate", number, of=ON_A_PAGE + 2, group=factories.group(f"Table {number}"))
    store("attendance_rate", 1, of=2)
    health, browser = reverse("engagement:community"), enter("admin")
    found = {"sort": "-attendance_rate", "find": "table"}
    first, second = (page(browser.get(health, found | {"page": number})) for number in ("1", "2"))
    assert first.index("Table 41<") < first.index("Table 40<")
    assert ["Table 1<" in first, "Table 1<" in second] == [False, True]
    assert "page=2" in first
    assert "No group has “oaken&#x27;” in its name" in page(browser.get(health, {"find": "oaken'"}))


@pytest.mark.parametrize(
    ("counted", "of", "bounds", "is_sure"),
    [
        (31, 36, (0.71, 0.94), True),
        (3, 4, (0.30, 0.95), False),
        (6, 7, (0.60, 0.89), False),
        (1, 1, None, False),
    ],
)
def test_only_a_narrow_range_of_enough_is_set_in_bold(
    counted: int, of: int, bounds: tuple[float, float] | None, is_sure: bool
) -> None:
    low, high = bounds or (None, None)
    shown = Figure(METRICS["attendance_rate"], NOW_QUARTER, Status.OK, counted, of, counted / of, low, high)
    assert shown.is_sure is is_sure


def test_nought_of_nought_is_never_nought_percent(store: Store, enter: Enter, cast: Cast) -> None:
    store("attendance_rate", 0, of=0, group=cast.oak)
    store("attendance_rate", 0, of=0)
    seen = page(enter("admin").get(reverse("engagement:community")))
    assert "nothing to count" in seen or "Attendance</th>" not in seen
    assert "0 %" not in seen.replace("100 %", "")


def test_a_figure_stands_with_its_base_and_its_range(store: Store, enter: Enter, cast: Cast) -> None:
    low, high = wilson(31, 36)
    store("attendance_rate", 31, of=36, group=cast.oak, bounds=(low, high))
    store("attendance_rate", 31, of=36, bounds=(low, high))
    seen = page(enter("admin").get(reverse("engagement:community")))
    for words in ("86 %", "31 of 36", f"{low * 100:.0f}–{high * 100:.0f} %"):
        assert words in seen
    assert page(enter("member").get(reverse("engagement:group", args=["oak"]))).count("31 of 36") >= 2


@pytest.mark.parametrize(("people", "is_few"), [(None, True), (4, True), (5, False)])
def test_what_fewer_than_five_people_did_is_kept_back_from_admins(
    people: int | None, *, is_few: bool, store: Store, enter: Enter, cast: Cast
) -> None:
    store("attendance_rate", 31, of=36, group=cast.oak, people=people)
    store("open_seats", 3, of=8, group=cast.oak, people=people)
    store("attendance_rate", 40, of=50)
    health = reverse("engagement:group", args=["oak"])
    for address in (reverse("engagement:community"), health):
        seen = page(enter("admin").get(address))
        assert ["kept back<" in seen, "86 %" in seen, "31 of 36" in seen] == [is_few, not is_few, not is_few]
        assert "3 of 8" in seen
    for who in ("member", "facilitator"):
        seen = page(enter(who).get(health))
        assert ["kept back<" in seen, "86 %" in seen, "31 of 36" in seen] == [False, True, True]


def test_what_is_kept_back_is_drawn_nowhere_and_an_admin_of_the_group_sees_it(
    store: Store, cast: Cast
) -> None:
    for ago in range(3):
        store("attendance_rate", 31, of=36, group=cast.oak, ago=ago, people=4)
    stays = store("member_continuity", 5, of=20, group=cast.oak, people=4)
    MetricResult.objects.filter(pk=stays.pk).update(detail=[[2.0, 20, 5, 0.75, None, None]])
    factories.admin(cast.member)

    def is_drawn(who: str) -> list[bool]:
        seen = MetricResult.objects.visible_to(cast[who], on=TODAY).filter(level=Level.GROUP)
        shown, attendance = (
            board(seen, Group.objects.filter(pk=cast.oak.pk), level=Level.GROUP, sort="name"),
            chapters(seen)[0],
        )
        assert shown is not None
        drawn = [shown.rows[0].trend.lines, attendance.plot.lines, latest_figures(seen, ["attendance_rate"])]
        return [*map(bool, drawn), continuity_curve(seen) is not None]

    assert is_drawn("member") == [True] * 4
    assert is_drawn("admin") == [False] * 4


def test_health_can_be_asked_for_by_quarter_and_order(store: Store, enter: Enter, cast: Cast) -> None:
    store("attendance_rate", 4, of=5, ago=1)
    store("attendance_rate", 4, of=5, group=cast.oak, ago=1)
    store("attendance_rate", 3, of=5, group=cast.oak)
    store("attendance_rate", 3, of=5)
    health = reverse("engagement:community")
    assert "3 of 5" in page(enter("admin").get(health, {"sort": "-attendance_rate"}))
    then = page(enter("admin").get(health, {"quarter": str(NOW_QUARTER.previous)}))
    assert f"Groups in {NOW_QUARTER.previous}" in then
    for junk in ("2026-Q5", "soon", "2026-Q1 ", "9" * 400):
        page(enter("admin").get(health, {"quarter": junk, "sort": junk, "all": junk}))


def test_nobody_sees_the_figures_of_another_person(enter: Enter, cast: Cast) -> None:
    came(cast.member, cast.oak, 17, of=19)
    assert "17 of 19" in page(enter("member").get(reverse("engagement:mine")))
    for who in ("admin", "facilitator", "partner"):
        assert "17 of 19" not in page(enter(who).get(reverse("engagement:mine")))


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("/community/health/", "admin"),
        ("/community/health/?sort=-attendance_rate", "admin"),
        ("/community/health/quarters/", "admin"),
        ("/community/health/compare/", "admin"),
        ("/metrics/attendance_rate/", "admin"),
        ("/metrics/attendance_rate/", "member"),
        ("/groups/oak/health/compare/", "member"),
        ("/groups/oak/health/", "facilitator"),
        ("/desk/", "facilitator"),
    ],
)
def test_a_dashboard_costs_the_same_for_three_groups_and_quarters_as_for_one(
    address: str, who: str, store: Store, enter: Enter, cast: Cast
) -> None:
    def add() -> None:
        ago = MetricResult.objects.filter(level=Level.COMMUNITY).count()
        group = factories.group()
        factories.seat(group, cast.member)
        for each in (cast.oak, group):
            store("attendance_rate", 4, of=5, group=each, ago=ago)
        store("attendance_rate", 4, of=5, ago=ago)

    assert_costs_the_same(enter(who), address, add)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-1.0, "all inward"),
        (-0.999, "all inward"),
        (-0.7, "mostly inward"),
        (-0.3, "about as much inward as outward"),
        (0.0, "about as much inward as outward"),
        (0.4, "mostly outward"),
        (1.0, "all outward"),
    ],
)
def test_an_index_with_two_sides_says_which_it_is_on(value: float, words: str) -> None:
    shown = Figure(METRICS["ei_index"], NOW_QUARTER, Status.OK, 3, 20, value, None, None)
    assert shown.in_words == words
    assert shown.scale == f"{value:.2f}, where −1 is all inward and 1 all outward".replace("-", "−")


def test_what_has_one_side_is_said_as_it_is() -> None:
    shown = Figure(METRICS["attendance_rate"], NOW_QUARTER, Status.OK, 31, 36, 31 / 36, None, None)
    assert (shown.in_words, shown.scale) == ("86 %", "")
    unknown = Figure(METRICS["ei_index"], NOW_QUARTER, Status.NOT_ENOUGH_DATA, 3, 4, None, None, None)
    assert (unknown.in_words, unknown.scale) == ("too few to say", "")


def test_who_arrived_in_time_is_not_mixed_up_with_who_has_arrived_by_now(store: Store, enter: Enter) -> None:
    store("attendance_rate", 4, of=5)
    store("newcomer_integration", 38, of=72)
    MetricResult.objects.filter(metric="newcomer_integration").update(value=0.12)
    seen = page(enter("admin").get(reverse("engagement:community")))
    assert "12 %" in seen
    assert "by day 90, of 72 newcomers; 38 of them have three ties by now" in seen
