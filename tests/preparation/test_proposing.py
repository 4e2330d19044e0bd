"""An agenda that fits the hours to the minute, without a database."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.agendas import HALF_DAY, ONE_HOUR, TWO_DAYS, days_of
from meetings.models import Format
from preparation.parts import ChosenIssue, Keep, Matters, Part, Review, parts_of, parts_of_template
from preparation.pauses import LONGEST, LUNCH_FROM, LUNCH_TO, Hours
from preparation.proposing import FREE, Line, Proposal, propose_agenda

NINE, EIGHT = 9 * 60, 8 * 60


def matters(people: int = 12, *, handed_in: int | None = None, hot_seats: int = 0, **told: object) -> Matters:
    handed_in = people if handed_in is None else handed_in
    return Matters(
        people=people,
        reviews=tuple(Review(n, f"Person {n}", n <= handed_in) for n in range(1, people + 1)),
        hot_seats=tuple(ChosenIssue(n, f"Person {n}", 45) for n in range(1, hot_seats + 1)),
        **told,  # type: ignore[arg-type]  # the other matters, each as its test names it
    )


def propose(hours: list[Hours], of: Matters) -> Proposal:
    return propose_agenda(hours, parts_of(of, len(hours)))


def titles(lines: tuple[Line, ...]) -> list[str]:
    return [line.part.title for line in lines]


def of_format(proposal: Proposal, wanted: Format) -> list[Part]:
    return [line.part for lines in proposal.days for line in lines if line.part.format == wanted]


def assert_pauses_well(hours: Hours, lines: tuple[Line, ...]) -> None:
    """Pauses are at most two and a half hours apart; a day around noon has one lunch, within its window."""
    at, pauses, lunches = hours.starts, [(hours.starts, hours.starts)], []
    for line in lines:
        if line.part.format == Format.BREAK:
            pauses.append((at, at + line.minutes))
            if line.part.title == "Lunch":
                lunches.append((at, at + line.minutes))
        at += line.minutes
    pauses.append((at, at))
    assert all(after[0] - before[1] <= LONGEST for before, after in pairwise(pauses))
    assert len(lunches) == int(hours.spans_lunch)
    assert all(start >= LUNCH_FROM and end <= LUNCH_TO for start, end in lunches)


days = st.builds(Hours, st.integers(0, 15 * 60), st.integers(20, 9 * 60))
shapes = st.fixed_dictionaries(
    {
        "people": st.integers(3, 16),
        "handed_in": st.integers(0, 16),
        "hot_seats": st.integers(0, 3),
        "makes_commitments": st.booleans(),
        "leftovers": st.lists(
            st.builds(
                Part,
                st.sampled_from(["Numbers", "Candidates"]),
                st.sampled_from([5, 15, 40, 180]),
                format=st.just(Format.TALK),
                keep=st.just(Keep.LEFTOVER),
            ),
            max_size=3,
        ).map(tuple),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.lists(days, min_size=1, max_size=3), shapes)
def test_any_group_and_any_hours_add_up_to_the_minute(hours: list[Hours], shape: dict[str, object]) -> None:
    known = matters(**shape)  # type: ignore[arg-type]  # as the strategy makes them
    parts = parts_of(known, len(hours))
    proposal = propose_agenda(hours, parts)
    for day, lines in zip(hours, proposal.days, strict=True):
        assert sum(line.minutes for line in lines) == day.minutes
        assert all(line.minutes > 0 for line in lines)
        assert_pauses_well(day, lines)
    placed = [line.part for lines in proposal.days for line in lines]
    made = [part for part in placed if part.format != Format.BREAK and part is not FREE]
    wanted = [part for day in parts.days for some in day for part in some] + list(parts.anywhere)
    assert sorted(map(repr, [*made, *proposal.left_out])) == sorted(map(repr, wanted))
    for kind in (Format.REVIEW, Format.HOT_SEAT):
        owners = [part.owner for part in made if part.format == kind and part.owner]
        assert len(owners) == len(set(owners))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(
    st.lists(days, min_size=1, max_size=3),
    st.integers(3, 16),
    st.sampled_from([TWO_DAYS, HALF_DAY, ONE_HOUR]),
)
def test_any_template_fits_any_hours(hours: list[Hours], people: int, template: object) -> None:
    lines = days_of(template)  # type: ignore[arg-type]  # one of three templates
    proposal = propose_agenda(hours, parts_of_template(lines, matters(people, hot_seats=1), len(hours)))
    for day, placed in zip(hours, proposal.days, strict=True):
        assert sum(line.minutes for line in placed) == day.minutes
        assert_pauses_well(day, placed)


def test_two_days_of_twelve_hold_everybody_and_two_hot_seats() -> None:
    hours = [Hours(EIGHT, 570), Hours(EIGHT, 450)]
    proposal = propose(hours, matters(hot_seats=2, area="Life"))
    assert proposal.left_out == ()
    assert len(of_format(proposal, Format.REVIEW)) == 12
    first, last = ([title for title in titles(lines) if title != "Break"] for lines in proposal.days)
    assert first[0].startswith("Open: purpose")
    assert "Plan of the quarter (Life): write, trios, harvest" in first
    assert first[-1] == "One takeaway each"
    assert last[-5:] == [
        "Best idea, and a vote",
        "Commitments: write, speak, name a partner",
        "Housekeeping: next dates, host, roles, candidates",
        "How was this meeting?",
        "Close, one word each",
    ]
    assert [title for title in last if title.startswith("Hot seat")] == [
        "Hot seat: Person 1",
        "Hot seat: Person 2",
    ]


@pytest.mark.parametrize(
    ("people", "review", "check_in", "commitments"), [(12, 50, 20, 40), (6, 25, 10, 25), (3, 10, 5, 20)]
)
def test_parts_are_as_long_as_their_people_need(
    people: int, review: int, check_in: int, commitments: int
) -> None:
    day = parts_of(matters(people), 1).days[0]
    minutes = {part.format: part.minutes for part in (*day.opening, *day.closing)}
    assert minutes[Format.COMMITMENT_REVIEW] == review
    assert {part.title: part.minutes for part in day.opening}["Check-in, one sentence each"] == check_in
    assert minutes[Format.COMMITMENTS] == commitments


def test_who_handed_in_first_comes_first_and_who_did_not_is_left_out_first() -> None:
    proposal = propose([Hours(NINE, 360)], matters(8, handed_in=3))
    assert [part.owner for part in of_format(proposal, Format.REVIEW)][:3] == [1, 2, 3]
    left = [part.owner for part in proposal.left_out if part.format == Format.REVIEW]
    assert left
    assert set(left) <= {4, 5, 6, 7, 8}


def test_what_is_left_out_is_the_least_important_and_is_named() -> None:
    proposal = propose([Hours(13 * 60, 150)], matters(6, hot_seats=1))
    placed = set(titles(proposal.days[0]))
    assert "Hot seat: Person 1" in placed
    assert "Close, one word each" in placed
    assert {part.title for part in proposal.left_out} >= {"Quarterly review: Person 6"}


def test_time_that_nothing_needs_stays_free_and_the_close_stands_last() -> None:
    proposal = propose([Hours(NINE, 480)], Matters(people=3, makes_commitments=False))
    lines = proposal.days[0]
    assert FREE.title in titles(lines)
    assert titles(lines)[-1] == "Close, one word each"
    assert titles(lines)[0].startswith("Open: purpose")


def test_a_group_without_commitments_reviews_none() -> None:
    proposal = propose([Hours(NINE, 480)], matters(8, makes_commitments=False))
    assert of_format(proposal, Format.COMMITMENT_REVIEW) == of_format(proposal, Format.COMMITMENTS) == []


def test_before_hot_seats_are_chosen_the_first_day_votes_for_them() -> None:
    hours = [Hours(EIGHT, 570), Hours(EIGHT, 450)]
    open_still, chosen = propose(hours, matters(6)), propose(hours, matters(6, hot_seats=2))
    assert len(of_format(open_still, Format.PARKING_LOT)) == 1
    assert [part.title for part in of_format(open_still, Format.HOT_SEAT)] == ["Hot seat 1", "Hot seat 2"]
    assert of_format(chosen, Format.PARKING_LOT) == []


def test_a_template_keeps_its_lines_and_people_fill_its_hot_seats() -> None:
    parts = parts_of_template(days_of(ONE_HOUR), matters(6, hot_seats=1), 1)
    proposal = propose_agenda([Hours(12 * 60, 60)], parts)
    assert "Hot seat: Person 1" in titles(proposal.days[0])
    assert of_format(proposal, Format.REVIEW) == []  # it has none


def test_a_template_of_two_days_goes_into_one_and_into_three() -> None:
    for count in (1, 3):
        hours = [Hours(EIGHT, 600)] * count
        proposal = propose_agenda(hours, parts_of_template(days_of(TWO_DAYS), matters(4), count))
        assert titles(proposal.days[0])[0].startswith("Open")
        assert titles(proposal.days[-1])[-1] == "Close, one word each"
