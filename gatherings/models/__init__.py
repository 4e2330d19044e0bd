from gatherings.models.gathering import Gathering, Wave, WaveGroup
from gatherings.models.programme import ContentDay, Round, Session, Speaker, Track
from gatherings.models.registration import Registration
from gatherings.models.taking_part import ProposalVote, Rating, Signup

__all__ = [
    "ContentDay",
    "Gathering",
    "ProposalVote",
    "Rating",
    "Registration",
    "Round",
    "Session",
    "Signup",
    "Speaker",
    "Track",
    "Wave",
    "WaveGroup",
]
