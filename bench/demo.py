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
        yield


def pages() -> list[Page]:
    """The main pages, each with whom it is for."""
    from django.utils import timezone  # noqa: PLC0415 - nothing of Django before the setup

    from commitments.models import Commitment  # noqa: PLC0415
    from exchange.demo.logins import doors  # noqa: PLC0415
    from meetings.models import Meeting  # noqa: PLC0415
    from members.models import Member  # noqa: PLC0415
    from peergroups.seating import seating  # noqa: PLC0415

    member, facilitator, admin = (Member.objects.get(email=email) for email in doors().values())
    group = seating(facilitator).led_groups[0]
    meeting = Meeting.objects.filter(group=group).coming(timezone.now())[0]
    held = Meeting.objects.filter(group=group, days__attendance__isnull=False).latest("starts_at")
    promise = Commitment.objects.filter(group=group).latest("made_on")
    return [
        Page("Today", "/", member),
        Page("Group", f"/groups/{group.key}/", facilitator),
        Page("Meeting", f"/meetings/{meeting.pk}/", facilitator),
        Page("Agenda", f"/meetings/{meeting.pk}/agenda/", facilitator),
        Page("Attendance", f"/meetings/{held.pk}/attendance/", facilitator),
        Page("Review", f"/meetings/{meeting.pk}/review/", facilitator),
        Page("Commitment", f"/commitments/{promise.pk}/", facilitator),
        Page("My commitments", "/commitments/", member),
        Page("Desk", "/desk/", facilitator),
        Page("Group health", f"/groups/{group.key}/health/", facilitator),
        Page("Community health", "/community/health/", admin),
        Page("Groups and seats", "/community/groups/", admin),
        Page("Reminders sent", "/community/notices/", admin),
    ]
