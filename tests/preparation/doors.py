"""Who may pass the doors of `preparation`."""

from tests.conftest import Cast
from tests.door import Door

DOORS: list[Door] = [
    Door("preparation:pack", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("preparation:pack", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("preparation:pack_pdf", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("preparation:pack_pdf", ("old",), "get", "302 404 404 404 200 404 200 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    return {}
