"""docs/import.md describes the format as it is."""

import re

import pytest
from django.conf import settings

from commitments.models import Outcome
from exchange.reading.files import PLAIN_MEMBER, ROWS, STATUSES, Row, header, required
from peergroups.models import Kind, Role

DOCUMENT = (settings.BASE_DIR / "docs" / "import.md").read_text()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.FILE)
def test_the_document_lists_every_column_and_marks_those_that_are_required(row: type[Row]) -> None:
    [(star, columns)] = re.findall(rf"^\| `{row.FILE}`(\*?) \| (.*) \|$", DOCUMENT, re.MULTILINE)

    assert re.findall(r"`(\w+)`", columns) == header(row)
    assert re.findall(r"`(\w+)`\*", columns) == required(row)
    assert bool(star) == row.REQUIRED


@pytest.mark.parametrize("word", [PLAIN_MEMBER, *Kind.values, *Role.values, *STATUSES, *Outcome.values])
def test_the_document_names_every_word_that_a_cell_may_hold(word: str) -> None:
    assert f"`{word}`" in DOCUMENT
