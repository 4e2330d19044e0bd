"""What this app writes in the ledger."""

from enum import StrEnum


class Happened(StrEnum):
    REVIEW_BEGUN = "review.begun"
    REVIEW_HANDED_IN = "review.handed_in"
    REVIEW_TAKEN_BACK = "review.taken_back"
    REVIEW_READ = "review.read"
    REVIEW_UNREAD = "review.unread"
    OFFER_LEFT = "review.offer_left"
    QUESTION_LEFT = "review.question_left"
    NOTE_CHANGED = "review.note_changed"
    NOTE_WITHDRAWN = "review.note_withdrawn"
