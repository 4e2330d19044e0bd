from django.urls import path

from engagement.views import community, groups

app_name = "engagement"

urlpatterns = [
    path("community/health/", community.community_health, name="community"),
    path("community/health/compute/", community.request_computation, name="compute"),
    path("groups/<str:key>/health/", groups.group_health, name="group"),
    path("account/figures/", groups.my_figures, name="mine"),
    path("metrics/", community.explain_metrics, name="metrics"),
]
