"""What no template does, so that the content security policy is strict and what people type stays text."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import text_of, tracked
from ui.context import SHEETS

RAW = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
MARKING = re.compile(r"^from .* import .*\bmark_safe\b", re.MULTILINE)
MAY_MARK = {
    "ui/templatetags/ui.py": "icons, which are written in this project",
    "ui/drawing.py": "plots: numbers, and labels that it escapes",
    "engagement/templatetags/engagement.py": "cells of figures, which it escapes",
}
MAILS = Path("templates/notifications/mails")  # their HTML carries its style, for no sheet is read there
MAILS_OF_ACCOUNTS = Path("templates/account/email")

INLINE = {
    "style": r"\sstyle\s*=|<style\b",
    "script": r"<script\b(?![^>]*\ssrc=)|<script\b[^>]*>\s*[^<\s]|javascript:",
    "handler": r"\son\w+\s*=|\shx-on\b",
    "another host": r"""\b(?:src|srcset|action)=["']?(?:https?:)?//|<link\b[^>]*href=["']?(?:https?:)?//""",
}


def pages() -> list[Path]:
    return [path for path in tracked("templates/*.html") if path.parent != MAILS]


def test_nothing_is_drawn_unescaped_but_mails_in_plain_text() -> None:
    raw = [path for path in tracked("templates") if RAW.search(text_of(path))]
    assert {path.parent for path in raw} == {MAILS, MAILS_OF_ACCOUNTS}
    assert {path.suffix for path in raw} == {".txt"}


def test_only_what_this_project_wrote_or_escaped_is_marked_as_safe() -> None:
    marking = {str(path) for path in tracked("*.py") if MARKING.search(text_of(path))}
    assert marking == set(MAY_MARK)


@pytest.mark.parametrize("what", INLINE)
def test_no_page_has_inline(what: str) -> None:
    assert len(pages()) > 80
    assert [str(path) for path in pages() if re.search(INLINE[what], text_of(path), re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("style", '<p style="color: red">'),
        ("style", "<style>"),
        ("script", "<script>go()</script>"),
        ("script", '<script src="a.js">go()</script>'),
        ("script", '<a href="javascript:go()">'),
        ("handler", '<p onclick="go()">'),
        ("handler", "<p hx-on:click=go()>"),
        ("another host", '<img src="//example.org/a.png">'),
        ("another host", '<link rel="stylesheet" href="https://example.org/a.css">'),
    ],
)
def test_the_patterns_find_what_they_look_for(what: str, text: str) -> None:
    assert re.search(INLINE[what], text)


def linked(folder: str, ending: str) -> set[str]:
    """The files of a folder that some page links by itself."""
    link = re.compile(rf"{{% static '{folder}/([a-z-]+)\.{ending}' %}}")
    return {name for path in pages() for name in link.findall(text_of(path))}


def test_every_style_sheet_is_linked_by_all_pages_or_by_some() -> None:
    sheets = {path.stem for path in tracked("static/css/*.css")}
    assert sheets == set(SHEETS) | linked("css", "css")


def test_every_script_is_linked() -> None:
    assert {path.stem for path in tracked("static/js/*.js")} == linked("js", "js")
