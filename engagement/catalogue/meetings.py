"""Who comes, who said so, and who says nothing."""

from engagement.measures.proportions import wilson
from engagement.metric import OF_MEMBERS_AND_GROUPS, Metric, Unit, at

MEETINGS = (
    Metric(
        name="attendance_rate",
        heading="Attendance",
        sentence="Do people come?",
        formula=(
            "Attended divided by expected, over meetings whose attendance was taken. Expected is who held "
            "a seat on the first day and was not on leave. Present and late count 1, partly ½; over "
            "several days the mean."
        ),
        minimum=at(member=1, group=1, community=1),
        guard="silent_rate",
        seen_by=OF_MEMBERS_AND_GROUPS,
        source="CHAOSS, Meeting Attendee Count; interval after Wilson 1927.",
        counted=("attended", "expected"),
        interval=wilson,
    ),
    Metric(
        name="rsvp_reliability",
        heading="Kept answers",
        sentence="When someone says yes, do they come?",
        formula=(
            "Came divided by said yes, by the last answer a day before the start, over meetings whose "
            "attendance was taken. Who came for a part came."
        ),
        minimum=at(member=4, group=4, community=4),
        guard="silent_rate",
        seen_by=OF_MEMBERS_AND_GROUPS,
        source="No-show rates of event practice; interval after Wilson 1927.",
        counted=("came", "said_yes"),
        interval=wilson,
    ),
    Metric(
        name="no_show_rate",
        heading="Yes and not there",
        sentence="How often does someone say yes and stay away without a word?",
        formula=(
            "Absent divided by said yes, by the last answer a day before the start, over meetings whose "
            "attendance was taken. Who was excused is in the base and not absent, so this and the kept "
            "answers need not come to all."
        ),
        minimum=at(member=4, group=4),
        guard="silent_rate",
        seen_by=OF_MEMBERS_AND_GROUPS,
        source="As for kept answers.",
        counted=("no_shows", "said_yes"),
        interval=wilson,
    ),
    Metric(
        name="attendance_streak",
        heading="In a row",
        sentence="How many meetings in a row was I there?",
        formula=(
            "Meetings of one group, up to the end of the quarter, at which you were there since you were "
            "last absent; the highest of your groups. Being excused neither breaks it nor makes it "
            "longer, and what was cancelled is not in it. From two on, and once you have been in the "
            "group for ninety days. It is nobody's business but yours, and no target: a child with a "
            "fever is a good reason."
        ),
        minimum=at(member=2),
        guard="attendance_rate",
        seen_by="The member alone.",
        source="A run of meetings. It is a count, so there is no interval.",
        base="{} meetings in a row",
        unit=Unit.MEETINGS,
    ),
    Metric(
        name="silent_rate",
        heading="Silence",
        sentence="Who was invited and did not answer?",
        formula=(
            "Without an answer a day before the start, divided by expected, over meetings that anybody "
            "answered, in groups that remind members to answer. It guards the kept answers: if an honest "
            "no were punished, people would fall silent."
        ),
        minimum=at(member=4, group=4, community=4),
        guard="rsvp_reliability",
        seen_by=OF_MEMBERS_AND_GROUPS,
        source="As for kept answers.",
        counted=("silent", "invited"),
        interval=wilson,
    ),
)
