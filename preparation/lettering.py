"""The fonts of the PDF, and how text that people typed becomes text that can be drawn."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from html import escape
from itertools import groupby

from django.contrib.staticfiles import finders
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

TEXT, STRONG, DISPLAY, OTHERS = "Figtree", "Figtree-SemiBold", "Fraunces", "Peergroups-Fallback"
FILES = {
    TEXT: "fonts/figtree-400.ttf",
    STRONG: "fonts/figtree-600.ttf",
    DISPLAY: "fonts/fraunces-600.ttf",
    OTHERS: "fonts/dejavu-part.ttf",  # Greek, Cyrillic and the like, which the house's own fonts do not have
}
NO_LETTER = "□"
"""Drawn where none of the fonts has the letter, as for Chinese, for Arabic and for pictures."""


@cache
def _letters(font: str) -> frozenset[int]:
    """Read a font once for each process, and return the letters that it has."""
    path = finders.find(FILES[font])
    read = TTFont(font, path)
    pdfmetrics.registerFont(read)
    return frozenset(read.face.charToGlyph)


def load_fonts() -> None:
    for font in FILES:
        _letters(font)


def drawable(text: str, font: str = TEXT) -> str:
    """Return a line that somebody typed as markup: escaped, each letter in a font that has it."""
    typed = unicodedata.normalize("NFC", text.replace("\t", " "))
    runs = groupby(filter(_is_drawn, typed), lambda letter: _font_of(letter, font))
    return "".join(_run("".join(letters), which, font) for which, letters in runs)


@contextmanager
def noting_lacks() -> Iterator[set[str]]:
    """Gather the letters that no font has, of all that is made drawable while the block runs."""
    lacking: set[str] = set()
    token = _lacking.set(lacking)
    try:
        yield lacking
    finally:
        _lacking.reset(token)


_lacking: ContextVar[set[str] | None] = ContextVar("lacking", default=None)


def _is_drawn(letter: str) -> bool:
    """Leave out what has no shape: control characters, marks of direction, selectors of variants."""
    return unicodedata.category(letter) not in {"Cc", "Cf"} and letter != "\ufe0f"


def _font_of(letter: str, font: str) -> str:
    if ord(letter) in _letters(font):
        return font
    return OTHERS if ord(letter) in _letters(OTHERS) else ""


def _run(letters: str, which: str, font: str) -> str:
    if which == font:
        return escape(letters)
    if not which:
        _note_lack(letters)
        letters = NO_LETTER * len(letters)
    return f'<font face="{OTHERS}">{escape(letters)}</font>'


def _note_lack(letters: str) -> None:
    lacking = _lacking.get()
    if lacking is not None:
        lacking.update(letters)
