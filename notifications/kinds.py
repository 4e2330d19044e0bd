"""What the community writes to its members about: each kind of notice, as data."""

from dataclasses import dataclass

SAVE_THE_DATE = "save_the_date"
REPLY_NUDGE = "reply_nudge"
SUMMARY = "summary_24h"
DAY_OF = "day_of"
MEETING_CHANGED = "meeting_changed"
MEETING_CANCELLED = "meeting_cancelled"
COMMITMENT_DUE = "commitment_due"
FIRST_STEP = "first_step"


@dataclass(frozen=True)
class Kind:
    """One kind of notice. When it is due stands in `moments`; what it says, in its template."""

    name: str
    heading: str
    when: str
    comes_at_least_once: bool = False
    """What to do when a connection broke after the mail was let go of: send it again, or rather not."""
    is_news: bool = False
    """It tells when and where a meeting is; anything else only reminds of what is known."""


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            SAVE_THE_DATE,
            "Save the date",
            "When a meeting of your group is scheduled, with a file for your calendar.",
            comes_at_least_once=True,
            is_news=True,
        ),
        Kind(
            REPLY_NUDGE,
            "Will you be there?",
            "While you have not answered an invitation: 21, 14 and 7 days before the meeting, or 7, 3 and 1"
            " days before answers are wanted.",
        ),
        Kind(
            SUMMARY,
            "The day before",
            "24 hours before a meeting that you are coming to: where, when, and what you still owe.",
        ),
        Kind(DAY_OF, "The day itself", "On the morning of a meeting that you are coming to."),
        Kind(
            MEETING_CHANGED,
            "A meeting has changed",
            "When a meeting of your group gets another time or place.",
            comes_at_least_once=True,
            is_news=True,
        ),
        Kind(
            MEETING_CANCELLED,
            "A meeting is cancelled",
            "When a meeting of your group is off: without this you may stand before a closed door.",
            comes_at_least_once=True,
            is_news=True,
        ),
        Kind(
            COMMITMENT_DUE,
            "A commitment is due",
            "7 days and 1 day before a commitment of yours is due, and on the morning after if it is open.",
        ),
        Kind(
            FIRST_STEP,
            "First steps",
            "A week after a commitment was made, by you or by somebody who asked you to be their partner.",
        ),
    )
}
"""Every kind, in the order in which a member meets them."""

NEWS = frozenset(name for name, kind in KINDS.items() if kind.is_news)
REMINDERS = frozenset(KINDS) - NEWS
CHOICES = [(kind.name, kind.heading) for kind in KINDS.values()]
