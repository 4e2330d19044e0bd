"""Groups, as the files want them."""

from typing import Any

from exchange.planning.keyed import Keyed
from exchange.planning.plan import Plan
from exchange.reading.files import GroupRow
from exchange.reading.tables import Table
from peergroups.models import POLICIES, Group, Kind


def plan_groups(table: Table[GroupRow], plan: Plan) -> Keyed[Group]:
    """Plan the groups. A new one lives by the rules of its kind; a changed kind leaves the rules alone."""
    groups = Keyed("group", table, Group.objects.in_bulk(field_name="key"))
    for row in table.rows:
        given: dict[str, Any] = {
            "name": row.name,
            "kind": row.kind,
            "purpose": row.purpose,
            "timezone": row.timezone,
            "rhythm_days": row.rhythm_days,
        }
        if row.group in groups:
            plan.count(row, changed=plan.groups.amend(groups[row.group], **given))
        else:
            policy = POLICIES[Kind(row.kind or Kind.PEER_GROUP)]
            groups[row.group] = plan.groups.add(key=row.group, **given, **policy._asdict())
            plan.count_new(row)
    return groups
