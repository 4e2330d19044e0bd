"""From bytes to rows."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.exporting.folder import csv_line
from exchange.reading.records import BrokenFile, read_records
from tests.exchange.texts import any_text


def records(content: bytes) -> list[tuple[int, list[str]]]:
    return [(record.line, record.cells) for record in read_records(io.BytesIO(content))]


@given(st.lists(st.lists(any_text, min_size=2, max_size=4), max_size=6))
def test_what_is_written_is_read_as_it_was_with_the_line_where_it_begins(rows: list[list[str]]) -> None:
    content = b"a,b\n" + b"".join(csv_line(row) for row in rows)

    found = records(content)

    assert [cells for _, cells in found] == [["a", "b"], *rows]
    for line, cells in found:
        assert content.split(b"\n", line - 1)[-1].startswith(csv_line(cells))


@given(st.lists(st.lists(any_text, min_size=2, max_size=4), min_size=1, max_size=6))
def test_python_reads_what_is_written_too(rows: list[list[str]]) -> None:
    content = b"".join(csv_line(row) for row in rows).decode()

    assert list(csv.reader(io.StringIO(content, newline=""))) == rows


@given(st.binary(max_size=60))
def test_any_bytes_are_records_or_one_sentence(content: bytes) -> None:
    broken = None
    try:
        records(content)
    except BrokenFile as error:
        broken = error

    if broken:
        assert 1 <= broken.line <= content.count(b"\n") + 1
        assert broken.sentence.endswith(".")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n\n1,2\n", [(1, ["a", "b"]), (3, ["1", "2"])]),
        (b'a,b\n"1\n2",3\n4,5\n', [(1, ["a", "b"]), (2, ["1\n2", "3"]), (4, ["4", "5"])]),
        (b"\xef\xbb\xbfa,b\r\n1,2", [(1, ["a", "b"]), (2, ["1", "2"])]),
    ],
    ids=["blank line", "cell of two lines", "byte order mark, CRLF and no end of line"],
)
def test_a_record_has_the_line_where_it_begins(content: bytes, expected: list[tuple[int, list[str]]]) -> None:
    assert records(content) == expected
