"""Meetings and their days, as the files want them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from exchange.faults import Slip, shown
from exchange.planning.hours import Span, changed_hours, hours_of, span_of, wanted_span
from exchange.planning.keyed import Keyed
from exchange.planning.plan import Plan
from exchange.reading.files import MeetingRow
from exchange.reading.tables import Table
from meetings.actions import Hours, lay_out
from meetings.models import Meeting, MeetingDay
from peergroups.models import Group


@dataclass
class Sitting:
    """A meeting with its days in order, stored or not."""

    meeting: Meeting
    days: list[MeetingDay]


def plan_meetings(table: Table[MeetingRow], groups: Keyed[Group], plan: Plan) -> Keyed[Sitting]:
    """Plan the meetings. A meeting stays in its group, and its days keep what hangs on them."""
    known = Meeting.objects.select_related("group").prefetch_related("days")
    sittings = Keyed("meeting", table, {m.key: Sitting(m, list(m.days.all())) for m in known})
    for row in table.rows:
        group = groups.find(row.group, table, row.line, "group")
        try:
            if row.meeting in sittings:
                plan.count(row, changed=_change(sittings[row.meeting], row, plan))
            elif group:
                sittings[row.meeting] = _add(row, group, plan)
                plan.count_new(row)
        except Slip as slip:
            table.fault(row.line, slip.column, slip.sentence)
        if row.meeting not in sittings:
            table.unread.add(row.meeting)
    return sittings


def _add(row: MeetingRow, group: Group, plan: Plan) -> Sitting:
    draft, days = _draft(hours_of(wanted_span(row, None)), row.timezone or plan.zone_of(group))
    draft.key, draft.group, draft.title = row.meeting, group, row.title
    draft.place, draft.changed_at = row.place or "", plan.at
    plan.meetings.added.append(draft)
    plan.days.added.extend(days)
    return Sitting(draft, days)


def _change(sitting: Sitting, row: MeetingRow, plan: Plan) -> bool:
    meeting, now = sitting.meeting, span_of(sitting.days)
    span = wanted_span(row, now)
    _check_change(sitting, row, span)
    moves = span != now or row.timezone not in {None, meeting.timezone}
    draft = meeting
    if moves:
        draft, days = _draft(changed_hours(sitting.days, span), row.timezone or meeting.timezone)
        _move(sitting, days, plan)
    has_moved = (draft.starts_at, draft.ends_at) != (meeting.starts_at, meeting.ends_at)
    return plan.meetings.amend(
        meeting,
        stamp={"changed_at": plan.at, "sequence": meeting.sequence + 1},
        title=row.title,
        place=row.place,
        timezone=row.timezone,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        moved_at=plan.at if has_moved else None,
    )


def _check_change(sitting: Sitting, row: MeetingRow, span: Span) -> None:
    here = sitting.meeting.group.key
    if here != row.group:
        raise Slip(
            "group", f"the meeting is one of {shown(here)} and stays there; give this one another key."
        )
    if len(span.dates) < len(sitting.days):
        raise Slip("ends_on", f"the meeting has {len(sitting.days)} days; shorten it on its own page.")


def _draft(hours: list[Hours], zone: str) -> tuple[Meeting, list[MeetingDay]]:
    """Return an unsaved meeting with nothing but its times, and its days."""
    draft = Meeting(timezone=zone)
    try:
        days = lay_out(draft, hours)
    except ValidationError as error:
        is_start = (error.params or {}).get("wall") == f"{hours[0].starts:%H:%M}"
        raise Slip("starts_at" if is_start else "ends_at", error.messages[0]) from error
    if draft.ends_at <= draft.starts_at:
        raise Slip("starts_on", f"the clocks of {zone} skip this whole day; choose another.")
    return draft, days


def _move(sitting: Sitting, days: list[MeetingDay], plan: Plan) -> None:
    """Turn the stored days into the wanted ones, in order; what is more is new."""
    for stored, day in zip(sitting.days, days, strict=False):
        plan.days.amend(
            stored, on=day.on, starts=day.starts, ends=day.ends, starts_at=day.starts_at, ends_at=day.ends_at
        )
    more = days[len(sitting.days) :]
    for day in more:
        day.meeting = sitting.meeting
    plan.days.added.extend(more)
    sitting.days.extend(more)
