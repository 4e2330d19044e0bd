from django.urls import path

from notifications.views import answering, log, own, refusing

app_name = "notifications"

urlpatterns = [
    path("account/notices/", own.choose_kinds, name="preferences"),
    path("community/notices/", log.show_log, name="log"),
    path("community/notices/<int:pk>/again/", log.send_again, name="send_again"),
    path("notices/answer/<str:token>/", answering.answer, name="answer"),
    path("notices/unsubscribe/<str:token>/", refusing.unsubscribe, name="unsubscribe"),
]
