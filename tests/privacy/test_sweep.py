"""Everybody opens every address there is: nobody reads what is one person's, or a few people's."""

from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.conftest import Cast, Enter
from tests.privacy.addresses import addresses, calendar_files
from tests.privacy.reading import tells, words_of
from tests.privacy.village import (
    MEANS_OF_FEW,
    OF_FOUR,
    OF_ONE,
    OF_THREE,
    OF_TWO,
    PERSON,
    Village,
    lay_out,
)

SECRETS = [PERSON, OF_FOUR, OF_THREE, OF_ONE, OF_TWO]


@pytest.fixture
def village(cast: Cast) -> Village:
    return lay_out(cast)


def read_all(browser: Client, urls: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each address that lets somebody in, and what stands there."""
    for url in urls:
        answer = browser.get(url)
        assert answer.status_code in {200, 302, 403, 404, 405}, url
        if answer.status_code == 200:
            yield url, words_of(answer)


@pytest.mark.parametrize("who", ["admin", "neighbour", "former"])
def test_nobody_reads_what_is_made_of_few(who: str, village: Village, enter: Enter) -> None:
    told = dict(read_all(enter(who), [*addresses(village), *calendar_files(village.cast[who])]))
    assert len(told) > (100 if who == "admin" else 50)
    found = {url: hits for url, words in told.items() for secret in SECRETS if (hits := tells(words, secret))}
    assert found == {}
    assert any(url.endswith(".ics") for url in told) == (who == "neighbour")  # the others sit nowhere
    surveys = {url: words for url, words in told.items() if url.startswith("/surveys/")}
    assert {url for url, words in surveys.items() for mean in MEANS_OF_FEW if f" {mean} " in words} == set()
    if who == "admin":
        assert named(told, village) == set()


def named(told: dict[str, str], village: Village) -> set[str]:
    """Return the pages about the health of groups and of the whole that name anybody but who reads them."""
    people = Member.objects.exclude(pk=village.cast.admin.pk)
    pages = {url: words for url, words in told.items() if "/health/" in url}
    assert len(pages) > 15
    return {url for url, words in pages.items() for member in people if f" {member.name} " in f" {words} "}


def test_those_whom_it_is_about_do_read_it(village: Village, enter: Enter) -> None:
    """Else nothing above would be worth anything."""
    own = Client()
    own.force_login(village.person)
    assert tells(words_of(own.get(reverse("engagement:mine"))), PERSON)
    theirs = words_of(enter("facilitator").get(reverse("engagement:group", args=["oak"])))
    assert tells(theirs, OF_FOUR)
    assert tells(theirs, OF_TWO)
    whole = words_of(enter("admin").get(reverse("engagement:group", args=[village.ash.key])))
    assert "150 of 156" in whole
