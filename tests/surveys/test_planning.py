"""Planning: what may be asked, whom, and how often."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.actions import AlreadyPublished, AskedLately, InUse, change_survey, remove_questionnaire
from surveys.models import Finding, Questionnaire, Response, State, Survey, Took
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.racing import at_once
from tests.refusing import refuses
from tests.surveys.asking import WELL, answered, opened, plan, published

WORDS = {
    "title": "Belonging <b>",
    "about": "belonging",
    "items": "We belong.\r\n\r\n I would   rather leave. <script>\r\n",
    "reversed_items": "2",
    "scale": "5",
    "permission": "Letter of 3 March",
    "is_permitted": "on",
}


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def write(ada: Client, **changes: str) -> Any:
    return ada.post(reverse("surveys:write_questionnaire"), WORDS | changes, follow=True)


def send(ada: Client, **changes: Any) -> Any:
    own = {"title": "Spring", "questionnaire": Questionnaire.own().pk}
    days = {"opens_on": TODAY, "closes_on": TODAY + timedelta(days=13)}
    return ada.post(reverse("surveys:plan"), own | days | changes, follow=True)


def test_what_begins_today_is_open_at_once(ada: Client, cast: Cast) -> None:
    assert "0 of 5" in page(send(ada))
    assert Survey.objects.get().state(TODAY) == State.OPEN


def test_a_form_that_is_sent_twice_plans_one_survey(ada: Client, cast: Cast) -> None:
    chosen = [cast.oak.pk, cast.elm.pk]
    for _ in range(2):
        send(ada, groups=chosen, opens_on=TODAY + timedelta(days=5))
    assert set(Survey.objects.get().groups.all()) == {cast.oak, cast.elm}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"opens_on": TODAY - timedelta(days=1)}, "This day is over."),
        ({"closes_on": TODAY - timedelta(days=1)}, "The last day lies before the first."),
        ({"closes_on": "soon"}, "Enter a valid date."),
        ({"groups": "99999"}, "99999 is not one of the available choices."),
    ],
)
def test_slips_are_explained_and_nothing_is_lost(
    ada: Client, cast: Cast, changes: dict[str, Any], told: str
) -> None:
    refused = send(ada, **changes)
    assert told in page(refused)
    assert form_on(refused)["title"] == "Spring"
    assert not Survey.objects.exists()


def test_nobody_is_asked_twice_in_twelve_weeks(ada: Client, cast: Cast) -> None:
    first = plan(cast.admin, cast.oak)
    gap = timedelta(weeks=12)
    plan(cast.admin, cast.elm)  # others may
    with pytest.raises(AskedLately):
        plan(cast.admin, cast.oak, opens_on=first.closes_on + gap - timedelta(days=1))
    told = page(send(ada, opens_on=first.closes_on))
    assert f"“{first.title}” asks some of the same people from 4 May 2026 to 17 May 2026." in told
    assert form_on(send(ada, opens_on=first.closes_on))["title"] == "Spring"
    plan(cast.admin, opens_on=first.closes_on + gap)
    with pytest.raises(AskedLately):  # nor from the other side
        plan(cast.admin, cast.grove, opens_on=first.closes_on + gap - timedelta(weeks=2))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_at_once_one_is_told_of_the_other(cast: Cast) -> None:
    came = at_once(partial(plan, cast.admin, cast.oak), partial(plan, cast.admin))
    assert sorted(type(outcome).__name__ for outcome in came) == ["AskedLately", "Survey"]
    assert Survey.objects.count() == 1


def test_days_can_be_changed_while_they_are_not_over(ada: Client, cast: Cast) -> None:
    survey = opened(cast.admin)
    address = reverse("surveys:change", args=[survey.pk])
    shown = form_on(ada.get(address))
    assert "opens_on" not in shown
    assert "This day is over." in page(ada.post(address, shown | {"closes_on": TODAY - timedelta(days=1)}))
    later = TODAY + timedelta(days=20)
    ada.post(address, shown | {"closes_on": later})
    survey.refresh_from_db()
    assert survey.closes_on == later
    stale = ada.post(address, shown | {"closes_on": TODAY + timedelta(days=3)})
    assert "Somebody changed this meanwhile" in page(stale)
    published(survey)
    with pytest.raises(AlreadyPublished):
        change_survey(survey, title="Another", by=cast.admin, at=timezone.now())
    assert "what it says stands" in page(ada.get(address, follow=True))


def test_removing_asks_first_and_takes_the_answers_along(ada: Client, cast: Cast) -> None:
    survey = opened(cast.admin)
    answered(survey, cast.oak, WELL)
    address = reverse("surveys:remove", args=[survey.pk])
    assert "1 person has answered." in page(ada.get(address))
    assert "Removed:" in page(ada.post(address, follow=True))
    assert not any(table.objects.exists() for table in (Survey, Response, Took))


def test_a_text_of_others_is_written_in_with_its_permission(ada: Client, cast: Cast) -> None:
    shown = page(write(ada))
    assert "I would rather leave. &lt;script&gt;" in shown
    assert "Belonging &lt;b&gt;" in shown
    asking = Questionnaire.objects.get(key=None)
    assert (asking.items[0], asking.reversed_items, asking.scale) == ("We belong.", [2], 5)
    assert asking.permission == "Letter of 3 March"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"is_permitted": ""}, "Tick this once you have the permission"),
        ({"permission": " "}, "This field is required."),
        ({"items": " \r\n "}, "This field is required."),
        ({"items": "a\n" * 31}, "These are 31 statements; keep it to 30."),
        ({"items": "a" * 301}, "Statement 1 has more than 300 characters"),
        ({"reversed_items": "3"}, "The statements have the numbers 1 to 2."),
        ({"reversed_items": "0, 1"}, "The statements have the numbers 1 to 2."),
        ({"reversed_items": "first"}, "Write the numbers of statements with commas between them"),
        ({"scale": "6"}, "Select a valid choice."),
    ],
)
def test_a_text_that_is_not_whole_is_not_kept(
    ada: Client, cast: Cast, changes: dict[str, str], told: str
) -> None:
    refused = write(ada, **changes)
    assert told in page(refused)
    assert form_on(refused)["title"] == "Belonging <b>"
    assert not Questionnaire.objects.filter(key=None).exists()


def test_what_was_asked_once_stays(ada: Client, cast: Cast) -> None:
    write(ada)
    asking = Questionnaire.objects.get(key=None)
    address = reverse("surveys:remove_questionnaire", args=[asking.pk])
    plan(cast.admin, questionnaire=asking)
    with pytest.raises(InUse):
        remove_questionnaire(asking, by=cast.admin, at=timezone.now())
    assert "so it stays" in page(ada.post(address, follow=True))
    Survey.objects.all().delete()
    assert "Removed:" in page(ada.post(address, follow=True))
    own = reverse("surveys:remove_questionnaire", args=[Questionnaire.own().pk])
    assert ada.post(own).status_code == 404


def test_what_the_database_refuses(cast: Cast) -> None:
    own, at = Questionnaire.own(), timezone.now()
    day = date(2027, 5, 4)
    base: dict[str, Any] = {"questionnaire": own, "planned_at": at, "opens_on": day, "closes_on": day}
    assert refuses("a_survey_closes_after_it_opens", Survey(**base | {"closes_on": TODAY}))
    assert refuses("only_what_was_open_is_closed", Survey(**base, closed_on=day))
    assert refuses("an_open_survey_has_a_secret", Survey(**base, opened_at=at))
    over: dict[str, Any] = base | {"opened_at": at, "published_at": at}
    assert refuses("a_published_survey_has_no_secret", Survey(**over, secret="x"))
    assert refuses("a_text_of_others_needs_permission", Questionnaire(items=["a"]))
    words: dict[str, Any] = {"permission": "yes"}
    assert refuses("a_scale_has_five_or_seven_points", Questionnaire(**words, items=["a"], scale=6))
    assert refuses("a_questionnaire_asks_something", Questionnaire(**words, items=[]))
    survey = opened(cast.admin)
    asked: dict[str, Any] = {"survey": survey, "group": cast.oak}
    assert refuses("each_seat_is_asked_once", survey.asked.model(**asked, member=cast.member))
    Took.objects.create(survey=survey, member=cast.member)
    assert refuses("one_takes_a_survey_once", Took(survey=survey, member=cast.member))
    Response.objects.create(**asked, pseudonym="a", answers=WELL)
    assert refuses("one_response_each", Response(**asked, pseudonym="a", answers=WELL))
    for wrong in ([0], [8]):
        assert refuses("an_answer_is_a_point_of_the_scale", Response(**asked, pseudonym="b", answers=wrong))
    shown: dict[str, Any] = asked | {"asked": 9, "status": "shown"}
    assert refuses("no_mean_of_fewer_than_five", Finding(**shown, answers=4, mean=6.0))
    few: dict[str, Any] = shown | {"answers": 9, "mean": 6.0}
    assert refuses("no_mean_of_a_statement_of_fewer_than_ten", Finding(**few, items=[6.0]))
    Finding.objects.create(survey=survey, asked=9, answers=0, status="too few")
    assert refuses("one_finding_of_each_group", Finding(survey=survey, asked=9, answers=0, status="too few"))
