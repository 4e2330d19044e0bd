from django.urls import path

from engagement.views import community, evidence, groups, metrics, networks, reading

app_name = "engagement"

urlpatterns = [
    path("community/health/", community.community_health, name="community"),
    path("community/health/compute/", community.request_computation, name="compute"),
    path("community/health/progress/", community.show_progress, name="progress"),
    path("community/health/thaw/", community.thaw_quarter, name="thaw"),
    path("community/health/quarters/", reading.community_quarters, name="community_quarters"),
    path("community/health/compare/", reading.compare_community, name="compare"),
    path("community/health/network/", reading.community_network, name="community_network"),
    path("community/health/figures.csv", reading.download_figures, name="download"),
    path("groups/<str:key>/health/", groups.group_health, name="group"),
    path("groups/<str:key>/health/compare/", groups.compare_group, name="compare_group"),
    path("groups/<str:key>/health/evidence/", evidence.group_evidence, name="evidence"),
    path("account/figures/", groups.my_figures, name="mine"),
    path("account/figures/evidence/", evidence.my_evidence, name="my_evidence"),
    path("account/looks/", groups.list_looks, name="looks"),
    path("account/figures/leave-network/", networks.leave_network, name="leave-network"),
    path("account/figures/return-to-network/", networks.return_to_network, name="return-to-network"),
    path("metrics/", metrics.explain_metrics, name="metrics"),
    path("metrics/<str:name>/", metrics.explain_metric, name="metric"),
]
