"""Two imports at once: one waits for the other, and finds nothing left to do."""

import threading
from collections import Counter

import pytest
from django.db import connection

from exchange.actions import import_community
from tests.conftest import NOW, TODAY
from tests.exchange.conftest import Folder, row_counts


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_of_the_same_files_one_adds_everything(folder: Folder) -> None:
    at_the_door = threading.Barrier(2)
    tallies: list[Counter[str]] = []

    def bring_in() -> None:
        def say(line: str) -> None:
            if line.startswith("Read commitments.csv"):
                at_the_door.wait(timeout=10)  # both have read, and neither has the lock

        try:
            tally = import_community(folder.path, today=TODAY, at=NOW, say=say)
            tallies.append(sum(tally.values(), Counter()))
        finally:
            connection.close()

    threads = [threading.Thread(target=bring_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(map(dict, tallies), key=str) == [{"added": 31}, {"unchanged": 31}]
    assert row_counts()["meetings.Attendance"] == 8
