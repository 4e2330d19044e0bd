"""What this app writes in the ledger."""

from enum import StrEnum


class Happened(StrEnum):
    MEMBER_ADDED = "member.added"
    ADDRESS_CHANGED = "member.address_changed"
    ACCOUNT_CLOSED = "member.account_closed"
    ACCOUNT_REOPENED = "member.account_reopened"
    COMMUNITY_CHANGED = "community.changed"
    ADMIN_APPOINTED = "admin.appointed"
    ADMIN_STEPPED_DOWN = "admin.stepped_down"
    GROUP_STARTED = "group.started"
    GROUP_CHANGED = "group.changed"
    MEMBERSHIP_STARTED = "membership.started"
    MEMBERSHIP_CONFIRMED = "membership.confirmed"
    MEMBERSHIP_ENDED = "membership.ended"
    MEMBERSHIP_REOPENED = "membership.reopened"
    LEAVE_GRANTED = "leave.granted"
    LEAVE_WITHDRAWN = "leave.withdrawn"
    ROLE_TAKEN = "role.taken"
    ROLE_LAID_DOWN = "role.laid_down"
