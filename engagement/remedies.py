"""What one can do where a metric is poor. None of it is a target: who aims at a figure gets the figure."""

from engagement.models import OF_SEATS

_INVITE = "Look whom the next invitations go to. Never a quota: a circle of eight cannot hold everybody."

REMEDIES = {
    "attendance_rate": (
        "Ask those who were away, in private; look at date, hour and venue. One poor quarter says "
        "little: wait for a second, or for a signal."
    ),
    "rsvp_reliability": (
        "Remind earlier, and make an honest no easy. Read it beside the silence: who fears a no says nothing."
    ),
    "no_show_rate": (
        "Ask whether they knew that regrets are welcome until the last minute, and remind on the day before."
    ),
    "silent_rate": "Ask for answers by a date, with one tap, and thank for a no.",
    "meetings_held": "Ask whether the rhythm still fits. Two good meetings are more than six of duty.",
    "days_between_meetings": "A short call halfway keeps what was promised alive.",
    "groups_met": "Call the facilitators of those that did not meet, and ask what stood in the way.",
    "follow_through": "Promise smaller things, with a date before the next meeting and a partner who asks.",
    "on_time_rate": (
        "See whether what is promised falls due before the next meeting, and take over with open "
        "eyes what does not."
    ),
    "commitment_load": (
        "End each meeting with one thing that stretches. Few promises that matter are better than "
        "many that do not."
    ),
    "withdrawal_rate": (
        "Talk about it once in the round: what was taken back, and what would have made it smaller from the "
        "beginning."
    ),
    "days_to_due": "Ask for a first step before the next meeting, however far away the end is.",
    "kept_as_planned": "Ask what got in the way, before asking who.",
    "partner_coverage": "Let nobody leave the table without the name of somebody who will ask.",
    "partner_spread": "Draw partners by lot once a quarter, so that nobody asks the same one for ever.",
    "goal_attainment": (
        "Let those who got far tell how they did it. Never rank: people say for themselves what they kept."
    ),
    "member_continuity": (
        "Look when people leave. Where it is in the first year, give newcomers a companion and "
        "two introductions in their first month."
    ),
    "leaving_by_tenure": (
        "Act where it is highest: in the first year with a companion for newcomers, later with a talk about "
        "what somebody still wants to get out of it. No campaign for all."
    ),
    "net_growth": "Ask those who left, and read it beside when they do.",
    "relationship_continuity": (
        "Where it is low, let terms end at different times and admit newcomers in pairs. Where it "
        "is all of them for years, invite somebody."
    ),
    "leadership_spread": "Let roles and items go round by default, and ask who has not had one yet.",
    "role_gini": "Thank who carries most, and offer them a second who takes over in half a year.",
    "airtime_equality": "Begin with a round in which each has as long, and ask who has not spoken.",
    "psychological_safety": (
        "Let whoever facilitates say first what they got wrong, and ask for training together. Never a "
        "target: who must feel safe says that they do."
    ),
    "diversity_industry": _INVITE,
    "diversity_job": _INVITE,
    "diversity_country": _INVITE,
    OF_SEATS: "Ask members whom they would like beside them, and admit two at a time.",
}
