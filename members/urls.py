from django.urls import path

from members import views

app_name = "members"

urlpatterns = [
    path("account/profile/", views.edit_profile, name="profile"),
    path("account/sessions/<int:pk>/end/", views.end_session, name="end_session"),
]
