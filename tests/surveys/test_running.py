"""From opening to publishing, by the clock of the community."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from peergroups.clock import today
from peergroups.models import Community
from surveys.actions import close_survey, open_survey, publish_survey, reopen_survey
from surveys.events import Happened
from surveys.models import Asked, Finding, Response, State, Survey, Took
from surveys.panels import waiting
from surveys.tasks import run_surveys
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.racing import at_once
from tests.surveys.asking import WELL, answered, crowd, of, opened, plan, published

CHICAGO = "America/Chicago"


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def press(browser: Client, verb: str, survey: Survey) -> str:
    return page(browser.post(reverse(f"surveys:{verb}", args=[survey.pk]), follow=True))


def verbs(survey: Survey) -> list[str]:
    return list(Entry.objects.about(survey).order_by("pk").values_list("verb", flat=True))


def test_the_clock_opens_and_publishes_and_the_second_time_nothing_is_due(cast: Cast) -> None:
    survey = plan(cast.admin, opens_on=TODAY + timedelta(days=1))
    run_surveys()
    assert not Asked.objects.exists()
    for days, state in ((1, State.OPEN), (14, State.OPEN), (15, State.PUBLISHED)):
        with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=UTC) + timedelta(days=days)):
            run_surveys()
            run_surveys()
            survey.refresh_from_db()
            assert survey.state(today()) == state
    assert verbs(survey) == [Happened.SURVEY_PLANNED, Happened.SURVEY_OPENED, Happened.SURVEY_PUBLISHED]


@pytest.mark.parametrize(
    ("now", "takes"),
    [
        # in Chicago, the clocks go forward on 8 March 2026: this last day has 23 hours
        (datetime(2026, 3, 9, 4, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 9, 5, 1, tzinfo=UTC), False),
        # and back on 1 November: this one has 25
        (datetime(2026, 11, 2, 5, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 2, 6, 1, tzinfo=UTC), False),
    ],
)
def test_the_last_day_ends_at_midnight_by_the_clock_of_the_community(
    cast: Cast, enter: Enter, now: datetime, takes: bool
) -> None:
    Community.objects.update(timezone=CHICAGO)
    last = date(2026, 3, 8) if now.month == 3 else date(2026, 11, 1)
    survey = opened(cast.admin, cast.oak)
    Survey.objects.update(opens_on=last - timedelta(days=9), closes_on=last)
    cast.partner.timezone = "Pacific/Auckland"
    cast.partner.save()
    with time_machine.travel(now):
        run_surveys()
        paul = enter("partner")
        sent = {f"item-{number}": "4" for number in range(1, 6)}
        told = page(paul.post(reverse("surveys:answer", args=[survey.pk]), sent, follow=True))
    assert ("You have answered" in told) is takes
    survey.refresh_from_db()
    assert bool(survey.published_at) is not takes


def test_a_survey_that_nobody_opened_in_time_asks_nobody_and_says_so(cast: Cast, ada: Client) -> None:
    survey = plan(cast.admin)
    Survey.objects.update(opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))
    run_surveys()
    assert not Asked.objects.exists()
    assert "Its days are over and nobody was asked" in page(ada.get(survey.get_absolute_url()))


def test_what_was_closed_early_can_be_opened_again_until_it_is_published(cast: Cast, ada: Client) -> None:
    survey = opened(cast.admin)
    assert "you can open it again" in press(ada, "close", survey)
    press(ada, "close", survey)
    run_surveys()
    assert "It is open again." in press(ada, "reopen", survey)
    survey.refresh_from_db()
    assert survey.state(TODAY) == State.OPEN
    press(ada, "close", survey)
    survey.refresh_from_db()
    publish_survey(survey, on=TODAY, at=timezone.now())  # not before tomorrow
    published(survey)
    assert "too late" in press(ada, "reopen", survey)
    survey.refresh_from_db()
    assert survey.state(TODAY) == State.PUBLISHED
    closed, reopened = Happened.SURVEY_CLOSED, Happened.SURVEY_REOPENED
    assert verbs(survey)[2:] == [closed, reopened, closed, Happened.SURVEY_PUBLISHED]


def test_publishing_leaves_findings_and_nothing_else(cast: Cast) -> None:
    crowd(cast.oak, 3)
    survey = opened(cast.admin)
    answered(survey, cast.oak, *[WELL] * 6)
    assert survey.secret
    published(survey)
    assert survey.secret == ""
    assert not any(table.objects.exists() for table in (Asked, Took, Response))
    finding = of(survey, cast.oak)
    assert (finding.asked, finding.answers, finding.mean) == (7, 6, 6.0)
    assert (of(survey).asked, of(survey).answers) == (8, 6)  # Mara sits in two groups


def test_no_line_of_the_ledger_tells_who_answered(cast: Cast) -> None:
    survey = opened(cast.admin)
    people = answered(survey, cast.oak, WELL, WELL, WELL)
    published(survey)
    assert not Entry.objects.about(survey).filter(by__in=people).exists()
    assert not Entry.objects.about(survey).filter(toward__isnull=False).exists()


def test_it_waits_for_those_who_have_not_answered(cast: Cast) -> None:
    survey = opened(cast.admin, cast.oak)
    [first] = answered(survey, cast.oak, WELL)
    assert first == cast.member
    assert not waiting(cast.member, on=TODAY)
    assert list(waiting(cast.partner, on=TODAY)) == [survey]
    assert not waiting(cast.partner, on=survey.closes_on + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_or_publish_at_once_one_does(cast: Cast) -> None:
    survey = plan(cast.admin)
    at_once(*[lambda: open_survey(survey, on=TODAY, at=timezone.now())] * 2)
    survey.refresh_from_db()
    at_once(*[lambda: published(survey)] * 2)
    assert Finding.objects.filter(group=cast.oak).count() == 1
    assert verbs(survey).count(Happened.SURVEY_OPENED) == verbs(survey).count(Happened.SURVEY_PUBLISHED) == 1


@pytest.mark.django_db(transaction=True)
def test_who_opens_again_while_it_is_published_comes_too_late(cast: Cast) -> None:
    survey = opened(cast.admin)
    close_survey(survey, on=TODAY, by=cast.admin, at=timezone.now())
    survey.refresh_from_db()
    at_once(
        lambda: published(survey),
        lambda: reopen_survey(survey, on=TODAY, by=cast.admin, at=timezone.now()),
    )
    survey.refresh_from_db()
    assert (survey.published_at is None) is (survey.closed_on is None)
