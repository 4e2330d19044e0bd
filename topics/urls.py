from django.urls import path

from topics import views

app_name = "topics"

urlpatterns = [
    path("meetings/<int:pk>/table/", views.show_table, name="table"),
    path("meetings/<int:pk>/table/parts/", views.renew_pass, name="renew"),
    path("meetings/<int:pk>/table/propose/", views.propose_topic, name="propose"),
    path("meetings/<int:pk>/table/set/", views.set_table, name="set"),
    path("topics/<int:pk>/dot/", views.give_dot, name="dot"),
    path("topics/<int:pk>/remove/", views.remove_topic, name="remove"),
    path("topics/<int:pk>/start/", views.start_topic, name="start"),
    path("topics/<int:pk>/extend/", views.extend_topic, name="extend"),
    path("topics/<int:pk>/finish/", views.finish_topic, name="finish"),
    path("topics/<int:pk>/thumb/", views.show_thumb, name="thumb"),
    path("live/tables/<str:signed>/", views.follow_table, name="follow"),
]
