"""Bringing a community in from files, taking it out again, and making one up.

It is done at a shell and by nobody of the community, so these verbs take no `by`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

from django.db import connection, transaction

from exchange.demo.prairie import make_prairie_circle
from exchange.exporting.folder import check_folder, write_folder
from exchange.faults import Fault
from exchange.history import History
from exchange.planning import plan_import
from exchange.reading.folder import read_folder
from exchange.synthetic.calendar import Quarters
from exchange.synthetic.community import make_synthetic_community
from exchange.synthetic.plants import Kind, Label
from exchange.writing import write
from ledger.actions import record_all
from ledger.models import Entry
from members.models import Member, Organisation
from peergroups.models import Group

Tally = Mapping[str, Counter[str]]
"""How many rows of each file were added, changed and unchanged."""

ONE_AT_A_TIME = 0x7065_6572  # the number of the lock that imports take in PostgreSQL


class Refused(Exception):
    """There are faults in the files; nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults):,} faults")
        self.faults = faults


class NotEmpty(Exception):
    """Real people are not to be mixed with made-up ones."""


def import_community(
    folder: Path, *, today: date, at: datetime, is_trial: bool = False, say: Callable[[str], None]
) -> Tally:
    """Read a folder of the format and bring the community to what it says, or change nothing at all.

    Rows are known by their keys: new ones are added, others changed where a cell differs. Nothing is deleted
    and nobody is told, for it is history. A trial does everything and takes it back. Imports wait for one
    another.

    Raises:
        Refused: the files have faults.
    """
    files = read_folder(folder, say)
    with transaction.atomic():
        _wait_for_others()
        say("Checking all of it against the community ...")
        plan = plan_import(files, today=today, at=at)
        if files.faults:
            raise Refused(files.faults)
        write(plan, say)
        record_all(History(plan), quietly=True)
        _tell_the_planner()
        if is_trial:
            connection.check_constraints()
            transaction.set_rollback(True)
    return plan.tally


def export_community(folder: Path, *, say: Callable[[str], None]) -> None:
    """Write the community into a folder, as it is at one moment. An import of it changes nothing.

    Raises:
        FolderInUse: the folder holds other files.
    """
    check_folder(folder)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        write_folder(folder, say)


def seed_demo(*, seed: int, today: date, clock: time, groups: int, say: Callable[[str], None]) -> None:
    """Make a fictional community in an empty database, as seen from that day and time of its own clock.

    Raises:
        NotEmpty: there are people here.
    """
    with transaction.atomic():
        _wait_for_others()
        if Member.objects.exists():
            raise NotEmpty
        make_prairie_circle(seed=seed, today=today, clock=clock, groups=groups, say=say)
        _tell_the_planner()


def generate_community(
    *,
    seed: int,
    groups: int,
    quarters: int,
    until: date,
    kinds: frozenset[Kind],
    say: Callable[[str], None],
) -> list[Label]:
    """Make a synthetic community in an empty database, over the last whole quarters up to a day.

    Raises:
        NotEmpty: something is here already.
        TooFewGroups: there is not a group for everything to be planted.
    """
    with transaction.atomic():
        _wait_for_others()
        if any(model._default_manager.exists() for model in (Member, Group, Entry, Organisation)):
            raise NotEmpty
        span = Quarters(quarters, until=until)
        labels = make_synthetic_community(seed=seed, groups=groups, quarters=span, kinds=kinds, say=say)
        _tell_the_planner()
    return labels


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _tell_the_planner() -> None:
    """Let PostgreSQL count what has come; its plans would be for the empty tables of before."""
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
