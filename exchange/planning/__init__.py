"""What the files would make of the community: every check that needs the database, and no writing."""

from datetime import date, datetime

from exchange.planning.agendas import plan_agendas
from exchange.planning.attendance import plan_attendance
from exchange.planning.commitments import plan_commitments
from exchange.planning.groups import plan_groups
from exchange.planning.meetings import plan_meetings
from exchange.planning.people import plan_members
from exchange.planning.plan import Plan
from exchange.planning.seats import plan_seats
from exchange.reading.folder import Files
from peergroups.models import Community

__all__ = ["Plan", "plan_import"]


def plan_import(files: Files, *, today: date, at: datetime) -> Plan:
    """Plan everything; what is wrong goes to the faults of `files`."""
    plan = Plan(Community.current(), today=today, at=at)
    groups = plan_groups(files.groups, plan)
    members = plan_members(files.members, plan)
    plan_seats(files.memberships, groups, members, plan)
    sittings = plan_meetings(files.meetings, groups, plan)
    plan_attendance(files.attendance, members, sittings, plan)
    plan_agendas(files.agenda, members, sittings, plan)
    plan_commitments(files.commitments, groups, members, sittings, plan)
    return plan
