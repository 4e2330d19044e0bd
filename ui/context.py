"""The style sheets, in the order in which they are linked."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static

SHEETS = (
    "tokens",
    "base",
    "shell",
    "layout",
    "button",
    "card",
    "badge",
    "notice",
    "form",
    "answer",
    "agenda",
    "commitment",
    "person",
    "plot",
    "print",
)


def sheets(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the addresses of all style sheets."""
    return {"sheets": _addresses()}


@cache
def _addresses() -> list[str]:
    """They stay the same until the next start."""
    return [static(f"css/{name}.css") for name in SHEETS]
