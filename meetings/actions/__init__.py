"""Every change to a meeting: when it is, who comes, who came, what it does with its time."""

from meetings.actions.agenda import (
    A_DOUBLE_CLICK,
    AgendaInUse,
    ItemGone,
    add_item,
    change_item,
    lay_out_agenda,
    move_item,
    remove_item,
)
from meetings.actions.answers import VERB_OF_REPLY, AnswersClosed, NotInvited, answer_invitation
from meetings.actions.attendance import VERB_OF_MARK, NotHeld, record_attendance
from meetings.actions.halves import AlreadyIn, CheckInClosed, NotSeated, check_in, record_half
from meetings.actions.scheduling import (
    AlreadyScheduled,
    ChangedMeanwhile,
    DayInUse,
    Hours,
    Place,
    cancel_meeting,
    change_meeting,
    lay_out,
    restore_meeting,
    schedule_meeting,
)

__all__ = [
    "A_DOUBLE_CLICK",
    "VERB_OF_MARK",
    "VERB_OF_REPLY",
    "AgendaInUse",
    "AlreadyIn",
    "AlreadyScheduled",
    "AnswersClosed",
    "ChangedMeanwhile",
    "CheckInClosed",
    "DayInUse",
    "Hours",
    "ItemGone",
    "NotHeld",
    "NotInvited",
    "NotSeated",
    "Place",
    "add_item",
    "answer_invitation",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "check_in",
    "lay_out",
    "lay_out_agenda",
    "move_item",
    "record_attendance",
    "record_half",
    "remove_item",
    "restore_meeting",
    "schedule_meeting",
]
