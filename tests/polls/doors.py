"""Who may pass the doors of `polls`."""

from tests.conftest import Cast
from tests.door import Door
from tests.polls.asking import ask

DOORS: list[Door] = [
    Door("polls:list", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("polls:make", ("oak",), "get", "302 404 404 403 403 404 200 404"),
    Door("polls:poll", ("a poll",), "get", "302 404 404 200 200 404 200 404"),
    Door("polls:vote", ("a poll",), "post", "302 404 404 302 302 404 302 404"),
    Door("polls:change", ("a poll",), "get", "302 404 404 403 403 404 200 404"),
    Door("polls:add_options", ("a poll",), "post", "302 404 404 403 403 404 200 404"),
    Door("polls:close", ("a poll",), "post", "302 404 404 403 403 404 302 404"),
    Door("polls:reopen", ("a poll",), "post", "302 404 404 403 403 404 302 404"),
    Door("polls:remove_option", ("a poll's date",), "get", "302 404 404 403 403 404 200 404"),
    Door("polls:put_back_option", ("a poll's date",), "post", "302 404 404 403 403 404 302 404"),
    Door("polls:pick_option", ("a poll's date",), "get", "302 404 404 403 403 404 200 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    poll = ask(cast.oak, by=cast.facilitator)
    return {"a poll": str(poll.pk), "a poll's date": str(poll.options.all()[0].pk)}
