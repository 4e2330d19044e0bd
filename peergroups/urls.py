from django.urls import path

from peergroups.views import community, groups, people, seats

app_name = "peergroups"

urlpatterns = [
    path("people/<str:key>/", people.show_person, name="person"),
    path("groups/<str:key>/about/", groups.change_group, name="change_group"),
    path("groups/<str:key>/seats/", groups.list_seats, name="seats"),
    path("groups/<str:key>/seats/new/", seats.give_seat, name="give_seat"),
    path("seats/<int:pk>/end/", seats.end_seat, name="end_seat"),
    path("seats/<int:pk>/reopen/", seats.reopen_seat, name="reopen_seat"),
    path("seats/<int:pk>/confirm/", seats.confirm_seat, name="confirm_seat"),
    path("seats/<int:pk>/leave/", seats.grant_leave, name="leave"),
    path("leaves/<int:pk>/withdraw/", seats.withdraw_leave, name="withdraw_leave"),
    path("seats/<int:pk>/roles/", seats.give_role, name="give_role"),
    path("roles/<int:pk>/lay-down/", seats.lay_down_role, name="lay_down_role"),
    path("community/", community.change_community, name="community"),
    path("community/plan-areas/", community.name_plan_areas, name="plan_areas"),
    path("community/admins/", community.appoint_admin, name="appoint_admin"),
    path("community/admins/<int:pk>/dismiss/", community.dismiss_admin, name="dismiss_admin"),
    path("community/groups/", groups.list_groups, name="groups"),
    path("community/groups/new/", groups.start_group, name="start_group"),
    path("community/people/", people.list_people, name="people"),
    path("community/new-person/", people.add_person, name="add_person"),
    path("community/people/<str:key>/", people.keep_person, name="keep_person"),
    path("community/people/<str:key>/close-account/", people.close_account, name="close_account"),
    path("community/people/<str:key>/reopen-account/", people.reopen_account, name="reopen_account"),
]
