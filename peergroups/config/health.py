"""Two questions of load balancers and supervisors: is this process alive, and can it serve?

They need no log-in and no https, and their answers name no host, version or error. docs/production.md tells
how to ask.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

from peergroups.config import heartbeats

STALE_SECONDS = 45  # beat ticks every ten
PATIENCE_SECONDS = 2


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answer that this process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer whether all is there that a member needs: 200 if so, else 503."""
    ages = {"worker": _age("worker"), "beat": _age("beat")}
    answers = {"database": _database_answers(), "broker": _broker_answers()}
    answers |= {heart: age is not None and age < STALE_SECONDS for heart, age in ages.items()}
    states = {"status": all(answers.values()), **answers}
    report = {name: "ok" if good else "unavailable" for name, good in states.items()}
    return JsonResponse({**report, "age_seconds": ages}, status=200 if states["status"] else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _broker_answers() -> bool:
    patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
    try:
        with Redis.from_url(settings.REDIS_URL, **patience) as broker:
            broker.ping()
    except RedisError:
        return False
    return True


def _age(heart: heartbeats.Heart) -> float | None:
    """Return the seconds since the last beat; None also when the place where it is noted is gone."""
    try:
        age = heartbeats.age(heart)
    except RedisError:
        return None
    return None if age is None else round(age, 1)
