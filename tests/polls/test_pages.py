"""Looking for a date, from the first question to the meeting."""

from tests.browsing import page
from tests.conftest import Cast, Enter
from tests.polls.asking import ask, says


def test_the_page_shows_who_can_come_when(cast: Cast, enter: Enter) -> None:
    poll = ask(cast.oak, by=cast.facilitator)
    says(cast.partner, poll, "yes", "no")
    shown = page(enter("member").get(poll.get_absolute_url()))
    assert "Tue 12 May 2026" in shown
