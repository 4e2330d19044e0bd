from django.urls import path, re_path

from room.views import asking, course, following, here, speaking

app_name = "room"

urlpatterns = [
    re_path(r"^live/(?P<what>room|wall)/(?P<signed>[\w:=-]+)/$", following.follow, name="follow"),
    path("meetings/<int:pk>/room/", following.show_room, name="room"),
    path("meetings/<int:pk>/room/now/", following.renew, {"what": "room"}, name="renew"),
    path("meetings/<int:pk>/wall/", following.show_wall, name="wall"),
    path("meetings/<int:pk>/wall/now/", following.renew, {"what": "wall"}, name="renew_wall"),
    path("meetings/<int:pk>/room/start/", course.start_run, name="start"),
    path("meetings/<int:pk>/room/move/", course.move, name="move"),
    path("meetings/<int:pk>/room/put-in/", course.put_in, name="put_in"),
    path("meetings/<int:pk>/room/end/", course.end_run, name="end"),
    path("meetings/<int:pk>/room/speakers/", speaking.shuffle_speakers, name="speakers"),
    path("meetings/<int:pk>/room/speakers/<int:turn>/pass/", speaking.pass_on, name="pass_on"),
    path("meetings/<int:pk>/room/airtime/", speaking.answer_airtime, name="airtime"),
    path("meetings/<int:pk>/room/votes/", asking.open_vote, name="open_vote"),
    path("meetings/<int:pk>/room/votes/<int:vote>/cast/", asking.cast_ballot, name="cast"),
    path("meetings/<int:pk>/room/votes/<int:vote>/close/", asking.close_vote, name="close_vote"),
    path("meetings/<int:pk>/room/votes/<int:vote>/take-back/", asking.take_back_vote, name="take_back_vote"),
    path("meetings/<int:pk>/room/prompts/", asking.open_prompt, name="open_prompt"),
    path("meetings/<int:pk>/room/prompts/<int:prompt>/write/", asking.write_view, name="write"),
    path("meetings/<int:pk>/room/prompts/<int:prompt>/reveal/", asking.reveal_views, name="reveal"),
    path(
        "meetings/<int:pk>/room/prompts/<int:prompt>/take-back/",
        asking.take_back_prompt,
        name="take_back_prompt",
    ),
    path("meetings/<int:pk>/here/<str:code>/", here.here, name="here"),
    path("meetings/<int:pk>/door/", here.print_code, name="door"),
]
