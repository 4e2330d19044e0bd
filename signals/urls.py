from django.urls import path

from signals.views import interventions, looking, one

app_name = "signals"

urlpatterns = [
    path("signals/", looking.list_for_leaders, name="list"),
    path("signals/mine/", looking.list_mine, name="mine"),
    path("signals/community/", looking.show_community, name="community"),
    path("signals/community/annotate/", one.annotate_community, name="annotate_community"),
    path("signals/community/begin/", interventions.begin_for_community, name="begin_for_community"),
    path("signals/playbook/", looking.show_playbook, name="playbook"),
    path("signals/<int:pk>/", one.show_signal, name="signal"),
    path("signals/<int:pk>/dismiss/", one.dismiss_signal, name="dismiss"),
    path("signals/<int:pk>/restore/", one.restore_signal, name="restore"),
    path("signals/<int:pk>/begin/", interventions.begin_after_signal, name="begin"),
    path("interventions/<int:pk>/", interventions.show_intervention, name="intervention"),
    path("interventions/<int:pk>/review/", interventions.review_intervention, name="review"),
    path("interventions/<int:pk>/reopen/", interventions.reopen_intervention, name="reopen"),
    path("interventions/<int:pk>/withdraw/", interventions.withdraw_intervention, name="withdraw"),
    path("annotations/<int:pk>/remove/", one.remove_annotation, name="remove_annotation"),
    path("groups/<str:key>/signals/", looking.show_group, name="group"),
    path("groups/<str:key>/signals/annotate/", one.annotate_group, name="annotate_group"),
    path("groups/<str:key>/signals/begin/", interventions.begin_for_group, name="begin_for_group"),
]
