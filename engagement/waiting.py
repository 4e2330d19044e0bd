"""What is not counted yet, because nothing that happens tells of it; a figure would be made up."""

from typing import NamedTuple


class Waiting(NamedTuple):
    """A question that waits for what would answer it."""

    heading: str
    sentence: str
    needs: str


_ASKS = "asks for help, and the answers of others"
_HELP = "help that who asked for it has confirmed"

WAITING = (
    Waiting("Asking", "Do people dare to ask?", _ASKS),
    Waiting("Answers", "Does anyone answer within a week?", _ASKS),
    Waiting("First help", "How long does one wait for the first answer?", _ASKS),
    Waiting("Giving and taking", "Am I a net giver?", _HELP),
    Waiting("Returned help", "Is help returned?", _HELP),
    Waiting("Help passed on", "Do people who were helped help somebody else?", _HELP),
    Waiting("Helpers", "Does help hang on one person?", _HELP),
    Waiting(
        "Introductions", "Do introductions become relationships?", "introductions that are kept or declined"
    ),
    Waiting(
        "Growing into leading",
        "Who grows into leading and has not been asked?",
        "confirmed help, nominations, and members who want to be found",
    ),
    Waiting("Sense of community", "Do people feel they belong?", "a yearly survey of belonging"),
)
"""Whoever brings such events moves the question to the catalogue."""
