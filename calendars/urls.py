from django.urls import path

from calendars.views import feeds, importing, mail

app_name = "calendars"

urlpatterns = [
    path("calendar/mail/", mail.receive_mail, name="receive_mail"),
    path("calendar/<str:token>.ics", feeds.read_feed, name="feed"),
    path("account/calendars/", feeds.list_feeds, name="own"),
    path("account/calendars/make/", feeds.make_feed, name="make"),
    path("account/calendars/make/<str:key>/", feeds.make_feed, name="make"),
    path("account/calendars/<int:pk>/revoke/", feeds.revoke_feed, name="revoke"),
    path("account/calendars/replies/renew/", feeds.renew_reply_address, name="renew_reply_address"),
    path("groups/<str:key>/calendar/import/", importing.read_file, name="read_file"),
    path("groups/<str:key>/calendar/import/take/", importing.import_events, name="import"),
    path("meetings/<int:pk>/meeting.ics", feeds.save_meeting, name="meeting"),
]
