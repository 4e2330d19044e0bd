"""Agendas that a group or the community has put by to begin from again."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from meetings.models.agenda import Format
from members.models import Member
from peergroups.models import Group, Keeps


class AgendaTemplateQuerySet(models.QuerySet["AgendaTemplate"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Those of the community, and of the groups in which the member sits."""
        return self.filter(Q(group=None) | Q(group__in=Group.objects.visible_to(member, on=on)))

    def offered_in(self, group: Group) -> Self:
        """Those that an agenda of the group can begin from: its own first, then the community's."""
        return self.filter(Q(group=group) | Q(group=None)).order_by(
            models.F("group").asc(nulls_last=True), Lower("name")
        )


class AgendaTemplate(models.Model):
    """An agenda put by under a name; without a group it is the community's."""

    name = models.CharField(max_length=80)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="agenda_templates")
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = AgendaTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "group", name="one_template_of_each_name", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


class TemplateItem(models.Model):
    """A line of a template. It names a role and no person: who leads differs from meeting to meeting."""

    template = models.ForeignKey(AgendaTemplate, models.CASCADE, related_name="items")
    day = models.PositiveSmallIntegerField()  # from 1 on
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    format = models.CharField(max_length=30, choices=Format.choices, default=Format.TALK)
    owner_role = models.CharField(max_length=60, blank=True)
    record = models.CharField(max_length=12, choices=Keeps.choices, blank=True)

    class Meta:
        ordering = ["day", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "day", "position"], name="one_template_item_at_each_position"
            ),
            models.CheckConstraint(condition=Q(day__gte=1), name="days_of_a_template_count_from_one"),
        ]

    def __str__(self) -> str:
        return self.title
