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
    REMARK_CHANGED = "review.remark_changed"
    REMARK_WITHDRAWN = "review.remark_withdrawn"
