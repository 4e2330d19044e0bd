"""The pack as a file: its pages, its letters, and what people type into it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.actions import add_item
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group
from preparation.pack import pack_of
from preparation.pdf import draw_pack
from reviews.models import LONGEST, Review
from tests import factories
from tests.conftest import TODAY, Cast, Enter
from tests.preparation.pdf_text import bookmarks_of, pages_of
from tests.reviews import making
from tests.reviews.making import about


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    made = factories.meeting(cast.oak, title="Spring", place="Lake House")
    add_item(
        made.days.get(),
        title="Open",
        minutes=15,
        owner=cast.facilitator,
        by=cast.facilitator,
        at=timezone.now(),
    )
    return made


def drawn(meeting: Meeting, reader: Member) -> bytes:
    return draw_pack(pack_of(meeting, reader, on=TODAY))


def read(meeting: Meeting, reader: Member) -> list[str]:
    """Return the pages of the pack, each as one line."""
    return [" ".join(text.split()) for text in pages_of(drawn(meeting, reader))]


def test_it_is_handed_over_as_a_file_that_nothing_keeps(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    answer = enter("member").get(reverse("preparation:pack_pdf", args=[meeting.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Oak 2026-05-25.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF-")


def test_the_first_page_says_when_where_and_who(cast: Cast, meeting: Meeting) -> None:
    first = read(meeting, cast.member)[0]
    assert "Spring Build firms that outlive us. Mon 25 May 2026, 09:00–17:00" in first
    assert "Lake House" in first
    assert "09:00 Open Farah Haddad 15 min" in first
    assert "Mara Lind Yet to answer" in first
    assert "For those who sit in Oak and for nobody else" in first


def test_twelve_reviews_stand_on_a_page_each_with_its_number(cast: Cast, meeting: Meeting) -> None:
    for n in range(12):
        person = factories.member(f"Guest {n:02}")
        factories.seat(cast.oak, person)
        making.review(meeting, person, words={about("progress"): f"Walked {n} miles.", "numbers": "1\n2\n3"})
    document = drawn(meeting, cast.member)
    pages = [" ".join(text.split()) for text in pages_of(document)]
    assert len(pages) == 13
    for number, text in enumerate(pages, 1):
        assert f"{number} of 13" in text
        assert "Oak, Mon 25 May 2026" in text
    assert [f"Walked {n} miles." in pages[n + 1] for n in range(12)] == [True] * 12
    names = [f"Guest {n:02}" for n in range(12)]
    assert bookmarks_of(document) == ["Spring", "Agenda", "Who comes", *names]


def test_the_same_pack_gives_the_same_bytes(cast: Cast, meeting: Meeting) -> None:
    making.review(meeting, cast.member)
    assert drawn(meeting, cast.member) == drawn(meeting, cast.member)


def test_all_fonts_are_in_the_file(cast: Cast, meeting: Meeting) -> None:
    making.review(meeting, cast.member, words={"ask": "Αθήνα"})
    document = drawn(meeting, cast.member)
    assert document.count(b"/FontFile2") == len(re.findall(rb"/Type /Font\b", document)) == 4
    assert b"Helvetica" not in document


MARKUP = (
    "<b>Bold</b> & <para> </font> <img src='file:///etc/passwd'/> <script>alert(1)</script> &amp; %s {} \\( )"
)


def test_what_people_type_stays_text(cast: Cast, meeting: Meeting) -> None:
    Member.objects.filter(pk=cast.member.pk).update(name="<script>Mara</script> & Söhne")
    Group.objects.update(name="Oak <i>&</i>", purpose="a < b > c")
    making.review(meeting, cast.member, words={"ask": MARKUP, "headline": "Q&A <", about("progress"): MARKUP})
    meeting.group.refresh_from_db()
    pages = read(meeting, cast.partner)
    assert " ".join(MARKUP.split()) in pages[1]
    assert "<script>Mara</script> & Söhne" in pages[1]
    assert "Q&A <" in pages[1]
    assert "Oak <i>&</i>" in pages[0]
    assert "a < b > c" in pages[0]


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("Zoë Łukasz Őry Şen", "Zoë Łukasz Őry Şen"),
        ("Αθήνα Киев Nguyễn → ✓", "Αθήνα Киев Nguyễn → ✓"),
        ("Zoe\u0308", "Zoë"),
        ("東京 🙂", "□□ □"),
        ("a\tb\u200bc\x07d", "a bcd"),
    ],
)
def test_each_letter_is_drawn_by_a_font_that_has_it(
    cast: Cast, meeting: Meeting, typed: str, stands: str
) -> None:
    making.review(meeting, cast.member, words={"ask": typed})
    last = read(meeting, cast.member)[-1]
    assert f"wants from us {stands}" in last
    assert ("□ stands for a letter that this file has no font for." in last) == ("□" in stands)


def test_lines_stay_lines(cast: Cast, meeting: Meeting) -> None:
    making.review(meeting, cast.member, words={"numbers": "Revenue 1\n\nMargin 2"})
    assert "Numbers\nRevenue 1\n \nMargin 2\n" in pages_of(drawn(meeting, cast.member))[-1]


@pytest.mark.parametrize(("letters", "length"), [("W", 20_000), ("i i", 20_000), ("i\n", LONGEST)])
def test_texts_of_any_length_find_their_pages(
    cast: Cast, meeting: Meeting, letters: str, length: int
) -> None:
    longest = (letters * length)[:length].strip()
    making.review(meeting, cast.member)
    Review.objects.update(ask=longest, headline="W" * 200)
    pages = read(meeting, cast.member)
    assert "".join(pages[1:]).count(letters[0]) >= longest.count(letters[0])
    assert len(pages) > 4


def test_the_longest_review_that_can_be_handed_in_is_drawn_whole(cast: Cast, meeting: Meeting) -> None:
    words = dict.fromkeys(("numbers", "ask", about("progress"), about("next")), "word " * (LONGEST // 5))
    making.review(meeting, cast.member, words=words)
    assert "".join(read(meeting, cast.member)).count("word") == 4 * LONGEST // 5


def test_long_names_and_titles_break_where_they_must(cast: Cast, meeting: Meeting) -> None:
    Member.objects.update(name="N" * 120)
    Group.objects.filter(pk=cast.oak.pk).update(name="G" * 120, purpose="P" * 500)
    meeting.days.get().items.update(title="T" * 200)
    factories.commitment(cast.oak, cast.partner, text="C" * 500)
    meeting.group.refresh_from_db()
    text = "".join(read(meeting, cast.partner)).replace(" ", "")
    assert all(letters in text for letters in ("T" * 20, "C" * 30, "P" * 30))
    assert "G" * 49 + "…" in text
