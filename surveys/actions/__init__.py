"""Every change to health surveys: writing, planning, opening, answering, closing, publishing."""

from surveys.actions.answering import AnswerOutOfReach, NotAsked, NotOpen, answer_survey
from surveys.actions.planning import (
    AlreadyPublished,
    AskedLately,
    InUse,
    change_survey,
    plan_survey,
    remove_questionnaire,
    remove_survey,
    write_questionnaire,
)
from surveys.actions.running import close_survey, open_survey, publish_survey, reopen_survey

__all__ = [
    "AlreadyPublished",
    "AnswerOutOfReach",
    "AskedLately",
    "InUse",
    "NotAsked",
    "NotOpen",
    "answer_survey",
    "change_survey",
    "close_survey",
    "open_survey",
    "plan_survey",
    "publish_survey",
    "remove_questionnaire",
    "remove_survey",
    "reopen_survey",
    "write_questionnaire",
]
