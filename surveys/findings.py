"""From answers to what may be shown of them. Pure: answers in, unsaved findings out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from statistics import fmean, variance
from typing import NamedTuple

from surveys.disclosure import kept_back
from surveys.measures import AGREED, Moments, agreement, alpha, half_width, intraclass
from surveys.models import ENOUGH, ENOUGH_FOR_ITEMS, Finding, Questionnaire, Status, Survey

Ratings = Sequence[Sequence[int]]
"""A row of scored answers for each person."""


class Said(NamedTuple):
    """What somebody answered for one of their groups."""

    group_id: int
    answers: list[int]


def findings(survey: Survey, said: Iterable[Said], *, asked: Mapping[int, int], people: int) -> list[Finding]:
    """Return the finding of each group and, last, that of all.

    `asked` counts the seats of each group that were asked, `people` those who hold them.
    """
    asking = survey.questionnaire
    rated: defaultdict[int, list[list[int]]] = defaultdict(list)
    for group, answers in said:
        rated[group].append(asking.scored(answers))
    counts = {group: len(rated[group]) for group in asked}
    back = kept_back(counts, least=ENOUGH)
    no_items = kept_back(counts, least=ENOUGH_FOR_ITEMS)
    own = []
    for group, seats in asked.items():
        finding = Finding(survey=survey, group_id=group, asked=seats, answers=counts[group])
        finding.status = _status(rated[group], asking, is_back=group in back)
        if finding.status == Status.SHOWN:
            _fill(finding, rated[group], asking, items=group not in no_items)
        own.append(finding)
    shown = [rated[group] for group in asked if group not in back]
    return [*own, _of_all(survey, list(chain.from_iterable(rated.values())), shown, people)]


def _status(ratings: Ratings, asking: Questionnaire, *, is_back: bool) -> Status:
    if len(ratings) < ENOUGH:
        return Status.TOO_FEW
    if is_back:
        return Status.KEPT_BACK
    agrees = agreement(_item_variances(ratings), scale=asking.scale) >= AGREED
    return Status.SHOWN if agrees else Status.DIFFERS


def _of_all(survey: Survey, ratings: Ratings, shown: Sequence[Ratings], people: int) -> Finding:
    """Say what all say together. ICC is of the groups that may be shown: of all it would tell of the rest."""
    finding = Finding(survey=survey, asked=people, answers=len(ratings), status=Status.TOO_FEW)
    if len(ratings) >= ENOUGH:
        finding.status = Status.SHOWN
        _fill(finding, ratings, survey.questionnaire, items=len(ratings) >= ENOUGH_FOR_ITEMS)
        sums = [sum(row) for row in ratings]
        finding.alpha = _rounded(alpha(_item_variances(ratings), variance(sums)))
        icc = intraclass([_moments(group) for group in shown])
        finding.icc1, finding.icc2 = map(_rounded, icc or (None, None))
    return finding


def _fill(finding: Finding, ratings: Ratings, asking: Questionnaire, *, items: bool) -> None:
    scores = _moments(ratings)
    either_side = half_width(scores) or 0
    finding.mean = round(scores.mean, 1)
    finding.low = max(1.0, round(scores.mean - either_side, 1))
    finding.high = min(float(asking.scale), round(scores.mean + either_side, 1))
    finding.agreement = _rounded(agreement(_item_variances(ratings), scale=asking.scale))
    finding.items = [round(fmean(column), 1) for column in zip(*ratings, strict=True)] if items else None


def _moments(ratings: Ratings) -> Moments:
    scores = [fmean(row) for row in ratings]
    return Moments(len(scores), fmean(scores), variance(scores))


def _item_variances(ratings: Ratings) -> list[float]:
    return [variance(column) for column in zip(*ratings, strict=True)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
