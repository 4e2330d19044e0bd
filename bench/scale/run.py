"""One run at one size."""

import sys
from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from bench.demo import Page
from bench.pages import measure
from bench.scale.filling import Size, do, fill
from bench.scale.measuring import Cost, look_at_tables, one_backend, peak_memory, scan, spent
from bench.scale.networks import NETWORK_LIMIT, time_networks
from engagement.actions import compute_engagement, freeze_quarters
from engagement.models import MetricResult
from ledger.models import Entry
from members.models import Member
from peergroups.actions import appoint_admin
from peergroups.clock import today

REBUILD_LIMIT, INCREMENT_LIMIT = 20.0, 0.15  # scans of the ledger
MEMORY_LIMIT = 1 << 30  # bytes of a worker
PAGE_LIMIT = 5.0  # times the floor of `bench.pages`


def run(size: Size) -> dict[str, Any]:
    """Fill, count everything, count one more day, ask for the page of all; print it, and return it."""
    _say(f"Filling: {size.members:,} members, {size.groups:,} groups, {size.quarters} quarters …")
    fill(size)
    day_before = size.until - timedelta(days=1)
    with one_backend() as backend:
        floor = scan(backend)
        _say(f"Counting everything; a scan of the ledger takes {floor:.2f} CPU s …")
        rebuild = _cost("rebuild", floor, spent(backend, lambda: _compute(day_before)))
        freeze_quarters(at=_evening(size.until))
        do(size, size.until, size.until)
        look_at_tables()
        floor = scan(backend)
        increment = _cost("one day more", floor, spent(backend, lambda: _compute(size.until)))
        again = _cost("nothing new", floor, spent(backend, lambda: _compute(size.until)))
    memory = peak_memory()
    networks = time_networks(size.members)
    page = _health_page()
    over = ["rebuild"] * (rebuild.scans > REBUILD_LIMIT)
    over += ["one day more"] * (increment.scans > INCREMENT_LIMIT)
    over += ["memory"] * (memory > MEMORY_LIMIT) + ["page"] * (page.ratio > PAGE_LIMIT)
    over += ["networks"] * (networks > NETWORK_LIMIT * size.members / 60_000)
    result = {
        "members": size.members,
        "groups": size.groups,
        "quarters": size.quarters,
        "lines": Entry.objects.count(),
        "results": MetricResult.objects.count(),
        "scan": floor,
        "costs": [cost._asdict() for cost in (rebuild, increment, again)],
        "memory": memory,
        "networks": networks,
        "page": page._asdict(),
        "over": over,
    }
    _print(result)
    return result


def _compute(day: Any) -> None:
    compute_engagement(as_of=day, by=None, at=_evening(day))


def _evening(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23)))


def _cost(name: str, floor: float, taken: tuple[float, float]) -> Cost:
    cpu, wall = taken
    return Cost(name, cpu, wall, cpu / floor)


def _health_page() -> Any:
    """Ask for community health as an admin does."""
    admin = Member.objects.get(pk=1)
    appoint_admin(admin, by=None, on=today(), at=timezone.now())
    return measure([Page("Community health", reverse("engagement:community"), admin)], rounds=15)[1]


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print(result: dict[str, Any]) -> None:
    print("{members:,} members, {groups:,} groups, {lines:,} lines of the ledger".format_map(result))
    print("{results:,} results; a scan of the ledger takes {scan:.2f} CPU s".format_map(result))
    columns = "{:<18}{:>10}{:>10}{:>10}"
    print(columns.format("", "CPU s", "seconds", "x scan"))
    for cost in result["costs"]:
        figures = (f"{cost['cpu']:.2f}", f"{cost['wall']:.1f}", f"{cost['scans']:.3f}")
        print(columns.format(cost["name"], *figures))
    print(f"A worker held at most {result['memory'] / 1e6:,.0f} MB")
    print(f"The measures of networks took {result['networks']:.1f} CPU s")
    print(
        "Community health: {queries} queries, {bytes:,} bytes, {ratio:.2f} x floor".format_map(result["page"])
    )
    print(f"Over the limit: {', '.join(result['over'])}" if result["over"] else "All within their limits.")
