"""Members and their organisations, as the files want them."""

from typing import Any

from exchange.faults import shown
from exchange.planning.keyed import Keyed
from exchange.planning.plan import Plan
from exchange.reading.files import MemberRow
from exchange.reading.tables import Table
from members.models import Member, Organisation


def plan_members(table: Table[MemberRow], plan: Plan) -> Keyed[Member]:
    """Plan the members. Each can log in at once, with a code sent to their address."""
    known = Member.objects.select_related("organisation").in_bulk(field_name="key")
    members = Keyed("member", table, known)
    organisations = _Organisations(plan)
    for row in table.rows:
        given: dict[str, Any] = {
            "name": row.name,
            "organisation": organisations.called(row.organisation),
            "industry": row.industry,
            "job": row.job,
            "city": row.city,
            "country": row.country,
            "timezone": row.timezone,
            "joined_on": row.joined_on,
        }
        if row.member in members:
            changed = plan.members.amend(members[row.member], **given)
            plan.count(row, changed=_readdress(members[row.member], row.email, plan) or changed)
        else:
            members[row.member] = plan.members.add(key=row.member, email=row.email, **given)
            members[row.member].set_unusable_password()
            plan.count_new(row)
    _check_addresses(table, members, plan)
    return members


class _Organisations:
    """Organisations by name, whatever its case; one that nobody knows is founded."""

    def __init__(self, plan: Plan) -> None:
        self._batch = plan.organisations
        self._known = {_lower(o.name): o for o in Organisation.objects.all()}

    def called(self, name: str | None) -> Organisation | None:
        if name is None:
            return None
        if _lower(name) not in self._known:
            self._known[_lower(name)] = self._batch.add(name=name)
        return self._known[_lower(name)]


def _lower(text: str) -> str:
    """Return a text as the `Lower` of a constraint sees it: PostgreSQL goes letter by letter."""
    return "".join(letter.lower()[0] for letter in text)


def _readdress(member: Member, email: str, plan: Plan) -> bool:
    if member.email != email:
        plan.addresses[member] = email
    return member in plan.addresses


def _check_addresses(table: Table[MemberRow], members: Keyed[Member], plan: Plan) -> None:
    """See that no two people would have one address once everything is written."""
    lines = {row.member: row.line for row in table.rows}
    holders: dict[str, str] = {}
    for key, member in sorted(members.items(), key=lambda item: lines.get(item[0], 0)):
        address = plan.addresses.get(member, member.email) if member.pk else member.email
        holder = holders.setdefault(_lower(address), key)
        if holder != key:
            table.fault(
                lines[key],
                "email",
                f"{shown(address)} is the address of {shown(holder)}; each has their own.",
            )
