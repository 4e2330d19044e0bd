"""Every change to the community, its groups and its seats."""

from peergroups.actions.community import (
    LastAdmin,
    appoint_admin,
    change_community,
    dismiss_admin,
    name_plan_areas,
)
from peergroups.actions.groups import NameTaken, change_group, start_group
from peergroups.actions.people import (
    AddressTaken,
    add_member,
    change_address,
    close_account,
    reopen_account,
)
from peergroups.actions.seats import (
    AlreadySeated,
    EndsEarlier,
    GoneTooLong,
    RoleTaken,
    confirm_seat,
    end_seat,
    give_role,
    give_seat,
    grant_leave,
    lay_down_role,
    reopen_seat,
    withdraw_leave,
)

__all__ = [
    "AddressTaken",
    "AlreadySeated",
    "EndsEarlier",
    "GoneTooLong",
    "LastAdmin",
    "NameTaken",
    "RoleTaken",
    "add_member",
    "appoint_admin",
    "change_address",
    "change_community",
    "change_group",
    "close_account",
    "confirm_seat",
    "dismiss_admin",
    "end_seat",
    "give_role",
    "give_seat",
    "grant_leave",
    "lay_down_role",
    "name_plan_areas",
    "reopen_account",
    "reopen_seat",
    "start_group",
    "withdraw_leave",
]
