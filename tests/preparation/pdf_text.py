"""Reads a PDF as a person who looks at it: the words on each page, by the fonts' own tables of letters."""

import base64
import re
import zlib

Objects = dict[int, bytes]


def pages_of(document: bytes) -> list[str]:
    """Return the text of each page, a line for each line drawn."""
    found = re.finditer(rb"(\d+) 0 obj\r?\n(.*?)endobj", document, re.DOTALL)
    objects = {int(match[1]): match[2] for match in found}
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    return [_text(objects, body) for body in pages]


def bookmarks_of(document: bytes) -> list[str]:
    """Return the titles that a reader lists at the side, in their order."""
    titles = re.findall(
        rb"/Title \(((?:\\.|[^\\)])*)\)[^>]*?/Parent|/Parent[^>]*?/Title \(((?:\\.|[^\\)])*)\)", document
    )
    return [
        _bytes(one or other).decode("utf-16" if b"\xfe\xff" in _bytes(one or other) else "latin-1")
        for one, other in titles
    ]


def _text(objects: Objects, page: bytes) -> str:
    letters = _fonts(objects, page)
    drawn, known, lines = _stream(objects[_named(page, b"Contents")]), {}, [""]
    token = rb"/(F\d+(?:\+\d+)?) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj|(T\*|ET)"
    for font, text, end in re.findall(token, drawn, re.DOTALL):
        if font:
            known = letters[font]
        elif end:
            lines.append("")
        else:
            lines[-1] += "".join(known[code] for code in _bytes(text))
    return "\n".join(filter(None, lines))


def _fonts(objects: Objects, page: bytes) -> dict[bytes, dict[int, str]]:
    """Return for each font of a page which letter each of its codes draws."""
    listed = re.findall(rb"/(F\d+(?:\+\d+)?) (\d+) 0 R", objects[_named(page, b"Font")])
    return {name: _letters(objects, objects[int(number)]) for name, number in listed}


def _letters(objects: Objects, font: bytes) -> dict[int, str]:
    table = _stream(objects[_named(font, b"ToUnicode")]).split(b"beginbfchar")[1]
    pairs = re.findall(rb"<(\w\w)> <(\w+)>\n", table)
    return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in pairs}


def _named(body: bytes, name: bytes) -> int:
    match = re.search(rb"/%s (\d+) 0 R" % name, body)
    assert match
    return int(match[1])


def _stream(body: bytes) -> bytes:
    match = re.search(rb"stream\r?\n(.*?)endstream", body, re.DOTALL)
    assert match
    packed = match[1].strip()
    return zlib.decompress(base64.a85decode(packed.removesuffix(b"~>")) if b"ASCII85" in body else packed)


def _bytes(text: bytes) -> bytes:
    """Undo what a text between brackets escapes."""

    def undo(match: re.Match[bytes]) -> bytes:
        escaped = match[1]
        return (
            bytes([int(escaped, 8)])
            if escaped.isdigit()
            else {b"n": b"\n", b"r": b"\r"}.get(escaped, escaped)
        )

    return re.sub(rb"\\([0-7]{1,3}|.)", undo, text, flags=re.DOTALL)
