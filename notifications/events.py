"""What this app writes in the ledger. That a notice was sent is written on the notice itself."""

from enum import StrEnum


class Happened(StrEnum):
    NOTICES_TURNED_OFF = "notices.turned_off"
    NOTICES_TURNED_ON = "notices.turned_on"
    NOTICE_OWED_AGAIN = "notice.owed_again"
