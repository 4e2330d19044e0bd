"""Notices that are about to be sent, each with all that judging and writing it asks about.

Read for a whole batch at once and at the last moment, because what was so when a notice came to be owed may
have changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from notifications.dues import today_in
from notifications.models import Notice, NoticePreference
from notifications.occasion import Case, Occasion, clock_of, recipients, subjects
from notifications.occasions import OCCASION_OF
from peergroups.models import Community


def read_cases(notices: Sequence[Notice], *, at: datetime) -> list[tuple[Notice, Case[Any] | None]]:
    """Return each notice with its case, or with none if what it was about is gone.

    In a number of queries that does not depend on how many notices there are.
    """
    community, unwanted = Community.current(), _unwanted(notices)
    by_occasion: dict[Occasion[Any], list[Notice]] = defaultdict(list)
    for notice in notices:
        by_occasion[OCCASION_OF[notice.kind]].append(notice)
    cases: dict[int, Case[Any]] = {}
    for occasion, some in by_occasion.items():
        cases |= {case.notice.pk: case for case in _cases(occasion, some, community, unwanted, at)}
    return [(notice, cases.get(notice.pk)) for notice in notices]


def _cases(
    occasion: Occasion[Any],
    notices: Sequence[Notice],
    community: Community,
    unwanted: dict[int, set[str]],
    at: datetime,
) -> Iterable[Case[Any]]:
    on = today_in(community, at)
    things = occasion.read(subjects(notices))
    there = occasion.hearers(things, on=on, among=recipients(notices))
    hearers = {(hearer.thing_id, hearer.member_id): hearer for hearer in there}
    done = occasion.done(notices, things, on=on, at=at)
    facts = occasion.facts(notices, things, on=on, at=at)
    for notice in notices:
        if notice.subject_id not in things:
            continue
        thing, clock = things[notice.subject_id], clock_of(notice.recipient.timezone, community)
        hearer = hearers.get((notice.subject_id, notice.recipient_id))
        yield occasion.case(
            notice=notice,
            community=community,
            clock=clock,
            thing=thing,
            hearer=hearer,
            due=occasion.moments(thing, hearer.role, clock) if hearer else (),
            is_done=notice.pk in done,
            unwanted=unwanted[notice.recipient_id],
            **facts(notice),
        )


def _unwanted(notices: Iterable[Notice]) -> dict[int, set[str]]:
    refusals = NoticePreference.objects.filter(member__in=recipients(notices))
    unwanted: dict[int, set[str]] = defaultdict(set)
    for member_id, kind in refusals.values_list("member", "kind"):
        unwanted[member_id].add(kind)
    return unwanted
