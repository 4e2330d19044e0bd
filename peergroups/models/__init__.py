from peergroups.models.community import Community, CommunityAdmin, PlanArea
from peergroups.models.group import POLICIES, Group, GroupQuerySet, Keeps, Kind, Policy
from peergroups.models.seats import Leave, Membership, Role, RoleTerm, Standing

__all__ = [
    "POLICIES",
    "Community",
    "CommunityAdmin",
    "Group",
    "GroupQuerySet",
    "Keeps",
    "Kind",
    "Leave",
    "Membership",
    "PlanArea",
    "Policy",
    "Role",
    "RoleTerm",
    "Standing",
]
