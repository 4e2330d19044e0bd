from collections.abc import Iterator

import pytest
from pytest_django import Settings

from peergroups.models import Group, Keeps
from tests.conftest import Cast
from tests.notifications.sink import Sink


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A mail server, to which this process delivers over SMTP."""
    with Sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 5
        yield sink


@pytest.fixture
def only_meets(cast: Cast) -> None:
    """Oak has no agenda, takes no attendance and keeps no notes, so that nothing but its dates is told."""
    rules = {"plans_agenda": False, "takes_attendance": False, "keeps": Keeps.NOTHING}
    Group.objects.filter(pk=cast.oak.pk).update(**rules)
    cast.oak.refresh_from_db()
