"""The metrics of the network, as the pages say them."""

from engagement.metric import OF_GROUPS, OF_MEMBERS_AND_GROUPS, Metric, Unit, at

_TIE = (
    "A tie is there while what two people did, each thing counting half as much after 91 days, adds up to ½. "
    "Talks of two, confirmed help and calls to who was missed count 1, thanks, offers and questions ½, a "
    "meeting of up to 20 people 0.1. "
)
_OWN = "The member alone."
_OWN_AND_ALL = "The member sees their own; community admins only what is true of all together."
_ALL = "Community admins."

NETWORKS = (
    Metric(
        name="tie_freshness",
        heading="Fresh ties",
        sentence="Have those who know each other been in touch lately?",
        formula=(
            f"{_TIE}Ties with a direct touch in the last 91 days, divided by all ties. Meetings are no "
            "direct touch."
        ),
        minimum=at(member=10, group=10, community=10),
        guard="bridge_persistence",
        seen_by=OF_MEMBERS_AND_GROUPS,
        source="Roberts and Dunbar 2015. No interval, because ties that share a person are not independent.",
        base="{} of {} ties",
    ),
    Metric(
        name="bridge_persistence",
        heading="Lasting bridges",
        sentence="Are the ties between groups of a year ago still there?",
        formula=(
            f"{_TIE}Ties between people who shared no group a year ago and that are there still, divided by "
            "those then."
        ),
        minimum=at(group=10, community=10),
        guard="cross_group_ties",
        seen_by=OF_GROUPS,
        source="Burt 2002: nine in ten were gone after a year, so read it against its own past.",
        base="{} of {} ties",
    ),
    Metric(
        name="tie_density",
        heading="Ties inside",
        sentence="Does everyone in the group know everyone?",
        formula=(
            f"{_TIE}Ties inside the group, divided by all pairs. It falls as a group grows: compare groups "
            "of one size."
        ),
        minimum=at(group=10),
        guard="cross_group_ties",
        seen_by=OF_GROUPS,
        source="Wasserman and Faust 1994. No interval, because ties that share a person are not independent.",
        base="{} of {} pairs",
    ),
    Metric(
        name="cross_group_ties",
        heading="Ties to other groups",
        sentence="Do people know others beyond their own group?",
        formula=(
            f"{_TIE}Ties to people with whom no group is shared, divided by the members. It is no target: "
            "few can be right."
        ),
        minimum=at(member=1, group=5, community=5),
        guard="tie_density",
        seen_by=OF_MEMBERS_AND_GROUPS,
        source="The plain count finds most of the bridges that betweenness finds; Burt 2004.",
        base="{} ties, {} members",
        unit=Unit.EACH_MEMBER,
    ),
    Metric(
        name="ei_index",
        heading="Outward or inward",
        sentence="Do ties stay inside the group, or lead out of it?",
        formula=(
            f"{_TIE}Ties outward less ties inward, divided by both: -1 is all inward, 1 all outward. With it "
            "is kept what ties at random would come to, which depends on the size of the group."
        ),
        minimum=at(group=10, community=10),
        guard="cross_group_ties",
        seen_by=OF_GROUPS,
        source="Krackhardt and Stern 1988.",
        base="{} of {} ties lead out",
        unit=Unit.INDEX,
        ends=("inward", "outward"),
    ),
    Metric(
        name="constraint",
        heading="All in one room",
        sentence="Do my contacts all know each other?",
        formula=(
            f"{_TIE}Burt's constraint, every tie counting the same. It falls with the number of contacts, so "
            "it is kept with what it would be if all of so many contacts knew each other, and if none did. "
            "For the community the middle of all who have two ties or more."
        ),
        minimum=at(member=2, community=20),
        guard="effective_size",
        seen_by=_OWN_AND_ALL,
        source="Burt 1992, Structural Holes.",
        base="counted from {1}",
        unit=Unit.INDEX,
    ),
    Metric(
        name="effective_size",
        heading="Contacts of their own",
        sentence="How many of my contacts lead to different people?",
        formula=(
            f"{_TIE}Contacts less the ties that each of them has to the others, on average. One may want "
            "depth, not reach."
        ),
        minimum=at(member=2),
        guard="tie_freshness",
        seen_by=_OWN,
        source="Burt 1992; Borgatti 1997.",
        base="of {1} contacts",
        unit=Unit.CONTACTS,
    ),
    Metric(
        name="betweenness",
        heading="Between others",
        sentence="Does the way between people lead through few?",
        formula=(
            f"{_TIE}The share of the shortest ways between others that lead through somebody; in communities "
            "of more than 2,000 from a sample of ways, once the quarter is over. For the community, how far "
            "the highest share is above the others: 1 is a star."
        ),
        minimum=at(member=100, community=100),
        guard="bridge_dependence",
        seen_by=_OWN_AND_ALL,
        source="Freeman 1977 and 1979; Brandes and Pich 2007 for the sample.",
        base="among {1} people",
        unit=Unit.INDEX,
    ),
    Metric(
        name="degree_centralisation",
        heading="One in the middle",
        sentence="Do the ties of the group meet in one person?",
        formula=(
            f"{_TIE}How far the most ties are above those of each other, divided by what a star has. Who has "
            "none counts."
        ),
        minimum=at(group=12),
        guard="tie_density",
        seen_by=OF_GROUPS,
        source="Freeman 1979.",
        base="{} of {}, which a star has",
    ),
    Metric(
        name="bridge_dependence",
        heading="Bridges that hang on few",
        sentence="How many ties between groups would go with a few people?",
        formula=(
            f"{_TIE}Ties between groups that have one of the 1 % with most of them at an end, divided by "
            "all. With it are kept how many people hold parts together that would fall apart without them, "
            "and how many groups only one person ties to the others."
        ),
        minimum=at(community=100),
        guard="betweenness",
        seen_by=_ALL,
        source="Burt 2004; articulation points after Tarjan 1972.",
        base="{} of {} ties",
    ),
    Metric(
        name="at_the_edge",
        heading="At the edge",
        sentence="How many are hardly tied to the others?",
        formula=(
            f"{_TIE}Those in core 0 or 1, who remain with one tie or none once everybody with fewer than two "
            "has been taken away, divided by all. Newcomers begin there."
        ),
        minimum=at(group=8, community=8),
        guard="newcomer_integration",
        seen_by=OF_GROUPS,
        source=(
            "Seidman 1983; for groups instead of the core of Borgatti and Everett 2000, which many cannot be "
            "tried for."
        ),
    ),
    Metric(
        name="newcomer_integration",
        heading="Arriving",
        sentence="How many newcomers have three ties after 90 days?",
        formula=(
            f"{_TIE}Kaplan-Meier 1 - S(90 days) from the first seat to the third tie, over who took their "
            "first seat in the last eight quarters, since attendance is taken. Who is still waiting counts "
            "as long as they have been. Shown beside it: third ties of newcomers."
        ),
        minimum=at(group=8, community=8),
        guard="at_the_edge",
        seen_by=OF_GROUPS,
        source="CHAOSS, Newcomer Experience; Kaplan and Meier 1958.",
        base="by day 90, of {1} newcomers; {0} of them have three ties by now",
    ),
)
