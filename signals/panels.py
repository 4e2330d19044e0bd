"""What pages show of signals, of what was begun, and of what was written beside quarters."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from engagement.models import Level
from engagement.periods import Quarter
from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating
from signals.kinds import ABOUT, FOR_LEADERS, Kind
from signals.models import Annotation, Intervention, Signal
from signals.models.intervention import InterventionQuerySet
from signals.models.signal import SignalQuerySet
from signals.playbook import BY_NAME, Play
from signals.wording import Told, figure, tell


class Card(NamedTuple):
    """A signal as pages show it: its rules with their evidence, and what one can do."""

    signal: Signal
    told: list[Told]
    plays: list[Play]
    outcome: str  # the same figure a quarter later; empty as long as there is none


class Note(NamedTuple):
    """Words beside a quarter of a plot."""

    quarter: Quarter
    words: str
    annotation: Annotation | None  # none for a signal, which nobody typed


def cards(signals: Iterable[Signal], member: Member, *, on: date) -> list[Card]:
    """Put signals into the words in which this member reads them."""
    led = seating(member, on=on).led
    return [_card(signal, is_near=signal.group_id in led or signal.member == member) for signal in signals]


def waiting(member: Member, *, on: date) -> list[Card]:
    """What asks for a look in the groups that somebody leads, for their desk; one query."""
    return cards(_of_led_groups(member, on).open(on), member, on=on)


def about(member: Member, *, on: date) -> list[Card]:
    """What others see about somebody now, for their own day; one query."""
    own = Signal.objects.filter(level=Level.MEMBER, member=member).open(on)
    return cards(own.select_related("group", "member"), member, on=on)


def past_about(member: Member, *, on: date) -> SignalQuerySet:
    """What others saw about somebody and see no more, for that person alone; one query."""
    own = Signal.objects.filter(level=Level.MEMBER, member=member)
    return own.exclude(pk__in=own.open(on).values("pk")).select_related("group", "member")


def of_community(member: Member, *, on: date) -> list[Card]:
    """What an admin may know of groups and of the whole, for the community's page; one query."""
    return cards(_for_admins(member, on).open(on), member, on=on)


def to_review(member: Member, *, on: date) -> InterventionQuerySet:
    """What somebody has begun, or leads the group of, and is to look back at by now; one query."""
    seen = Intervention.objects.visible_to(member, on=on).under_way().filter(review_on__lte=on)
    return seen.exclude(member=member).select_related("group", "member").order_by("review_on", "pk")


def begun(member: Member, *, on: date) -> InterventionQuerySet:
    """What was begun in groups or with the whole, as far as an admin may know of it; one query."""
    seen = Intervention.objects.visible_to(member, on=on).filter(member=None)
    return seen.defer("note").select_related("group")


def begun_in(group: Group, member: Member, *, on: date) -> InterventionQuerySet:
    """What was begun in a group, but for what was begun with this member; one query."""
    seen = Intervention.objects.visible_to(member, on=on).filter(group=group)
    return seen.exclude(member=member).select_related("group", "member")


def begun_with(member: Member) -> InterventionQuerySet:
    """What was begun with somebody, for that person alone; one query."""
    return Intervention.objects.filter(member=member).select_related("group", "begun_by")


def under_way(member: Member, *, on: date) -> InterventionQuerySet:
    """What was begun in the groups that somebody leads, but for what was begun with them; one query."""
    seen = Intervention.objects.visible_to(member, on=on).filter(group__in=seating(member, on=on).led)
    return seen.under_way().exclude(member=member).select_related("group", "member")


def past_of_community(member: Member, *, on: date) -> SignalQuerySet:
    """What an admin may know of what asks for a look no more, the latest first; one query."""
    return _for_admins(member, on).exclude(ended_at=None).order_by("-period_id", "group__name", "pk")


def annotations(group: Group | None, *, member: Member, on: date) -> list[Note]:
    """Return what stands beside the quarters of a group or of the community, as far as this member sees it.

    The earliest first: what people wrote, and where attendance was found to have changed; two queries.
    """
    written = Annotation.objects.visible_to(member, on=on).filter(group=group)
    changed = Signal.objects.visible_to(member, on=on).filter(group=group, kind=Kind.CHANGE)
    notes = [Note(each.quarter, each.text, each) for each in written]
    notes += [Note(each.quarter, each.get_kind_display(), None) for each in changed]
    return sorted(notes, key=lambda note: (note.quarter, note.words))


def history(group: Group, member: Member, *, on: date) -> SignalQuerySet:
    """What has asked for a look in a group and does so no more, the latest first. Check-ins are not kept."""
    seen = Signal.objects.visible_to(member, on=on).filter(group=group, level=Level.GROUP)
    return seen.exclude(ended_at=None).select_related("group", "dismissed_by")


def of_group(group: Group, member: Member, *, on: date) -> list[Card]:
    """What asks for a look in one group; one query."""
    seen = Signal.objects.visible_to(member, on=on).filter(group=group).exclude(member=member)
    return cards(seen.open(on).select_related("group", "member"), member, on=on)


def dismissed(member: Member, *, on: date) -> SignalQuerySet:
    """Check-ins of led groups that somebody dismissed and that could still be taken up again."""
    seen = _of_led_groups(member, on).filter(level=Level.MEMBER, expires_on__gte=on).exclude(reason="")
    return seen.select_related("dismissed_by", "group", "member")


def _card(signal: Signal, *, is_near: bool) -> Card:
    about = ABOUT[Kind(signal.kind)]
    later = signal.outcome
    outcome = figure(later, about.metric, hides_few=not is_near) if later else ""
    return Card(signal, tell(signal.rules, signal.quarter), [BY_NAME[name] for name in about.plays], outcome)


def _of_led_groups(member: Member, on: date) -> SignalQuerySet:
    led = seating(member, on=on).led
    seen = Signal.objects.visible_to(member, on=on).filter(group__in=led).exclude(member=member)
    return seen.select_related("group", "member").order_by("group__name", "group", "kind", "member__name")


def _for_admins(member: Member, on: date) -> SignalQuerySet:
    seen = Signal.objects.visible_to(member, on=on).exclude(level=Level.MEMBER)
    return seen.exclude(kind__in=FOR_LEADERS).select_related("group").order_by("kind", "group__name", "pk")
