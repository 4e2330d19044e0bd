"""How various people are."""

from engagement.metric import OF_GROUPS, Metric, at


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


VARIETY = (
    _variety("industry", "industries", "Do people come from different industries?", guard="diversity_job"),
    _variety("job", "jobs", "Do people do different work?", guard="diversity_industry"),
    _variety("country", "countries", "Do people live in different countries?", guard="diversity_industry"),
)
