from django.urls import path

from meetings.views import agenda, answers, attendance, coming, dates, items, library, scheduling, templates

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
    path("meetings/<int:pk>/agenda/undo/", agenda.undo_change, name="undo_change"),
    path("meetings/<int:pk>/agenda/save/", templates.save_template, name="save_template"),
    path("meetings/<int:pk>/agenda/<int:number>/add/", agenda.add_item, name="add_item"),
    path("meetings/<int:pk>/agenda/<int:number>/insert/", agenda.insert_format, name="insert_format"),
    path("meetings/<int:pk>/agenda/<int:number>/fit/", agenda.fit_day, name="fit_day"),
    path("agenda-items/<int:pk>/change/", items.change_item, name="change_item"),
    path("agenda-items/<int:pk>/minutes/", items.set_minutes, name="set_minutes"),
    path("agenda-items/<int:pk>/move/", items.move_item, name="move_item"),
    path("agenda-items/<int:pk>/duplicate/", items.duplicate_item, name="duplicate_item"),
    path("agenda-items/<int:pk>/remove/", items.remove_item, name="remove_item"),
    path("formats/", library.list_formats, name="formats"),
    path("groups/<str:key>/templates/", templates.list_templates, name="templates"),
    path("groups/<str:key>/attendance/", coming.show_coming, name="coming"),
    path("community/templates/", templates.list_community_templates, name="community_templates"),
    path("agenda-templates/<int:pk>/rename/", templates.rename_template, name="rename_template"),
    path("agenda-templates/<int:pk>/remove/", templates.remove_template, name="remove_template"),
]
