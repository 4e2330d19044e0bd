"""What is promised, when, to whom, and what becomes of it."""

from engagement.measures.proportions import wilson
from engagement.measures.rates import byar
from engagement.metric import OF_GROUPS, OF_MEMBERS_AND_GROUPS, Metric, Unit, at

COMMITMENTS = (
    Metric(
        name="follow_through",
        heading="Follow-through",
        sentence="Do we do what we said?",
        formula=(
            "Kept (1) and partly kept (½), at any time, divided by all commitments due in the quarter. "
            "Each counts from the day after its date. What was changed or dropped before it was withdrawn "
            "and is left out."
        ),
        minimum=at(member=4, group=8, community=8),
        guard="commitment_load",
        seen_by=OF_MEMBERS_AND_GROUPS,
        source="Share of goals accomplished, after Matthews 2015; interval after Wilson 1927.",
        counted=("kept", "due"),
        interval=wilson,
        version=2,
    ),
    Metric(
        name="withdrawal_rate",
        heading="Withdrawn",
        sentence="How much of what we say do we take back in time?",
        formula=(
            "Changed or dropped before its date, divided by all that would have been due in the quarter. It "
            "guards the follow-through, from which what was withdrawn is left out: taking back whatever "
            "grows hard is another easy way to keep the rest."
        ),
        minimum=at(group=8, community=8),
        guard="follow_through",
        seen_by=OF_GROUPS,
        source="As for follow-through.",
        counted=("withdrawn", "falling"),
        interval=wilson,
    ),
    Metric(
        name="on_time_rate",
        heading="On time",
        sentence="Do we do it by the day we first said?",
        formula=(
            "Kept and closed by the date first set, divided by all commitments first due in the quarter. "
            "Each counts from the day after that date; moving it does not help. What was changed or dropped "
            "before is left out."
        ),
        minimum=at(group=8, community=8),
        guard="commitment_load",
        seen_by=OF_GROUPS,
        source="As for follow-through.",
        counted=("on_time", "first_due"),
        interval=wilson,
        version=2,
    ),
    Metric(
        name="commitment_load",
        heading="Commitments made",
        sentence="How much do we take on?",
        formula=(
            "Commitments made in the quarter divided by meetings attended in it, a meeting counting once "
            "for each person who came. It guards the follow-through: promising little is an easy way to "
            "keep all of it."
        ),
        minimum=at(group=8, community=8),
        guard="follow_through",
        seen_by=OF_GROUPS,
        source="A rate of counts; interval after Byar, in Breslow and Day 1987.",
        counted=("made", "attended"),
        base="{} made, {} attended",
        unit=Unit.EACH_MEETING,
        interval=byar,
    ),
    Metric(
        name="days_to_due",
        heading="How far ahead",
        sentence="How long do we give ourselves?",
        formula=(
            "The median of the days from the one on which a commitment was made to its date as first set, "
            "over the commitments made in the quarter that have a date. It guards what is kept: far-away "
            "dates are easily met, and easily forgotten."
        ),
        minimum=at(group=8, community=8),
        guard="commitment_load",
        seen_by=OF_GROUPS,
        source="A median of dates. No interval, because all of them were looked at.",
        base="over {1} commitments",
        unit=Unit.DAYS,
    ),
    Metric(
        name="kept_as_planned",
        heading="As planned",
        sentence="How much comes out exactly as it was promised?",
        formula=(
            "Kept, and its date never moved, divided by all commitments due in the quarter that are closed. "
            "What was withdrawn before its date is left out. Where it is nearly all, the promises may be "
            "small: read it beside how many there are."
        ),
        minimum=at(group=8, community=8),
        guard="commitment_load",
        seen_by=OF_GROUPS,
        source="As for follow-through.",
        counted=("as_planned", "closed"),
        interval=wilson,
    ),
    Metric(
        name="partner_coverage",
        heading="With a partner",
        sentence="Does somebody ask how it went?",
        formula=(
            "Commitments due in the quarter for which a partner is named, who is never the one who "
            "promised, divided by all that are due. Counted is who is named: whether they asked is written "
            "down nowhere."
        ),
        minimum=at(group=8, community=8),
        guard="partner_spread",
        seen_by=OF_GROUPS,
        source="Written commitments sent to a friend were kept more often, Matthews 2015; Wilson 1927.",
        counted=("partnered", "due"),
        interval=wilson,
    ),
    Metric(
        name="partner_spread",
        heading="Who asks whom",
        sentence="Do we ask one another, or always the same one?",
        formula=(
            "Pairs of one who promised and the partner they named, for what was due in the quarter, divided "
            "by all pairs that there could be among those who sit in the group at its end, each pair in "
            "both directions. From five people on. Kept with it: the share of these pairs that go both "
            "ways, and the share of those with a partner who have only one."
        ),
        minimum=at(group=20),
        guard="partner_coverage",
        seen_by=OF_GROUPS,
        source=(
            "Density of a directed network, Wasserman and Faust 1994. No interval, because pairs that share "
            "a person are not independent."
        ),
        base="{} of {} pairs",
    ),
    Metric(
        name="goal_attainment",
        heading="How far we got",
        sentence="How far did we get with what we set out to do?",
        formula=(
            "Goal Attainment Scaling, T = 50 + 10 Σx / √(0.7 n + 0.3 n²), over the n commitments due in the "
            "quarter. Kept by the date first set is x = 0, as expected; kept later, or partly, −1; missed, "
            "changed or dropped on the date or after it, or still open −2. That more was reached than was "
            "promised is written down nowhere, so nothing is above 0, and 50 is the most. People say for "
            "themselves what they kept; with it stands the share for which a partner is named."
        ),
        minimum=at(group=5, community=5),
        guard="partner_coverage",
        seen_by=OF_GROUPS,
        source="Kiresuk and Sherman 1968. No interval, because the scale has steps and an end.",
        base="{} steps below, over {} commitments",
        unit=Unit.POINTS,
    ),
)
