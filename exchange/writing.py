"""Writing a plan, from the rows that others build on to those that build on them."""

from collections.abc import Callable

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from exchange.planning import Plan
from members.models import Member
from peergroups.actions import change_address


def write(plan: Plan, say: Callable[[str], None]) -> None:
    """Write every batch in the caller's transaction."""
    _step_aside(plan)
    for batch in plan.batches:
        if batch.added or batch.changed:
            name = batch.model._meta.verbose_name_plural
            say(f"Writing {name}: {len(batch.added):,} new, {len(batch.changed):,} changed.")
            batch.save()
    for member, address in plan.addresses.items():
        change_address(member, address, by=None, at=plan.at)


def _step_aside(plan: Plan) -> None:
    """Free the addresses that members give up: another member of the same import may take one."""
    moving = Member.objects.filter(pk__in=[member.pk for member in plan.addresses])
    moving.update(email=Concat(Cast("pk", CharField()), Value("@moving.invalid")))
