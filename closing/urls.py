from django.urls import path

from closing.views import after, closing

app_name = "closing"

urlpatterns = [
    path("meetings/<int:pk>/after/", after.after, name="after"),
    path("meetings/<int:pk>/pulse/", after.answer_pulse, name="pulse"),
    path("meetings/<int:pk>/ideas/", after.offer_idea, name="offer_idea"),
    path("ideas/<int:pk>/withdraw/", after.withdraw_idea, name="withdraw_idea"),
    path("ideas/<int:pk>/vote/", after.vote_for_idea, name="vote_for_idea"),
    path("meetings/<int:pk>/learning/", after.write_learning, name="learning"),
    path("learnings/", after.list_learnings, name="learnings"),
    path("meetings/<int:pk>/close/", closing.close_meeting, name="close"),
    path("meetings/<int:pk>/reopen/", closing.reopen_meeting, name="reopen"),
    path("meetings/<int:pk>/minutes/", closing.write_minutes, name="minutes"),
    path("meetings/<int:pk>/calls/<str:key>/", closing.call_absent, name="call"),
]
