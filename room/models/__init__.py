from room.models.rounds import Round, Writing
from room.models.run import LEFT, Counting, Run, RunItem, State
from room.models.speaking import Airtime, Consent, Turn
from room.models.votes import Ballot, Vote, VoteKind

__all__ = [
    "LEFT",
    "Airtime",
    "Ballot",
    "Consent",
    "Counting",
    "Round",
    "Run",
    "RunItem",
    "State",
    "Turn",
    "Vote",
    "VoteKind",
    "Writing",
]
