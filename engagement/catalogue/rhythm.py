"""How often groups meet."""

from engagement.metric import OF_GROUPS, Metric, Unit, at

RHYTHM = (
    Metric(
        name="meetings_held",
        heading="Meetings",
        sentence="How often did we meet?",
        formula=(
            "Meetings that began in the quarter and were not cancelled, whether anybody wrote down who came "
            "or not. More is not better: read it beside who comes."
        ),
        minimum=at(group=1),
        guard="attendance_rate",
        seen_by=OF_GROUPS,
        source="A count, so there is no interval.",
        base="{} held",
        unit=Unit.MEETINGS,
    ),
    Metric(
        name="days_between_meetings",
        heading="From meeting to meeting",
        sentence="How long is it until we see each other again?",
        formula=(
            "The middle one (median) of the days from each meeting of the quarter back to the one before it, "
            "which may lie in an earlier quarter. Cancelled meetings are left out, so it is longer where one "
            "fell through."
        ),
        minimum=at(group=1),
        guard="meetings_held",
        seen_by=OF_GROUPS,
        source="A median of what was, so there is no interval.",
        base="{} days over {} steps",
        unit=Unit.DAYS,
    ),
    Metric(
        name="groups_met",
        heading="Groups that met",
        sentence="Do all groups meet?",
        formula=(
            "Groups that held a meeting in the quarter, divided by those in which somebody sat. Groups with "
            "a longer rhythm are none the worse for it."
        ),
        minimum=at(community=1),
        guard="attendance_rate",
        seen_by="Community admins.",
        source="A count of all groups, so there is no interval.",
        base="{} of {} groups",
    ),
)
