from closing.models.care import CareCall
from closing.models.closing import Closing, Confirmation
from closing.models.ideas import Idea, IdeaVote
from closing.models.learning import Learning
from closing.models.minutes import Minute
from closing.models.pulse import Pulse

__all__ = [
    "CareCall",
    "Closing",
    "Confirmation",
    "Idea",
    "IdeaVote",
    "Learning",
    "Minute",
    "Pulse",
]
