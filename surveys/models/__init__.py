from surveys.models.answers import Response, Took
from surveys.models.finding import ENOUGH, ENOUGH_FOR_ITEMS, Finding, Status
from surveys.models.questionnaire import About, Questionnaire
from surveys.models.survey import Asked, State, Survey

__all__ = [
    "ENOUGH",
    "ENOUGH_FOR_ITEMS",
    "About",
    "Asked",
    "Finding",
    "Questionnaire",
    "Response",
    "State",
    "Status",
    "Survey",
    "Took",
]
