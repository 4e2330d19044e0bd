"""Arranging the agenda, through its page."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings import actions
from meetings.models import AgendaItem, Meeting
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Three days: a and b on the first, c on the second, nothing on the third."""
    meeting = factories.meeting(cast.oak, days=3)
    for day, titles in zip(meeting.days.all(), ("ab", "c", ""), strict=True):
        for title in titles:
            actions.add_item(day, title=title, minutes=30, by=cast.facilitator, at=timezone.now())
    return meeting


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def agenda(meeting: Meeting) -> str:
    """Return the titles in order, days parted by a stroke; positions count from one on each day."""
    days = [list(day.items.all()) for day in meeting.days.all()]
    assert all([item.position for item in items] == list(range(1, len(items) + 1)) for items in days)
    return "|".join("".join(item.title for item in items) for items in days)


def item(title: str) -> AgendaItem:
    return AgendaItem.objects.get(title=title)


def url(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=args)


@pytest.mark.parametrize(
    ("title", "to", "after"),
    [
        ("a", "down", "ba|c|"),
        ("b", "up", "ba|c|"),
        ("b", "down", "a|bc|"),  # over the edge of the day
        ("c", "up", "abc||"),
        ("c", "down", "ab||c"),
        ("a", "up", "ab|c|"),  # nowhere to go
        ("a", "sideways", "ba|c|"),
    ],
)
def test_an_item_moves_one_place_at_a_time(
    meeting: Meeting, farah: Client, title: str, to: str, after: str
) -> None:
    moved = item(title)
    answer = farah.post(url("move_item", moved.pk), {"to": to})
    assert answer["Location"] == f"{url('agenda', meeting.pk)}#item-{moved.pk}"
    assert agenda(meeting) == after


def test_the_last_item_of_all_stays_where_it_is(meeting: Meeting, farah: Client) -> None:
    for _ in range(3):
        farah.post(url("move_item", item("c").pk), {"to": "down"})
    assert agenda(meeting) == "ab||c"


def test_an_item_goes_to_any_place(cast: Cast, meeting: Meeting) -> None:
    first, _, last = meeting.days.all()
    for title, day, position in (("c", first, 1), ("b", last, 9), ("a", first, -3)):
        actions.move_item(item(title), day=day, position=position, by=cast.facilitator, at=timezone.now())
    assert agenda(meeting) == "ac||b"


def test_an_item_is_added_at_the_end_of_its_day(cast: Cast, meeting: Meeting, farah: Client) -> None:
    form = {"day2-title": "d", "day2-minutes": "45", "day2-format": "break", "day2-owner": cast.member.pk}
    answer = farah.post(url("add_item", meeting.pk, 2), form)
    added = item("d")
    assert answer["Location"].endswith(f"/agenda/#item-{added.pk}")
    assert (added.minutes, added.format, added.owner) == (45, "break", cast.member)
    assert agenda(meeting) == "ab|cd|"
    html = page(farah.get(url("agenda", meeting.pk)))
    assert "Mara Lind</span>" in html
    assert form_on(farah.get(url("agenda", meeting.pk)), url("set_minutes", added.pk))["minutes"] == "45"


def test_a_double_click_adds_one_item_and_a_wish_for_two_alike_is_granted(
    meeting: Meeting, farah: Client
) -> None:
    door, hot_seat = url("add_item", meeting.pk, 2), {"day2-title": "h", "day2-minutes": "45"}
    form = hot_seat | {"day2-format": "hot seat"}
    places = {farah.post(door, form)["Location"] for _ in range(2)}
    assert (agenda(meeting), len(places)) == ("ab|ch|", 1)
    with time_machine.travel(timezone.now() + actions.A_DOUBLE_CLICK):
        farah.post(door, form)
    assert agenda(meeting) == "ab|chh|"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 201}, "at most 200 characters (it has 201)"),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "601"}, "less than or equal to 600"),
        ({"minutes": "9" * 5000}, "Enter a whole number."),
        ({"format": "nap"}, "Select a valid choice."),
        ({"owner": "0"}, "Select a valid choice."),
        ({"owner": "{member}", "owner_role": "host"}, "Name a person or a role, not both."),
    ],
)
def test_what_is_wrong_with_an_item_is_said_on_its_day(
    cast: Cast, meeting: Meeting, farah: Client, wrong: dict[str, str], sentence: str
) -> None:
    said = {"title": "d", "minutes": "45", "format": "talk"} | wrong
    form = {f"day2-{name}": text.format(member=cast.member.pk) for name, text in said.items()}
    html = page(farah.post(url("add_item", meeting.pk, 2), form))
    second_day = html.split('aria-labelledby="day-2"')[1].split("</section>")[0]
    assert sentence in second_day
    assert "<details open>" in second_day
    assert agenda(meeting) == "ab|c|"


def test_only_who_is_expected_can_lead_an_item(cast: Cast, meeting: Meeting, farah: Client) -> None:
    factories.leave(cast.seat(cast.partner), starts_on=TODAY)
    html = page(farah.get(url("agenda", meeting.pk)))
    assert "Mara Lind</option>" in html
    for absent in ("Paul Okoye", "Otto Brandt", "Frank Weiss"):
        assert f"{absent}</option>" not in html


def test_an_owner_who_cannot_come_any_more_stays_until_somebody_else_is_named(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    AgendaItem.objects.filter(title="a").update(owner=cast.partner)
    factories.leave(cast.seat(cast.partner), starts_on=TODAY)
    address = url("change_item", item("a").pk)
    farah.post(address, form_on(farah.get(address), "") | {"title": "A"})
    assert item("A").owner == cast.partner
    farah.post(address, form_on(farah.get(address), "") | {"owner": cast.member.pk})
    assert "Paul Okoye</option>" not in page(farah.get(address))


@pytest.mark.parametrize("number", [0, 4, 99999])
def test_a_day_that_is_not_there_takes_no_item(meeting: Meeting, farah: Client, number: int) -> None:
    assert farah.post(url("add_item", meeting.pk, number)).status_code == 404


def test_an_item_is_changed_and_stays_where_it_is(meeting: Meeting, farah: Client) -> None:
    address = url("change_item", item("a").pk)
    form = form_on(farah.get(address), "") | {"title": "A", "minutes": "5", "owner_role": "timekeeper"}
    html = page(farah.post(address, form, follow=True))
    assert "timekeeper</span>" in html
    assert item("A").minutes == 5
    assert agenda(meeting) == "Ab|c|"


def test_an_item_is_removed_and_the_others_move_up(meeting: Meeting, farah: Client) -> None:
    html = page(farah.post(url("remove_item", item("a").pk), follow=True))
    assert "Removed “a”." in html
    assert agenda(meeting) == "b|c|"


def test_markup_in_an_item_is_text(meeting: Meeting, farah: Client) -> None:
    script = "<script>alert(1)</script>"
    AgendaItem.objects.filter(title="a").update(title=script, owner_role=script)
    one = item(script)
    pages = [url("agenda", meeting.pk), url("change_item", one.pk), meeting.get_absolute_url()]
    assert all("<script>alert" not in page(farah.get(address)) for address in pages)


def test_a_template_fills_an_empty_agenda_once(cast: Cast, farah: Client) -> None:
    meeting = factories.meeting(cast.oak)
    door = url("lay_out", meeting.pk)
    assert 'action="' + door in page(farah.get(url("agenda", meeting.pk)))
    farah.post(door, {"template": "one-hour"})
    html = page(farah.post(door, {"template": "half-day"}, follow=True))
    assert "There are items already. Remove them first, or add to them." in html
    assert 'action="' + door not in html
    assert AgendaItem.objects.count() == 4


def test_a_template_that_nobody_knows_lays_out_nothing(cast: Cast, farah: Client) -> None:
    meeting = factories.meeting(cast.oak)
    farah.post(url("lay_out", meeting.pk), {"template": "three-days"})
    assert agenda(meeting) == ""


def test_who_arranged_it_is_in_the_ledger(cast: Cast, meeting: Meeting, farah: Client) -> None:
    farah.post(url("move_item", item("a").pk), {"to": "down"})
    latest = Entry.objects.latest("pk")
    assert (latest.verb, latest.by, latest.thing_id) == ("agenda.changed", cast.facilitator, meeting.pk)


@pytest.mark.parametrize("address", ["agenda", "meeting"])
def test_the_page_costs_the_same_with_sixty_items(cast: Cast, farah: Client, address: str) -> None:
    meeting = factories.meeting(cast.oak, days=2)
    here = url("agenda", meeting.pk) if address == "agenda" else meeting.get_absolute_url()

    def add() -> None:
        for day in meeting.days.all():
            start = day.items.count()
            AgendaItem.objects.bulk_create(
                AgendaItem(day=day, position=start + n, title=f"{n}", minutes=5, owner=factories.member())
                for n in range(1, 11)
            )

    assert_costs_the_same(farah, here, add)
    assert AgendaItem.objects.count() == 60
