"""Asking, answering, helping and thanking."""

from dataclasses import dataclass

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import NOBODY, Floats, Ints
from exchange.synthetic.contacts import alone, crossings, outsiders
from exchange.synthetic.plants import Kind
from exchange.synthetic.sittings import Lots
from exchange.synthetic.verbs import ASK, Coming
from exchange.synthetic.world import World

HOUR = 3600
FURTHER = 12.0  # hours from one answer to the next
CONFIRMING = 24.0  # hours until somebody says that it helped


@dataclass(frozen=True)
class Helped:
    """Asks, and the answers to them; who asks and who answers are sittings."""

    asker: Ints
    asked_at: Ints
    ask: Ints  # of each answer, a position in the asks
    helper: Ints
    answered_at: Ints
    confirmed_at: Ints  # -1 where nobody said that it helped
    thanked_at: Ints  # -1 where nobody gave thanks


def help_each_other(world: World) -> Helped:
    """Draw asks and answers."""
    rng, sits = world.chances("help"), world.sittings
    asks = world.people.asks[sits.person] * np.where(alone(world), a.ALONE, 1)
    asks = asks * np.where(world.people.are(Kind.FREE_RIDER, sits.person), a.RIDER_ASKS, 1)
    asker = np.repeat(np.arange(len(sits)), rng.poisson(asks))
    asked_at = world.some_time(rng, sits.quarter[asker])
    ask, answered_at = _answers(world, rng, asker, asked_at)
    helper = _helpers(world, rng, asker[ask])
    real = np.flatnonzero((helper != NOBODY) & (sits.person[helper] != sits.person[asker[ask]]))
    _, first = np.unique(np.stack([ask[real], helper[real]]), axis=1, return_index=True)
    once = real[np.sort(first)]
    ask, helper, answered_at = ask[once], helper[once], answered_at[once]
    confirmed_at = answered_at + _hours(rng, CONFIRMING, len(ask))
    confirmed = rng.random(len(ask)) < a.CONFIRMED
    thanked = confirmed & (rng.random(len(ask)) < a.THANKED)
    return Helped(
        asker,
        asked_at,
        ask,
        helper,
        answered_at,
        confirmed_at=np.where(confirmed, confirmed_at, NOBODY),
        thanked_at=np.where(thanked, confirmed_at + HOUR, NOBODY),
    )


def write_help(world: World, helped: Helped) -> None:
    """Tell the ledger, but what was lost."""
    person, group = world.sittings.person + 1, world.sittings.group + 1
    asker = helped.asker[helped.ask]
    for verb, at, by, toward, ask in (
        (Coming.ASK_POSTED, helped.asked_at, helped.asker, None, np.arange(len(helped.asker))),
        (Coming.RESPONSE_POSTED, helped.answered_at, helped.helper, asker, helped.ask),
        (Coming.HELP_CONFIRMED, helped.confirmed_at, asker, helped.helper, helped.ask),
        (Coming.THANKS_GIVEN, helped.thanked_at, asker, helped.helper, helped.ask),
    ):
        kept = np.flatnonzero((at >= 0) & world.kept(at))
        world.ledger.tell(
            verb,
            at[kept],
            by=person[by[kept]],
            toward=None if toward is None else person[toward[kept]],
            about=(ASK, ask[kept] + 1),
            group=group[helped.asker[ask[kept]]],
        )


def _answers(world: World, rng: np.random.Generator, asker: Ints, asked_at: Ints) -> tuple[Ints, Ints]:
    """Draw how many answers each ask has, and when they come: in declining groups fewer, and later."""
    sits = world.sittings
    declined = world.planting.steps(Kind.DECLINING, sits.group, sits.quarter, most=a.DECLINE_LASTS)[asker]
    answered = rng.random(len(asker)) >= a.UNANSWERED + a.FEWER_ANSWERS * declined
    ask = np.repeat(np.arange(len(asker)), answered * (1 + rng.poisson(a.FURTHER_ANSWERS, len(asker))))
    wait = a.FIRST_ANSWER_HOURS * rng.lognormal(0, a.ANSWER_SPREAD, len(asker)) * a.SLOWER_ANSWERS**declined
    is_first = np.diff(ask, prepend=-1) > 0
    further = np.where(is_first, 0, _hours(rng, FURTHER, len(ask)))
    return ask, asked_at[ask] + (wait[ask] * HOUR).astype(int) + further


def _helpers(world: World, rng: np.random.Generator, asker: Ints) -> Ints:
    """Draw who answers: mostly somebody of the group by generosity, else somebody who looks beyond it."""
    sits, giving = world.sittings, _generosity(world)
    inside = Lots(rng, giving).draw(sits.of_group(sits.quarter[asker], sits.group[asker]))
    outside = outsiders(world, rng, (crossings(world) + 0.05) * np.sqrt(giving), asker)
    at_home = (rng.random(len(asker)) < a.ANSWERS_AT_HOME) | (outside == NOBODY)
    return np.where(at_home, inside, outside)


def _generosity(world: World) -> Floats:
    sits, people = world.sittings, world.people
    giving = people.generosity[sits.person] * np.where(alone(world), a.ALONE, 1)
    giving = giving * np.where(people.are(Kind.FREE_RIDER, sits.person), a.RIDER_GIVES, 1)
    hub = world.seats.stars[sits.seat] & world.planting.holds(Kind.HUB, sits.group, sits.quarter)
    growth = np.clip(sits.quarter - people.grows[sits.person] + 1, 0, a.GROWS_FOR)
    return np.asarray(giving * np.where(hub, a.HELPER, 1) * a.GROWTH**growth)


def _hours(rng: np.random.Generator, mean: float, count: int) -> Ints:
    return np.asarray((rng.exponential(mean, count) * HOUR).astype(int))
