"""Who may pass the doors of `gatherings`."""

from datetime import timedelta

from django.utils import timezone

from gatherings.actions import add_speaker, plan_session, propose_session, start_gathering
from peergroups.clock import today
from tests.conftest import Cast
from tests.door import Door

EVERYBODY = "302 200 200 200 200 200 200 200"  # who has an account
SEATED = "302 404 404 200 200 200 200 200"  # who holds a seat in some group, and admins
ADMINS = "302 403 403 403 403 403 403 200"

DOORS = [
    Door("gatherings:year", (), "get", EVERYBODY),
    Door("gatherings:copy_year", (), "post", ADMINS.replace("200", "302")),
    Door("gatherings:start", (), "get", ADMINS),
    # a week and its Content Day
    Door("gatherings:gathering", ("a week",), "get", SEATED),
    Door("gatherings:register", ("a week",), "get", SEATED),
    Door("gatherings:withdraw", ("a week",), "post", SEATED.replace("200", "302")),
    Door("gatherings:in_town", ("a week",), "get", SEATED),
    Door("gatherings:programme", ("a week",), "get", SEATED),
    Door("gatherings:proposals", ("a week",), "get", SEATED),
    Door("gatherings:propose", ("a week",), "get", SEATED),
    # the member's proposal, and a session of the programme at which the partner speaks
    Door("gatherings:session", ("a proposal",), "get", SEATED),
    Door("gatherings:vote", ("a proposal",), "post", SEATED.replace("200", "302")),
    Door("gatherings:change_session", ("a proposal",), "get", "302 404 404 403 200 403 403 200"),
    Door("gatherings:withdraw_proposal", ("a proposal",), "post", "302 404 404 403 302 403 403 302"),
    Door("gatherings:plan", ("a proposal",), "get", "302 404 404 403 403 403 403 200"),
    Door("gatherings:add_speaker", ("a proposal",), "post", "302 404 404 403 403 403 403 200"),
    Door("gatherings:remove_speaker", ("a speaker",), "post", ADMINS.replace("200", "302")),
    Door("gatherings:cancel_session", ("a session",), "get", "302 404 404 403 403 403 403 200"),
    Door("gatherings:change_session", ("a session",), "get", "302 404 404 403 403 403 403 200"),
    Door("gatherings:sign_up", ("a session",), "post", SEATED.replace("200", "302")),
    Door("gatherings:leave", ("a session",), "post", SEATED.replace("200", "302")),
    Door("gatherings:check_in", ("a session",), "post", SEATED.replace("200", "302")),
    Door("gatherings:rate", ("a session",), "post", SEATED.replace("200", "302")),
    # looking after the year
    Door("gatherings:change", ("a week",), "get", ADMINS),
    Door("gatherings:open", ("a week",), "post", ADMINS.replace("200", "302")),
    Door("gatherings:cancel", ("a week",), "get", ADMINS),
    Door("gatherings:restore", ("a week",), "post", ADMINS.replace("200", "302")),
    Door("gatherings:waves", ("a week",), "get", ADMINS),
    Door("gatherings:change_wave", ("a week", "a wave"), "post", ADMINS),
    Door("gatherings:move_content_day", ("a week",), "post", ADMINS),
    Door("gatherings:place_groups", ("a week",), "post", ADMINS.replace("200", "302")),
    Door("gatherings:meetings", ("a week",), "get", ADMINS),
    Door("gatherings:make_meetings", ("a week",), "post", ADMINS),
    Door("gatherings:move_meetings", ("a week",), "post", ADMINS.replace("200", "302")),
    Door("gatherings:registrations", ("a week",), "get", ADMINS),
    Door("gatherings:download", ("a week",), "get", ADMINS),
    Door("gatherings:arrange", ("a week",), "get", ADMINS),
    Door("gatherings:rounds", ("a week",), "post", ADMINS),
    Door("gatherings:tracks", ("a week",), "post", ADMINS),
    Door("gatherings:set_programme", ("a week",), "post", ADMINS.replace("200", "302")),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    at = timezone.now()
    starts_on = today() + timedelta(days=60)
    week = start_gathering(name="Denver", starts_on=starts_on, timezone="America/Denver", by=None, at=at)
    day = week.content_day
    proposal, session = (
        propose_session(day, title=title, takes_home="A list.", by=who, at=at)
        for title, who in (("Hiring", cast.member), ("Pricing", cast.partner))
    )
    speaker = add_speaker(session, member=cast.partner, by=cast.admin, at=at)
    first_round = day.rounds.filter(kind="session")[0]
    plan_session(session, round=first_round, room="Aspen", by=cast.admin, at=at)
    return {
        "a week": week.key,
        "a wave": str(week.waves.all()[0].pk),
        "a proposal": str(proposal.pk),
        "a session": str(session.pk),
        "a speaker": str(speaker.pk),
    }
