"""What this app writes in the ledger. An answer that came by mail is an answer as any other."""

from enum import StrEnum


class Happened(StrEnum):
    FEED_MADE = "feed.made"
    FEED_REVOKED = "feed.revoked"
    REPLY_ADDRESS_RENEWED = "reply_address.renewed"
    ALARM_CHOSEN = "alarm.chosen"
    EVENTS_IMPORTED = "events.imported"
