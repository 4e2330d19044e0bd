"""Eleven years of a real community: what engagement says is what plain counting of its files finds."""

from collections import defaultdict
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from time_machine import TimeMachineFixture

from engagement.management.commands.show_health import Row
from engagement.models import Computation, MetricResult, PersonTies
from tests.engagement.asking import printed, shown
from tests.openjs import OPENJS, needs_openjs, rows_of

PARTS = {"attended": 1, "late": 1, "partial": 0.5, "regrets": 0, "absent": 0}
LATER = "2026-08-01"  # than everything in the files

pytestmark = [pytest.mark.django_db, needs_openjs]


def rows(name: str) -> list[dict[str, str]]:
    return rows_of(OPENJS / f"{name}.csv")


def quarter_of(day: str) -> str:
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def counted_by_hand() -> dict[tuple[str, str], list[float]]:
    """Attended and expected by group and quarter, over meetings that have attendance rows."""
    seats: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows("memberships"):
        seats[row["group"]].append((row["member"], row["joined_on"], row["left_on"] or "9999-12-31"))
    marks: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in rows("attendance"):
        marks[row["meeting"]][row["member"]] = PARTS[row["status"]]
    counts: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0])
    for meeting in rows("meetings"):
        day, came = meeting["starts_on"], marks[meeting["meeting"]]
        count = counts[meeting["group"], quarter_of(day)]
        for member, joined_on, left_on in seats[meeting["group"]]:
            if came and joined_on <= day <= left_on:
                count[0] += came.get(member, 0)
                count[1] += 1
    return counts


@pytest.fixture
def openjs(db: None, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(LATER)
    call_command("import_community", str(OPENJS), stdout=StringIO(), stderr=StringIO())


def attendance_of_groups(shown_rows: list[Row]) -> dict[tuple[str, str], Row]:
    return {
        (row["subject"], row["period"]): row
        for row in shown_rows
        if (row["metric"], row["level"]) == ("attendance_rate", "group")
    }


@pytest.mark.usefixtures("openjs")
def test_attendance_by_group_and_quarter_is_what_plain_counting_finds() -> None:
    by_hand = counted_by_hand()
    said = attendance_of_groups(shown())
    assert {subject for subject, _ in said} == {row["group"] for row in rows("groups")}
    assert by_hand.keys() <= said.keys()
    for cell, row in said.items():
        attended, expected = by_hand.get(cell, (0, 0))
        assert (row["numerator"], row["denominator"]) == (attended, expected), cell
        if expected:
            assert row["status"] == "ok"
            assert row["value"] == pytest.approx(attended / expected, abs=1e-12)
            assert row["ci_low"] <= row["value"] <= row["ci_high"]
        else:
            assert (row["status"], row["value"]) == ("not_applicable", None)


@pytest.mark.usefixtures("openjs")
def test_a_day_in_the_past_sees_the_meetings_up_to_then() -> None:
    day = date(2018, 8, 15)
    early = attendance_of_groups(shown("--as-of", str(day), "--group", "build"))
    whole = attendance_of_groups(shown("--group", "build"))
    assert max(period for _, period in early) == "2018-Q3"
    past = ("build", "2018-Q2")
    assert early[past] == whole[past]
    assert early["build", "2018-Q3"]["denominator"] < whole["build", "2018-Q3"]["denominator"]


@pytest.mark.usefixtures("openjs")
def test_computing_comes_to_an_end_even_while_postgresql_believes_the_tables_empty() -> None:
    with connection.cursor() as cursor:  # as after an ANALYZE that did not see what an import was writing
        cursor.execute("UPDATE pg_class SET reltuples = 0 WHERE relname ~ '^(ledger|meetings|peergroups)_'")
        cursor.execute("SET LOCAL statement_timeout = '30s'")  # row by row it takes minutes, else no second
    printed("compute_engagement")
    done = Computation.objects.get()
    assert done.rows == MetricResult.objects.count() + PersonTies.objects.count() > 20_000
