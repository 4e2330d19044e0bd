"""Filling in the form of a meeting, as a browser without JavaScript sends it."""

from collections.abc import Sequence

from django.test import Client

from tests.browsing import form_on, page

Row = tuple[str, str, str]  # date, from, to


def typed(client: Client, url: str, *days: Row, **fields: str) -> dict[str, str]:
    """Return the form of a page with these days typed over its rows, and these fields over its own."""
    form = form_on(client.get(url), "")
    del form["csrfmiddlewaretoken"]  # another one on every page
    return form | rows(days, among=int(form["days-TOTAL_FORMS"])) | fields


def rows(days: Sequence[Row], *, among: int = 0) -> dict[str, str]:
    """Return the rows of days; those left of `among` are emptied."""
    names = ("on", "starts", "ends")
    total = max(len(days), among)
    filled = [*days, *[("", "", "")] * (total - len(days))]
    cells = {
        f"days-{number}-{name}": cell
        for number, row in enumerate(filled)
        for name, cell in zip(names, row, strict=True)
    }
    return cells | {"days-TOTAL_FORMS": str(total)}


def fill_in(client: Client, url: str, *days: Row, **fields: str) -> str:
    """Send the form off; return the page that comes then."""
    return page(client.post(url, typed(client, url, *days, **fields), follow=True))
