"""What people type and tap in the room."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from room.models import Vote, VoteKind
from room.models.votes import WITH_OPTIONS
from room.tally import SCALE

MOVES = ("next", "back", "skip", "park", "extend", "pause", "resume")


class MoveForm(forms.Form):
    """A button of the facilitator, and the step that it was drawn for."""

    move = forms.ChoiceField(choices=[(move, move) for move in MOVES])
    step = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class EndForm(forms.Form):
    """The step at which somebody wants to end."""

    step = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class PutInForm(forms.Form):
    """A matter that came up."""

    title = forms.CharField(label="What came up", max_length=200)
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=600, required=False)


class SpeakersForm(forms.Form):
    """How long each may speak."""

    seconds_each = forms.IntegerField(
        label="Seconds each", min_value=10, max_value=3600, required=False, help_text="Empty for no limit."
    )


class VoteForm(forms.Form):
    """A question to the room."""

    question = forms.CharField(label="Question", max_length=200)
    kind = forms.ChoiceField(label="How to answer", choices=VoteKind.choices)
    options = forms.CharField(
        label="Answers to choose from or put in order",
        help_text="One on each line, two to eight. Only for “One of several” and “Put in order”.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_options(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if self.cleaned_data.get("kind") not in WITH_OPTIONS:
            return []
        if not 2 <= len(options) <= 8:
            raise ValidationError("Write two to eight different answers, one on each line.")
        if any(len(option) > 100 for option in options):
            raise ValidationError("Keep each answer to 100 characters.")
        return options


class PromptForm(forms.Form):
    """A question on which all write."""

    question = forms.CharField(label="What to write about", max_length=200)


class ViewForm(forms.Form):
    """What one person writes."""

    text = forms.CharField(label="Your view", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class BallotForm(forms.Form):
    """An answer to a vote, in the fields that its kind needs; `numbers` is what a ballot keeps."""

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vote = vote
        if vote.kind == VoteKind.ESTIMATE:
            self.fields["answer"] = forms.DecimalField(label="Your estimate", max_digits=15, decimal_places=2)
        elif vote.kind == VoteKind.RANKING:
            places = [(str(n), str(n)) for n in range(1, len(vote.options) + 1)]
            for n, option in enumerate(vote.options):
                self.fields[f"place{n}"] = forms.ChoiceField(label=option, choices=[("", "–"), *places])
        else:
            self.fields["answer"] = forms.ChoiceField(choices=answers(vote), label="Your answer")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.vote.kind == VoteKind.RANKING and not self.errors and len(set(data.values())) < len(data):
            raise ValidationError("Give each place once.")
        return data

    def numbers(self) -> list[Decimal]:
        data = self.cleaned_data
        if self.vote.kind != VoteKind.RANKING:
            return [Decimal(data["answer"])]
        places = [int(data[f"place{n}"]) for n in range(len(self.vote.options))]
        return [Decimal(places.index(place)) for place in range(1, len(places) + 1)]


def answers(vote: Vote) -> list[tuple[str, str]]:
    """The answers to tap: what is sent, and what is read."""
    if vote.kind == VoteKind.YES_NO:
        return [("1", "Yes"), ("0", "No")]
    if vote.kind == VoteKind.SCALE:
        return [(str(n), str(n)) for n in SCALE]
    return [(str(n), option) for n, option in enumerate(vote.options)]
