from django.urls import path

from home.views import desk, group, meeting, today

app_name = "home"

urlpatterns = [
    path("", today.today, name="today"),
    path("desk/", desk.desk, name="desk"),
    path("groups/<str:key>/", group.group, name="group"),
    path("meetings/<int:pk>/", meeting.meeting, name="meeting"),
]
