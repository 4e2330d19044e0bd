"""Who sees what: oneself everything, who leads a group what is of it, admins no person and no small group."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from signals import panels
from signals.actions import annotate_quarter, dismiss_signal
from signals.audit import audit
from signals.kinds import Kind
from signals.models import Signal
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.signals.storing import LAST, decline, drift_away, fill, look, signal

DAY = timedelta(days=1)
WORDS = "In 2026-Q1: did not come to 2 of 3 meetings after a yes."


def seen(cast: Cast, who: str) -> set[Signal]:
    return set(Signal.objects.visible_to(cast[who], on=TODAY))


def test_each_sees_their_part(cast: Cast) -> None:
    change, watch = signal(cast.oak), signal(cast.oak, Kind.WATCH)
    talk = signal(cast.oak, Kind.CHECK_IN, member=cast.member)
    small = signal(cast.elm, people=4)
    whole = signal(None, Kind.BRIDGES, people=None)
    assert seen(cast, "facilitator") == {change, watch, talk}
    assert seen(cast, "member") == {talk}
    assert seen(cast, "neighbour") == {small}
    assert seen(cast, "admin") == {change, whole}
    for who in ("partner", "newcomer", "former", "outsider"):
        assert seen(cast, who) == set()


def test_an_admin_who_leads_a_group_sees_what_is_of_it(cast: Cast) -> None:
    factories.admin(cast.facilitator)
    talk = signal(cast.oak, Kind.CHECK_IN, member=cast.member)
    elsewhere = signal(cast.elm, Kind.CHECK_IN, member=cast.neighbour)
    assert seen(cast, "facilitator") == {talk}
    assert elsewhere not in seen(cast, "admin")


def test_who_led_the_group_once_sees_nothing_of_it(enter: Enter, cast: Cast) -> None:
    talk, farah = signal(cast.oak, Kind.CHECK_IN, member=cast.member), enter("facilitator")
    assert farah.get(talk.get_absolute_url()).status_code == 200
    cast.seat(cast.facilitator).roles.update(ends_on=TODAY - DAY)
    assert farah.get(talk.get_absolute_url()).status_code == 404
    assert farah.get(reverse("signals:list")).status_code == 403


def test_after_a_month_only_the_member_finds_it(enter: Enter, cast: Cast) -> None:
    talk = signal(cast.oak, Kind.CHECK_IN, member=cast.member, expires_on=TODAY - DAY)
    assert enter("facilitator").get(talk.get_absolute_url()).status_code == 404
    assert "Earlier" in page(enter("member").get(reverse("signals:mine")))
    assert enter("member").get(talk.get_absolute_url()).status_code == 200


def test_a_member_reads_the_words_that_the_facilitator_reads(enter: Enter, cast: Cast) -> None:
    talk = signal(cast.oak, Kind.CHECK_IN, member=cast.member)
    for who in ("facilitator", "member"):
        assert WORDS in page(enter(who).get(talk.get_absolute_url()))
    assert WORDS in page(enter("facilitator").get(reverse("signals:list")))
    mine = page(enter("member").get(reverse("signals:mine")))
    assert WORDS in mine
    assert "Said yes and stayed away unexcused, at least twice in the quarter." in mine
    assert WORDS not in page(enter("partner").get(reverse("signals:mine")))


def test_who_leads_and_is_named_does_not_dismiss_it(enter: Enter, cast: Cast) -> None:
    factories.seat(cast.elm, cast.member, role="chair")
    talk = signal(cast.elm, Kind.CHECK_IN, member=cast.member)
    refused = enter("member").post(reverse("signals:dismiss", args=[talk.pk]), {"reason": "no"})
    assert refused.status_code == 403
    assert WORDS not in page(enter("member").get(reverse("signals:list")))


class TestAdmins:
    def pages(self, enter: Enter) -> str:
        ada = enter("admin")
        shown = page(ada.get(reverse("signals:community")))
        for each in Signal.objects.all():
            answer = ada.get(each.get_absolute_url())
            shown += page(answer) if answer.status_code == 200 else ""
        answer = ada.get(reverse("signals:group", args=["oak"]))
        return shown + (page(answer) if answer.status_code == 200 else "")

    def test_no_page_names_a_person(self, enter: Enter, cast: Cast) -> None:
        fill(cast.oak, 4)
        drift_away(cast.oak, cast.member)
        decline(cast.oak)
        for raised in look():
            dismiss_signal(raised, reason="told", by=cast.facilitator, at=NOW)
        signal(cast.oak, Kind.CENTRE)
        shown = self.pages(enter)
        assert "Oak" in shown
        for person in ("Mara", "Paul", "Nina", "Frank", "Farah", "Noor"):
            assert person not in shown

    def test_no_page_names_a_small_group(self, enter: Enter, cast: Cast) -> None:
        decline(cast.oak, people=4)
        drift_away(cast.oak, cast.member)
        assert len(look()) == 2
        shown = self.pages(enter)
        assert "Oak" not in shown
        assert "Nothing asks for a look." in shown

    @pytest.mark.parametrize(
        ("number", "said"),
        [(4, "For 2025-Q4, fewer than five people"), (5, "5 people</span> were worth a call")],
    )
    def test_check_ins_are_a_number_from_five_on(
        self, enter: Enter, cast: Cast, number: int, said: str
    ) -> None:
        for member in fill(cast.oak, number):
            for group in (cast.oak, cast.elm):
                over = {"ended_at": NOW, "ending": "expired", "period_id": LAST.id - 1}
                signal(group, Kind.CHECK_IN, member=member, **over)
            signal(cast.oak, Kind.CHECK_IN, member=member)
        assert said in page(enter("admin").get(reverse("signals:community")))

    def test_a_quarter_of_few_people_that_came_later_is_kept_back(self, enter: Enter, cast: Cast) -> None:
        later = {"period_id": LAST.id, "numerator": 7, "denominator": 9, "people": 4, "value": 0.78}
        old = signal(cast.oak, period_id=LAST.id - 1, outcome=later)
        assert "7 of 9" in page(enter("facilitator").get(old.get_absolute_url()))
        shown = page(enter("admin").get(old.get_absolute_url()))
        assert "7 of 9" not in shown
        assert "Kept back, since fewer than 5 people are in the figure" in shown


class TestHowOftenTheRulesWereRight:
    AGO = LAST.shifted(-4)

    def people(self, cast: Cast, number: int, *, left: int, named: bool) -> None:
        for n in range(number):
            member = factories.member()
            gone = self.AGO.next.first_day + 30 * DAY if n < left else None
            factories.seat(cast.oak, member, joined_on=self.AGO.first_day - DAY, left_on=gone)
            if named:
                signal(cast.oak, Kind.CHECK_IN, member=member, period_id=self.AGO.id)

    def test_who_left_is_set_against_those_who_were_not_named(self, enter: Enter, cast: Cast) -> None:
        self.people(cast, 10, left=5, named=True)
        self.people(cast, 20, left=5, named=False)
        told = audit(on=TODAY)
        assert told == (self.AGO, 10, 5, 20, 5)
        shown = page(enter("admin").get(reverse("signals:community")))
        assert "Of the 10 who were named for 2025-Q1, 50 % have left their group within a year" in shown
        assert "of the 20 others 25 %" in shown

    @pytest.mark.parametrize("left", [4, 6])
    def test_it_is_not_told_where_few_stayed_or_left(self, enter: Enter, cast: Cast, left: int) -> None:
        self.people(cast, 10, left=left, named=True)
        self.people(cast, 20, left=5, named=False)
        assert not audit(on=TODAY).may_be_told
        assert " % have left" not in page(enter("admin").get(reverse("signals:community")))


class TestDismissing:
    def test_a_script_in_a_reason_stays_text(self, enter: Enter, cast: Cast) -> None:
        raised, farah = signal(cast.oak), enter("facilitator")
        address = reverse("signals:dismiss", args=[raised.pk])
        shown = page(farah.post(address, {"reason": "<script>alert(1)</script>"}, follow=True))
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
        assert "<script>alert" not in shown + page(enter("admin").get(reverse("signals:community")))

    def test_it_needs_a_reason(self, enter: Enter, cast: Cast) -> None:
        raised = signal(cast.oak)
        address = reverse("signals:dismiss", args=[raised.pk])
        assert "This field is required." in page(enter("facilitator").post(address, {"reason": " "}))
        assert Signal.objects.get().ended_at is None

    def test_it_is_taken_up_again_from_the_list(self, enter: Enter, cast: Cast) -> None:
        talk, farah = signal(cast.oak, Kind.CHECK_IN, member=cast.member), enter("facilitator")
        farah.post(reverse("signals:dismiss", args=[talk.pk]), {"reason": "is at sea"})
        shown = page(farah.get(reverse("signals:list")))
        assert "Nothing asks for a look." in shown
        assert "is at sea" in shown
        assert "is at sea" in page(enter("member").get(talk.get_absolute_url()))
        farah.post(reverse("signals:restore", args=[talk.pk]))
        assert WORDS in page(farah.get(reverse("signals:list")))

    def test_a_second_click_says_how_it_stands(self, enter: Enter, cast: Cast) -> None:
        raised, ada = signal(cast.oak), enter("admin")
        address = reverse("signals:dismiss", args=[raised.pk])
        ada.post(address, {"reason": "a fire"})
        assert "It had ended already" in page(ada.post(address, {"reason": "a flood"}, follow=True))
        assert Signal.objects.get().reason == "a fire"

    def test_an_old_one_is_not_put_back_beside_a_newer_one(self, enter: Enter, cast: Cast) -> None:
        old = signal(cast.oak, period_id=LAST.id - 1)
        dismiss_signal(old, reason="a fire", by=cast.admin, at=NOW)
        signal(cast.oak)
        shown = page(enter("facilitator").post(reverse("signals:restore", args=[old.pk]), follow=True))
        assert "There is a newer one of the same kind" in shown


class TestBesideAQuarter:
    def test_words_stand_there_until_they_are_taken_away(self, enter: Enter, cast: Cast) -> None:
        farah, address = enter("facilitator"), reverse("signals:annotate_group", args=["oak"])
        for _ in range(2):
            farah.post(address, {"quarter": LAST.id, "text": "<b>venue fire</b>"})
        [note] = panels.annotations(cast.oak, member=cast.partner, on=TODAY)
        assert (note.words, str(note.quarter)) == ("<b>venue fire</b>", "2026-Q1")
        assert note.annotation
        assert "&lt;b&gt;venue fire&lt;/b&gt;" in page(farah.get(reverse("signals:group", args=["oak"])))
        farah.post(reverse("signals:remove_annotation", args=[note.annotation.pk]))
        assert panels.annotations(cast.oak, member=cast.partner, on=TODAY) == []

    def test_what_was_found_stands_there_only_for_who_sees_it(self, cast: Cast) -> None:
        signal(cast.oak)
        signal(cast.oak, Kind.WATCH)
        annotate_quarter(cast.oak, LAST, text="venue fire", by=cast.facilitator, at=NOW)
        annotate_quarter(None, LAST, text="strike", by=cast.admin, at=NOW)

        def words(who: str) -> list[str]:
            return [note.words for note in panels.annotations(cast.oak, member=cast[who], on=TODAY)]

        assert words("facilitator") == words("admin") == ["Attendance has fallen", "venue fire"]
        assert words("member") == ["venue fire"]
        assert words("outsider") == []
        [whole] = panels.annotations(None, member=cast.outsider, on=TODAY)
        assert whole.words == "strike"

    @pytest.mark.parametrize(
        "said", [{"quarter": LAST.id, "text": "x" * 81}, {"quarter": "9", "text": "fire"}, {}]
    )
    def test_what_is_wrong_is_said(self, enter: Enter, cast: Cast, said: dict[str, object]) -> None:
        address = reverse("signals:annotate_community")
        shown = page(enter("admin").post(address, said, follow=True))
        assert "Choose a quarter, and write what happened in 80 characters or fewer." in shown


@pytest.mark.parametrize(
    ("who", "address"), [("facilitator", "list"), ("facilitator", "group"), ("admin", "community")]
)
def test_a_list_costs_the_same_however_long(enter: Enter, cast: Cast, who: str, address: str) -> None:
    kinds = iter([Kind.CENTRE, Kind.SAMENESS, Kind.INWARD])

    def add() -> None:
        signal(cast.oak, next(kinds))
        [member] = fill(cast.oak, 1)
        signal(cast.oak, Kind.CHECK_IN, member=member)

    assert_costs_the_same(enter(who), reverse(f"signals:{address}", args=["oak"] * (address == "group")), add)


def test_ones_own_page_costs_the_same_however_long(enter: Enter, cast: Cast) -> None:
    agos = iter(range(3))

    def add() -> None:
        over = {"ended_at": timezone.now(), "ending": "expired", "expires_on": TODAY}
        signal(cast.oak, Kind.CHECK_IN, member=cast.member, period_id=LAST.id - next(agos), **over)

    assert_costs_the_same(enter("member"), reverse("signals:mine"), add)


def test_the_figure_stands_beside_a_signal_with_a_number_for_each_note(enter: Enter, cast: Cast) -> None:
    decline(cast.oak)
    [raised] = look()
    for ago, text in {0: "venue fire", 2: "snow", 40: "long ago"}.items():
        annotate_quarter(cast.oak, LAST.shifted(-ago), text=text, by=cast.facilitator, at=NOW)
    shown = page(enter("facilitator").get(raised.get_absolute_url()))
    assert "15 of 30 came, 50 %." in shown
    plot = shown.split("<svg")[-1].split("</svg>")[0]
    assert plot.count('class="noted"') == 2
    assert ">2</text>" in plot
    assert ">3, 4</text>" in plot
    for told in ("1. long ago", "2. snow", "3. Attendance has fallen", "4. venue fire"):
        assert told in shown
