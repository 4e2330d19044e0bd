"""Looking after the community as a whole."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from ledger.actions import record
from members.models import Member
from peergroups.events import Happened
from peergroups.models import Community, CommunityAdmin, PlanArea


class LastAdmin(Exception):
    """A community is never left without somebody who looks after it."""


@transaction.atomic
def change_community(community: Community, *, by: Member | None, at: datetime, **changes: Any) -> None:
    """Change name, purpose or time zone; quarters are counted in the zone at the next computation."""
    for field, value in changes.items():
        setattr(community, field, value)
    community.save(update_fields=list(changes))
    record(Happened.COMMUNITY_CHANGED, by=by, at=at, about=community)


@transaction.atomic
def name_plan_areas(areas: Sequence[PlanArea], *, by: Member, at: datetime) -> None:
    """Give the plan areas the names they carry, in the order given. Commitments keep their area."""
    list(PlanArea.objects.order_by("pk").select_for_update())  # one admin after the other
    for position, area in enumerate(areas, 1):
        area.position = position
    _free_the_names(areas)
    PlanArea.objects.bulk_update(areas, ["name", "position"])
    record(Happened.COMMUNITY_CHANGED, by=by, at=at)


def _free_the_names(areas: Sequence[PlanArea]) -> None:
    """Let two areas swap names: a unique name is checked row by row, so the old ones step aside first."""
    for area in areas:
        PlanArea.objects.filter(pk=area.pk).update(name=f"\N{ZERO WIDTH SPACE}{area.pk}")


@transaction.atomic
def appoint_admin(member: Member, *, by: Member | None, on: date, at: datetime) -> CommunityAdmin:
    """Let a member look after the community from that day on; somebody who does so already just goes on."""
    term, is_new = CommunityAdmin.objects.get_or_create(
        member=member, until_on=None, defaults={"since_on": on}
    )
    if is_new:
        record(Happened.ADMIN_APPOINTED, by=by, toward=member, at=at)
    return term


@transaction.atomic
def dismiss_admin(term: CommunityAdmin, *, by: Member, on: date, at: datetime) -> None:
    """End a term the day before `on`, so that the access ends now.

    Raises:
        LastAdmin: nobody else would look after the community.
    """
    leave_to_another_admin(term.member, on=on)
    if term.since_on >= on:
        term.delete()
    else:
        term.until_on = on - timedelta(days=1)
        term.save(update_fields=["until_on"])
    record(Happened.ADMIN_STEPPED_DOWN, by=by, toward=term.member, at=at)


def leave_to_another_admin(leaving: Member, *, on: date) -> None:
    """See that somebody else looks after the community, and goes on until the caller's transaction ends.

    Raises:
        LastAdmin: nobody else does.
    """
    terms = CommunityAdmin.objects.current(on).filter(member__is_active=True)
    if not [term for term in terms.order_by("pk").select_for_update() if term.member_id != leaving.pk]:
        raise LastAdmin
