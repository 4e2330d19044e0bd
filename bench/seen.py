"""Reading what the product says of a synthetic community: results, signals and pages."""

import re
from collections.abc import Iterable
from datetime import date

from django.test import Client

from bench.accepting import AIRTIME, CONSTRAINT, CROSSING, EI_INDEX, ROLE_GINI, TIES, Seen
from embedded.address import HOST
from engagement.models import Level, MetricResult, PersonTies, Status
from engagement.periods import Quarter, quarters
from exchange.synthetic.plants import Kind, Label
from members.models import Member
from peergroups.models import CommunityAdmin, Group, Membership
from signals import readings
from signals.detecting.changes import PILED_TOO_HIGH, standings
from signals.detecting.checkins import check_ins

HELP = ("time_to_help", "give_and_take", "reciprocity", "pay_it_forward")
SETTLED = 5
"""Quarters before the first in which groups are judged."""

GONE_AFTER = 2  # quarters
KEPT_BACK = re.compile(r"fewer than|not enough people|kept back", re.IGNORECASE)


def see(labels: list[Label], *, first: date, last: date) -> Seen:
    """Read everything about a community that lasted from a day to another."""
    lived = quarters(Quarter.of(first), Quarter.of(last))
    seen = Seen(labels, counted={}, alarms={})
    for quarter in lived[SETTLED:]:
        _judge_groups(seen, quarter)
    for quarter in lived[SETTLED:-GONE_AFTER]:
        _prompt(seen, quarter)
    seen.groups = {name: _values(Level.GROUP, name, lived[-1]) for name in (EI_INDEX, ROLE_GINI, AIRTIME)}
    seen.people = _of_people(lived[-1])
    seen.pages = _pages(seen.planted(Kind.SMALL), lived[-1])
    return seen


def figures_of_help() -> set[tuple[object, ...]]:
    """Return every figure of asking and helping, also those that say that there is nothing to count."""
    rows = MetricResult.objects.filter(metric__in=HELP)
    return set(
        rows.values_list("metric", "level", "subject_id", "period_id", "numerator", "denominator", "value")
    )


def _judge_groups(seen: Seen, quarter: Quarter) -> None:
    for group, standing in standings(readings.attendance_of_groups(quarter), quarter=quarter.id).items():
        seen.counted.setdefault(group, []).append(quarter.id)
        if standing.piled > PILED_TOO_HIGH:
            seen.alarms.setdefault(group, []).append(quarter.id)
        if standing.is_signal:
            seen.signals.setdefault(group, []).append(quarter.id)


def _prompt(seen: Seen, quarter: Quarter) -> None:
    """Count who would have been named after a quarter, and who of them and of all is gone later."""
    records = list(readings.records(quarter, on=quarter.last_day))
    aboard = {record.subject.member_id for record in records}
    named = {finding.subject.member_id for finding in check_ins(records, quarter=quarter.id)}
    later = quarter.shifted(GONE_AFTER).last_day
    staying = set(Membership.objects.current(later).values_list("member", flat=True))
    seen.aboard += len(aboard)
    seen.left += len(aboard - staying)
    seen.prompted += len(named)
    seen.prompted_left += len(named - staying)


def _values(level: Level, metric: str, quarter: Quarter) -> dict[int, float]:
    rows = MetricResult.objects.filter(level=level, metric=metric, period_id=quarter.id, status=Status.OK)
    told = rows.values_list("subject_id", "value")
    return {subject: value for subject, value in told if subject is not None and value is not None}


def _of_people(quarter: Quarter) -> dict[str, dict[int, float]]:
    names = {TIES: "ties", CROSSING: "crossing", CONSTRAINT: "constrained"}
    rows = PersonTies.objects.filter(period_id=quarter.id).values("member_id", *names.values())
    return {
        name: {row["member_id"]: row[column] for row in rows if row[column] is not None}
        for name, column in names.items()
    }


def _pages(groups: Iterable[int], quarter: Quarter) -> dict[str, bool]:
    """Open what an admin can open about groups of few: whether each page keeps their figures back."""
    admin = Member.objects.exclude(memberships__group__in=groups).earliest("pk")
    CommunityAdmin.objects.create(member=admin, since_on=quarter.first_day)
    client = Client(SERVER_NAME=HOST)
    client.force_login(admin)
    pages = {}
    for group in Group.objects.filter(pk__in=groups):
        own = f"/groups/{group.key}/health/"
        of_all = f"/community/health/?quarter={quarter}&find={group.name}"
        pages[own] = _keeps_back(client.get(own).content.decode(), group)
        pages[of_all] = _keeps_back(_row(client.get(of_all).content.decode(), group), group)
    return pages


def _row(page: str, group: Group) -> str:
    rows = re.findall(r"<tr\b.*?</tr>", page, re.DOTALL)
    return "".join(row for row in rows if f"/groups/{group.key}/" in row)


def _keeps_back(page: str, group: Group) -> bool:
    """Whether a page says that something is kept back, and shows no figure that only few people made."""
    rows = MetricResult.objects.filter(level=Level.GROUP, subject_id=group.pk, denominator__gt=0)
    few, others = (
        {f"{x:g} of {n:g}" for x, n in found.values_list("numerator", "denominator")}
        for found in (rows.filter(is_of_few=True), rows.filter(is_of_few=False))
    )
    told = [figure for figure in few - others if re.search(rf"\b{re.escape(figure)}\b", page)]
    return bool(KEPT_BACK.search(page)) and bool(few) and not told
