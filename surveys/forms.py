"""What admins plan and members answer, made into clean values."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from peergroups.models import Group
from surveys.models import About, Questionnaire, Survey
from surveys.models.questionnaire import MOST_ITEMS, SCALES
from ui.forms import DateField, SharedForm

LONGEST_ITEM = 300


class AnswerForm(forms.Form):
    """A row of points for each statement; who sits in several groups says which one they answer about."""

    def __init__(
        self, *args: Any, questionnaire: Questionnaire, groups: Sequence[Group], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        top = questionnaire.scale
        points = [(point, str(point)) for point in questionnaire.points]
        for number, item in enumerate(questionnaire.items, 1):
            self.fields[f"item-{number}"] = forms.TypedChoiceField(
                label=item,
                choices=points,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": f"Tap a number from 1 (not at all) to {top} (entirely)."},
            )
        if len(groups) > 1:
            self.fields["group"] = forms.ChoiceField(
                label="Which of your groups do you answer about?",
                choices=[(pk, group.name) for pk, group in self.groups.items()],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose one of your groups."},
            )

    @property
    def statements(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "group"]

    @property
    def group(self) -> Group:
        """The group that was chosen, or the only one there is."""
        return self.groups[self.cleaned_data.get("group", next(iter(self.groups)))]

    @property
    def answers(self) -> list[int]:
        return [self.cleaned_data[name] for name in self.fields if name != "group"]


class QuestionnaireForm(forms.Form):
    """A text that somebody else owns: the words, which way they point, and that one may use them."""

    title = forms.CharField(max_length=120, help_text="Members read it above the statements.")
    about = forms.ChoiceField(
        label="What it is about", choices=About.choices, widget=forms.RadioSelect, initial=About.SAFETY
    )
    items = forms.CharField(
        label="Statements",
        max_length=MOST_ITEMS * LONGEST_ITEM,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One a line, without numbers.",
    )
    reversed_items = forms.CharField(
        label="Reversed statements",
        max_length=120,
        required=False,
        help_text="The numbers of those with which it is bad to agree, such as 1, 3, 5.",
    )
    scale = forms.TypedChoiceField(
        label="Points of the scale",
        choices=[(points, f"1 to {points}") for points in SCALES],
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
    )
    permission = forms.CharField(
        label="Where the permission is kept",
        max_length=300,
        help_text="Such as: licence of 3 March 2026, in the office’s folder “Surveys”.",
    )
    is_permitted = forms.BooleanField(
        label="We have the permission of whoever owns this text to use it here",
        error_messages={"required": "Tick this once you have the permission; without it use your own words."},
    )

    def clean_items(self) -> list[str]:
        items = [" ".join(line.split()) for line in self.cleaned_data["items"].splitlines() if line.strip()]
        if len(items) > MOST_ITEMS:
            msg = f"These are {len(items)} statements; keep it to {MOST_ITEMS}."
            raise ValidationError(msg)
        for number, item in enumerate(items, 1):
            if len(item) > LONGEST_ITEM:
                msg = f"Statement {number} has more than {LONGEST_ITEM} characters; is a line break missing?"
                raise ValidationError(msg)
        return items

    def clean_reversed_items(self) -> list[int]:
        words = re.split(r"[\s,;]+", self.cleaned_data["reversed_items"].strip(" ,;"))
        if not all(re.fullmatch(r"[0-9]{1,3}", word, re.ASCII) for word in filter(None, words)):
            msg = "Write the numbers of statements with commas between them, such as 1, 3, 5."
            raise ValidationError(msg)
        return sorted({int(word) for word in words if word})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        items, turned = said.get("items"), said.get("reversed_items", [])
        if items and turned and not 1 <= turned[0] <= turned[-1] <= len(items):
            self.add_error("reversed_items", f"The statements have the numbers 1 to {len(items)}.")
        return said

    def text(self) -> dict[str, Any]:
        """What is kept of it: the tick only lets it pass."""
        return {name: value for name, value in self.cleaned_data.items() if name != "is_permitted"}


class PlanForm(forms.ModelForm[Survey]):
    """A survey to come. No group ticked means everybody."""

    questionnaire = forms.ModelChoiceField(Questionnaire.objects.all(), empty_label=None)
    opens_on = DateField(label="First day to answer")
    closes_on = DateField(
        label="Last day to answer", help_text="Two weeks are usual. Results stand there the day after."
    )

    class Meta:
        model = Survey
        fields = ["title", "questionnaire", "opens_on", "closes_on", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"groups": "Only these groups"}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        opens_on, closes_on = said.get("opens_on"), said.get("closes_on")
        if opens_on and opens_on < self.today:
            self.add_error("opens_on", "This day is over. Choose today or a later one.")
        _check_order(self, opens_on, closes_on)
        return said


class ChangeForm(SharedForm[Survey]):
    """What may still change: the title, and the days that are not over."""

    opens_on = DateField(label="First day to answer")
    closes_on = DateField(label="Last day to answer")

    class Meta:
        model = Survey
        fields = ["title", "opens_on", "closes_on"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.opened_at:
            del self.fields["opens_on"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        opens_on, closes_on = said.get("opens_on", self.instance.opens_on), said.get("closes_on")
        if "opens_on" in self.changed_data and opens_on < self.today:
            self.add_error("opens_on", "This day is over. Choose today or a later one.")
        if "closes_on" in self.changed_data and closes_on and closes_on < self.today:
            self.add_error("closes_on", "This day is over. Choose today or a later one.")
        _check_order(self, opens_on, closes_on)
        return said


def _check_order(form: forms.BaseForm, opens_on: date | None, closes_on: date | None) -> None:
    if opens_on and closes_on and closes_on < opens_on:
        form.add_error("closes_on", "The last day lies before the first.")
