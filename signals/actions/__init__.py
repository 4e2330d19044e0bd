from signals.actions.annotating import annotate_quarter, remove_annotation
from signals.actions.dismissing import dismiss_signal, restore_signal
from signals.actions.intervening import (
    begin_intervention,
    reopen_intervention,
    review_intervention,
    withdraw_intervention,
)
from signals.actions.raising import raise_signals

__all__ = [
    "annotate_quarter",
    "begin_intervention",
    "dismiss_signal",
    "raise_signals",
    "remove_annotation",
    "reopen_intervention",
    "restore_signal",
    "review_intervention",
    "withdraw_intervention",
]
