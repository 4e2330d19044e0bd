import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from members.keys import KEY_LENGTH, free_key, valid_key
from members.models import Member
from peergroups.models import Group
from tests import factories


def test_a_free_key_is_the_name_as_it_stands_in_an_address(db: None) -> None:
    assert free_key(Group, "Élan & Söhne, Köln") == "elan-sohne-koln"


def test_a_taken_key_is_numbered(db: None) -> None:
    keys = [factories.group(name).key for name in ("Oak", "Oak!", "(Oak)")]
    assert keys == ["oak", "oak-2", "oak-3"]


def test_a_key_that_only_begins_alike_is_not_taken(db: None) -> None:
    factories.group("Oak hill")
    assert free_key(Group, "Oak") == "oak"


def test_a_gap_in_the_numbers_is_filled(db: None) -> None:
    for key in ("ann", "ann-3"):
        factories.member("Ann", key=key)
    assert free_key(Member, "Ann") == "ann-2"


@pytest.mark.parametrize("name", ["日本", "…", ""])
def test_a_name_without_a_letter_for_an_address_still_gets_a_key(db: None, name: str) -> None:
    assert free_key(Group, name) == "group"


def test_a_long_name_leaves_room_for_a_number(db: None) -> None:
    first = factories.group("x" * 120)
    second = factories.group("x" * 119 + "y")
    assert second.key == f"{first.key}-2"
    assert len(second.key) <= KEY_LENGTH


@pytest.mark.parametrize("key", ["oak", "Oak hill", "a", "2018-Q3", "straße", "a.b_c~d:e@f,g;h=i(j)"])
def test_a_sender_may_choose_such_keys(key: str) -> None:
    valid_key(key)


@pytest.mark.parametrize(
    "key", ["", " ", " oak", "oak ", "a/b", "a\\b", "a?b", "a#b", "a%b", "a\nb", "a\x00b", "oak\n"]
)
def test_a_key_that_would_break_an_address_is_refused(key: str) -> None:
    with pytest.raises(ValidationError, match="no blank at its ends"):
        valid_key(key)


def test_postgresql_refuses_a_key_twice(db: None) -> None:
    factories.member(key="ann")
    with pytest.raises(IntegrityError, match="members_member_key"):
        factories.member(key="ann")
