"""Answering on one page: kept under a pseudonym, changed until the survey closes, seen by nobody else."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import override_settings
from django.urls import reverse

from ledger.models import Entry
from peergroups.clock import today
from surveys.actions import AnswerOutOfReach, NotAsked, NotOpen, answer_survey, remove_survey
from surveys.models import Finding, Response, Survey, Took
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import Cast, Enter
from tests.racing import at_once, before_the_first_commits
from tests.surveys.asking import WELL, crowd, opened, published


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return opened(cast.admin)


def address(survey: Survey) -> str:
    return reverse("surveys:answer", args=[survey.pk])


def taps(*answers: int, **more: str) -> dict[str, str]:
    return {f"item-{number}": str(answer) for number, answer in enumerate(answers, 1)} | more


def test_five_taps_are_an_answer_that_can_be_changed(enter: Enter, cast: Cast, survey: Survey) -> None:
    nina = enter("newcomer")
    empty = nina.get(address(survey))
    assert "You answer about <strong>Oak</strong>." in page(empty)
    assert page(empty).count('type="radio"') == 5 * 7
    assert page(nina.post(address(survey), taps(*WELL), follow=True)).count("Thank you") == 2
    assert form_on(nina.get(address(survey))).items() >= taps(*WELL).items()
    nina.post(address(survey), taps(7, 1, 7, 1, 1))
    assert Response.objects.get().answers == [7, 1, 7, 1, 1]
    assert Took.objects.get().member == cast.newcomer


def test_what_is_missing_is_asked_for_and_what_was_tapped_stays(enter: Enter, survey: Survey) -> None:
    refused = enter("newcomer").post(address(survey), {"item-1": "3", "item-2": "9", "item-3": "x"})
    shown = page(refused)
    assert "Tap a number from 1 (not at all) to 7 (entirely)." in shown
    assert form_on(refused)["item-1"] == "3"
    assert not Response.objects.exists()


def test_who_sits_in_two_groups_answers_about_one(enter: Enter, cast: Cast, survey: Survey) -> None:
    mara = enter("member")
    assert "Choose one of your groups." in page(mara.post(address(survey), taps(*WELL)))
    assert "Choose one of your groups." not in page(mara.get(address(survey)))
    mara.post(address(survey), taps(*WELL, group=str(cast.elm.pk)))
    assert not Response.objects.exists()
    mara.post(address(survey), taps(*WELL, group=str(cast.oak.pk)))
    mara.post(address(survey), taps(*WELL, group=str(cast.grove.pk)))
    assert Response.objects.get().group == cast.grove


def test_an_answer_says_neither_who_nor_when(cast: Cast, survey: Survey) -> None:
    lines = Entry.objects.count()
    answer_survey(survey, cast.oak, WELL, by=cast.newcomer, on=today())
    said = Response.objects.get()
    names = {field.name for field in Response._meta.get_fields()}
    assert names == {"id", "survey", "pseudonym", "group", "answers"}
    assert said.pseudonym == survey.pseudonym(cast.newcomer)
    assert Entry.objects.count() == lines
    with override_settings(SECRET_KEY="another"):  # the database alone does not tell
        assert survey.pseudonym(cast.newcomer) != said.pseudonym
        with pytest.raises(AnswerOutOfReach):
            answer_survey(survey, cast.oak, WELL, by=cast.newcomer, on=today())
    assert Response.objects.count() == 1


def test_who_joins_later_or_was_on_leave_is_not_asked(cast: Cast) -> None:
    factories.leave(cast.seat(cast.partner), starts_on=today())
    survey = opened(cast.admin)
    crowd(cast.oak, 1)
    late = cast.oak.memberships.latest("pk").member
    for member in (late, cast.partner, cast.former, cast.outsider):
        with pytest.raises(NotAsked):
            answer_survey(survey, cast.oak, WELL, by=member, on=today())


def test_after_the_last_day_nothing_is_taken(enter: Enter, cast: Cast, survey: Survey) -> None:
    with pytest.raises(NotOpen):
        answer_survey(survey, cast.oak, WELL, by=cast.newcomer, on=survey.closes_on + timedelta(days=1))
    Survey.objects.update(closed_on=today())
    told = page(enter("newcomer").post(address(survey), taps(*WELL), follow=True))
    assert "This survey is closed" in told
    assert "What came of it stands here tomorrow." in told
    assert not Response.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_is_one_answer(cast: Cast, survey: Survey) -> None:
    tap = partial(answer_survey, survey, cast.oak, by=cast.newcomer, on=today())
    assert at_once(partial(tap, WELL), partial(tap, [4] * 5)) == [None, None]
    assert Response.objects.count() == Took.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_answer_slips_in_while_the_survey_is_published(cast: Cast, survey: Survey) -> None:
    late = partial(answer_survey, survey, cast.oak, WELL, by=cast.newcomer, on=survey.closes_on)
    assert isinstance(before_the_first_commits(partial(published, survey), late), NotOpen)
    assert not Response.objects.exists()
    assert Finding.objects.get(group=cast.oak).answers == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_an_answer_to_a_survey_that_is_being_removed(cast: Cast, survey: Survey) -> None:
    remove = partial(remove_survey, survey, by=cast.admin, at=survey.planned_at)
    late = partial(answer_survey, survey, cast.oak, WELL, by=cast.newcomer, on=today())
    assert isinstance(before_the_first_commits(remove, late), NotOpen)
    assert not Response.objects.exists()
