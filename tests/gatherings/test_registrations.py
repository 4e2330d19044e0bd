"""Registering, who is in town, and what the organisers read."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gatherings import actions
from gatherings.models import Gathering, Registration
from gatherings.views.registrations import LOOKS_LIKE_A_FORMULA, _as_text
from ledger.models import Entry
from members.models import Member
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.gatherings.weeks import DAY, planned, programme, rounds, seated, take, week


@pytest.fixture
def denver(cast: Cast) -> Gathering:
    denver = week()
    actions.open_registration(denver, by=cast.admin, at=NOW)
    return denver


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def url(name: str, denver: Gathering) -> str:
    return reverse(f"gatherings:{name}", args=[denver.key])


def register(denver: Gathering, who: Member, **answers: Any) -> Registration:
    days = {"arrives_on": denver.starts_on, "leaves_on": denver.ends_on}
    return actions.register(denver, who, by=who, on=TODAY, at=NOW, **(days | answers))


def test_one_registers_corrects_it_and_withdraws(mara: Client, denver: Gathering) -> None:
    assert "Register" in page(mara.get(denver.get_absolute_url()))
    mara.post(url("register", denver), form_on(mara.get(url("register", denver))) | {"diet": "no nuts"})
    assert "You are registered" in page(mara.get(denver.get_absolute_url()))
    said = form_on(mara.get(url("register", denver)))
    assert said["diet"] == "no nuts"
    mara.post(url("register", denver), said | {"diet": "vegan"})
    assert Registration.objects.get().diet == "vegan"
    for _ in range(2):
        mara.post(url("withdraw", denver))
    assert "You are registered" not in page(mara.get(denver.get_absolute_url()))
    verbs = Entry.objects.filter(verb__startswith="registration.").order_by("pk")
    assert [entry.verb for entry in verbs] == [
        "registration.made",
        "registration.changed",
        "registration.withdrawn",
    ]


def test_who_comes_after_all_registers_again(cast: Cast, denver: Gathering) -> None:
    register(denver, cast.member)
    actions.withdraw_registration(denver, cast.member, by=cast.member, at=NOW)
    again = register(denver, cast.member)
    assert (again.withdrawn_at, Registration.objects.count()) == (None, 1)


def test_who_withdraws_leaves_their_seats_to_others(cast: Cast, denver: Gathering) -> None:
    day = programme(denver, by=cast.admin)
    sessions = [planned(each, by=cast.admin, capacity=1) for each in rounds(day)[:2]]
    register(denver, cast.member)
    for session in sessions:
        take(session, cast.member, cast.partner)
    actions.withdraw_registration(denver, cast.member, by=cast.member, at=NOW)
    assert [seated(session) for session in sessions] == [{"Paul Okoye"}] * 2


@pytest.mark.parametrize("why", ["not open", "over", "cancelled"])
def test_when_registration_is_closed_nobody_new_gets_in(
    cast: Cast, mara: Client, denver: Gathering, why: str
) -> None:
    said = form_on(mara.get(url("register", denver)))
    if why == "not open":
        actions.close_registration(denver, by=cast.admin, at=NOW)
    elif why == "cancelled":
        actions.cancel_gathering(denver, by=cast.admin, at=NOW)
    else:
        yesterday = TODAY - DAY
        actions.change_gathering(denver, registration_closes_on=yesterday, by=cast.admin, at=NOW)
    assert "Nobody can register at present." in page(mara.get(url("register", denver)))
    assert "Nobody can register now." in page(mara.post(url("register", denver), said | {"diet": "vegan"}))
    assert not Registration.objects.exists()


def test_who_is_registered_can_correct_it_to_the_end(cast: Cast, mara: Client, denver: Gathering) -> None:
    register(denver, cast.member)
    actions.close_registration(denver, by=cast.admin, at=NOW)
    mara.post(url("register", denver), form_on(mara.get(url("register", denver))) | {"diet": "vegan"})
    assert Registration.objects.get().diet == "vegan"


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"leaves_on": "2026-07-04"}, "That is before you arrive."),
        ({"arrives_on": "2026-06-01"}, "The week lasts from 5 July to 10 July 2026."),
        ({"arrives_on": "", "shows_travel": "on"}, "say when you arrive and when you leave"),
        ({"arrives_on": "soon"}, "Enter a valid date."),
    ],
)
def test_days_that_cannot_be_are_named_and_nothing_is_lost(
    mara: Client, denver: Gathering, wrong: dict[str, str], complaint: str
) -> None:
    said = form_on(mara.get(url("register", denver))) | {"remark": "Beside Paul & <Nina>"} | wrong
    html = page(mara.post(url("register", denver), said))
    assert complaint in html
    assert "Constraint" not in html
    assert "Beside Paul &amp; &lt;Nina&gt;" in html


def test_only_who_chose_so_is_shown_in_town_on_their_days(
    cast: Cast, mara: Client, denver: Gathering
) -> None:
    assert "Nobody shows their days yet." in page(mara.get(url("in_town", denver)))
    register(denver, cast.partner, shows_travel=True, leaves_on=denver.starts_on + DAY)
    register(denver, cast.newcomer)
    register(denver, cast.neighbour, shows_travel=True, joins_from_afar=True)
    html = page(mara.get(url("in_town", denver)))
    assert html.count("Paul Okoye") == 2
    assert "Nobody has said so." in html.split("Tuesday")[1]
    assert "Nina Costa" not in html
    assert "Noor Jansen" not in html


def test_what_one_does_not_eat_is_read_by_admins_and_oneself_only(
    cast: Cast, enter: Enter, denver: Gathering
) -> None:
    register(denver, cast.member, diet="celery", remark="a secret", shows_travel=True)
    pages = [denver.get_absolute_url(), url("in_town", denver), url("register", denver)]
    for who in ("partner", "facilitator", "admin"):
        html = "".join(page(enter(who).get(each)) for each in pages)
        assert "celery" not in html
        assert "a secret" not in html
    assert "celery" in page(enter("member").get(url("register", denver)))
    assert "celery" in page(enter("admin").get(url("registrations", denver)))


def test_admins_read_how_many_eat_what(cast: Cast, enter: Enter, denver: Gathering) -> None:
    ada = enter("admin")
    assert "Nobody has registered yet." in page(ada.get(url("registrations", denver)))
    for diet in ("Vegan", "vegan ", "", "<b>nuts</b>"):
        register(denver, factories.member(), diet=diet)
    register(denver, factories.member(), diet="vegan", joins_from_afar=True)
    gone = factories.member("Gone Person")
    register(denver, gone)
    actions.withdraw_registration(denver, gone, by=gone, at=NOW)
    html = page(ada.get(url("registrations", denver)))
    for said in ("5 registered", "vegan: 2", "1 eat everything", "1 from afar", "&lt;b&gt;nuts&lt;/b&gt;: 1"):
        assert said in html
    assert "Gone Person" not in html


def test_the_file_runs_nothing_in_a_spreadsheet(cast: Cast, enter: Enter, denver: Gathering) -> None:
    register(denver, factories.member("=HYPERLINK(1)"), diet="@SUM(A1)", remark="-2+3")
    response = enter("admin").get(url("download", denver))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert (row["Name"], row["Does not eat"], row["Remark"]) == ("'=HYPERLINK(1)", "'@SUM(A1)", "'-2+3")


@given(st.text())
def test_no_cell_begins_like_a_formula_and_no_word_is_lost(text: str) -> None:
    cell = _as_text(text)
    assert not cell.startswith(LOOKS_LIKE_A_FORMULA)
    assert cell.removeprefix("'") == text.removeprefix("'")


def test_registration_is_opened_and_closed_once_each(enter: Enter) -> None:
    dallas, ada = week("Dallas"), enter("admin")
    for data in ({}, {}, {"undo": "1"}, {"undo": "1"}):
        ada.post(url("open", dallas), data)
    verbs = Entry.objects.filter(verb__in=["gathering.opened", "gathering.closed"])
    assert verbs.count() == 2


@pytest.mark.parametrize(("name", "who"), [("in_town", "member"), ("registrations", "admin")])
def test_the_lists_cost_the_same_however_long(
    cast: Cast, enter: Enter, denver: Gathering, name: str, who: str
) -> None:
    def add() -> None:
        register(denver, factories.member(), shows_travel=True)

    assert_costs_the_same(enter(who), url(name, denver), add)
