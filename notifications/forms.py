"""What a member wants to get, and which notices an admin wants to see."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms

from notifications.kinds import CHOICES, KINDS
from notifications.models import State


class KindsForm(forms.Form):
    """A box for each kind of notice, ticked where the member wants it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS.values():
            self.fields[kind.name] = forms.BooleanField(
                label=kind.heading, help_text=kind.when, required=False
            )

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield each heading with its boxes."""
        for section, kinds in groupby(KINDS.values(), key=attrgetter("section")):
            yield section, [self[kind.name] for kind in kinds]

    def wanted(self) -> set[str]:
        return {name for name, is_wanted in self.cleaned_data.items() if is_wanted}


class LogForm(forms.Form):
    """Which notices to list; nothing chosen means all."""

    kind = forms.ChoiceField(
        choices=[("", "Every kind"), *CHOICES],
        required=False,
        widget=forms.Select({"class": "short"}),
        label_suffix="",
    )
    state = forms.ChoiceField(
        choices=[("", "Every outcome"), *State.choices],
        required=False,
        widget=forms.Select({"class": "short"}),
        label="Outcome",
        label_suffix="",
    )

    def wanted(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
