import pytest
from django.db import InternalError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ledger.actions import record
from ledger.models import Entry
from tests.conftest import Cast

REFUSED = "the ledger is append-only"


@pytest.fixture
def entry(cast: Cast) -> Entry:
    record("oak.planted", by=cast.member, group_id=cast.oak.pk, at=timezone.now())
    return Entry.objects.get(verb="oak.planted")


@pytest.mark.parametrize("sql", ["UPDATE ledger_entry SET verb = 'oak.felled'", "DELETE FROM ledger_entry"])
def test_postgresql_refuses_to_change_or_forget_what_happened(entry: Entry, sql: str) -> None:
    with (
        pytest.raises(InternalError, match=REFUSED),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    entry.refresh_from_db()
    assert entry.verb == "oak.planted"


def test_the_models_are_refused_too(entry: Entry) -> None:
    entry.verb = "oak.felled"
    with pytest.raises(InternalError, match=REFUSED), transaction.atomic():
        entry.save()
    with pytest.raises(InternalError, match=REFUSED), transaction.atomic():
        entry.delete()
    with pytest.raises(InternalError, match=REFUSED), transaction.atomic():
        Entry.objects.update(group_id=None)
    assert Entry.objects.get(pk=entry.pk).verb == "oak.planted"


def test_a_person_of_whom_something_is_written_cannot_be_deleted(cast: Cast, entry: Entry) -> None:
    with pytest.raises(ProtectedError):
        cast.member.delete()
