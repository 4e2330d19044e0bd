"""From what an agenda is made, and what the page showed."""

from typing import Any

from django import forms

from meetings.agendas import offered
from meetings.models import Meeting
from preparation.matters import FOR_THESE_PEOPLE
from preparation.models import Leftover


class ProposalForm(forms.Form):
    """What goes into an agenda besides what every meeting needs."""

    def __init__(
        self, *args: Any, meeting: Meeting, leftovers: list[Leftover], asks_for_reviews: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"] = forms.ChoiceField(
            label="Made from",
            choices=[(FOR_THESE_PEOPLE, "Who comes and what is open"), *offered(meeting.group)],
            help_text="A template keeps its minutes; reviews and hot seats get the names of these people.",
        )
        if asks_for_reviews:
            self.fields["has_reviews"] = forms.BooleanField(
                label="With the quarterly reviews", required=False
            )
        if leftovers:
            self.fields["leftovers"] = forms.MultipleChoiceField(
                label="Left over from earlier meetings",
                choices=[(str(one.pk), f"{one.title}, {one.minutes} min") for one in leftovers],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )


class MakeForm(forms.Form):
    """Which proposal the page showed, of which agenda, and whether that may go."""

    mark = forms.CharField(max_length=64)
    seen = forms.IntegerField(min_value=0)
    replaces = forms.BooleanField(required=False)
