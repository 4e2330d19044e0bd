from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from ledger.actions import entry, record, record_all, recorded
from ledger.models import Entry
from tests.conftest import NOW, Cast
from tests.racing import at_once, before_the_first_commits

News = list[list[str]]


@pytest.fixture
def news() -> Iterator[News]:
    """What listeners have heard: the verbs of each signal."""
    heard: News = []

    def listen(entries: list[Entry], **_: object) -> None:
        heard.append([line.verb for line in entries])

    recorded.connect(listen)
    yield heard
    recorded.disconnect(listen)


def test_a_line_says_who_toward_whom_about_what_where_and_when(cast: Cast) -> None:
    at = NOW - timedelta(days=3)
    record("oak.watered", by=cast.member, toward=cast.partner, about=cast.elm, group_id=cast.oak.pk, at=at)
    line = Entry.objects.get(verb="oak.watered")
    assert (line.by, line.toward, line.at) == (cast.member, cast.partner, at)
    assert (line.kind, line.thing_id, line.group_id) == ("peergroups.group", cast.elm.pk, cast.oak.pk)
    assert timezone.now() - line.written_at < timedelta(minutes=1)
    assert line in Entry.objects.about(cast.elm)
    assert line not in Entry.objects.about(cast.oak)


def test_the_same_thing_may_happen_twice(cast: Cast) -> None:
    for _ in range(2):
        record("oak.watered", at=NOW)
    assert Entry.objects.filter(verb="oak.watered").count() == 2


def test_what_has_a_key_is_written_once(cast: Cast) -> None:
    for hour in range(2):
        record("quarter.closed", at=NOW + timedelta(hours=hour), key="quarter.closed/2026-Q1")
    assert [line.at for line in Entry.objects.filter(verb="quarter.closed")] == [NOW]


def test_keyed_and_plain_lines_are_written_together(cast: Cast) -> None:
    record("quarter.closed", at=NOW, key="2026-Q1")
    keys = [None, "2026-Q1", "2026-Q2", None]
    record_all([entry("quarter.closed", at=NOW, key=key) for key in keys])
    written = Entry.objects.filter(verb="quarter.closed").values_list("key", flat=True)
    assert sorted(map(str, written)) == ["2026-Q1", "2026-Q2", "None", "None"]


def test_listeners_hear_after_the_commit(
    cast: Cast, news: News, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record("oak.watered", at=NOW)
        record_all([entry("oak.felled", at=NOW), entry("oak.planted", at=NOW)])
        assert news == []
    assert news == [["oak.watered"], ["oak.felled", "oak.planted"]]


@pytest.mark.django_db(transaction=True)
def test_listeners_hear_nothing_of_what_was_rolled_back(news: News) -> None:
    @transaction.atomic
    def fell_the_oak() -> None:
        record("oak.felled", at=NOW)
        raise RuntimeError("no, let it stand")

    with pytest.raises(RuntimeError, match="let it stand"):
        fell_the_oak()
    assert news == []
    assert not Entry.objects.exists()


def test_history_is_written_without_a_word(
    cast: Cast, news: News, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record_all([entry("oak.planted", at=NOW)], quietly=True)
        record_all([])
    assert Entry.objects.filter(verb="oak.planted").exists()
    assert news == []


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_key_at_once_write_one_line() -> None:
    def close() -> None:
        record("quarter.closed", at=NOW, key="2026-Q1")

    assert before_the_first_commits(close, close) is None
    assert at_once(close, close, close) == [None, None, None]
    assert Entry.objects.count() == 1
