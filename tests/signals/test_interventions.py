"""What is begun has a figure before, one after, and a sentence that says whether they differ by chance."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from engagement.models import MetricResult
from members.models import Member
from peergroups.models import Group
from signals import actions
from signals.comparing import compared
from signals.models import Intervention
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.signals.storing import attended, counted, drift_away, fill, look, signal, store

IN_A_QUARTER = TODAY + timedelta(days=91)
LATER = date(2026, 8, 3)


def begin(group: Group | None, *, by: Member, **fields: Any) -> Intervention:
    given = {
        "kind": "candour round",
        "metric": "attendance_rate",
        "begun_on": TODAY,
        "review_on": IN_A_QUARTER,
        **fields,
    }
    return actions.begin_intervention(group, by=by, at=timezone.now(), **given)


def look_back(intervention: Intervention, cast: Cast, on: date = LATER) -> None:
    actions.review_intervention(intervention, by=cast.facilitator, on=on, at=timezone.now())


def test_the_figure_before_is_frozen_at_the_beginning(cast: Cast) -> None:
    result = store("attendance_rate", 20, of=40, group=cast.oak)
    begun = begin(cast.oak, by=cast.facilitator)
    MetricResult.objects.filter(pk=result.pk).update(numerator=30, value=0.75)
    store("attendance_rate", 36, of=40, group=cast.oak, ago=-1)
    look_back(begun, cast)
    told = compared(begun, hides_few=True)
    assert told.before == "50 %, 20 of 40, in 2026-Q1"
    assert told.after == "90 %, 36 of 40, in 2026-Q2"
    assert told.difference == "+40 points, with 95 % confidence +20 to +56."


def test_a_difference_that_can_be_chance_is_called_that(cast: Cast) -> None:
    store("attendance_rate", 20, of=40, group=cast.oak)
    begun = begin(cast.oak, by=cast.facilitator)
    store("attendance_rate", 22, of=40, group=cast.oak, ago=-1)
    look_back(begun, cast)
    assert compared(begun, hides_few=True).difference.endswith("As 0 lies within, it can be chance.")


def test_an_early_look_back_has_nothing_to_compare(cast: Cast) -> None:
    store("attendance_rate", 20, of=40, group=cast.oak)
    begun = begin(cast.oak, by=cast.facilitator)
    look_back(begun, cast, on=TODAY)
    assert begun.after is None
    told = compared(begun, hides_few=True)
    assert (told.after, told.difference) == (
        "Nothing of a later quarter had been counted when you looked back.",
        "",
    )


def test_a_review_can_be_taken_back_and_made_anew(cast: Cast) -> None:
    begun = begin(cast.oak, by=cast.facilitator)
    look_back(begun, cast, on=TODAY)
    actions.reopen_intervention(begun, by=cast.facilitator, at=timezone.now())
    assert (begun.reviewed_at, begun.reviewed_by) == (None, None)
    store("attendance_rate", 22, of=40, group=cast.oak, ago=-1)
    look_back(begun, cast)
    assert counted(begun.after) == (22, 40)


def test_of_a_talk_the_figure_is_that_of_the_one_group(cast: Cast) -> None:
    drift_away(cast.oak, cast.member)
    attended(cast.elm, cast.member, 3, of=3)
    [raised] = look()
    begun = begin(cast.oak, by=cast.facilitator, kind="care talk", signal=raised)
    assert (begun.member, counted(begun.before)) == (cast.member, (0, 3))


def test_an_old_figure_is_not_where_something_began(cast: Cast) -> None:
    store("attendance_rate", 20, of=40, group=cast.oak, ago=5)
    assert begin(cast.oak, by=cast.facilitator).before is None


def test_quarters_of_few_people_are_kept_back_from_who_is_not_of_the_group(cast: Cast) -> None:
    store("attendance_rate", 9, of=12, group=cast.oak, people=4)
    begun = begin(cast.oak, by=cast.facilitator)
    store("attendance_rate", 22, of=40, group=cast.oak, ago=-1)
    look_back(begun, cast)
    told = compared(begun, hides_few=True)
    assert told.before == "Kept back, since fewer than 5 people are in the figure of 2026-Q1."
    assert told.difference == ""
    assert compared(begun, hides_few=False).before == "75 %, 9 of 12, in 2026-Q1"


class TestOnThePage:
    def test_beginning_after_a_signal_is_two_taps(self, enter: Enter, cast: Cast) -> None:
        raised, farah = signal(cast.oak), enter("facilitator")
        address = reverse("signals:begin", args=[raised.pk])
        typed = form_on(farah.get(address))
        farah.post(address, typed | {"kind": "candour round", "note": "ask about the venue"})
        begun = Intervention.objects.get()
        assert (begun.signal, begun.group, begun.note) == (raised, cast.oak, "ask about the venue")
        assert "ask about the venue" in page(farah.get(begun.get_absolute_url()))

    def test_sending_it_twice_begins_once(self, enter: Enter, cast: Cast) -> None:
        farah, address = enter("facilitator"), reverse("signals:begin_for_group", args=["oak"])
        typed = form_on(farah.get(address)) | {"kind": "coaching"}
        farah.post(address, typed)
        again = farah.post(address, typed, follow=True)
        assert "That is under way already" in page(again)
        assert Intervention.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"review_on": str(TODAY)}, "One looks back later than one begins."),
            ({"begun_on": "2020-01-01"}, "Choose a day of the last three months or of the coming year."),
            ({"kind": "dismissal"}, "Select a valid choice."),
            ({"metric": "open_seats"}, "Select a valid choice."),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
        self, enter: Enter, cast: Cast, wrong: dict[str, str], sentence: str
    ) -> None:
        farah, address = enter("facilitator"), reverse("signals:begin_for_group", args=["oak"])
        typed = form_on(farah.get(address)) | {"kind": "coaching", "note": "kept words"}
        shown = page(farah.post(address, typed | wrong))
        assert sentence in shown
        assert "kept words" in shown
        assert not Intervention.objects.exists()

    def test_no_admin_reads_a_note(self, enter: Enter, cast: Cast) -> None:
        fill(cast.oak, 4)
        begun = begin(cast.oak, by=cast.facilitator, note="between us")
        ada = enter("admin")
        for address in (
            begun.get_absolute_url(),
            reverse("signals:community"),
            reverse("signals:group", args=["oak"]),
        ):
            shown = page(ada.get(address))
            assert "Candour round" in shown
            assert "between us" not in shown
            assert "Farah" not in shown
        assert "note" not in form_on(ada.get(reverse("signals:begin_for_group", args=["oak"])))

    def test_what_is_withdrawn_is_gone_and_what_was_reviewed_stays(self, enter: Enter, cast: Cast) -> None:
        farah, begun = enter("facilitator"), begin(cast.oak, by=cast.facilitator)
        farah.post(reverse("signals:review", args=[begun.pk]))
        kept = farah.post(reverse("signals:withdraw", args=[begun.pk]), follow=True)
        assert "Take the review back first." in page(kept)
        farah.post(reverse("signals:reopen", args=[begun.pk]))
        farah.post(reverse("signals:withdraw", args=[begun.pk]))
        assert not Intervention.objects.exists()

    def test_the_community_begins_something_with_all(self, enter: Enter, cast: Cast) -> None:
        store("attendance_rate", 80, of=100)
        ada, address = enter("admin"), reverse("signals:begin_for_community")
        typed = form_on(ada.get(address)) | {"kind": "other", "note": "shorter meetings"}
        shown = page(ada.post(address, typed, follow=True))
        assert "80 %, 80 of 100, in 2026-Q1" in shown
        assert "shorter meetings" in shown
