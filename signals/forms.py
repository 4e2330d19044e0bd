"""What people say about signals, made into clean values."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from engagement.catalogue import METRICS
from engagement.measures.proportions import wilson
from engagement.models import Level
from engagement.periods import Quarter, quarters
from signals.detecting.changes import LOOK_BACK
from signals.models import Annotation, Intervention
from ui.forms import DateField

A_QUARTER, A_YEAR = timedelta(days=91), timedelta(days=365)

COMPARABLE = [
    (name, metric.heading)
    for name, metric in METRICS.items()
    if metric.interval is wilson and Level.GROUP in metric.levels
]
"""Metrics that are shares: of the difference of two of them one can say how sure it is."""


class DismissForm(forms.Form):
    reason = forms.CharField(label="Why it needs no look", max_length=300)


class InterventionForm(forms.ModelForm[Intervention]):
    """What is begun, when one looks back at it, and which figure should change."""

    metric = forms.ChoiceField(label="What should change", choices=COMPARABLE)
    begun_on = DateField(label="Begins on")
    review_on = DateField(label="Look back on")

    class Meta:
        model = Intervention
        fields = ["kind", "metric", "begun_on", "review_on", "note"]
        labels = {"note": "Note"}
        help_texts = {
            "note": "Who leads this group reads it, nobody else. What was said in confidence stays out of it."
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(
        self, *args: Any, on: date, takes_note: bool, of_person: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["begun_on"].initial, self.fields["review_on"].initial = on, on + A_QUARTER
        if of_person:  # one does not merge a person, and of them only coming is counted for others
            kinds = [choice for choice in Intervention.Kind.choices if choice[0] != Intervention.Kind.MERGE]
            self.fields["kind"] = forms.ChoiceField(label="What is done", choices=kinds)
            self.fields["metric"] = forms.ChoiceField(
                choices=[COMPARABLE[0]], initial=COMPARABLE[0][0], widget=forms.HiddenInput
            )
        if of_person or not takes_note:
            del self.fields["note"]

    def clean_begun_on(self) -> date:
        begun_on: date = self.cleaned_data["begun_on"]
        if not self.on - A_QUARTER <= begun_on <= self.on + A_YEAR:
            msg = "Choose a day of the last three months or of the coming year."
            raise ValidationError(msg)
        return begun_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begun_on, review_on = data.get("begun_on"), data.get("review_on")
        if begun_on and review_on and review_on <= begun_on:
            self.add_error("review_on", "One looks back later than one begins. Choose a later day.")
        return data


class CommunityInterventionForm(InterventionForm):
    """The same for the whole community, whose note all admins read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in Intervention.Kind.choices if choice[0] != Intervention.Kind.MERGE]
        self.fields["kind"] = forms.ChoiceField(label="What is done", choices=kinds)
        self.fields["note"].help_text = "The admins read it, nobody else."


class AnnotationForm(forms.ModelForm[Annotation]):
    """A few words beside a quarter: “venue fire”."""

    quarter = forms.TypedChoiceField(coerce=lambda number: Quarter(int(number)))

    class Meta:
        model = Annotation
        fields = ["text"]
        labels = {"text": "What happened"}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = Quarter.of(on)
        last = reversed(quarters(now.shifted(1 - LOOK_BACK), now))
        self.fields["quarter"].choices = [(quarter.id, str(quarter)) for quarter in last]  # type: ignore[attr-defined]
        self.order_fields(["quarter", "text"])
