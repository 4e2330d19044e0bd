"""What PostgreSQL refuses, whoever asks."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from engagement.models import Level
from signals.kinds import Kind
from signals.models import Ending, Intervention, Signal
from tests.conftest import TODAY, Cast
from tests.refusing import refuses
from tests.signals.storing import LAST, signal


def row(cast: Cast, **fields: Any) -> Signal:
    given = {
        "kind": Kind.CHANGE,
        "level": Level.GROUP,
        "group": cast.oak,
        "period_id": LAST.id,
        "evidence": [],
        "raised_at": timezone.now(),
        "expires_on": TODAY,
    }
    return Signal(**given | fields)


def test_one_of_each_kind_about_each_in_a_quarter(cast: Cast) -> None:
    over: dict[str, Any] = {"ended_at": timezone.now(), "ending": Ending.EXPIRED}
    whole: dict[str, Any] = {"group": None, "level": Level.COMMUNITY, "kind": Kind.BRIDGES}
    row(cast, **over).save()
    row(cast, **whole, **over).save()
    same = "one_signal_for_each_kind_subject_and_quarter"
    assert refuses(same, row(cast, **over))
    assert refuses(same, row(cast, **whole, **over))
    row(cast, kind=Kind.WATCH).save()


def test_one_open_of_each_kind_about_each(cast: Cast) -> None:
    signal(cast.oak)
    assert refuses("one_open_signal_for_each_kind_and_subject", row(cast, period_id=LAST.id - 1))


def test_it_is_about_what_its_level_says(cast: Cast) -> None:
    said = "a_signal_is_about_what_its_level_says"
    assert refuses(said, row(cast, level=Level.COMMUNITY))
    assert refuses(said, row(cast, member=cast.member))
    assert refuses(said, row(cast, level=Level.MEMBER))
    assert refuses(said, row(cast, group=None))


def test_it_ends_in_one_way_and_who_dismisses_it_says_why(cast: Cast) -> None:
    at = timezone.now()
    assert refuses("a_signal_that_ended_says_how", row(cast, ended_at=at))
    assert refuses("a_signal_that_ended_says_how", row(cast, ending=Ending.EXPIRED))
    assert refuses("who_dismisses_a_signal_says_why", row(cast, ended_at=at, ending=Ending.DISMISSED))
    assert refuses("who_dismisses_a_signal_says_why", row(cast, reason="a fire"))


def begun(cast: Cast, **fields: Any) -> Intervention:
    given = {
        "kind": Intervention.Kind.CARE_TALK,
        "group": cast.oak,
        "begun_on": TODAY,
        "review_on": TODAY + timedelta(days=1),
        "begun_at": timezone.now(),
        "metric": "attendance_rate",
    }
    return Intervention(**given | fields)


def test_what_is_begun_is_looked_back_at_later_and_of_a_talk_nothing_is_noted(cast: Cast) -> None:
    assert refuses("one_looks_back_after_the_beginning", begun(cast, review_on=TODAY))
    talk = "of_a_talk_with_one_person_nothing_is_noted"
    assert refuses(talk, begun(cast, member=cast.member, note="is ill"))
    assert refuses(talk, begun(cast, member=cast.member, group=None))
    assert refuses("a_figure_after_comes_from_a_review", begun(cast, after={"value": 1}))
    begun(cast).save()
    assert refuses("one_intervention_of_each_kind_a_day", begun(cast))
