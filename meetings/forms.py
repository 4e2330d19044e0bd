"""What people say about a meeting, made into clean values."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from meetings.actions import Hours, Place
from meetings.agendas import offered
from meetings.formats import LIBRARY
from meetings.models import AgendaItem, Mark, Meeting, Reply
from meetings.roll import RollRow
from meetings.walltime import instant
from members.forms import ZoneField
from members.models import Member
from peergroups.models import Group, Keeps
from ui.forms import DateField, SharedForm, TimeInput
from ui.rows import Rows

MAX_ROWS = 32  # the days of a month, and an empty row
LONGEST_ITEM = 600  # minutes


class MeetingForm(forms.Form):
    """Title, place and reply-by date; the days are `Days` beside it."""

    title = forms.CharField(max_length=200, help_text="Such as “Quarterly meeting, Denver”.")
    timezone = ZoneField(
        label="Time zone of the venue", help_text="All hours here are by the clock on the venue's wall."
    )
    place = forms.CharField(max_length=300, required=False, help_text="Address, room, where to park.")
    link = forms.URLField(
        label="Link to join from afar", max_length=500, required=False, assume_scheme="https"
    )
    reply_by_on = DateField(
        label="Answers wanted by", required=False, help_text="Who has not answered is reminded."
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def where(self) -> Place:
        data = self.cleaned_data
        return Place(data["timezone"], data["place"], data["link"])

    def check_reply_by(self, first_day: date) -> bool:
        """Whether answers are wanted in time; if not, that is said at the field."""
        reply_by_on = self.cleaned_data["reply_by_on"]
        if reply_by_on is None or reply_by_on <= first_day:
            return True
        self.add_error("reply_by_on", f"The meeting begins on {first_day:%-d %B %Y}; choose no later day.")
        return False


class NewMeetingForm(MeetingForm):
    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "An empty agenda"), *offered(group)]
        self.fields["template"] = forms.ChoiceField(
            label="Agenda to begin with", required=False, choices=choices
        )


class HoursForm(forms.Form):
    """One day: the date, and from when to when."""

    all_optional = True  # an empty row is no day, so saying “optional” at each field says nothing

    on = DateField(label="Date", required=False)
    starts = forms.TimeField(label="From", required=False, widget=TimeInput)
    ends = forms.TimeField(label="To", required=False, widget=TimeInput)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if (starts or ends) and not data.get("on") and "on" not in self.errors:
            self.add_error("on", "Add the date of this day, or empty its hours.")
        if bool(starts) != bool(ends) and not self.errors:
            self.add_error("ends" if starts else "starts", "Give both hours, or neither.")
        if starts and ends and ends <= starts:
            self.add_error("ends", "A day ends after it begins.")
        return data


class Days(Rows[HoursForm]):
    """The days of a meeting. Empty rows do not count; the others are its days in the order of their dates."""

    def clean(self) -> None:
        days = self.hours()
        if not days and not self.total_error_count():
            msg = "Choose at least one day."
            raise ValidationError(msg)
        if len({day.on for day in days}) < len(days):
            msg = "Two rows have the same date; each day stands once."
            raise ValidationError(msg)
        if days and days[-1].on - days[0].on > timedelta(days=30):
            msg = "The days lie more than a month apart; make it two meetings."
            raise ValidationError(msg)
        if len({day.starts is None for day in days}) > 1:
            msg = "Give the hours of every day, or of none."
            raise ValidationError(msg)

    def hours(self) -> list[Hours]:
        rows = (form.cleaned_data for form in self.forms if form.is_valid())
        return sorted(
            (Hours(row["on"], row["starts"], row["ends"]) for row in rows if row.get("on")),
            key=lambda day: day.on,
        )

    def check_zone(self, timezone: str) -> bool:
        """Whether every time exists in the zone; what does not is said at its row."""
        for form in self.forms:
            for field in ("starts", "ends"):
                wall, on = form.cleaned_data.get(field), form.cleaned_data.get("on")
                if wall and on:
                    try:
                        instant(on, wall, timezone)
                    except ValidationError as error:
                        form.add_error(field, error)
        return self.total_error_count() == 0


DaysFormSet = cast(
    "type[Days]",
    forms.formset_factory(HoursForm, formset=Days, extra=0, absolute_max=MAX_ROWS, max_num=MAX_ROWS),
)


class CancelForm(forms.Form):
    because = forms.CharField(
        label="Why",
        max_length=300,
        required=False,
        help_text="Everybody invited can read it on the meeting's page.",
    )


class AnswerForm(forms.Form):
    reply = forms.ChoiceField(choices=Reply.choices)


class RollForm(forms.Form):
    """The attendance of a day or half: for each name a mark, and beside it the mark that the page showed."""

    def __init__(
        self, *args: Any, rows: Iterable[RollRow], marks: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"mark-{row.member.pk}"] = forms.ChoiceField(choices=marks, required=False)
            self.fields[f"was-{row.member.pk}"] = forms.ChoiceField(choices=Mark.choices, required=False)

    def changes(self) -> dict[Member, Mark]:
        """Who was marked otherwise than the page showed. What others marked meanwhile is left alone."""
        said = self.cleaned_data
        pairs = (
            (row.member, said[f"mark-{row.member.pk}"], said[f"was-{row.member.pk}"]) for row in self.rows
        )
        return {member: Mark(mark) for member, mark, was in pairs if mark and mark != was}


class TemplateForm(forms.Form):
    """Which template an agenda begins from."""

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"] = forms.ChoiceField(choices=offered(group))


class TemplateNameForm(forms.Form):
    name = forms.CharField(max_length=80, help_text="Such as “Two days in spring”.")


class SaveTemplateForm(TemplateNameForm):
    """Under which name an agenda is put by, and for whom."""

    is_for_all = forms.BooleanField(label="For all groups of the community", required=False)

    def __init__(self, *args: Any, may_be_for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_for_all:
            del self.fields["is_for_all"]


class ItemForm(SharedForm[AgendaItem]):
    """An agenda item; its owner is a person of the group or a role."""

    class Meta:
        model = AgendaItem
        fields = ["title", "minutes", "format", "owner", "owner_role", "record"]
        labels = {"format": "Kind of item", "owner_role": "or by the"}
        help_texts = {"owner_role": "A role, such as timekeeper or presenter."}

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expected = Q(pk__in=meeting.group.memberships.expected(meeting.starts_on).values("member"))
        named = Q(pk=self.instance.owner_id)  # also one who has left: saving the form forgets nobody
        self.fields["owner"] = forms.ModelChoiceField(
            Member.objects.filter(expected | named),
            label="Led by",
            required=False,
            empty_label="—",
            show_hidden_initial=True,
        )
        self.fields["minutes"] = forms.IntegerField(
            min_value=1, max_value=LONGEST_ITEM, show_hidden_initial=True
        )
        self.fields["record"] = forms.ChoiceField(
            label="What is written down",
            help_text="Never more than the group writes down.",
            choices=[("", "As usual for its kind"), *_levels(meeting.group)],
            required=False,
            show_hidden_initial=True,
        )
        self.order_fields(self.Meta.fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("owner") and data.get("owner_role"):
            self.add_error("owner_role", "Name a person or a role, not both.")
        return data


def _levels(group: Group) -> list[tuple[str, str]]:
    """What can be written down in a group."""
    return [(level.value, level.label) for level in Keeps if level.level <= Keeps(group.keeps).level]


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(min_value=1, max_value=LONGEST_ITEM)


class PlaceForm(forms.Form):
    """Where an item goes: the number of a day, and the place in it; or one step up or down."""

    day = forms.IntegerField(min_value=1, max_value=MAX_ROWS, required=False)
    position = forms.IntegerField(min_value=1, max_value=1000, required=False)


class SeenForm(forms.Form):
    """Which change of the agenda the page had seen."""

    sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class LibraryForm(forms.Form):
    format = forms.ChoiceField(choices=[(name.value, name.label) for name in LIBRARY])
