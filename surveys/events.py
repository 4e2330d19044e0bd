"""What health surveys write in the ledger. Answering leaves no line: its time would tell who answered."""

from enum import StrEnum


class Happened(StrEnum):
    QUESTIONNAIRE_WRITTEN = "questionnaire.written"
    QUESTIONNAIRE_REMOVED = "questionnaire.removed"
    SURVEY_PLANNED = "survey.planned"
    SURVEY_CHANGED = "survey.changed"
    SURVEY_OPENED = "survey.opened"
    SURVEY_CLOSED = "survey.closed"
    SURVEY_REOPENED = "survey.reopened"
    SURVEY_PUBLISHED = "survey.published"
    SURVEY_REMOVED = "survey.removed"
