"""A demo community of its own, in throw-away services, and the pages worth looking at."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from embedded.throw_away import throw_away_services

if TYPE_CHECKING:
    from members.models import Member


class Page(NamedTuple):
    """A page as somebody asks for it."""

    name: str
    path: str
    who: "Member"


@contextmanager
def demo_community() -> Iterator[None]:
    """Start services, set Django up on them, and make the demo community with its figures."""
    with throw_away_services() as services:
        os.environ |= services | {"SECRET_KEY": "for looking only", "LOG_LEVEL": "ERROR"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "peergroups.config.settings"
        import django  # noqa: PLC0415 - it reads its settings now
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        print("Making a demo community …", file=sys.stderr)
        call_command("migrate", verbosity=0)
        call_command("seed_demo", stdout=StringIO(), stderr=StringIO())
        call_command("compute_engagement", stdout=StringIO())
        _look_for_signals()
        yield


def _look_for_signals() -> None:
    """Do what the clock does once the figures are there."""
    from django.utils import timezone  # noqa: PLC0415 - nothing of Django before the setup

    from peergroups.clock import today  # noqa: PLC0415
    from signals.actions import raise_signals  # noqa: PLC0415

    raise_signals(as_of=today(), at=timezone.now())


def run_the_call() -> None:
    """Let today's call of the facilitator's group begin, and come to its second item."""
    from django.utils import timezone  # noqa: PLC0415 - nothing of Django before the setup

    from exchange.demo.logins import doors  # noqa: PLC0415
    from meetings.models import Meeting  # noqa: PLC0415
    from members.models import Member  # noqa: PLC0415
    from room.actions import move_on, start_run  # noqa: PLC0415

    at, facilitator = timezone.now(), Member.objects.get(email=doors()["facilitator"])
    call = Meeting.objects.get(key__endswith="-between")
    run = start_run(call, by=facilitator, at=at)
    move_on(run, step=run.step, by=facilitator, at=at)


def pages() -> list[Page]:
    """The main pages, each with whom it is for."""
    from exchange.demo.logins import doors  # noqa: PLC0415 - nothing of Django before the setup
    from members.models import Member  # noqa: PLC0415
    from peergroups.seating import seating  # noqa: PLC0415

    member, facilitator, admin = (Member.objects.get(email=email) for email in doors().values())
    group = seating(facilitator).led_groups[0].key
    return [
        Page("Today", "/", member),
        Page("Year", "/year/", member),
        *_pages_of_weeks(member),
        Page("Group", f"/groups/{group}/", facilitator),
        *_pages_of_meetings(member, facilitator),
        *_pages_of_tables(member),
        Page("My commitments", "/commitments/", member),
        Page("Desk", "/desk/", facilitator),
        Page("Group health", f"/groups/{group}/health/", facilitator),
        Page("Evidence", f"/groups/{group}/health/evidence/", facilitator),
        Page("My figures", "/account/figures/", member),
        Page("Metric", "/metrics/follow_through/", member),
        Page("Community health", "/community/health/", admin),
        Page("Quarter by quarter", "/community/health/quarters/", admin),
        Page("Network of groups", "/community/health/network/", admin),
        Page("Worth a look", "/signals/", facilitator),
        Page("Worth a look in the community", "/signals/community/", admin),
        *_pages_of_surveys(member, admin, group),
        Page("Groups and seats", "/community/groups/", admin),
        Page("Reminders sent", "/community/notices/", admin),
    ]


def _pages_of_weeks(member: "Member") -> list[Page]:
    from gatherings.models import Gathering  # noqa: PLC0415

    *_, week, later = Gathering.objects.order_by("starts_on")
    return [
        Page("Week", f"/gatherings/{week.key}/", member),
        Page("Content Day", f"/gatherings/{week.key}/content-day/", member),
        Page("Proposals", f"/gatherings/{later.key}/proposals/", member),
    ]


def _pages_of_meetings(member: "Member", facilitator: "Member") -> list[Page]:
    """Pages of the coming two days, of today's call, and of the last two days."""
    from django.db.models import F  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from commitments.models import Commitment  # noqa: PLC0415
    from meetings.models import Meeting  # noqa: PLC0415
    from peergroups.seating import seating  # noqa: PLC0415

    at, group = timezone.now(), seating(facilitator).led_groups[0]
    two_days = Meeting.objects.filter(group=group, ends_on__gt=F("starts_on"))
    coming, held = (f"/meetings/{meetings[0].pk}" for meetings in (two_days.coming(at), two_days.over(at)))
    call = f"/meetings/{Meeting.objects.get(key__endswith='-between').pk}"
    promise = Commitment.objects.filter(group=group).latest("made_on")
    return [
        Page("Meeting", f"{coming}/", facilitator),
        Page("Agenda", f"{coming}/agenda/", facilitator),
        Page("My review", f"{coming}/my-review/", member),
        Page("Reviews", f"{coming}/reviews/", member),
        Page("Hot seats", f"{coming}/hot-seats/", facilitator),
        Page("Pack", f"{coming}/pack/", facilitator),
        Page("Room", f"{call}/room/", facilitator),
        Page("Wall", f"{call}/wall/", facilitator),
        Page("After", f"{held}/after/", member),
        Page("Close", f"{held}/close/", facilitator),
        Page("Attendance", f"{held}/attendance/", facilitator),
        Page("Review", f"{coming}/review/", facilitator),
        Page("Commitment", f"/commitments/{promise.pk}/", facilitator),
    ]


def _pages_of_surveys(member: "Member", admin: "Member", group: str) -> list[Page]:
    """The survey that waits for an answer, and the last that is published."""
    from surveys.models import Survey  # noqa: PLC0415

    waiting = Survey.objects.get(published_at=None).pk
    read = Survey.objects.filter(published_at__isnull=False).latest("published_at").pk
    return [
        Page("Survey", f"/surveys/{waiting}/answer/", member),
        Page("Findings", f"/surveys/{read}/", admin),
        Page("Findings of a group", f"/surveys/{read}/groups/{group}/", member),
    ]


def _pages_of_tables(member: "Member") -> list[Page]:
    """What a light group and a poll look like."""
    from polls.models import Poll  # noqa: PLC0415
    from topics.models import Table  # noqa: PLC0415

    table = Table.objects.earliest("meeting__starts_at").meeting
    return [
        Page("Poll", f"/polls/{Poll.objects.get().pk}/", member),
        Page("Series", f"/groups/{table.group.key}/series/", member),
        Page("Table", f"/meetings/{table.pk}/table/", member),
    ]
