"""A large community, filled set by set: groups, seats, meetings, what was promised, and the ledger of it.

Who does what follows from a hash of ids, so the same size gives the same rows. The rows of one day can be
added after those of the days before: that is the day whose increment is measured.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, models

from commitments.models import Commitment
from engagement.periods import Quarter
from ledger.models import Entry
from meetings.models import Attendance, Meeting, MeetingDay
from members.models import Member
from peergroups.models import Community, Group, Membership

SEATS = 12
MEETINGS = 3  # of a group in a quarter
LINES_EACH = 28  # of the ledger, for each member and quarter: 20 million for 60,000 members and 12 quarters


@dataclass(frozen=True)
class Size:
    """How large it is, and which days it covers."""

    members: int
    quarters: int
    until: date  # the last day of a quarter

    @property
    def groups(self) -> int:
        return self.members // SEATS

    @property
    def first_day(self) -> date:
        return Quarter.of(self.until).shifted(1 - self.quarters).first_day

    @property
    def days(self) -> int:
        return (self.until - self.first_day).days + 1

    @property
    def lines_each_day(self) -> int:
        """How many lines are written a day besides those of meetings and promises."""
        of_meetings = self.members * self.quarters * MEETINGS * 4
        return (self.members * self.quarters * LINES_EACH - of_meetings) // self.days


# One in three came in later, one in ten has left.
_SEATS = """
SELECT n AS member_id, (n - 1) / %(seats)s + 1 AS group_id, %(first)s::date +
       CASE WHEN n %% 3 = 0 THEN n * 79 %% (%(days)s * 2 / 3) ELSE -(n * 31 %% 900) END AS joined_on,
       CASE WHEN n %% 10 = 7
            THEN %(first)s::date + %(days)s * 2 / 3 + n * 101 %% (%(days)s / 3) END AS left_on
FROM generate_series(1, %(members)s) AS n"""

_MEETINGS = """
SELECT row_number() OVER (ORDER BY q.n, k.n, g.n) AS id, g.n AS group_id, d.starts_on,
       (d.starts_on + time '09:00') AT TIME ZONE %(zone)s AS starts_at,
       (d.starts_on + time '12:00') AT TIME ZONE %(zone)s AS ends_at
FROM generate_series(0, %(quarters)s - 1) AS q(n)
CROSS JOIN generate_series(0, %(meetings)s - 1) AS k(n)
CROSS JOIN generate_series(1, %(groups)s) AS g(n)
CROSS JOIN LATERAL (
    SELECT (%(first)s::date + make_interval(months => 3 * q.n))::date
           + k.n * 30 + g.n * 13 %% 30 AS starts_on) d"""

# Who was expected at the meetings of some days; `dice` falls the same whenever it is thrown.
_EXPECTED = """
SELECT m.id AS meeting_id, m.group_id, m.starts_on, m.starts_at, s.member_id,
       (hashint8extended(s.member_id * 1000003 + m.id, 1) & 1023) %% 100 AS dice
FROM meetings_meeting m
JOIN peergroups_membership s ON s.group_id = m.group_id
     AND s.joined_on <= m.starts_on AND (s.left_on IS NULL OR s.left_on >= m.starts_on)
WHERE m.starts_on BETWEEN %(first)s AND %(last)s"""

_MARK = """
CASE WHEN r.dice < 85 THEN 'present' WHEN r.dice < 88 THEN 'late' WHEN r.dice < 91 THEN 'partial'
     WHEN r.dice < 96 THEN 'excused' ELSE 'absent' END"""


def _dice(sides: str, since: int) -> str:
    """Return a number below `sides` for the day `t.day` and the number `n`, another for each year `since`."""
    return f"(hashint8extended(n, t.day - date '{since}-01-01') & 1073741823) %% {sides}"


_CLOSE = """
UPDATE commitments_commitment SET closed_on = due_on - (id %% 15)::int,
       outcome = CASE id %% 10 WHEN 0 THEN 'missed' WHEN 1 THEN 'partly' ELSE 'kept' END
WHERE outcome = '' AND id %% 12 > 0 AND due_on - (id %% 15)::int BETWEEN %(first)s AND %(last)s"""

_ANSWERED = _EXPECTED.replace("%(first)s", "%(first)s::date + 5").replace("%(last)s", "%(last)s::date + 5")

# Answers five days ahead, marks after the meeting, promises and what became of them; and what a community
# does besides, to somebody of the own group or, for one line in seven, of any other.
_HAPPENED = f"""
SELECT * FROM (
    SELECT CASE WHEN r.dice < 92 THEN 'rsvp.yes' ELSE 'rsvp.no' END AS verb,
           r.starts_at - interval '5 days' AS at, r.member_id AS by_id, NULL::bigint AS toward_id,
           'meetings.meeting' AS kind, r.meeting_id AS thing_id, r.group_id
    FROM ({_ANSWERED}) r
    UNION ALL
    SELECT 'attendance.' || {_MARK}, r.starts_at + interval '3 hours', 1, r.member_id,
           'meetings.meetingday', r.meeting_id, r.group_id
    FROM ({_EXPECTED}) r
    UNION ALL
    SELECT 'commitment.made', c.made_on + time '12:00', c.member_id, NULL,
           'commitments.commitment', c.id, c.group_id
    FROM commitments_commitment c WHERE c.made_on BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT CASE c.outcome WHEN 'kept' THEN 'commitment.kept' WHEN 'partly' THEN 'commitment.partly_kept'
                ELSE 'commitment.missed' END,
           c.closed_on + time '18:00', c.member_id, NULL, 'commitments.commitment', c.id, c.group_id
    FROM commitments_commitment c WHERE c.closed_on BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT CASE WHEN d.dice < 8 THEN 'one_to_one.held' WHEN d.dice < 15 THEN 'help.confirmed'
                WHEN d.dice < 21 THEN 'thanks.given' WHEN d.dice < 25 THEN 'review.offer_left'
                WHEN d.dice < 30 THEN 'ask.posted' WHEN d.dice < 45 THEN 'response.posted'
                WHEN d.dice < 80 THEN 'review.read' ELSE 'dots.placed' END,
           d.day + make_interval(secs => d.n * 86000 / %(lines)s), d.by_id,
           CASE WHEN d.turn < 86 THEN (d.by_id - 1) / {SEATS} * {SEATS} + (d.by_id + d.turn) %% {SEATS} + 1
                ELSE d.other END, '', NULL, (d.by_id - 1) / {SEATS} + 1
    FROM (
        SELECT t.day, n, {_dice("%(members)s", 2000)} + 1 AS by_id, {_dice("100", 1990)} AS dice,
               {_dice("100", 1980)} AS turn, {_dice("%(members)s", 1970)} + 1 AS other
        FROM (SELECT day::date
              FROM generate_series(%(first)s::timestamp, %(last)s, interval '1 day') AS day) t,
             generate_series(1, %(lines)s) AS n) d
    WHERE d.turn >= 86 OR d.turn %% {SEATS} > 0
) happened ORDER BY at"""  # noqa: S608 - put together from the constants above

_INDEXES = """
SELECT i.indexname, i.indexdef FROM pg_indexes i
WHERE i.tablename = %(table)s AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)"""


def fill(size: Size) -> None:
    """Fill an empty database with everything but the doings of the last day."""
    _run("SET session_replication_role = replica")  # a check of each id would cost hours, and they are right
    community = Community.objects.create(name="A large community", timezone="Europe/Berlin")
    known = {"first": size.first_day, "days": size.days, "members": size.members, "groups": size.groups}
    known |= {"seats": SEATS, "quarters": size.quarters, "meetings": MEETINGS, "zone": community.timezone}
    of_groups = "SELECT n FROM generate_series(1, %(groups)s) AS n"
    of_members = "SELECT n FROM generate_series(1, %(members)s) AS n"
    named = {"id": "r.n", "key": "'n' || r.n", "name": "'Number ' || r.n"}
    _make(Group, of_groups, known, **named, seats="12")
    _make(Member, of_members, known, **named, email="'n' || r.n || '@example.org'")
    _make(Membership, _SEATS, known, **_same("group_id", "member_id", "joined_on", "left_on"))
    when = _same("starts_at", "ends_at") | {"changed_at": "r.starts_at"}
    dated = _same("id", "group_id", "starts_on") | {"ends_on": "r.starts_on", "timezone": "'Europe/Berlin'"}
    _make(Meeting, _MEETINGS, known, key="'m' || r.id", title="'Call'", **dated, **when)
    hours = {"starts": "time '09:00'", "ends": "time '12:00'"}
    held = "SELECT * FROM meetings_meeting"
    day = {"id": "r.id", "meeting_id": "r.id", "on": "r.starts_on"} | hours | _same("starts_at", "ends_at")
    _make(MeetingDay, held, known, **day)
    _run("ANALYZE")
    with _without_indexes(Entry):
        do(size, size.first_day, size.until - timedelta(days=1))
    _run("ANALYZE")


def do(size: Size, first: date, last: date) -> None:
    """Add what was done from one day to the other: marks, promises, and the ledger of all of it."""
    known = {"first": first, "last": last, "members": size.members, "lines": size.lines_each_day}
    who = _same("member_id", "group_id")
    when = {"made_on": "r.starts_on", "first_due_on": "r.starts_on + 40", "due_on": "r.starts_on + 40"}
    marked = {"day_id": "r.meeting_id", "member_id": "r.member_id", "mark": _MARK}
    _make(Attendance, _EXPECTED, known, **marked, recorded_at="r.starts_at + interval '3 hours'")
    key = "'c' || r.meeting_id || '-' || r.member_id"
    _make(Commitment, _EXPECTED, known, key=key, text="'Call two customers'", **who, **when)
    _run(_CLOSE, known)
    lines = _same("verb", "at", "by_id", "toward_id", "kind", "thing_id", "group_id")
    _make(Entry, _HAPPENED, known, **lines, written_at="r.at")


def _make(model: type[models.Model], source: str, known: Mapping[str, Any], **columns: str) -> None:
    """Insert a row for each of the source `r`; what `columns` does not say is as the model has it."""
    given = dict(known)
    for field in (f for f in model._meta.concrete_fields if not f.generated):
        name = str(field.column)
        if name not in columns and not field.primary_key:
            given[f"default_{name}"] = field.get_db_prep_save(field.get_default(), connection)
            columns[name] = f"%(default_{name})s"
    table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(columns.values())
    _run(f"INSERT INTO {table} ({names}) SELECT {values} FROM ({source}) r", given)  # noqa: S608
    _run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608


def _same(*columns: str) -> dict[str, str]:
    return {column: f"r.{column}" for column in columns}


@contextmanager
def _without_indexes(model: type[models.Model]) -> Iterator[None]:
    """Drop the indexes of a table and build them afterwards, which is many times faster."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, {"table": model._meta.db_table})
        indexes = cursor.fetchall()
    for name, _ in indexes:
        _run(f'DROP INDEX "{name}"')
    yield
    for _, definition in indexes:
        _run(definition)


def _run(sql: str, parameters: Mapping[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
