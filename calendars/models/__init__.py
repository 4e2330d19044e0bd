from calendars.models.feeds import Alarm, AlarmChoice, Feed
from calendars.models.imports import ImportedEvent
from calendars.models.replies import InboundReply, Outcome, ReplyAddress, Retelling

__all__ = [
    "Alarm",
    "AlarmChoice",
    "Feed",
    "ImportedEvent",
    "InboundReply",
    "Outcome",
    "ReplyAddress",
    "Retelling",
]
