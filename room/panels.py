"""What gathering pages show of the room."""

from dataclasses import dataclass
from datetime import datetime

from meetings.models import Meeting
from members.models import Member
from room.actions.course import may_start
from room.models import UNFINISHED, Run, RunItem, State


@dataclass(frozen=True)
class InTheRoom:
    """What `room/on_meeting_page.html` shows."""

    meeting: Meeting
    run: Run | None
    now: RunItem | None
    may_run: bool
    may_start: bool
    is_near: bool

    @property
    def runs(self) -> bool:
        return self.run is not None and not self.run.is_over

    @property
    def has_something(self) -> bool:
        """Whether there is anything to show."""
        return self.run is not None or self.is_near


def of_meeting(meeting: Meeting, member: Member, *, at: datetime) -> InTheRoom:
    """Say whether the meeting runs now, and what this member may do about it; two queries at most."""
    run = Run.objects.filter(meeting=meeting).first()
    now = run.items.filter(state=State.NOW).first() if run else None
    near, may_run = may_start(meeting, at=at), member.has_perm("room.run_meeting", meeting)
    return InTheRoom(
        meeting=meeting,
        run=run,
        now=now,
        may_run=may_run,
        may_start=near and may_run and run is None,
        is_near=near,
    )


def unfinished(meeting: Meeting) -> list[RunItem]:
    """What a run left: parked, skipped, or not come to, in order. Nothing where the meeting was not run."""
    return list(
        RunItem.objects.filter(run__meeting=meeting, state__in=UNFINISHED).select_related("item", "owner")
    )
