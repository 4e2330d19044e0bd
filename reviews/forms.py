"""What people say in a review and about one, made into clean values."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from peergroups.models import PlanArea
from reviews.models import LONGEST, Remark, RemarkKind

SHOWN = "shown-"
"""Before a field's name: the text that stood there when the page was made."""


class Prose(forms.CharField):
    """A text of one line or several. What is too long is refused with a sentence, and nothing is cut off."""

    def __init__(
        self, *, rows: int = 1, max_length: int = LONGEST, required: bool = False, **kwargs: Any
    ) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
        super().__init__(widget=widget, max_length=max_length, required=required, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave `maxlength` out: a browser would cut off the end of what is pasted, and say nothing."""
        return {}

    def to_python(self, value: Any) -> str:
        return one_kind_of_line(super().to_python(value) or "")


class ReviewForm(forms.Form):
    """The page of a review. Beside each field stands what the page showed, so that two tabs lose nothing."""

    all_optional = True  # a draft may be as unfinished as it is

    headline = Prose(label="My quarter in one line", max_length=200)
    numbers = Prose(
        label="Numbers", rows=4, help_text="Three or four that say how it goes, each with the one before."
    )
    ask = Prose(
        label="What I want from you", rows=4, help_text="One question, or one thing somebody could do."
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, texts: Mapping[str, str], areas: Iterable[PlanArea]
    ) -> None:
        super().__init__(data, initial=dict(texts))
        self.areas = list(areas)
        for area in self.areas:
            self.fields[f"progress-{area.pk}"] = Prose(label="How it went", rows=3)
            self.fields[f"next-{area.pk}"] = Prose(label="What is next", rows=3)
        self.shown = {name: self._shown(name) for name in self.fields}

    def words(self) -> dict[str, str]:
        """Return what was typed otherwise than the page showed, as far as it is valid."""
        return {name: text for name, text in self.cleaned_data.items() if text != self.shown[name]}

    def note_kept(self, words: Mapping[str, str], others: Mapping[str, str], *, decided: bool) -> None:
        """Carry on from what is kept now, and say what stands where another tab was first.

        Once somebody has pressed a button and is told, pressing it again puts what they typed in its place;
        saving by itself never does.
        """
        self.shown |= {name: text for name, text in words.items() if name not in others}
        for name, text in others.items():
            says = f"it says “{text}” there" if text else "it is empty there"
            self.add_error(
                name,
                f"You changed this in another tab or on another device: {says}. "
                "Save again to put what stands here in its place.",
            )
        if decided:
            self.shown |= others

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the place it is at, for where the fields themselves are not drawn again."""
        areas = {str(area.pk): f"{area.name}: " for area in self.areas}
        return [
            (
                areas.get(name.split("-")[-1], "") + (self[name].label if name in self.fields else ""),
                str(error),
            )
            for name, errors in self.errors.items()
            for error in errors
        ]

    def carried(self) -> list[tuple[str, str]]:
        return [(SHOWN + name, text) for name, text in self.shown.items()]

    def rows(self) -> list[tuple[PlanArea, BoundField, BoundField]]:
        return [(area, self[f"progress-{area.pk}"], self[f"next-{area.pk}"]) for area in self.areas]

    def _shown(self, name: str) -> str:
        now: str = self.initial.get(name, "")
        return one_kind_of_line(self.data.get(SHOWN + name, now)) if self.is_bound else now


class RemarkForm(forms.ModelForm[Remark]):
    """One offer or one question."""

    text = Prose(
        label="In a sentence or two",
        rows=3,
        max_length=1000,
        required=True,
        error_messages={"required": "Write what you can offer, or what you would like to know."},
    )
    kind = forms.ChoiceField(
        label="What I leave",
        choices=RemarkKind.choices,
        initial=RemarkKind.OFFER,
        error_messages={"required": "Choose whether it is an offer or a question."},
    )
    shown = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    class Meta:
        model = Remark
        fields = ["kind", "text"]

    def clean_shown(self) -> str:
        return one_kind_of_line(self.cleaned_data["shown"])

    def carry_on_from(self, remark: Remark) -> None:
        """Say what another tab put there; leaving it again puts what is typed here in its place."""
        self.data = dict(self.data.items()) | {"shown": remark.text}
        self.add_error(
            "text",
            f"You changed this in another tab or on another device: it says “{remark.text}” there. "
            "Leave it again to put what stands here in its place.",
        )


def one_kind_of_line(text: str) -> str:
    """Return the text with the line ends it was written with; browsers send others."""
    return text.replace("\r\n", "\n")
