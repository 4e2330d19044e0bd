"""Who stays, who comes and goes, and how much room there is."""

from engagement.metric import OF_GROUPS, Metric, Unit, at
from engagement.models import OF_SEATS

SEATS = (
    Metric(
        name="member_continuity",
        heading="Staying",
        sentence="What share of those who join is still here after a year?",
        formula=(
            "Kaplan-Meier S(4 quarters) over all stays known at the end of the quarter. Who is still here "
            "counts as long as they have been. Shown beside it: leavings of stays. For the community, "
            "seats that follow one another within 92 days are one stay."
        ),
        minimum=at(group=20, community=20),
        guard="relationship_continuity",
        seen_by=OF_GROUPS,
        source="Kaplan and Meier 1958, Greenwood 1926; log-log interval.",
        base="{} left, {} stays",
    ),
    Metric(
        name="leaving_by_tenure",
        heading="When people leave",
        sentence="When do people leave?",
        formula=(
            "Leavings divided by the quarters in which people could have left, over the four quarters "
            "that end with this one. Kept with it: the same for those in their first four quarters, in "
            "their fifth to eighth, and later, each with its interval; where fewer than thirty quarters "
            "of people were at risk, it is taken together with the next. Stays are those of the "
            "community: who moves to another group has not left."
        ),
        minimum=at(community=30),
        guard="net_growth",
        seen_by="Community admins.",
        source="Clayton and Hills 1993, chapter 5; exact interval of a Poisson count, Garwood 1936.",
        base="{} left, in {} quarters of people",
    ),
    Metric(
        name="net_growth",
        heading="More or fewer",
        sentence="Do more people come than go?",
        formula=(
            "People whose stay began in the quarter, less those whose stay ended in it; who moved to another "
            "group did neither. It never stands for the leaving: many who come can hide many who go."
        ),
        minimum=at(community=1),
        guard="leaving_by_tenure",
        seen_by="Community admins.",
        source="A count of people, so there is no interval.",
        base="{0} joined, {2} left",
        unit=Unit.PEOPLE,
    ),
    Metric(
        name="relationship_continuity",
        heading="The same circle",
        sentence="Are those who sat together a year ago still together?",
        formula=(
            "Pairs together at the end of the quarter and four quarters before, divided by the pairs "
            "together then. All of them can also mean that nobody new came in."
        ),
        minimum=at(group=10),
        guard="open_seats",
        seen_by=OF_GROUPS,
        source="Pair persistence. No interval, because pairs that share a person are not independent.",
        counted=("pairs_kept", "pairs_before"),
    ),
    Metric(
        name=OF_SEATS,
        heading="Open seats",
        sentence="How much room is there for newcomers?",
        formula=(
            "Seats to fill less seats held at the end of the quarter, divided by seats to fill. "
            "Facilitators' seats are not among them. Groups that do not say how many seats they have are "
            "left out."
        ),
        minimum=at(group=1, community=1),
        guard="relationship_continuity",
        seen_by="The group sees its own; community admins those of groups and all.",
        source="A count of seats, so there is no interval.",
        counted=("open", "seats"),
    ),
)
