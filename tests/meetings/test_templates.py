"""Templates that groups and the community put by, and the library of formats."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings import actions
from meetings.models import AgendaItem, AgendaTemplate, Meeting, TemplateItem
from peergroups.actions import appoint_admin
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Two days: a, led by Mara, and b on the first, c on the second."""
    meeting = factories.meeting(cast.oak, days=2)
    first, second = meeting.days.all()
    at, by = timezone.now(), cast.facilitator
    actions.add_item(first, title="a", minutes=10, owner=cast.member, by=by, at=at)
    actions.add_item(first, title="b", minutes=20, format="hot seat", owner_role="presenter", by=by, at=at)
    actions.add_item(second, title="c", minutes=None, record="titles", by=by, at=at)
    return meeting


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def url(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=args)


def save(client: Client, meeting: Meeting, **typed: str) -> str:
    return page(client.post(url("save_template", meeting.pk), typed, follow=True))


def template(cast: Cast, meeting: Meeting, name: str = "Ours", *, of_all: bool = False) -> AgendaTemplate:
    group = None if of_all else cast.oak
    return actions.save_template(meeting, name=name, group=group, by=cast.facilitator, at=timezone.now())


def test_an_agenda_put_by_begins_another_one_without_the_names_of_people(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    assert "Put by as “Spring”." in save(farah, meeting, name="Spring")
    other, saved = factories.meeting(cast.oak, days=2), AgendaTemplate.objects.get()
    door = url("lay_out", other.pk)
    assert "Spring</option>" in page(farah.get(url("agenda", other.pk)))
    farah.post(door, {"template": str(saved.pk)})
    items = AgendaItem.objects.filter(day__meeting=other)
    assert list(items.values_list("day__on", "position", "title", "minutes", "format", "record")) == [
        (other.starts_on, 1, "a", 10, "talk", ""),
        (other.starts_on, 2, "b", 20, "hot seat", ""),
        (other.ends_on, 1, "c", None, "talk", "titles"),
    ]
    assert not items.exclude(owner=None).exists()


def test_a_meeting_is_scheduled_with_a_template_of_the_group(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    saved = template(cast, meeting)
    address = url("schedule", "oak")
    form = form_on(farah.get(address), "") | {
        "title": "Next",
        "template": str(saved.pk),
        "days-0-on": "2026-09-01",
        "days-0-starts": "09:00",
        "days-0-ends": "12:00",
    }
    farah.post(address, form)
    assert [i.title for i in Meeting.objects.get(title="Next").days.get().items.all()] == ["a", "b"]


def test_a_template_of_another_group_is_not_offered(cast: Cast, meeting: Meeting, enter: Enter) -> None:
    saved, noor = template(cast, meeting), enter("neighbour")
    theirs = factories.meeting(cast.elm)
    noor.post(url("lay_out", theirs.pk), {"template": str(saved.pk)})
    assert not AgendaItem.objects.filter(day__meeting=theirs).exists()
    noor.post(url("lay_out", theirs.pk), {"template": str(template(cast, meeting, of_all=True).pk)})
    assert AgendaItem.objects.filter(day__meeting=theirs).count() == 2


def test_a_name_is_given_once_in_a_group(cast: Cast, meeting: Meeting, farah: Client) -> None:
    template(cast, meeting, "Spring")
    assert "There is a template of this name already." in save(farah, meeting, name="SPRING")
    assert "Give the template a name of at most 80 characters." in save(farah, meeting, name="x" * 81)
    assert "Give the template a name" in save(farah, meeting, name="  ")
    assert AgendaTemplate.objects.count() == 1


def test_an_empty_agenda_is_not_put_by(cast: Cast, farah: Client) -> None:
    assert "there is nothing to put by" in save(farah, factories.meeting(cast.oak), name="Void")
    assert not AgendaTemplate.objects.exists()


def test_only_an_admin_puts_an_agenda_by_for_all(cast: Cast, meeting: Meeting, farah: Client) -> None:
    save(farah, meeting, name="Mine", is_for_all="on")
    appoint_admin(cast.facilitator, by=cast.admin, on=TODAY, at=timezone.now())
    assert 'name="is_for_all"' in page(farah.get(url("agenda", meeting.pk)))
    save(farah, meeting, name="Everybody's", is_for_all="on")
    assert dict(AgendaTemplate.objects.values_list("name", "group__key")) == {
        "Mine": "oak",
        "Everybody's": None,
    }


def test_a_template_is_renamed_and_removed_and_agendas_stay(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    saved = template(cast, meeting)
    rename = url("rename_template", saved.pk)
    form = form_on(farah.get(url("templates", "oak")), rename) | {"name": "Autumn"}
    assert "It is called “Autumn” now." in page(farah.post(rename, form, follow=True))
    template(cast, meeting, "Winter")
    assert "of this name already" in page(farah.post(rename, {"name": "winter"}, follow=True))
    assert "at most 80 characters" in page(farah.post(rename, {"name": ""}, follow=True))
    assert "Removed “Autumn”." in page(farah.post(url("remove_template", saved.pk), follow=True))
    assert [t.name for t in AgendaTemplate.objects.all()] == ["Winter"]
    assert AgendaItem.objects.count() == 3


def test_an_admin_keeps_the_templates_of_the_community(cast: Cast, meeting: Meeting, enter: Enter) -> None:
    template(cast, meeting, "Of Oak")
    template(cast, meeting, "Of all", of_all=True)
    html = page(enter("admin").get(url("community_templates")))
    assert "Of all" in html
    assert "Of Oak" not in html


def test_members_read_templates_and_do_not_change_them(cast: Cast, meeting: Meeting, enter: Enter) -> None:
    template(cast, meeting)
    html = page(enter("newcomer").get(url("templates", "oak")))
    assert "Ours" in html
    assert "Rename or remove" not in html


def test_markup_in_a_template_is_text(cast: Cast, meeting: Meeting, farah: Client) -> None:
    script = "<script>alert(1)</script>"
    template(cast, meeting, script)
    TemplateItem.objects.filter(position=1).update(title=script)
    for address in (url("templates", "oak"), url("schedule", "oak"), url("agenda", meeting.pk)):
        assert "<script>alert" not in page(farah.get(address))


def test_the_list_costs_the_same_however_many_there_are(cast: Cast, meeting: Meeting, farah: Client) -> None:
    names = iter("xyz")
    assert_costs_the_same(farah, url("templates", "oak"), lambda: template(cast, meeting, next(names)))


def test_every_member_browses_the_library(cast: Cast, enter: Enter) -> None:
    html = page(enter("outsider").get(url("formats")))
    assert "Lean coffee" in html
    assert "7 min" in html  # of the steps of a hot seat
    assert "Use this in an agenda" not in html


def test_who_keeps_an_agenda_puts_a_format_on_it_from_the_library(
    cast: Cast, meeting: Meeting, farah: Client, enter: Enter
) -> None:
    other = factories.meeting(cast.oak, title="Another")
    door = url("insert_format", meeting.pk, 2)
    listed = page(farah.get(url("formats")))
    assert f'action="{url("insert_format", other.pk, 1)}"' in listed
    one = farah.get(f"{url('formats')}?for={meeting.pk}")
    assert f'action="{url("insert_format", other.pk, 1)}"' not in page(one)
    farah.post(door, form_on(one, door))
    assert AgendaItem.objects.filter(day__meeting=meeting).count() == 4
    assert "Use this in an agenda" not in page(enter("member").get(url("formats")))


def test_the_library_costs_the_same_however_many_meetings_come(cast: Cast, farah: Client) -> None:
    assert_costs_the_same(farah, url("formats"), lambda: factories.meeting(cast.oak, days=2))
