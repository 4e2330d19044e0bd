"""Every change to how calendar programs read meetings, are invited, and answer."""

from calendars.actions.feeds import choose_alarm, make_feed, note_reading, revoke_feed
from calendars.actions.importing import import_events
from calendars.actions.inviting import invite, renew_reply_address
from calendars.actions.replies import receive_mail

__all__ = [
    "choose_alarm",
    "import_events",
    "invite",
    "make_feed",
    "note_reading",
    "receive_mail",
    "renew_reply_address",
    "revoke_feed",
]
