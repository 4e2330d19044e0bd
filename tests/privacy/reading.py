"""What somebody can read on a page: its words, and those that are only read aloud."""

import re
from html.parser import HTMLParser
from typing import Any

from tests.privacy.village import Secret

_HEARD = {"title", "alt", "aria-label", "value", "content", "placeholder"}
_UNSEEN = {"script", "style"}
_FOLD = "\r\n "
"""Where a calendar file breaks a line that goes on."""


def words_of(answer: Any) -> str:
    """Return all that a page, or a file, says."""
    if answer.streaming:
        return " ".join(b"".join(answer.streaming_content).decode().split())
    reader = _Reader()
    reader.feed(answer.content.decode().replace(_FOLD, ""))
    return " ".join(" ".join(reader.said).split())


def tells(words: str, secret: Secret) -> list[str]:
    """Return where words give a secret away: as “7 of 13”, as a pair in a file, or as a share."""
    share = secret.x / secret.of
    pair = rf"(?<![\d.]){secret.x}(?:\.0)?(?: of |,){secret.of}(?:\.0)?(?![\d.])"
    shares = [rf"(?<![\d.]){re.escape(f'{share * 100:.{digits}f}')} ?%" for digits in (0, 1, 2)]
    shares += [rf"(?<!\d){re.escape(f'{share:.{digits}f}')}(?!\d)" for digits in (2, 3, 4)]
    found = re.finditer("|".join([pair, *shares]), words)
    return [words[max(0, hit.start() - 40) : hit.end() + 40] for hit in found]


class _Reader(HTMLParser):
    """Collects the texts of a page, and the attributes that are read aloud or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if value and name in _HEARD]
        if tag in _UNSEEN:
            self._unseen = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)
