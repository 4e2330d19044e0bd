from django.urls import path

from meetings.views import agenda, answers, attendance, dates, scheduling

app_name = "meetings"

urlpatterns = [
    path("groups/<str:key>/meetings/", scheduling.list_meetings, name="list"),
    path("groups/<str:key>/meetings/new/", scheduling.schedule_meeting, name="schedule"),
    path("community/groups/<str:key>/meetings/", dates.list_dates, name="dates"),
    path("meetings/<int:pk>/change/", scheduling.change_meeting, name="change"),
    path("meetings/<int:pk>/cancel/", scheduling.cancel_meeting, name="cancel"),
    path("meetings/<int:pk>/restore/", scheduling.restore_meeting, name="restore"),
    path("meetings/<int:pk>/answer/", answers.answer_invitation, name="answer"),
    path("meetings/<int:pk>/attendance/", attendance.take_attendance, name="attendance"),
    path("meetings/<int:pk>/attendance/<int:number>/", attendance.take_attendance, name="attendance"),
    path(
        "meetings/<int:pk>/attendance/<int:number>/<str:half>/", attendance.take_attendance, name="attendance"
    ),
    path("meetings/<int:pk>/agenda/", agenda.arrange_agenda, name="agenda"),
    path("meetings/<int:pk>/agenda/lay-out/", agenda.lay_out_agenda, name="lay_out"),
    path("meetings/<int:pk>/agenda/<int:number>/add/", agenda.add_item, name="add_item"),
    path("agenda-items/<int:pk>/change/", agenda.change_item, name="change_item"),
    path("agenda-items/<int:pk>/move/", agenda.move_item, name="move_item"),
    path("agenda-items/<int:pk>/remove/", agenda.remove_item, name="remove_item"),
]
