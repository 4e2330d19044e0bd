"""Being left out of network analysis: ties are deleted, and not made again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagement.models import LeftOut, PersonTies, TiePart
from engagement.ties.actions import count_again, leave_out
from engagement.ties.keeping import keep_parts
from engagement.ties.pictures import ego_network, is_left_out
from engagement.ties.step import count_ties
from ledger.actions import record
from ledger.models import Entry
from members.models import Member
from tests import factories
from tests.engagement.ties.streams import count_anew, kept, last_line, moment, noon

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Member, Member]:
    """Two who talked."""
    oak, one, other = factories.group("Oak"), factories.member(), factories.member()
    for member in (one, other):
        factories.seat(oak, member)
    talk(one, other, DAY)
    count_ties(moment(DAY), after=None, since=None, at=noon(DAY))
    return one, other


def talk(one: Member, other: Member, day: date) -> None:
    record("one_to_one.held", by=one, toward=other, at=noon(day))


def test_ties_are_deleted_with_what_they_said_of_the_member(pair: tuple[Member, Member]) -> None:
    one, other = pair
    own = PersonTies.objects.all()
    assert TiePart.objects.count() == 1
    assert own.count() == 2
    leave_out(one, by=one, at=noon(DAY))
    assert is_left_out(one)
    assert not TiePart.objects.exists()
    assert [row.member_id for row in own] == [other.pk]
    assert Entry.objects.filter(verb="network.left_out", toward=one).count() == 1


def test_no_ties_are_made_of_who_is_left_out_also_when_all_is_counted_anew(
    pair: tuple[Member, Member],
) -> None:
    one, other = pair
    leave_out(one, by=one, at=noon(DAY))
    after = last_line()
    talk(other, one, DAY + timedelta(days=1))
    keep_parts(moment(DAY + timedelta(days=1)), after=after, since=DAY)
    assert kept() == {}
    count_anew(DAY + timedelta(days=1))
    assert kept() == {}


def test_who_comes_back_has_the_ties_of_what_happens_from_then_on(pair: tuple[Member, Member]) -> None:
    one, other = pair
    leave_out(one, by=one, at=noon(DAY))
    count_again(one, by=one, at=noon(DAY + timedelta(days=2)))
    assert not is_left_out(one)
    count_anew(DAY + timedelta(days=3))
    assert kept() == {}
    talk(other, one, DAY + timedelta(days=4))
    count_anew(DAY + timedelta(days=4))
    assert [part[0] for part in kept().values()] == [1]
    assert [contact.member for contact in ego_network(other, DAY + timedelta(days=4)).contacts] == [one]


def test_a_second_click_asks_for_what_is_so(pair: tuple[Member, Member]) -> None:
    one, _ = pair
    count_again(one, by=one, at=noon(DAY))
    leave_out(one, by=one, at=noon(DAY))
    leave_out(one, by=one, at=noon(DAY + timedelta(days=1)))
    assert LeftOut.objects.get().left_out_at == noon(DAY)
    assert list(Entry.objects.filter(verb__startswith="network.").values_list("verb", flat=True)) == [
        "network.left_out"
    ]


def test_the_switch_on_the_page_of_ones_own_figures(client: Client, pair: tuple[Member, Member]) -> None:
    one, _ = pair
    client.force_login(one)
    page = reverse("engagement:mine")
    assert "Leave me out of network analysis" in client.get(page).content.decode()
    client.post(reverse("engagement:leave-network"))
    assert is_left_out(one)
    assert "Count my ties again" in client.get(page).content.decode()
    client.post(reverse("engagement:return-to-network"))
    assert not is_left_out(one)


def test_nobody_is_back_before_they_left() -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError, match="who_is_back_was_left_out_before"), transaction.atomic():
        LeftOut.objects.create(member=factories.member(), left_out_at=now, back_at=now)
