from surveys.views.answering import answer_survey
from surveys.views.keeping import (
    change_survey,
    close_survey,
    plan_survey,
    questionnaire,
    remove_questionnaire,
    remove_survey,
    reopen_survey,
    write_questionnaire,
)
from surveys.views.reading import group_findings, list_surveys, protection, survey

__all__ = [
    "answer_survey",
    "change_survey",
    "close_survey",
    "group_findings",
    "list_surveys",
    "plan_survey",
    "protection",
    "questionnaire",
    "remove_questionnaire",
    "remove_survey",
    "reopen_survey",
    "survey",
    "write_questionnaire",
]
