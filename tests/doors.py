"""Every address of the site, and who may pass it. Younger apps keep their part beside their tests."""

from datetime import time, timedelta

from django.utils import timezone

from meetings.actions import add_item, record_attendance
from meetings.models import Mark
from notifications import kinds
from notifications.tokens import answer_token, refusal_token
from peergroups.clock import today
from peergroups.models import CommunityAdmin
from tests import factories
from tests.calendars import doors as calendars
from tests.closing import doors as closing
from tests.conftest import Cast
from tests.door import Door
from tests.engagement import doors as engagement
from tests.gatherings import doors as gatherings
from tests.issues import doors as issues
from tests.meetings import doors as meetings
from tests.polls import doors as polls
from tests.preparation import doors as preparation
from tests.reviews import doors as reviews
from tests.room import doors as room
from tests.series import doors as series
from tests.signals import doors as signals
from tests.surveys import doors as surveys
from tests.topics import doors as topics

YOUNGER = (
    meetings,
    series,
    polls,
    topics,
    gatherings,
    calendars,
    reviews,
    issues,
    preparation,
    room,
    closing,
    surveys,
    engagement,
    signals,
)

# What a page's address needs is named, and made by `things_for`.
DOORS = [
    # one's own
    Door("home:today", (), "get", "302 200 200 200 200 200 200 200"),
    Door("home:desk", (), "get", "302 403 403 403 403 200 200 403"),
    Door("commitments:mine", (), "get", "302 200 200 200 200 200 200 200"),
    Door("members:profile", (), "get", "302 200 200 200 200 200 200 200"),
    Door("members:end_session", ("no session",), "post", "302 404 404 404 404 404 404 404"),
    Door("notifications:preferences", (), "get", "302 200 200 200 200 200 200 200"),
    # a group
    Door("home:group", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("meetings:list", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("commitments:list", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("commitments:make", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("peergroups:person", ("a partner",), "get", "302 404 404 200 200 404 200 404"),
    Door("peergroups:change_group", ("oak",), "get", "302 404 404 403 403 404 200 200"),
    Door("peergroups:seats", ("oak",), "get", "302 404 404 403 403 404 200 200"),
    # a meeting of the group that is to come
    Door("home:meeting", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("meetings:schedule", ("oak",), "get", "302 404 404 403 403 404 200 404"),
    Door("meetings:change", ("coming",), "get", "302 404 404 403 403 404 200 404"),
    Door("meetings:cancel", ("coming",), "get", "302 404 404 403 403 404 200 404"),
    Door("meetings:restore", ("coming",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:answer", ("coming",), "post", "302 404 404 302 302 404 302 404"),
    Door("meetings:agenda", ("coming",), "get", "302 404 404 403 403 404 200 404"),
    Door("meetings:attendance", ("coming",), "get", "302 404 404 403 403 404 200 404"),
    Door("meetings:lay_out", ("coming",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:add_item", ("coming", "1"), "post", "302 404 404 403 403 404 200 404"),
    Door("meetings:change_item", ("an item",), "get", "302 404 404 403 403 404 200 404"),
    Door("meetings:move_item", ("an item",), "post", "302 404 404 403 403 404 302 404"),
    Door("meetings:remove_item", ("an item",), "post", "302 404 404 403 403 404 302 404"),
    Door("commitments:review", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    # a meeting from before the newcomer's time, at which the former member sat
    Door("home:meeting", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("commitments:review", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("meetings:attendance", ("old",), "get", "302 404 404 404 403 404 200 404"),
    Door("meetings:attendance", ("old", "1"), "get", "302 404 404 404 403 404 200 404"),
    Door("meetings:attendance", ("old", "2"), "get", "302 404 404 404 403 404 404 404"),
    # the member's commitment of yesterday
    Door("commitments:commitment", ("new promise",), "get", "302 404 404 200 200 404 200 404"),
    Door("commitments:reword", ("new promise",), "get", "302 404 404 403 200 404 200 404"),
    Door("commitments:close", ("new promise",), "post", "302 404 404 403 200 404 200 404"),
    Door("commitments:reopen", ("new promise",), "post", "302 404 404 403 302 404 302 404"),
    Door("commitments:roll", ("new promise",), "post", "302 404 404 403 302 404 302 404"),
    Door("commitments:first_step", ("new promise",), "post", "302 404 404 403 302 404 302 404"),
    # the former member's commitment, from before the newcomer's time: their own stays theirs as it was said
    Door("commitments:commitment", ("old promise",), "get", "302 404 200 404 200 404 200 404"),
    Door("commitments:reword", ("old promise",), "get", "302 404 403 404 403 404 200 404"),
    Door("commitments:close", ("old promise",), "post", "302 404 200 404 403 404 200 404"),
    # looking after the community
    Door("peergroups:community", (), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:plan_areas", (), "post", "302 403 403 403 403 403 403 200"),
    Door("peergroups:appoint_admin", (), "post", "302 403 403 403 403 403 403 200"),
    Door("peergroups:dismiss_admin", ("an admin term",), "post", "302 403 403 403 403 403 403 302"),
    Door("meetings:dates", ("oak",), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:groups", (), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:start_group", (), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:people", (), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:add_person", (), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:keep_person", ("a partner",), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:close_account", ("a partner",), "post", "302 403 403 403 403 403 403 302"),
    Door("peergroups:reopen_account", ("a partner",), "post", "302 403 403 403 403 403 403 302"),
    Door("peergroups:give_seat", ("oak",), "post", "302 403 403 403 403 403 403 200"),
    Door("peergroups:end_seat", ("a seat",), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:reopen_seat", ("a seat",), "post", "302 403 403 403 403 403 403 302"),
    Door("peergroups:confirm_seat", ("a seat",), "post", "302 403 403 403 403 403 403 302"),
    Door("peergroups:leave", ("a seat",), "get", "302 403 403 403 403 403 403 200"),
    Door("peergroups:withdraw_leave", ("a leave",), "post", "302 403 403 403 403 403 403 302"),
    Door("peergroups:give_role", ("a seat",), "post", "302 404 404 403 403 404 302 302"),
    Door("peergroups:lay_down_role", ("a role",), "post", "302 404 404 403 403 404 302 302"),
    Door("notifications:log", (), "get", "302 403 403 403 403 403 403 200"),
    Door("notifications:send_again", ("a notice",), "post", "302 403 403 403 403 403 403 302"),
    # anybody who holds a mail of theirs: the address is signed
    Door("notifications:answer", ("a mail's answer",), "get", "200 200 200 200 200 200 200 200"),
    Door("notifications:answer", ("forged",), "get", "404 404 404 404 404 404 404 404"),
    Door("notifications:unsubscribe", ("a mail's refusal",), "get", "200 200 200 200 200 200 200 200"),
    Door("notifications:unsubscribe", ("forged",), "get", "404 404 404 404 404 404 404 404"),
    # anybody
    Door("health_live", (), "get", "200 200 200 200 200 200 200 200"),
    # the account, of allauth
    Door("account_request_login_code", (), "get", "200 302 302 302 302 302 302 302"),
    Door("account_confirm_login_code", (), "get", "302 302 302 302 302 302 302 302"),
    Door("account_login", (), "get", "200 302 302 302 302 302 302 302"),
    Door("account_signup", (), "get", "200 302 302 302 302 302 302 302"),
    Door("account_inactive", (), "get", "200 200 200 200 200 200 200 200"),
    Door("account_logout", (), "get", "302 200 200 200 200 200 200 200"),
    Door("account_reauthenticate", (), "get", "302 403 403 403 403 403 403 403"),  # no password is set
    Door("account_email", (), "get", "302 200 200 200 200 200 200 200"),
    Door("account_email_verification_sent", (), "get", "302 302 302 302 302 302 302 302"),
    Door("account_change_password", (), "get", "302 302 302 302 302 302 302 302"),
    Door("account_set_password", (), "get", "302 200 200 200 200 200 200 200"),
    Door("account_reset_password", (), "get", "200 200 200 200 200 200 200 200"),
    Door("account_confirm_password_reset_code", (), "get", "302 302 302 302 302 302 302 302"),
    Door("account_complete_password_reset", (), "get", "302 302 302 302 302 302 302 302"),
    Door("account_password_reset_completed", (), "get", "200 200 200 200 200 200 200 200"),
    Door("usersessions_list", (), "get", "302 200 200 200 200 200 200 200"),
    *(door for part in YOUNGER for door in part.DOORS),
]


def things_for(cast: Cast) -> dict[str, str]:
    """Make what the addresses need, by the words of the table."""
    at, facilitator = timezone.now(), cast.facilitator
    coming = factories.meeting(cast.oak)
    old = factories.meeting(cast.oak, on=today() - timedelta(days=60), starts=time(9), ends=time(12))
    record_attendance(old.days.get(), {cast.member: Mark.PRESENT}, by=facilitator, at=at)
    item = add_item(coming.days.get(), title="Numbers", minutes=30, by=facilitator, at=at)
    new = factories.commitment(cast.oak, cast.member, made_on=today() - timedelta(days=1))
    past = factories.commitment(cast.oak, cast.former, made_on=today() - timedelta(days=60))
    partner_seat = cast.seat(cast.partner)
    made = {
        "oak": cast.oak.key,
        "coming": str(coming.pk),
        "old": str(old.pk),
        "an item": str(item.pk),
        "new promise": str(new.pk),
        "old promise": str(past.pk),
        "a partner": cast.partner.key,
        "a seat": str(partner_seat.pk),
        "a leave": str(factories.leave(partner_seat, starts_on=today() + timedelta(days=90)).pk),
        "a role": str(cast.seat(facilitator).roles.get().pk),
        "an admin term": str(CommunityAdmin.objects.get().pk),
        "a notice": str(factories.failed_notice(cast.partner, coming).pk),
        "a mail's answer": answer_token(coming.pk, cast.partner.pk),
        "a mail's refusal": refusal_token(cast.partner.pk, kinds.REPLY_NUDGE),
        "no session": "1",
    }
    for part in YOUNGER:
        more = part.things(cast, made)
        assert made.keys().isdisjoint(more), f"{part.__name__} uses a word that stands for another thing"
        made |= more
    return made
