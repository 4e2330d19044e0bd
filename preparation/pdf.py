"""The pack as a PDF: A4, fonts embedded, a page for each review, page numbers, bookmarks.

The same pack gives the same bytes. It is laid out twice, for the first time to learn how many pages it has.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Table

from meetings.timetable import Timetable
from meetings.wording import date_span, day_hours, when
from members.models import Member
from preparation.lettering import DISPLAY, NO_LETTER, STRONG, TEXT, drawable, load_fonts, noting_lacks
from preparation.pack import Pack
from reviews.models import Review

INK, SOFT, GREEN, LINE = (HexColor(colour) for colour in ("#33291f", "#665c52", "#1d5c47", "#ddd6cb"))
WIDTH, HEIGHT = A4
SIDE, TOP, FOOT = 20 * mm, 24 * mm, 20 * mm
ROOM = WIDTH - 2 * SIDE

BODY = ParagraphStyle("body", fontName=TEXT, fontSize=10, leading=14.5, textColor=INK)
QUIET = ParagraphStyle("quiet", BODY, fontSize=8.5, leading=11.5, textColor=SOFT)
LABEL = ParagraphStyle("label", QUIET, fontName=STRONG, spaceBefore=4, spaceAfter=1, keepWithNext=1)
RIGHT = ParagraphStyle("right", BODY, alignment=2, textColor=SOFT)
TITLE = ParagraphStyle("title", fontName=DISPLAY, fontSize=24, leading=29, textColor=INK, spaceAfter=4)
LEAD = ParagraphStyle("lead", fontName=DISPLAY, fontSize=12.5, leading=17, textColor=INK, spaceAfter=8)
HEAD = ParagraphStyle("head", TITLE, fontSize=15, leading=19, spaceBefore=14, spaceAfter=4, keepWithNext=1)
AREA = ParagraphStyle("area", HEAD, fontSize=12, leading=15, spaceBefore=8, spaceAfter=2)
WANTED = ParagraphStyle(
    "wanted", BODY, backColor=HexColor("#e4f2ea"), borderPadding=8, spaceBefore=12, spaceAfter=10
)

CONFIDENTIAL = "For those who sit in {group} and for nobody else, not at home either."
LACKING = f"{NO_LETTER} stands for a letter that this file has no font for. The page on the site shows it."


class _Document(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A document whose headings lead there from the reader's list of contents."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - named by the library
        title = getattr(flowable, "listed_as", "")
        if title:
            place = f"{self.page}-{title}"
            self.canv.bookmarkPage(place)
            self.canv.addOutlineEntry(title, place)


def draw_pack(pack: Pack) -> bytes:
    load_fonts()
    _, pages = _lay_out(pack, of=0)
    drawn, _ = _lay_out(pack, of=pages)
    return drawn


def _lay_out(pack: Pack, *, of: int) -> tuple[bytes, int]:
    """Return the document with “page n of `of`” on each page, and the number of its pages."""
    target = BytesIO()
    document = _Document(
        target,
        pagesize=A4,
        title=f"{pack.meeting.title}, {pack.group.name}",
        author=pack.group.name,
        lang="en-GB",
        initialFontName=TEXT,
        invariant=1,
    )
    frame = Frame(SIDE, FOOT, ROOM, HEIGHT - TOP - FOOT, 0, 0, 0, 0)
    document.addPageTemplates(
        PageTemplate(frames=[frame], onPage=lambda canvas, doc: _edge(canvas, doc, pack, of))
    )
    with noting_lacks() as lacking:
        story = list(_story(pack))
    if lacking:
        story.append(Paragraph(drawable(LACKING), QUIET))
    document.build(story)
    return target.getvalue(), document.page


def _edge(canvas: Any, document: BaseDocTemplate, pack: Pack, of: int) -> None:
    """Draw what stands round each page: on top whose it is and for when, at the foot its number."""
    meeting = pack.meeting
    dates = date_span(meeting.starts_on, meeting.ends_on)
    _line(canvas, f"{_short(pack.group.name)}, {dates}", QUIET, HEIGHT - 14 * mm)
    canvas.setStrokeColor(LINE)
    canvas.line(SIDE, HEIGHT - 17 * mm, WIDTH - SIDE, HEIGHT - 17 * mm)
    _line(canvas, CONFIDENTIAL.format(group=_short(pack.group.name)), QUIET, 11 * mm)
    _line(canvas, f"{document.page} of {of}", ParagraphStyle("number", QUIET, alignment=2), 11 * mm)


def _line(canvas: Any, text: str, style: ParagraphStyle, height: float) -> None:
    paragraph = Paragraph(drawable(text), style)
    paragraph.wrapOn(canvas, ROOM, HEIGHT)
    paragraph.drawOn(canvas, SIDE, height)


def _short(name: str) -> str:
    return name if len(name) <= 50 else f"{name[:49]}…"


def _story(pack: Pack) -> Iterator[Flowable]:
    yield from _cover(pack)
    yield from _agenda(pack)
    yield from _people(pack)
    yield from _hot_seats(pack)
    yield from _commitments(pack)
    for review in pack.reviews:
        yield PageBreak()
        yield from _review(review)


def _cover(pack: Pack) -> Iterator[Flowable]:
    meeting, told = pack.meeting, when(pack.meeting)
    yield _heading(meeting.title, TITLE)
    yield Paragraph(drawable(pack.group.purpose or pack.group.name, DISPLAY), LEAD)
    yield Paragraph(drawable(", ".join(part for part in (str(told), told.zone) if part)), BODY)
    if meeting.place:
        yield Paragraph(drawable(meeting.place), BODY)
    yield Paragraph(drawable(f"As of {pack.on:%-d %B %Y}."), QUIET)


def _agenda(pack: Pack) -> Iterator[Flowable]:
    if not pack.has_agenda:
        return
    yield _heading("Agenda")
    for table in pack.timetables:
        if table.slots:
            hours = day_hours(table.day)
            yield Paragraph(drawable(f"{table.day.on:%A, %-d %B}{', ' if hours else ''}{hours}"), LABEL)
            yield _grid(_slots(table), [14 * mm, ROOM - 78 * mm, 46 * mm, 18 * mm])


def _slots(table: Timetable) -> Iterator[list[Paragraph]]:
    for slot in table.slots:
        item = slot.item
        who = item.owner.name if item.owner else item.owner_role
        yield [
            Paragraph(f"{slot.starts:%H:%M}" if slot.starts else "", BODY),
            Paragraph(drawable(item.title), BODY),
            Paragraph(drawable(who), BODY),
            Paragraph(f"{item.minutes} min" if item.minutes else "", RIGHT),
        ]


def _people(pack: Pack) -> Iterator[Flowable]:
    yield _heading("Who was invited" if pack.is_past else "Who comes")
    rows = [
        [
            Paragraph(drawable(person.member.name), BODY),
            Paragraph(drawable(_from(person.member)), BODY),
            Paragraph(drawable(", ".join(person.roles)), BODY),
            Paragraph(person.reply, RIGHT),
        ]
        for person in pack.people
    ]
    if rows:
        yield _grid(rows, [48 * mm, ROOM - 112 * mm, 36 * mm, 28 * mm])


def _hot_seats(pack: Pack) -> Iterator[Flowable]:
    if not pack.hot_seats:
        return
    yield _heading("Hot seats")
    for hot_seat in pack.hot_seats:
        coach = f", coached by {hot_seat.coach.name}" if hot_seat.coach else ""
        says = f"{hot_seat.presenter.name}, {hot_seat.minutes} min{coach}"
        yield Paragraph(drawable(hot_seat.title or "Told at the table"), BODY)
        yield Paragraph(drawable(says), QUIET)
        if hot_seat.question:
            yield from _lines(hot_seat.question)


def _commitments(pack: Pack) -> Iterator[Flowable]:
    if not pack.commitments:
        return
    yield _heading("What is promised")
    rows = [
        [
            Paragraph(drawable(commitment.member.name), BODY),
            Paragraph(drawable(commitment.text), BODY),
            Paragraph(f"by {commitment.due_on:%-d %b %Y}" if commitment.due_on else "", RIGHT),
        ]
        for commitment in pack.commitments
    ]
    yield _grid(rows, [40 * mm, ROOM - 70 * mm, 30 * mm])


def _review(review: Review) -> Iterator[Flowable]:
    name = review.member.name
    yield _heading(name, TITLE)
    yield Paragraph(drawable(_from(review.member)), QUIET)
    yield Paragraph(drawable(review.headline, DISPLAY), LEAD)
    for row in review.areas.all():
        if row.progress or row.next_steps:
            yield Paragraph(drawable(row.area.name, DISPLAY), AREA)
            yield from _text("How it went", row.progress)
            yield from _text("What is next", row.next_steps)
    if review.numbers:
        yield Paragraph("Numbers", AREA)
        yield from _lines(review.numbers)
    yield Paragraph(drawable(f"What {name} wants from us", DISPLAY), AREA)
    yield from _lines(review.ask, WANTED)


def _text(label: str, text: str) -> Iterator[Flowable]:
    if text:
        yield Paragraph(label, LABEL)
        yield from _lines(text)


def _lines(text: str, style: ParagraphStyle = BODY) -> Iterator[Flowable]:
    """Set each line as a paragraph: one of a thousand lines would take the library minutes."""
    for line in text.splitlines():
        yield Paragraph(drawable(line) or "&nbsp;", style)


def _heading(text: str, style: ParagraphStyle = HEAD) -> Paragraph:
    heading = Paragraph(drawable(text, DISPLAY), style)
    heading.listed_as = text
    return heading


def _from(member: Member) -> str:
    return member.organisation.name if member.organisation else ""


def _grid(rows: Iterable[list[Paragraph]], widths: list[float]) -> Table:
    """Set rows under each other with a thin line between; a row is never as long as a page."""
    style = [
        ("FONTNAME", (0, 0), (-1, -1), TEXT),  # or the file would name Helvetica, which is not in it
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 1), (-1, -1), 0.5, LINE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return Table(list(rows), colWidths=widths, style=style)
