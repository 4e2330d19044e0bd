"""Whether leading and speaking are shared."""

from engagement.metric import OF_GROUPS, Metric, at

LEADING = (
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
            "spoke as long, 0 where one did. Meetings of fewer than five people, or with less than a "
            "quarter of an hour counted, are left out."
        ),
        minimum=at(group=1, community=5),
        guard="leadership_spread",
        seen_by=OF_GROUPS,
        source="Woolley 2010, not found again by Bates and Gupta 2017: it asks whether you want it so.",
        counted=("evenness", "heard"),
        base="{}, summed over {} meetings",
        version=2,
    ),
)
