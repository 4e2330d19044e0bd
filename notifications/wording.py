"""When and where, in the lines of a mail."""

from zoneinfo import ZoneInfo

from meetings.models import Meeting
from meetings.wording import day_hours, when
from notifications.occasion import Lines


def when_and_where(meeting: Meeting, clock: ZoneInfo) -> Lines:
    """Say when a meeting is, by the venue's clock and the reader's, day by day; and where, if it stands."""
    time = when(meeting, clock)
    clocks = "; ".join(clock for clock in (time.zone, time.yours) if clock)
    facts = [("When", f"{time} ({clocks})" if clocks else str(time))]
    if meeting.has_several_days:
        facts += [(f"{day.on:%A}", hours) for day in meeting.days.all() if (hours := day_hours(day))]
    if not meeting.is_cancelled:
        facts += [(label, fact) for label, fact in (("Where", meeting.place), ("Link", meeting.link)) if fact]
    return facts
