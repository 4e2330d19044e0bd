"""Being asked to join a group."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse

from notifications import kinds
from notifications.models import Reason
from notifications.moments import Moment, after_quiet_hours
from notifications.occasion import Case, Hearer, Lines, Lookup, Occasion
from peergroups.models import Membership
from series.models import Invitation, Series
from series.models.invitation import STANDS_FOR, InvitationQuerySet
from series.rules import is_light
from series.wording import in_words

DAYS_AFTER_INVITING = (0, 4, 9)


@dataclass(frozen=True, kw_only=True)
class InvitationCase(Case[Invitation]):
    """A notice to somebody who is asked to join a group."""

    def why_no_moment(self) -> Reason:
        is_answered = self.thing.accepted_at or self.thing.declined_at
        return Reason.ANSWERED if is_answered else Reason.OVERTAKEN

    @property
    def is_first(self) -> bool:
        return self.notice.occurrence.endswith(" 0d")

    def facts(self) -> Lines:
        facts = [("They meet", in_words(series)) for series in self.thing.group.series.all()]
        ends_at = self.thing.invited_at.astimezone(self.clock) + STANDS_FOR
        return [*facts, ("Stands until", f"{ends_at:%A %-d %B}")]

    def links(self) -> Lines:
        return [("Answer", reverse("series:invitations"))]


class Invitations(Occasion[Invitation]):
    """Who is asked hears of it at once, and twice more while they say neither yes nor no."""

    subject = Invitation._meta.label_lower
    kinds = frozenset({kinds.GROUP_INVITATION})
    case = InvitationCase
    rung_by: ClassVar = {subject: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Invitation]:
        return _with_group(Invitation.objects.standing(at).unanswered().filter(**only))

    def read(self, ids: Collection[int]) -> Mapping[int, Invitation]:
        return _with_group(Invitation.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Invitation], *, on: date, among: Collection[int] | None = None
    ) -> list[Hearer]:
        """Return who has an account, and no seat there yet."""
        seats = Membership.objects.current(on).filter(group=OuterRef("group"), member=OuterRef("member"))
        asked = Invitation.objects.filter(~Exists(seats), pk__in=things, member__is_active=True)
        return [Hearer(*row) for row in asked.values_list("pk", "member", "member__timezone")]

    def moments(self, thing: Invitation, role: str, clock: ZoneInfo) -> list[Moment]:
        if thing.accepted_at or thing.declined_at or not is_light(thing.member, thing.group):
            return []
        asked_at, until = thing.invited_at, thing.invited_at + STANDS_FOR
        label = f"{asked_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        return [
            Moment(
                kinds.GROUP_INVITATION,
                f"{label} {n}d",
                after_quiet_hours(asked_at + timedelta(days=n), clock),
                until,
            )
            for n in DAYS_AFTER_INVITING
        ]

    def known_at(self, thing: Invitation, clock: ZoneInfo) -> datetime:
        return thing.invited_at


def _with_group(invitations: InvitationQuerySet) -> dict[int, Invitation]:
    running = Prefetch("group__series", Series.objects.running())
    found = invitations.select_related("group", "member", "invited_by").prefetch_related(running)
    return {invitation.pk: invitation for invitation in found}
