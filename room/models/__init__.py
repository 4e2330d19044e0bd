from room.models.prompts import Prompt, View
from room.models.run import CLOSES, LEFT, OPENS, UNFINISHED, Counting, Run, RunItem, State
from room.models.speaking import Airtime, Consent, Turn
from room.models.votes import Ballot, Vote, VoteKind

__all__ = [
    "CLOSES",
    "LEFT",
    "OPENS",
    "UNFINISHED",
    "Airtime",
    "Ballot",
    "Consent",
    "Counting",
    "Prompt",
    "Run",
    "RunItem",
    "State",
    "Turn",
    "View",
    "Vote",
    "VoteKind",
]
