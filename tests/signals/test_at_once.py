"""Two callers in the same moment, each with a connection of their own."""

from functools import partial

import pytest
from django.utils import timezone

from ledger.models import Entry
from signals import actions
from signals.actions.dismissing import AlreadyOver
from signals.actions.intervening import AlreadyBegun, AlreadyReviewed
from signals.models import Annotation, Intervention, Signal
from tests.conftest import TODAY, Cast
from tests.racing import at_once, before_the_first_commits
from tests.signals.storing import LAST, decline, drift_away, signal
from tests.signals.test_interventions import begin

pytestmark = pytest.mark.django_db(transaction=True)


def test_signals_are_raised_once(cast: Cast) -> None:
    decline(cast.oak)
    drift_away(cast.oak, cast.member)
    look = partial(actions.raise_signals, as_of=TODAY, at=timezone.now())
    assert before_the_first_commits(look, look) == 0
    assert Signal.objects.count() == Entry.objects.filter(verb="signal.raised").count() == 2


def test_two_workers_who_begin_together_raise_once(cast: Cast) -> None:
    decline(cast.oak)
    look = partial(actions.raise_signals, as_of=TODAY, at=timezone.now())
    assert sorted(at_once(look, look)) == [0, 1]


def test_a_signal_is_dismissed_once(cast: Cast) -> None:
    raised = signal(cast.oak)
    by_one, by_other = (
        partial(actions.dismiss_signal, raised, reason=reason, by=cast.admin, at=timezone.now())
        for reason in ("a fire", "a flood")
    )
    assert isinstance(before_the_first_commits(by_one, by_other), AlreadyOver)
    assert Signal.objects.get().reason == "a fire"


def test_the_same_is_begun_once(cast: Cast) -> None:
    begun = partial(begin, cast.oak, by=cast.facilitator)
    assert isinstance(before_the_first_commits(begun, begun), AlreadyBegun)
    assert Intervention.objects.count() == 1


def test_one_looks_back_once(cast: Cast) -> None:
    begun = begin(cast.oak, by=cast.facilitator)
    review = partial(actions.review_intervention, begun, by=cast.facilitator, on=TODAY, at=timezone.now())
    assert isinstance(before_the_first_commits(review, review), AlreadyReviewed)


def test_the_same_words_stand_beside_a_quarter_once(cast: Cast) -> None:
    write = partial(actions.annotate_quarter, None, LAST, text="a flood", by=cast.admin, at=timezone.now())
    at_once(write, write)
    assert Annotation.objects.count() == 1
    assert Entry.objects.filter(verb="quarter.annotated").count() == 1
