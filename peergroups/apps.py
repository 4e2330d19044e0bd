from django.apps import AppConfig


class PeergroupsConfig(AppConfig):
    name = "peergroups"
    verbose_name = "The community and its groups"
