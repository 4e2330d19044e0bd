from django.urls import path

from surveys import views

app_name = "surveys"

urlpatterns = [
    path("surveys/", views.list_surveys, name="list"),
    path("surveys/protection/", views.protection, name="protection"),
    path("surveys/plan/", views.plan_survey, name="plan"),
    path("surveys/questionnaires/write/", views.write_questionnaire, name="write_questionnaire"),
    path("surveys/questionnaires/<int:pk>/", views.questionnaire, name="questionnaire"),
    path("surveys/questionnaires/<int:pk>/remove/", views.remove_questionnaire, name="remove_questionnaire"),
    path("surveys/<int:pk>/", views.survey, name="survey"),
    path("surveys/<int:pk>/answer/", views.answer_survey, name="answer"),
    path("surveys/<int:pk>/change/", views.change_survey, name="change"),
    path("surveys/<int:pk>/close/", views.close_survey, name="close"),
    path("surveys/<int:pk>/reopen/", views.reopen_survey, name="reopen"),
    path("surveys/<int:pk>/remove/", views.remove_survey, name="remove"),
    path("surveys/<int:pk>/groups/<str:key>/", views.group_findings, name="group"),
]
