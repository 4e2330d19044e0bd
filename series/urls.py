from django.urls import path

from series.views import hosting, light_groups, running

app_name = "series"

urlpatterns = [
    path("groups/<str:key>/series/", running.list_series, name="list"),
    path("groups/<str:key>/series/new/", running.start_series, name="start"),
    path("series/<int:pk>/change/", running.change_series, name="change"),
    path("series/<int:pk>/end/", running.end_series, name="end"),
    path("series/<int:pk>/resume/", running.resume_series, name="resume"),
    path("series/<int:pk>/skip/", running.skip_date, name="skip"),
    path("meetings/<int:pk>/host/", hosting.take_turn, name="host"),
    path("new-group/", light_groups.start_light_group, name="start_light_group"),
    path("groups/<str:key>/invite/", light_groups.invite_member, name="invite"),
    path("invitations/", light_groups.list_invitations, name="invitations"),
    path("invitations/<int:pk>/accept/", light_groups.accept_invitation, name="accept"),
    path("invitations/<int:pk>/decline/", light_groups.decline_invitation, name="decline"),
    path("invitations/<int:pk>/withdraw/", light_groups.withdraw_invitation, name="withdraw"),
]
