from django.urls import path

from polls.views import asking, choosing

app_name = "polls"

urlpatterns = [
    path("groups/<str:key>/polls/", asking.list_polls, name="list"),
    path("groups/<str:key>/polls/new/", asking.make_poll, name="make"),
    path("polls/<int:pk>/", choosing.show_poll, name="poll"),
    path("polls/<int:pk>/vote/", choosing.vote, name="vote"),
    path("polls/<int:pk>/change/", asking.change_poll, name="change"),
    path("polls/<int:pk>/dates/", asking.add_options, name="add_options"),
    path("polls/<int:pk>/close/", choosing.close_poll, name="close"),
    path("polls/<int:pk>/reopen/", choosing.reopen_poll, name="reopen"),
    path("poll-dates/<int:pk>/remove/", asking.remove_option, name="remove_option"),
    path("poll-dates/<int:pk>/put-back/", asking.put_back_option, name="put_back_option"),
    path("poll-dates/<int:pk>/pick/", choosing.pick_option, name="pick_option"),
]
