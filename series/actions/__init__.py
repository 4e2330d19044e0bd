"""Every change to a series: its dates, its hosts, and the light groups that live by one."""

from meetings.actions import ChangedMeanwhile
from series.actions.changing import change_series
from series.actions.dates import NoSuchDate, TooLate, keep_date, skip_date
from series.actions.hosting import NAMED_BEFORE, NotExpected, name_hosts, pass_turn, take_turn
from series.actions.inviting import (
    InvitationOver,
    accept_invitation,
    decline_invitation,
    invite_member,
    withdraw_invitation,
)
from series.actions.light_groups import StartedAlready, start_light_group
from series.actions.running import (
    AHEAD,
    AlreadyStarted,
    GoesOn,
    Plan,
    coming_dates,
    end_series,
    extend_series,
    missing_dates,
    resume_series,
    start_series,
)

__all__ = [
    "AHEAD",
    "NAMED_BEFORE",
    "AlreadyStarted",
    "ChangedMeanwhile",
    "GoesOn",
    "InvitationOver",
    "NoSuchDate",
    "NotExpected",
    "Plan",
    "StartedAlready",
    "TooLate",
    "accept_invitation",
    "change_series",
    "coming_dates",
    "decline_invitation",
    "end_series",
    "extend_series",
    "invite_member",
    "keep_date",
    "missing_dates",
    "name_hosts",
    "pass_turn",
    "resume_series",
    "skip_date",
    "start_light_group",
    "start_series",
    "take_turn",
    "withdraw_invitation",
]
