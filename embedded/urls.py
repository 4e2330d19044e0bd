"""The mailbox. These addresses exist in the embedded mode only."""

from django.urls import path

from embedded import views

app_name = "embedded"
urlpatterns = [
    path("", views.mails, name="mails"),
    path("<str:key>/", views.mail, name="mail"),
    path("<str:key>/html/", views.mail_as_html, name="mail_as_html"),
]
