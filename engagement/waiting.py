"""What is not counted yet, because nothing that happens tells of it; a figure would be made up."""

from typing import NamedTuple

from engagement.metric import OF_GROUPS


class Waiting(NamedTuple):
    """A question that waits for what would answer it, by the name that its answer will have."""

    name: str
    heading: str
    sentence: str
    needs: str
    seen_by: str


_ASKS = "asks for help, and the answers of others"
_HELP = "help that who asked for it has confirmed"
_ALL = "Community admins."
_OWN = "The member alone; a group and the community see how it is spread, without names."

WAITING = (
    Waiting("ask_rate", "Asking", "Do people dare to ask?", _ASKS, OF_GROUPS),
    Waiting("answered_in_week", "Answers", "Does anyone answer within a week?", _ASKS, OF_GROUPS),
    Waiting("time_to_help", "First help", "How long does one wait for the first answer?", _ASKS, OF_GROUPS),
    Waiting("give_and_take", "Giving and taking", "Am I a net giver?", _HELP, _OWN),
    Waiting("reciprocity", "Returned help", "Is help returned?", _HELP, OF_GROUPS),
    Waiting(
        "pay_it_forward",
        "Help passed on",
        "Do people who were helped help somebody else?",
        _HELP,
        _ALL,
    ),
    Waiting("help_concentration", "Helpers", "Does help hang on one person?", _HELP, OF_GROUPS),
    Waiting(
        "introduction_yield",
        "Introductions",
        "Do introductions become relationships?",
        "introductions that are kept or declined",
        "The member sees their own; community admins those of all.",
    ),
    Waiting(
        "emerging_leaders",
        "Growing into leading",
        "Who grows into leading and has not been asked?",
        "confirmed help, nominations, and members who want to be found",
        "The member first, and only if they want to be found; then the facilitator. Never in an order.",
    ),
    Waiting(
        "sense_of_community",
        "Sense of community",
        "Do people feel they belong?",
        "a yearly survey of belonging",
        "Everybody, from five answers on.",
    ),
)
"""Whoever brings such events moves the question to the catalogue."""

BY_NAME = {question.name: question for question in WAITING}
