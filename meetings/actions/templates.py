"""Putting an agenda by to begin from again."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from ledger.actions import record
from meetings.events import Happened
from meetings.models import AgendaItem, AgendaTemplate, Meeting, TemplateItem
from members.models import Member
from peergroups.models import Community, Group


class NothingToSave(Exception):
    """The agenda is empty."""


class TemplateNameTaken(Exception):
    """There is a template of this name already."""


@transaction.atomic
def save_template(
    meeting: Meeting, *, name: str, group: Group | None, by: Member, at: datetime
) -> AgendaTemplate:
    """Put the agenda of a meeting by, for its group or without one for the community.

    People who lead an item are left out: who leads differs from meeting to meeting.

    Raises:
        NothingToSave: there is no item.
        TemplateNameTaken: there is one of that name, whatever the case.
    """
    days = {day.pk: number for number, day in enumerate(meeting.days.all(), 1)}
    items = AgendaItem.objects.filter(day__in=days)
    if not items:
        raise NothingToSave
    _refuse_if_taken(name, group)
    template = AgendaTemplate.objects.create(name=name, group=group, made_by=by, made_at=at)
    names = ("position", "title", "minutes", "format", "owner_role", "record")
    TemplateItem.objects.bulk_create(
        TemplateItem(template=template, day=days[i.day_id], **{name: getattr(i, name) for name in names})
        for i in items
    )
    record(Happened.TEMPLATE_SAVED, by=by, about=template, group_id=template.group_id, at=at)
    return template


@transaction.atomic
def rename_template(template: AgendaTemplate, *, name: str, by: Member, at: datetime) -> None:
    """Call a template by another name.

    Raises:
        TemplateNameTaken: another one is called so.
    """
    _refuse_if_taken(name, template.group, but=template)
    template.name = name
    template.save(update_fields=["name"])
    record(Happened.TEMPLATE_RENAMED, by=by, about=template, group_id=template.group_id, at=at)


@transaction.atomic
def remove_template(template: AgendaTemplate, *, by: Member, at: datetime) -> None:
    """Remove a template; agendas that began from it stay as they are."""
    record(Happened.TEMPLATE_REMOVED, by=by, about=template, group_id=template.group_id, at=at)
    template.delete()


def _refuse_if_taken(name: str, group: Group | None, *, but: AgendaTemplate | None = None) -> None:
    """Two who choose the same name come one after the other."""
    rows = Group.objects.filter(pk=group.pk) if group else Community.objects.all()
    rows.select_for_update(no_key=True).first()
    same = AgendaTemplate.objects.alias(lower=Lower("name")).filter(group=group, lower=name.lower())
    if any(template != but for template in same):
        raise TemplateNameTaken
