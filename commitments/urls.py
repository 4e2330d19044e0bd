from django.urls import path

from commitments import views

app_name = "commitments"

urlpatterns = [
    path("commitments/", views.list_mine, name="mine"),
    path("commitments/<int:pk>/", views.show_commitment, name="commitment"),
    path("commitments/<int:pk>/reword/", views.reword_commitment, name="reword"),
    path("commitments/<int:pk>/close/", views.close_commitment, name="close"),
    path("commitments/<int:pk>/reopen/", views.reopen_commitment, name="reopen"),
    path("commitments/<int:pk>/roll/", views.roll_commitment, name="roll"),
    path("commitments/<int:pk>/first-step/", views.take_first_step, name="first_step"),
    path("groups/<str:key>/commitments/", views.list_of_group, name="list"),
    path("groups/<str:key>/commitments/new/", views.make_commitment, name="make"),
    path("meetings/<int:pk>/review/", views.review_commitments, name="review"),
]
