"""What people say about a week, made into clean values."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gatherings.models import Gathering, Registration, Wave, WaveGroup
from meetings.agendas import TEMPLATES, Template
from meetings.models import AgendaTemplate
from meetings.walltime import instant
from members.forms import ZoneField
from peergroups.models import Group
from ui.forms import DateField, SharedForm, TimeInput

A_MONTH = timedelta(days=31)
A_FEW_DAYS = timedelta(days=7)


class NewGatheringForm(forms.ModelForm[Gathering]):
    """A new week. Waves and Content Day follow from its first day, and can be changed."""

    starts_on = DateField(
        label="Day of arrival",
        help_text="Usually a Sunday. Two days of wave A follow, then Content Day, then two of wave B.",
    )
    timezone = ZoneField(label="Time zone of the venue")

    class Meta:
        model = Gathering
        fields = ["name", "starts_on", "timezone", "venue", "address", "area"]
        help_texts = {
            "name": "Place and time of the year, such as “Denver, August 2026”.",
            "area": "Which plan everybody works on this quarter.",
        }


class GatheringForm(SharedForm[Gathering]):
    """When and where a week is."""

    starts_on = DateField(label="Day of arrival")
    ends_on = DateField(label="Last day")
    timezone = ZoneField(label="Time zone of the venue")
    registration_closes_on = DateField(
        label="Last day to register", required=False, help_text="Left empty, one can register to the end."
    )

    class Meta:
        model = Gathering
        fields = [
            "name",
            "starts_on",
            "ends_on",
            "timezone",
            "venue",
            "address",
            "hotel",
            "area",
            "registration_closes_on",
        ]
        widgets = {"hotel": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"hotel": "The hotel, the price agreed on, the word to book with, and until when."}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and not starts_on <= ends_on <= starts_on + A_MONTH:
            self.add_error("ends_on", "A week ends on its first day or at most a month later.")
        closes_on = data.get("registration_closes_on")
        if closes_on and ends_on and closes_on > ends_on:
            self.add_error("registration_closes_on", "The week is over then. Choose an earlier day.")
        return data


class WaveForm(SharedForm[Wave]):
    """The days of a wave, and from when to when by the venue's clock."""

    first_on = DateField(label="First day")
    last_on = DateField(label="Last day")
    starts = forms.TimeField(label="From", widget=TimeInput)
    ends = forms.TimeField(label="To", widget=TimeInput)
    last_ends = forms.TimeField(label="To, on the last day", widget=TimeInput)

    class Meta:
        model = Wave
        fields = ["first_on", "last_on", "starts", "ends", "last_ends"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        week = self.instance.gathering
        if not week.starts_on <= data["first_on"] <= week.ends_on:
            self.add_error("first_on", _outside(week))
        if not data["first_on"] <= data["last_on"] <= week.ends_on:
            self.add_error("last_on", f"Choose the first day or a later one. {_outside(week)}")
        for end in ("ends", "last_ends"):
            if data[end] <= data["starts"]:
                self.add_error(end, "A day ends after it begins.")
        if not self.errors:
            self._check_clock(data)
        return data

    def _check_clock(self, data: Mapping[str, Any]) -> None:
        """See that every hour exists at the venue."""
        wave = Wave(**{name: data[name] for name in self.fields})
        for day in wave.hours:
            for field, wall in (("starts", day.starts), ("ends", day.ends)):
                try:
                    instant(day.on, wall or data["starts"], self.instance.gathering.timezone)
                except ValidationError as error:
                    self.add_error(field, error)


class ContentDayForm(forms.Form):
    on = DateField(label="Content Day")

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gathering = gathering

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not self.gathering.starts_on <= on <= self.gathering.ends_on:
            raise ValidationError(_outside(self.gathering))
        return on


class PlacesForm(forms.Form):
    """For each group its wave, and what the page showed in one field: there may be thousands of groups."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, gathering: Gathering, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waves = {str(wave.pk): wave for wave in gathering.waves.all()}
        self.groups = groups
        choices = [("", "Not in this week"), *((pk, str(wave)) for pk, wave in self.waves.items())]
        placed = {place.group_id: place.wave_id for place in WaveGroup.objects.filter(gathering=gathering)}
        self.initial["was"] = " ".join(f"{group}:{wave}" for group, wave in placed.items())
        for group in groups:
            self.fields[f"group-{group.pk}"] = forms.ChoiceField(
                label=group.name, choices=choices, required=False, initial=placed.get(group.pk, "")
            )

    def clean_was(self) -> dict[str, str]:
        """Return the wave of each group that was in one, by their ids."""
        pairs = (pair.partition(":") for pair in self.cleaned_data["was"].split())
        return {group: wave for group, _, wave in pairs}

    def changes(self) -> dict[Group, Wave | None]:
        """Which groups were put elsewhere than the page showed. What others did meanwhile is left alone."""
        said = self.cleaned_data
        pairs = ((g, said[f"group-{g.pk}"], said["was"].get(str(g.pk), "")) for g in self.groups)
        return {group: self.waves.get(wave) for group, wave, was in pairs if wave != was}

    def unplaced(self) -> list[Group]:
        """The groups for which nothing is chosen."""
        return [group for group in self.groups if not self.cleaned_data[f"group-{group.pk}"]]


class MakeMeetingsForm(forms.Form):
    """What the meetings of all groups have in common besides days and venue."""

    title = forms.CharField(max_length=200)
    reply_by_on = DateField(
        label="Answers wanted by", required=False, help_text="Who has not answered is reminded."
    )

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gathering = gathering
        self.templates: dict[str, Template | AgendaTemplate] = {
            **{str(template.pk): template for template in AgendaTemplate.objects.filter(group=None)},
            **TEMPLATES,
        }
        offered = [(key, template.name) for key, template in self.templates.items()]
        self.fields["template"] = forms.ChoiceField(
            label="Agenda to begin with", required=False, choices=[("", "An empty agenda"), *offered]
        )
        self.order_fields(["title", "template"])

    def chosen_template(self) -> Template | AgendaTemplate | None:
        return self.templates.get(self.cleaned_data["template"])

    def clean_reply_by_on(self) -> date | None:
        on: date | None = self.cleaned_data["reply_by_on"]
        if on and on > self.gathering.starts_on:
            msg = f"The week begins on {self.gathering.starts_on:%-d %B %Y}; choose no later day."
            raise ValidationError(msg)
        return on


class RegistrationForm(forms.ModelForm[Registration]):
    """That one comes, and what the organisers have to know."""

    arrives_on = DateField(label="I arrive on", required=False)
    leaves_on = DateField(label="I leave on", required=False)

    class Meta:
        model = Registration
        fields = ["joins_from_afar", "arrives_on", "leaves_on", "shows_travel", "diet", "remark"]
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "diet": "Such as “vegetarian, no nuts”. Read by the admins and you, by nobody else.",
            "remark": "Read by the admins and you.",
            "shows_travel": "Your name stands on “Who is in town” with these days, for members to read.",
            "joins_from_afar": "By video, so no meal and no bed.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        arrives_on, leaves_on = data.get("arrives_on"), data.get("leaves_on")
        for name in ("arrives_on", "leaves_on"):
            self._check_near(name, data.get(name))
        if arrives_on and leaves_on and leaves_on < arrives_on:
            self.add_error("leaves_on", "That is before you arrive. Choose the same day or a later one.")
        if data.get("shows_travel") and not (arrives_on and leaves_on):
            self.add_error(
                "shows_travel", "To show when you are in town, say when you arrive and when you leave."
            )
        return data

    def _check_near(self, name: str, on: date | None) -> None:
        week = self.instance.gathering
        if on and not week.starts_on - A_FEW_DAYS <= on <= week.ends_on + A_FEW_DAYS:
            self.add_error(name, f"{_outside(week)} Choose a day close to it.")


def _outside(week: Gathering) -> str:
    return f"The week lasts from {week.starts_on:%-d %B} to {week.ends_on:%-d %B %Y}."
