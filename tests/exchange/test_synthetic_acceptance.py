"""The judges of `make truth`: what they find, and that they find nothing where nothing was computed."""

from datetime import date

import pytest

from bench import accepting
from bench.accepting import ACCEPTANCE, EI_INDEX, NOT_YET, ROLE_GINI, Judge, Seen
from exchange.synthetic.plants import Kind, Label, Subject

LAST = date(2026, 3, 31)
LAST_QUARTER = 2026 * 4
NOBODY_KNOWS = Seen([], counted={}, alarms={})


def label(kind: Kind, group: int, *, start: date = date(2025, 1, 1), took: bool = True) -> Label:
    return Label(kind, Subject.GROUP, group, f"group-{group}", start, LAST, 1.0, 1.0, took)


def seen(*labels: Label, alarms: dict[int, list[int]] | None = None) -> Seen:
    """Ten groups, each judged in ten quarters up to the last."""
    quarters = list(range(LAST_QUARTER - 9, LAST_QUARTER + 1))
    return Seen([*labels], counted=dict.fromkeys(range(1, 11), quarters), alarms=alarms or {})


@pytest.mark.parametrize("judge", ACCEPTANCE)
def test_what_nobody_computed_is_missed(judge: Judge) -> None:
    assert not judge([NOBODY_KNOWS]).met


def test_an_alarm_before_the_decline_does_not_find_it() -> None:
    declining = label(Kind.DECLINING, 3)

    early = accepting.declining_groups_are_found([seen(declining, alarms={3: [LAST_QUARTER - 6]})])
    in_time = accepting.declining_groups_are_found([seen(declining, alarms={3: [LAST_QUARTER - 2]})])

    assert not early.met
    assert in_time.met
    assert in_time.came == "1 of 1 declining groups, after 3 quarters"


def test_what_did_not_take_is_neither_missed_nor_healthy() -> None:
    faint = label(Kind.DECLINING, 3, took=False)
    found = label(Kind.DECLINING, 4)
    community = seen(faint, found, alarms={3: [LAST_QUARTER], 4: [LAST_QUARTER]})

    assert accepting.declining_groups_are_found([community]).met
    alone = accepting.healthy_groups_are_left_alone([community])
    assert alone.came == "0 in 80 quarters, 0.00 in a hundred"


@pytest.mark.parametrize(("alarms", "met"), [(1, True), (2, False)])
def test_alarms_of_healthy_groups_are_counted_over_all_seeds(alarms: int, met: bool) -> None:
    loud, quiet = seen(alarms={1: [LAST_QUARTER] * alarms}), seen()

    assert accepting.healthy_groups_are_left_alone([loud]).met is met
    assert accepting.healthy_groups_are_left_alone([loud, quiet]).met


@pytest.mark.parametrize(("lowest", "met"), [(3, True), (4, False)])
def test_the_lowest_tenth_must_hold_the_closed_group(lowest: int, met: bool) -> None:
    community = seen(label(Kind.CLOSED, 3))
    community.groups[EI_INDEX] = {group: -1.0 if group == lowest else group / 10 for group in range(1, 11)}

    line = accepting.closed_groups_look_inward([community])

    assert line.met is met
    assert line.came == f"{int(met)} of 1"


def test_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    community = seen(label(Kind.HUB, 3), label(Kind.DOMINATED, 4))
    community.groups[ROLE_GINI] = {3: 0.9, 4: 0.5, 5: 0.5, 6: 0.1}

    line = accepting.groups_led_by_one_stand_out([community])

    assert line.came == "0.875"  # three pairs right, one even
    assert not line.met


def test_a_page_that_tells_something_is_named() -> None:
    community = seen()
    community.pages = {"/groups/a/health/": True, "/groups/b/health/": False}

    line = accepting.pages_tell_nothing_of_few([community])

    assert not line.met
    assert line.came == "1 of 2 pages: not 0: /groups/b/health/"


def test_lift_compares_those_named_with_all() -> None:
    community = seen()
    community.aboard, community.left, community.prompted, community.prompted_left = 1000, 70, 80, 16

    assert accepting.few_are_prompted([community]).met
    line = accepting.prompts_name_those_who_leave([community])
    assert line.met
    assert line.came.startswith("lift 2.9: 16 of 80 named left")


@pytest.mark.parametrize(("moved", "met"), [(0, True), (1, False)])
def test_a_ring_of_thanks_must_move_nothing(moved: int, met: bool) -> None:
    community = seen()
    community.helped, community.moved = 40, moved

    assert accepting.thanks_move_nothing([community]).met is met


def test_the_others_say_what_is_not_computed() -> None:
    said = dict(accepting.others([seen(label(Kind.DOMINATED, 3))]))

    assert said[Kind.DOMINATED].endswith(NOT_YET)
