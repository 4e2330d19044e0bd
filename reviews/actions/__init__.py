"""Every change to a review, and what others do with it."""

from reviews.actions.reading import (
    ChangedMeanwhile,
    NotHandedIn,
    leave_remark,
    mark_read,
    mark_unread,
    withdraw_remark,
)
from reviews.actions.writing import (
    HandedInAlready,
    ReviewsClosed,
    Unfinished,
    begin_from,
    hand_in_review,
    take_back_review,
    write_review,
)

__all__ = [
    "ChangedMeanwhile",
    "HandedInAlready",
    "NotHandedIn",
    "ReviewsClosed",
    "Unfinished",
    "begin_from",
    "hand_in_review",
    "leave_remark",
    "mark_read",
    "mark_unread",
    "take_back_review",
    "withdraw_remark",
    "write_review",
]
