"""Every change to the community, its groups and its seats."""

from peergroups.actions.community import (
    LastAdmin,
    appoint_admin,
    change_community,
    dismiss_admin,
    name_plan_areas,
)
from peergroups.actions.groups import change_group, start_group
from peergroups.actions.people import add_member, change_address, close_account, reopen_account
from peergroups.actions.seats import (
    AlreadySeated,
    EndsEarlier,
    GoneTooLong,
    RoleTaken,
    confirm_membership,
    end_membership,
    give_role,
    grant_leave,
    lay_down_role,
    reopen_membership,
    seat_member,
    withdraw_leave,
)

__all__ = [
    "AlreadySeated",
    "EndsEarlier",
    "GoneTooLong",
    "LastAdmin",
    "RoleTaken",
    "add_member",
    "appoint_admin",
    "change_address",
    "change_community",
    "change_group",
    "close_account",
    "confirm_membership",
    "dismiss_admin",
    "end_membership",
    "give_role",
    "grant_leave",
    "lay_down_role",
    "name_plan_areas",
    "reopen_account",
    "reopen_membership",
    "seat_member",
    "start_group",
    "withdraw_leave",
]
