"""The addresses of the site as in the embedded mode."""

from django.urls import include, path

from peergroups.config.urls import urlpatterns as everywhere

urlpatterns = [*everywhere, path("mailbox/", include("embedded.urls"))]
