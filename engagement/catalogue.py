"""The metrics: what each asks, how it is counted and who sees it, as the pages say it."""

from zlib import crc32

from engagement.measures.proportions import wilson
from engagement.measures.rates import byar
from engagement.metric import OF_GROUPS, OF_MEMBERS_AND_GROUPS, Metric, Unit, at
from engagement.models import OF_SEATS
from engagement.ties.catalogue import NETWORKS


def _variety(of: str, kinds: str, sentence: str, *, guard: str) -> Metric:
    return Metric(
        name=f"diversity_{of}",
        heading=f"Various {kinds}",
        sentence=sentence,
        formula=(
            f"The chance that two people who sit there at the end of the quarter are of different {kinds}, "
            "by what their profiles say today. Who says nothing is in no pair; where fewer than five or "
            f"than half say it, nothing is said. Kept with it: how many {kinds} as frequent as each other "
            "would be as various."
        ),
        minimum=at(group=5, community=20),
        guard=guard,
        seen_by=OF_GROUPS,
        source="Blau 1977 without bias, after Simpson 1949. No interval, because all were asked.",
        base="{} known of {} people",
    )


CATALOGUE = (
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
    Metric(
        name="leadership_spread",
        heading="Shared leading",
        sentence="Is leading shared?",
        formula=(
            "How evenly the turns of four quarters are spread over all who could have had them: 0 where one "
            "person has all, 100 % where all have as many. A turn is a role begun, a meeting hosted, an item "
            "of an agenda owned, a hot seat coached. Counted are those who sit in the group and sat there "
            "half a year ago, facilitators aside. With fewer turns than people nothing is said; for the "
            "community it is the group in the middle, from five on."
        ),
        minimum=at(group=4, community=20),
        guard="role_gini",
        seen_by=OF_GROUPS,
        source="Pielou 1966. No interval, because one turn often leads to the next.",
        base="{} turns, {} people",
    ),
    Metric(
        name="role_gini",
        heading="Leading in one hand",
        sentence="Does leading hang on one person?",
        formula=(
            "Gini's coefficient of the same turns and people, times n/(n-1): 0 where all have as many, 100 % "
            "where one person has all."
        ),
        minimum=at(group=4, community=20),
        guard="leadership_spread",
        seen_by=OF_GROUPS,
        source="Gini 1912; the correction for small groups after Deltas 2003.",
        base="{} turns, {} people",
    ),
    Metric(
        name="airtime_equality",
        heading="Everyone heard",
        sentence="Is everyone heard?",
        formula=(
            "For each meeting at which all agreed that seconds of speaking are counted: 1 less Gini's "
            "coefficient times n/(n-1), over all who agreed; then the mean of the meetings. 100 % where all "
            "spoke as long, 0 where one did. Meetings of fewer than four people, or with less than a "
            "quarter of an hour counted, are left out."
        ),
        minimum=at(group=1, community=5),
        guard="leadership_spread",
        seen_by=OF_GROUPS,
        source="Woolley 2010, not found again by Bates and Gupta 2017: it asks whether you want it so.",
        counted=("evenness", "heard"),
        base="{}, summed over {} meetings",
    ),
    _variety("industry", "industries", "Do people come from different industries?", guard="diversity_job"),
    _variety("job", "jobs", "Do people do different work?", guard="diversity_industry"),
    _variety("country", "countries", "Do people live in different countries?", guard="diversity_industry"),
    *NETWORKS,
)

METHODS = crc32(repr([(metric.name, metric.version) for metric in CATALOGUE]).encode())
"""A number that is another one when metrics are added or counted in another way."""

METRICS = {metric.name: metric for metric in CATALOGUE}

__all__ = ["CATALOGUE", "METHODS", "METRICS", "Metric", "Unit"]
