"""Who may pass the doors of `surveys`."""

from datetime import timedelta

from django.utils import timezone

from surveys.actions import write_questionnaire
from surveys.models import About
from tests.conftest import Cast
from tests.door import Door
from tests.surveys.asking import opened, plan, published

DOORS = [
    Door("surveys:list", (), "get", "302 200 200 200 200 200 200 200"),
    Door("surveys:protection", (), "get", "302 200 200 200 200 200 200 200"),
    Door("surveys:plan", (), "get", "302 403 403 403 403 403 403 200"),
    Door("surveys:write_questionnaire", (), "get", "302 403 403 403 403 403 403 200"),
    Door("surveys:questionnaire", ("a questionnaire",), "get", "302 403 403 403 403 403 403 200"),
    Door("surveys:remove_questionnaire", ("a questionnaire",), "post", "302 403 403 403 403 403 403 302"),
    # Oak is asked at present
    Door("surveys:survey", ("an open survey",), "get", "302 404 404 200 200 404 200 200"),
    Door("surveys:answer", ("an open survey",), "get", "302 404 404 200 200 404 200 403"),
    Door("surveys:change", ("an open survey",), "get", "302 404 404 403 403 404 403 200"),
    Door("surveys:close", ("an open survey",), "post", "302 404 404 403 403 404 403 302"),
    Door("surveys:reopen", ("an open survey",), "post", "302 404 404 403 403 404 403 302"),
    Door("surveys:remove", ("an open survey",), "get", "302 404 404 403 403 404 403 200"),
    Door("surveys:group", ("an open survey", "oak"), "get", "302 404 404 404 404 404 404 404"),
    # everybody will be asked in a year
    Door("surveys:survey", ("a planned survey",), "get", "302 404 404 404 404 404 404 200"),
    # everybody was asked a while ago
    Door("surveys:survey", ("an old survey",), "get", "302 404 404 200 200 200 200 200"),
    Door("surveys:answer", ("an old survey",), "get", "302 404 404 302 302 302 302 302"),
    Door("surveys:remove", ("an old survey",), "get", "302 404 404 403 403 403 403 302"),
    Door("surveys:group", ("an old survey", "oak"), "get", "302 404 404 200 200 404 200 200"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    old = opened(cast.admin)
    type(old).objects.filter(pk=old.pk).update(
        opens_on=old.opens_on - timedelta(days=200), closes_on=old.closes_on - timedelta(days=200)
    )
    old.refresh_from_db()
    text = write_questionnaire(
        title="Belonging",
        about=About.BELONGING,
        scale=5,
        items=["We belong."],
        reversed_items=[],
        permission="A letter of 2026",
        by=cast.admin,
        at=timezone.now(),
    )
    planned = plan(cast.admin, opens_on=old.closes_on + timedelta(days=700))
    return {
        "an old survey": str(published(old).pk),
        "an open survey": str(opened(cast.admin, cast.oak).pk),
        "a planned survey": str(planned.pk),
        "a questionnaire": str(text.pk),
    }
