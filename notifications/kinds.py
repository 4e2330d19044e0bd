"""What the community writes to its members about: each kind of notice, as data."""

from dataclasses import dataclass
from enum import StrEnum

SAVE_THE_DATE = "save_the_date"
MEETING_CHANGED = "meeting_changed"
MEETING_CANCELLED = "meeting_cancelled"
SERIES_CHANGED = "series_changed"
REPLY_NUDGE = "reply_nudge"
SUMMARY = "summary_24h"
DAY_OF = "day_of"
HOST_OF_WEEK = "host_of_week"
POLL_VOTE = "poll_vote"
GROUP_INVITATION = "group_invitation"
ISSUE_WANTED = "issue_wanted"
REVIEW_DUE = "review_due"
HOT_SEAT = "hot_seat"
AGENDA_READY = "agenda_ready"
PULSE = "pulse"
MEETING_SUMMARY = "meeting_summary"
MEETING_RECAP = "meeting_recap"
CARE_CALL = "care_call"
MINUTES_WANTED = "minutes_wanted"
COMMITMENT_DUE = "commitment_due"
FIRST_STEP = "first_step"
GATHERING_OPEN = "gathering_open"
REGISTRATION_WANTED = "registration_wanted"
CONTENT_DAY = "content_day"
SESSION_PROMOTED = "session_promoted"
SESSION_CANCELLED = "session_cancelled"
SURVEY_OPEN = "survey_open"
SURVEY_CLOSING = "survey_closing"
WORTH_A_LOOK = "worth_a_look"


class Section(StrEnum):
    """Under which heading a member finds a kind."""

    DATES = "Dates"
    BEFORE = "Before a meeting"
    AFTER = "After a meeting"
    COMMITMENTS = "Commitments"
    JOINING = "Finding a date, joining a group"
    WEEK = "The quarter’s week"
    HEALTH = "How the groups are"


@dataclass(frozen=True)
class Kind:
    """One kind of notice. When it is due stands with its occasion; what it says, in its template."""

    name: str
    section: Section
    heading: str
    when: str
    family: str = ""
    """Of reminders of one family that are due together about one thing only the nearest is sent."""
    comes_at_least_once: bool = False
    """What to do when a connection broke after the mail was let go of: send it again, or rather not."""
    is_news: bool = False
    """It tells when and where a meeting is; anything else only reminds of what is known."""
    is_listed: bool = False
    """Admins may see to whom it went: that tells nothing of what a person did, promised or is asked."""

    @property
    def lineage(self) -> str:
        """The name of its family, or its own."""
        return self.family or self.name


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            SAVE_THE_DATE,
            Section.DATES,
            "Save the date",
            "When a meeting of your group is scheduled, with a file for your calendar.",
            comes_at_least_once=True,
            is_news=True,
            is_listed=True,
        ),
        Kind(
            MEETING_CHANGED,
            Section.DATES,
            "A meeting has changed",
            "When a meeting of your group gets another time or place.",
            comes_at_least_once=True,
            is_news=True,
            is_listed=True,
        ),
        Kind(
            MEETING_CANCELLED,
            Section.DATES,
            "A meeting is cancelled",
            "When a meeting of your group is off: without this you may stand before a closed door.",
            comes_at_least_once=True,
            is_news=True,
            is_listed=True,
        ),
        Kind(
            SERIES_CHANGED,
            Section.DATES,
            "A series has changed",
            "When meetings that repeat get another day, hour or place, or end: one mail for all dates.",
            comes_at_least_once=True,
            is_listed=True,
        ),
        Kind(
            REPLY_NUDGE,
            Section.BEFORE,
            "Will you be there?",
            "While you have not answered an invitation: 21, 14 and 7 days before the meeting, or 7, 3 and 1"
            " days before answers are wanted.",
            family="coming",
        ),
        Kind(
            ISSUE_WANTED,
            Section.BEFORE,
            "What shall we work on?",
            "28 and 22 days before a meeting with an agenda, while you have offered no issue.",
        ),
        Kind(
            REVIEW_DUE,
            Section.BEFORE,
            "Your quarterly review",
            "7 days and 1 day before your review is wanted, and the morning after if it is not handed in.",
        ),
        Kind(
            HOT_SEAT,
            Section.BEFORE,
            "A hot seat",
            "When an issue of yours gets a hot seat, or you are to coach somebody on theirs.",
        ),
        Kind(
            AGENDA_READY,
            Section.BEFORE,
            "The agenda is ready",
            "7 days before a meeting that has an agenda, with a link to all there is to read.",
            is_listed=True,
        ),
        Kind(
            HOST_OF_WEEK,
            Section.BEFORE,
            "You are the host",
            "7 days before a meeting that it is your turn to host.",
        ),
        Kind(
            SUMMARY,
            Section.BEFORE,
            "The day before",
            "24 hours before a meeting that you are coming to: where, when, and what you still owe.",
            family="coming",
        ),
        Kind(
            DAY_OF,
            Section.BEFORE,
            "The day itself",
            "On the morning of a meeting that you are coming to.",
            family="coming",
        ),
        Kind(
            PULSE,
            Section.AFTER,
            "How was it?",
            "At the end of a meeting you were at, and once more the next morning: two taps.",
        ),
        Kind(
            MEETING_SUMMARY,
            Section.AFTER,
            "What came of it",
            "When a meeting you were at is closed: where its commitments, ideas and notes are.",
        ),
        Kind(
            MEETING_RECAP,
            Section.AFTER,
            "You were missed",
            "When a meeting is closed that you could not be at: whom to ask.",
        ),
        Kind(
            CARE_CALL,
            Section.AFTER,
            "Somebody was missed",
            "The morning after a meeting of a group that you lead, if there is somebody to call.",
        ),
        Kind(
            MINUTES_WANTED,
            Section.AFTER,
            "Notes of the meeting",
            "3 and 7 days after a meeting of a group that you lead, while there are no notes of it.",
        ),
        Kind(
            COMMITMENT_DUE,
            Section.COMMITMENTS,
            "A commitment is due",
            "7 days and 1 day before a commitment of yours is due, and on the morning after if it is open.",
            family="promise",
        ),
        Kind(
            FIRST_STEP,
            Section.COMMITMENTS,
            "First steps",
            "A week after a commitment was made, by you or by somebody who asked you to be their partner.",
            family="promise",
        ),
        Kind(
            POLL_VOTE,
            Section.JOINING,
            "Which date suits you?",
            "3 days and 1 day before a poll closes, or 3 days after it was made, while you have not voted.",
        ),
        Kind(
            GROUP_INVITATION,
            Section.JOINING,
            "An invitation to a group",
            "When somebody asks you to join a group; again after 4 and 9 days if you do not answer.",
            comes_at_least_once=True,
        ),
        Kind(
            GATHERING_OPEN,
            Section.WEEK,
            "Registration is open",
            "When one can register for the next week in which the groups meet.",
            family="registering",
            is_listed=True,
        ),
        Kind(
            REGISTRATION_WANTED,
            Section.WEEK,
            "Register for the week",
            "35 and 14 days before a week in which your group meets, while you have not registered.",
            family="registering",
        ),
        Kind(
            CONTENT_DAY,
            Section.WEEK,
            "Your Content Day",
            "The morning before Content Day, if you have signed up: your sessions, when and where.",
        ),
        Kind(
            SESSION_PROMOTED,
            Section.WEEK,
            "A seat is yours",
            "When a seat comes free in a session that you wait for.",
            comes_at_least_once=True,
        ),
        Kind(
            SESSION_CANCELLED,
            Section.WEEK,
            "A session is cancelled",
            "When a session is called off that you signed up or waited for.",
            comes_at_least_once=True,
        ),
        Kind(
            SURVEY_OPEN,
            Section.HEALTH,
            "A health survey is open",
            "When you are asked how it is in your group, once or twice a year.",
            family="survey",
            is_listed=True,
        ),
        Kind(
            SURVEY_CLOSING,
            Section.HEALTH,
            "A health survey closes soon",
            "3 days before it closes, to everybody who is asked: it is not looked up who has answered.",
            family="survey",
            is_listed=True,
        ),
        Kind(
            WORTH_A_LOOK,
            Section.HEALTH,
            "Something asks for a look",
            "On Monday, if in the week before something new was found in a group that you lead; for admins,"
            " in the community.",
        ),
    )
}
"""Every kind, in the order in which a member meets them, section by section."""

NEWS = frozenset(name for name, kind in KINDS.items() if kind.is_news)
LISTED = frozenset(name for name, kind in KINDS.items() if kind.is_listed)
CHOICES = [(kind.name, kind.heading) for kind in KINDS.values()]
