"""Every address at which a figure could stand, with whatever it can be asked for."""

from collections.abc import Iterator
from itertools import product

from django.urls import URLPattern, get_resolver, reverse

from calendars.actions import make_feed
from engagement.catalogue import METRICS
from engagement.periods import Quarter
from meetings.models import Meeting
from members.models import Member
from signals.models import Annotation, Intervention, Signal
from surveys.models import Questionnaire, Survey
from tests.conftest import NOW, TODAY
from tests.doors import DOORS
from tests.privacy.village import Village

WITH_FIGURES = ("engagement", "signals", "surveys")
THEN = Quarter.of(TODAY).previous
"""The quarter in which all of it happened."""

ASKED_FOR = {
    "engagement:community": ["", f"?quarter={THEN}", f"?quarter={THEN}&sort=-follow_through", "?find=oak"],
    "engagement:community_quarters": ["", "?all"],
    "engagement:compare": ["", f"?now={THEN}&before={THEN.previous}"],
    "engagement:download": ["", f"?quarter={THEN}"],
    "engagement:group": ["", "?all"],
    "engagement:compare_group": ["", f"?now={THEN}&before={THEN.previous}"],
}


def addresses(village: Village) -> list[str]:
    """Return all addresses of the apps with figures, and of the others those that need nothing."""
    own = [url for app in WITH_FIGURES for url in _of(app, village)]
    others = [door for door in DOORS if not door.args and door.method == "get"]
    return own + [door.url({}) for door in others if door.name.split(":")[0] not in WITH_FIGURES]


def calendar_files(member: Member) -> list[str]:
    """Return the addresses of somebody's own feed, and of a file for each meeting there is."""
    feed = make_feed(member, None, by=member, at=NOW)
    meetings = Meeting.objects.values_list("pk", flat=True)
    return [
        reverse("calendars:feed", args=[feed.token]),
        *(reverse("calendars:meeting", args=[pk]) for pk in meetings),
    ]


def _of(app: str, village: Village) -> Iterator[str]:
    _, resolver = get_resolver().namespace_dict[app]
    for pattern in resolver.url_patterns:
        assert isinstance(pattern, URLPattern)
        name = f"{app}:{pattern.name}"
        things = [_things(name, part, village) for part in pattern.pattern.converters]
        for args in product(*things):
            for asked in ASKED_FOR.get(name, [""]):
                yield reverse(name, args=args) + asked


def _things(name: str, part: str, village: Village) -> list[str]:
    """Return all that a part of an address can stand for."""
    if part == "key":
        return [group.key for group in village.groups]
    if part == "name":
        return list(METRICS)
    path = reverse(name, args=[0, *(["oak"] if name == "surveys:group" else [])])
    models: dict[str, type[Signal | Intervention | Annotation | Questionnaire | Survey]] = {
        "/signals/": Signal,
        "/interventions/": Intervention,
        "/annotations/": Annotation,
        "/surveys/questionnaires/": Questionnaire,
        "/surveys/": Survey,
    }
    model = next(model for start, model in models.items() if path.startswith(start))
    return [str(pk) for pk in model.objects.values_list("pk", flat=True)]
