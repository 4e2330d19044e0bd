"""Who reads what of a survey: one's own groups, the community, and how many have answered."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from members.models import Member
from surveys import aggregates, panels
from surveys.actions import answer_survey
from surveys.models import About, Status, Survey
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import TODAY, Cast, Enter
from tests.surveys.asking import WELL, answered, crowd, opened, plan, published

ILL = [6, 2, 6, 3, 2]  # scored: two and a bit


@pytest.fixture
def survey(cast: Cast) -> Survey:
    """Ten of Oak found it well, eight of Elm ill, and two at Grove answered; all is published."""
    crowd(cast.oak, 7)
    crowd(cast.elm, 8)
    crowd(cast.grove, 2)
    survey = opened(cast.admin)
    answered(survey, cast.elm, *[ILL] * 8)
    answered(survey, cast.oak, *[WELL] * 10)
    for seat in cast.grove.memberships.exclude(member=cast.member):
        answer_survey(survey, cast.grove, WELL, by=seat.member, on=TODAY)
    return published(survey)


def of_group(survey: Survey, key: str) -> str:
    return reverse("surveys:group", args=[survey.pk, key])


def test_a_member_reads_the_community_and_their_own_groups(enter: Enter, cast: Cast, survey: Survey) -> None:
    shown = page(enter("partner").get(survey.get_absolute_url()))
    assert "The whole community" in shown
    assert "20 of" in shown
    assert "Oak" in shown
    assert "Elm" not in shown
    own = page(enter("partner").get(of_group(survey, cast.oak.key)))
    assert '<span class="value">6.0</span>' in own
    assert "turned round" in own
    assert enter("partner").get(of_group(survey, cast.elm.key)).status_code == 404


def test_two_answers_elsewhere_keep_one_more_group_back(enter: Enter, cast: Cast, survey: Survey) -> None:
    """Of all less Oak and Elm the two at Grove would be known; Elm is the smaller."""
    status = {found.group_id: found.status for found in survey.findings.all()}
    assert status == {
        None: Status.SHOWN,
        cast.oak.pk: Status.SHOWN,
        cast.elm.pk: Status.KEPT_BACK,
        cast.grove.pk: Status.TOO_FEW,
    }
    for who, group, told in (
        ("neighbour", cast.elm, "Kept back, so that the few answers of others cannot be worked out"),
        ("member", cast.grove, "Fewer than five answered"),
        ("admin", cast.elm, "Kept back, so that the few answers of others cannot be worked out"),
    ):
        shown = page(enter(who).get(of_group(survey, group.key)))
        assert told in shown
        assert 'class="value"' not in shown


def test_admins_read_what_the_groups_read_in_the_order_of_names(enter: Enter, survey: Survey) -> None:
    shown = page(enter("admin").get(survey.get_absolute_url()))
    assert shown.index(">Elm<") < shown.index(">Grove<") < shown.index(">Oak<")
    assert "there is no ranking of groups" in shown


def test_what_chosen_groups_say_together_only_admins_read(enter: Enter, cast: Cast) -> None:
    crowd(cast.oak, 3)
    crowd(cast.elm, 5)
    survey = opened(cast.admin, cast.oak, cast.elm)
    answered(survey, cast.oak, *[WELL] * 6)
    answered(survey, cast.elm, *[ILL] * 5)
    published(survey)
    assert "All who were asked" in page(enter("admin").get(survey.get_absolute_url()))
    shown = page(enter("partner").get(survey.get_absolute_url()))
    assert "All who were asked" not in shown
    assert ">Oak<" in shown
    assert not [found for found in aggregates.published(About.SAFETY) if found.group_id is None]


def test_while_it_is_open_admins_see_counts_and_nobody_sees_names(enter: Enter, cast: Cast) -> None:
    crowd(cast.oak, 3)
    survey = opened(cast.admin)
    answered(survey, cast.oak, WELL, WELL)
    shown = page(enter("admin").get(survey.get_absolute_url()))
    assert "2 of 8" in shown
    assert "<td>2 of 7</td>" in shown
    assert shown.count("fewer than five are asked") == 2
    assert not [member.name for member in Member.objects.exclude(pk=cast.admin.pk) if member.name in shown]
    assert "How many have answered" not in page(enter("facilitator").get(survey.get_absolute_url()))
    assert [heard.is_told for heard in panels.progress(survey).groups] == [False, False, True]


def test_the_same_questions_stand_beside_one_another(enter: Enter, cast: Cast, survey: Survey) -> None:
    Survey.objects.update(opens_on=TODAY - timedelta(days=200), closes_on=TODAY - timedelta(days=190))
    again = opened(cast.admin)
    answered(again, cast.oak, *[ILL] * 9)
    published(again)
    shown = page(enter("facilitator").get(of_group(again, cast.oak.key)))
    assert "The same questions before" in shown
    assert survey.title in shown
    assert "<polyline" in shown
    assert again.title not in page(enter("facilitator").get(of_group(survey, cast.oak.key)))  # as it was
    assert panels.latest(cast.oak, cast.facilitator, on=TODAY) == again.findings.get(group=cast.oak)
    assert panels.latest(cast.oak, cast.neighbour, on=TODAY) is None


def test_other_apps_get_findings_and_no_answers(cast: Cast, survey: Survey) -> None:
    told = aggregates.published(About.SAFETY)
    assert aggregates.published(About.BELONGING) == []
    assert {(found.group_id, found.answers, found.mean) for found in told} == {
        (cast.oak.pk, 10, 6.0),
        (cast.elm.pk, 8, None),
        (cast.grove.pk, 2, None),
        (None, 20, told[-1].mean),
    }
    assert {found.last_on for found in told} == {survey.closes_on}


@pytest.mark.django_db(transaction=True)  # an export reads at one moment
def test_no_export_holds_anything_of_surveys(cast: Cast, survey: Survey, tmp_path: Path) -> None:
    call_command("export_community", str(tmp_path / "out"), verbosity=0)
    files = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()]
    assert "Oak" in "".join(files)
    assert "urvey" not in "".join(files)


@pytest.mark.parametrize("who", ["member", "admin"])
def test_the_list_costs_the_same_however_long(enter: Enter, cast: Cast, who: str) -> None:
    groups = iter([cast.oak, cast.elm, cast.grove])
    for group in (cast.oak, cast.elm, cast.grove):
        factories.seat(group, factories.member())
    assert_costs_the_same(
        enter(who), reverse("surveys:list"), lambda: opened(cast.admin, next(groups)).published_at
    )


def test_the_table_of_groups_costs_the_same_however_long(enter: Enter, cast: Cast) -> None:
    survey = published(opened(cast.admin))

    def more() -> None:
        survey.findings.create(group=factories.group(), asked=9, answers=0, status=Status.TOO_FEW)

    assert_costs_the_same(enter("admin"), survey.get_absolute_url(), more)


def test_where_nothing_was_asked_the_pages_say_so(enter: Enter, cast: Cast) -> None:
    address = reverse("surveys:list")
    assert "Nobody has asked you anything yet." in page(enter("member").get(address))
    assert "None is planned." in page(enter("admin").get(address))
    plan(cast.admin, cast.oak, opens_on=TODAY + timedelta(days=9))
    assert "Nobody has asked you anything yet." in page(enter("member").get(address))
    opened(cast.admin, factories.group())  # nobody sits there
    told = page(enter("admin").get(Survey.objects.latest("pk").get_absolute_url()))
    assert "Nobody held a seat when it opened." in told


def test_of_a_few_who_were_asked_nobody_reads_how_many_answered(enter: Enter, cast: Cast) -> None:
    """Of two, each would know of the other."""
    crowd(cast.grove, 1)
    survey = opened(cast.admin)
    answered(survey, cast.grove, WELL)
    published(survey)
    for who, address in [
        ("member", of_group(survey, "grove")),
        ("member", survey.get_absolute_url()),
        ("admin", survey.get_absolute_url()),
    ]:
        shown = page(enter(who).get(address))
        assert "of 2" not in shown
        assert "ewer than five were asked" in shown
