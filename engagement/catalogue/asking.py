"""What people say when they are asked."""

from engagement.metric import OF_GROUPS, Metric, Unit, at

ASKING = (
    Metric(
        name="psychological_safety",
        heading="Speaking openly",
        sentence="Is it safe to speak here?",
        formula=(
            "The mean of the answers to the latest survey of how safe it is to speak that closed in the "
            "quarter and is published, from 1 to 7; answers from 1 to 5 are stretched to that. From five "
            "answers on, and where people agree: r_WG of 0.70 or more, which is kept with it. What the "
            "survey keeps back, so that the few answers of others cannot be worked out, is kept back here. "
            "In one group a change of less than a point is noise."
        ),
        minimum=at(group=5, community=5),
        guard="airtime_equality",
        seen_by=OF_GROUPS,
        source=(
            "After Edmondson 1999, in words of our own; James, Demaree and Wolf 1984 for the agreement. "
            "Interval by Student's t."
        ),
        base="{} of {} answered",
        unit=Unit.POINTS,
    ),
)
