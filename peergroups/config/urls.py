"""Every address. Who may pass each is written down in tests/doors.py."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from peergroups.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("", include("home.urls")),
    path("", include("signals.urls")),
    path("", include("engagement.urls")),
    path("", include("surveys.urls")),
    path("", include("closing.urls")),
    path("", include("room.urls")),
    path("", include("preparation.urls")),
    path("", include("issues.urls")),
    path("", include("reviews.urls")),
    path("", include("commitments.urls")),
    path("", include("calendars.urls")),
    path("", include("gatherings.urls")),
    path("", include("topics.urls")),
    path("", include("polls.urls")),
    path("", include("series.urls")),
    path("", include("meetings.urls")),
    path("", include("peergroups.urls")),
    path("", include("members.urls")),
    path("", include("notifications.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
]
if settings.EMAIL_BACKEND == "embedded.mailbox.MailboxBackend":
    urlpatterns.append(path("mailbox/", include("embedded.urls")))
