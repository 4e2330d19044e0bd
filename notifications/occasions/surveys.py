"""A health survey: that it is open, and that it closes soon. To everybody who is asked, or to nobody.

Who has answered is never looked up: a reminder to the others alone would leave a list of who has.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse

from meetings.walltime import end_of_day
from notifications import audience, kinds
from notifications.moments import DAY, GRACE, SETTLING, Moment, after_quiet_hours, mornings
from notifications.occasion import HORIZON, Case, Hearer, Lines, Lookup, Occasion, Timely
from peergroups.models import Community
from surveys.models import Asked, Survey

DAYS_BEFORE_CLOSING = (3,)


class Asking(NamedTuple):
    """A survey, and the clock by which its last day ends."""

    survey: Survey
    timezone: str


@dataclass(frozen=True, kw_only=True)
class SurveyCase(Case[Asking]):
    """A notice that a survey can be answered. What it asks stands on its page."""

    def facts(self) -> Lines:
        survey = self.thing.survey
        return [("Survey", survey.title), ("Last day to answer", f"{survey.closes_on:%A %-d %B %Y}")]

    def links(self) -> Lines:
        return [
            ("Answer", reverse("surveys:answer", args=[self.thing.survey.pk])),
            ("How answers are protected", reverse("surveys:protection")),
        ]


class Surveys(Occasion[Asking]):
    """Everybody who is asked, and sits in some group today, hears that it is open, and once more."""

    subject = Survey._meta.label_lower
    kinds = frozenset({kinds.SURVEY_OPEN, kinds.SURVEY_CLOSING})
    case = SurveyCase
    rung_by: ClassVar = {subject: "pk"}

    def pending(self, only: Lookup, *, on: date, at: datetime) -> Mapping[int, Asking]:
        opened = Q(opened_at__gt=at - GRACE)
        soon = Q(closes_on__lte=on + max(DAYS_BEFORE_CLOSING) * DAY + HORIZON)
        return _with_clock(Survey.objects.taking_answers(on - DAY).filter(opened | soon, **only))

    def read(self, ids: Collection[int]) -> Mapping[int, Asking]:
        return _with_clock(Survey.objects.filter(pk__in=ids))

    def hearers(
        self, things: Mapping[int, Asking], *, on: date, among: Collection[int] | None = None
    ) -> Iterator[Hearer]:
        clocks = audience.of_the_community(on=on, among=among)
        asked = Asked.objects.filter(survey__in=things).order_by().values_list("survey", "member")
        for survey, member in asked.distinct():  # who sits in several groups is asked once
            if member in clocks:
                yield Hearer(survey, member, clocks[member])

    def moments(self, thing: Asking, role: str, clock: ZoneInfo) -> list[Moment]:
        survey = thing.survey
        if survey.opened_at is None or survey.closed_on or survey.published_at:
            return []
        until = end_of_day(survey.closes_on, thing.timezone)
        opened = after_quiet_hours(survey.opened_at + SETTLING, clock)
        label, days = f"{survey.closes_on}", DAYS_BEFORE_CLOSING
        return [
            Moment(kinds.SURVEY_OPEN, "open", opened, min(until, opened + GRACE)),
            *mornings(kinds.SURVEY_CLOSING, label, survey.closes_on, days, clock, until=until),
        ]

    def timely(self, things: Mapping[int, Asking], *, at: datetime) -> Timely[Asking]:
        """The opening as long as it is fresh; nobody is reminded within a day of it."""

        def is_timely(moment: Moment, thing: Asking, hearer: Hearer, clock: ZoneInfo) -> bool:
            opened_at = thing.survey.opened_at
            if opened_at is None:
                return False
            if moment.kind == kinds.SURVEY_OPEN:
                return opened_at > at - GRACE
            return moment.due_at >= opened_at + DAY

        return is_timely


def _with_clock(surveys: Collection[Survey]) -> dict[int, Asking]:
    timezone = Community.current().timezone
    return {survey.pk: Asking(survey, timezone) for survey in surveys}
