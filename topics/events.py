"""What this app writes in the ledger. Who proposed what without a name is not in it."""

from enum import StrEnum


class Happened(StrEnum):
    TOPIC_PROPOSED = "topic.proposed"
    TOPIC_REMOVED = "topic.removed"
    DOT_GIVEN = "topic.dot_given"
    DOT_TAKEN_BACK = "topic.dot_taken_back"
    TOPIC_STARTED = "topic.started"
    TOPIC_EXTENDED = "topic.extended"
    TOPIC_FINISHED = "topic.finished"
    THUMB_SHOWN = "table.thumb_shown"
    TABLE_SET = "table.set"
    TABLE_CLEARED = "table.cleared"
