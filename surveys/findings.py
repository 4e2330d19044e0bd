"""From answers to what may be shown of them. Pure: answers in, unsaved findings out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from statistics import fmean, stdev
from typing import NamedTuple

from surveys.disclosure import kept_back
from surveys.measures import AGREED, cronbach, half_width, intraclass, rwg
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
    agreement = rwg(ratings, scale=asking.scale)
    return Status.SHOWN if agreement and agreement >= AGREED else Status.DIFFERS


def _of_all(survey: Survey, ratings: Ratings, shown: Sequence[Ratings], people: int) -> Finding:
    """Say what all say together. ICC is of the groups that may be shown: of all it would tell of the rest."""
    finding = Finding(survey=survey, asked=people, answers=len(ratings), status=Status.TOO_FEW)
    if len(ratings) >= ENOUGH:
        finding.status = Status.SHOWN
        _fill(finding, ratings, survey.questionnaire, items=len(ratings) >= ENOUGH_FOR_ITEMS)
        finding.alpha = _rounded(cronbach(ratings))
        if icc := intraclass([_scores(group) for group in shown]):
            finding.icc1, finding.icc2 = _rounded(icc.icc1), _rounded(icc.icc2)
    return finding


def _fill(finding: Finding, ratings: Ratings, asking: Questionnaire, *, items: bool) -> None:
    scores = _scores(ratings)
    mean, either_side = fmean(scores), half_width(stdev(scores), len(scores)) or 0
    finding.mean = round(mean, 1)
    finding.low = max(1.0, round(mean - either_side, 1))
    finding.high = min(float(asking.scale), round(mean + either_side, 1))
    finding.agreement = _rounded(rwg(ratings, scale=asking.scale))
    finding.items = [round(fmean(column), 1) for column in zip(*ratings, strict=True)] if items else None


def _scores(ratings: Ratings) -> list[float]:
    return [fmean(row) for row in ratings]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
