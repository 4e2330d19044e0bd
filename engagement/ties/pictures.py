"""Pictures of the network: one's own with names, and the community's without any."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from engagement.models import ENOUGH_PEOPLE, LeftOut
from engagement.periods import Quarter
from engagement.sql.ties import from_landmark
from engagement.ties.weights import EXISTS, FORGOTTEN, HALF_LIFE, LANDMARK, ROUNDING
from members.models import Member
from peergroups.models import Membership


class Contact(NamedTuple):
    """Somebody one is tied to, how strongly, and whether one shares a group."""

    member: Member
    weight: float
    shares_a_group: bool


class EgoNetwork(NamedTuple):
    """One's contacts, the strongest first, and which of them are tied to each other, by their places."""

    contacts: list[Contact]
    ties: list[tuple[int, int]]


class GroupNetwork(NamedTuple):
    """How many people sit in each group, the largest first, and the ties between them.

    A tie has the places of two groups, and how many ties of people there are; no group is named.
    """

    groups: list[int]
    ties: list[tuple[int, int, int]]


_TIES = f"""
SELECT one_id, other_id, {from_landmark("sum(weight)")} AS weight FROM engagement_tiepart
WHERE period_id BETWEEN %(first)s AND %(last)s AND {{whose}}
GROUP BY one_id, other_id HAVING {from_landmark("sum(weight)")} >= {EXISTS} - {ROUNDING}
"""  # noqa: S608 - put together from the constants above

_OWN = "(one_id = %(member)s OR other_id = %(member)s)"
_AMONG = "one_id = ANY(%(among)s) AND other_id = ANY(%(among)s)"

# A tie is between two groups if its two people share none. A pair of groups needs enough people on it.
_BETWEEN_GROUPS = f"""
WITH tie AS MATERIALIZED ({_TIES.format(whose="true")}),
seat AS MATERIALIZED (
    SELECT DISTINCT group_id, member_id FROM peergroups_membership
    WHERE joined_on <= %(today)s AND (left_on IS NULL OR left_on >= %(today)s)
),
crossing AS (
    SELECT one_id, other_id FROM tie t
    WHERE NOT EXISTS (SELECT FROM seat a JOIN seat b USING (group_id)
                      WHERE a.member_id = t.one_id AND b.member_id = t.other_id)
)
SELECT f.one, f.other, count(*) / 2
FROM (SELECT DISTINCT least(a.group_id, b.group_id) AS one, greatest(a.group_id, b.group_id) AS other,
             c.one_id, c.other_id
      FROM crossing c JOIN seat a ON a.member_id = c.one_id JOIN seat b ON b.member_id = c.other_id) f
CROSS JOIN LATERAL (VALUES (f.one_id), (f.other_id)) AS p (person)
GROUP BY f.one, f.other HAVING count(DISTINCT p.person) >= {ENOUGH_PEOPLE}
"""  # noqa: S608 - put together from the constants above


def ego_network(member: Member, on: date) -> EgoNetwork:
    """Return who the member is tied to on that day, and which of those are tied to each other."""
    weights = {
        (other if one == member.pk else one): weight
        for one, other, weight in _ties(_OWN, on, member=member.pk)
    }
    sitting = Membership.objects.current(on)
    own_groups = list(sitting.filter(member=member).values_list("group_id", flat=True))
    near = set(sitting.filter(group__in=own_groups).values_list("member_id", flat=True))
    here = set(sitting.filter(member__in=weights).values_list("member_id", flat=True))
    found = Member.objects.filter(pk__in=here)
    contacts = sorted(
        (Contact(one, weights[one.pk], one.pk in near) for one in found),
        key=lambda c: (-c.weight, c.member.name),
    )
    place = {contact.member.pk: at for at, contact in enumerate(contacts)}
    among = _ties(_AMONG, on, among=list(place)) if place else []
    return EgoNetwork(contacts, sorted((place[one], place[other]) for one, other, _ in among))


def group_network(on: date) -> GroupNetwork:
    """Return how the groups are tied on that day; what rests on fewer than five people is left out."""
    people: defaultdict[int, set[int]] = defaultdict(set)
    for group, member in Membership.objects.current(on).values_list("group_id", "member_id"):
        people[group].add(member)
    order = sorted(people, key=lambda group: (-len(people[group]), group))
    place = {group: at for at, group in enumerate(order)}
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN_GROUPS, _parameters(on))
        ties = [(place[one], place[other], number) for one, other, number in cursor.fetchall()]
    return GroupNetwork([len(people[group]) for group in order], sorted(ties))


def is_left_out(member: Member) -> bool:
    """Whether no ties are made of this member now."""
    return LeftOut.objects.filter(member=member, back_at=None).exists()


def _ties(whose: str, on: date, **parameters: Any) -> list[tuple[int, int, float]]:
    with connection.cursor() as cursor:
        cursor.execute(_TIES.format(whose=whose), _parameters(on) | parameters)
        return list(cursor.fetchall())


def _parameters(on: date) -> dict[str, Any]:
    now = Quarter.of(on).id
    return {
        "first": now - FORGOTTEN,
        "last": now,
        "today": on,
        "landmark": LANDMARK,
        "half_life": HALF_LIFE,
    }
