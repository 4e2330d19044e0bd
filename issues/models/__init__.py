from issues.models.hot_seat import HotSeat, HotSeatNote
from issues.models.issue import DOTS_EACH, Dot, Issue, Priority

__all__ = ["DOTS_EACH", "Dot", "HotSeat", "HotSeatNote", "Issue", "Priority"]
