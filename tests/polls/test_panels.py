"""What other pages include of polls."""

from django.template.loader import render_to_string
from django.utils import timezone

from peergroups.seating import seating
from polls import panels
from tests.conftest import TODAY, Cast
from tests.polls.asking import ask


def test_today_names_the_polls_that_wait_for_a_vote(cast: Cast) -> None:
    poll = ask(cast.oak, by=cast.facilitator, closes_on=TODAY)
    found = panels.open_polls(cast.member, seating(cast.member), at=timezone.now())
    shown = render_to_string("polls/on_today.html", {"polls": found})
    assert f'href="/polls/{poll.pk}/"' in shown
    assert "Oak, vote by 4 May" in shown


def test_the_page_of_a_group_leads_to_its_polls_and_to_a_new_one(cast: Cast) -> None:
    ask(cast.oak, by=cast.facilitator)
    found = panels.of_group(cast.oak, cast.facilitator, on=TODAY)
    context = {"group": cast.oak, "polls": found, "may_schedule": True}
    shown = render_to_string("polls/on_group_page.html", context)
    assert "3 dates, 0 people voted" in shown
    assert 'href="/groups/oak/polls/new/"' in shown
