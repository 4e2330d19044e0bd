"""What it means to stand before a door: who knocks, how, and what they are answered.

302 for somebody who has not logged in leads to the log-in; 404 says that there is no such thing for this
visitor; 403 that they see it and may not do this; 405 that this door only takes a form.
"""

from typing import NamedTuple

from django.urls import reverse

ROLES = ("nobody", "outsider", "former", "newcomer", "member", "neighbour", "facilitator", "admin")
NO_PAGES = {
    *("health_live", "preparation:pack_pdf", "gatherings:download", "calendars:feed", "calendars:meeting"),
    "engagement:download",
    *("room:follow", "room:renew", "room:renew_wall", "topics:follow", "topics:renew"),
}
"""Answers to machines, files, and parts of pages."""


class Door(NamedTuple):
    """An address, how it is knocked at, and the answers to `ROLES` in that order."""

    name: str
    args: tuple[str, ...]
    method: str
    answers: str

    def __str__(self) -> str:
        return "/".join((self.name, *self.args))

    def url(self, things: dict[str, str]) -> str:
        return reverse(self.name, args=[things.get(arg, arg) for arg in self.args])

    @property
    def is_page(self) -> bool:
        """Whether somebody comes to see a page here."""
        return self.method == "get" and "200" in self.answers and self.name not in NO_PAGES

    def answer_to(self, who: str) -> int:
        return int(self.answers.split()[ROLES.index(who)])
