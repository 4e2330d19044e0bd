"""What people say after a meeting, made into clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms

from closing.models import Learning, Minute
from closing.models.pulse import HIGHEST, LOWEST
from meetings.models import AgendaItem
from ui.forms import SharedForm

SCALE = [(n, str(n)) for n in range(LOWEST, HIGHEST + 1)]
WHOLE = "whole"


class PulseForm(forms.Form):
    """Two taps, and a line for those who want to say more."""

    worth = forms.TypedChoiceField(
        label="Was it worth your time?", choices=SCALE, coerce=int, widget=forms.RadioSelect
    )
    openness = forms.TypedChoiceField(
        label="Could you say what mattered to you?", choices=SCALE, coerce=int, widget=forms.RadioSelect
    )
    line = forms.CharField(
        label="One line more",
        max_length=300,
        required=False,
        help_text="For whoever leads the group, without your name, and only once five have answered.",
    )


class IdeaForm(forms.Form):
    text = forms.CharField(label="An idea worth keeping", max_length=300)


class LearningForm(SharedForm[Learning]):
    """A card; of two tabs the later is told what the earlier one wrote."""

    class Meta:
        model = Learning
        fields = ["text", "change"]
        labels = {"text": "What I take home", "change": "What I will do differently"}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class MinutesForm(forms.Form):
    """A text for each item of which notes are kept, and one for the meeting as a whole.

    Each carries what the page showed, so that it changes only what its sender changed. Of two who write about
    the same item, the later is told what stands there now and may save again.
    """

    def __init__(
        self, *args: Any, items: Iterable[AgendaItem], kept: Iterable[Minute], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items: dict[str, AgendaItem | None] = {str(item.pk): item for item in items} | {WHOLE: None}
        stands = {str(minute.item_id) if minute.about else WHOLE: minute.text for minute in kept}
        for name, item in self.items.items():
            self.fields[name] = forms.CharField(
                label=item.title if item else "The meeting as a whole",
                initial=stands.get(name, ""),
                max_length=8000,
                required=False,
                show_hidden_initial=True,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for name in self.changed_data:
            now, shown = _lines(self.fields[name].initial), _lines(self._shown(name))
            if name in said and shown != now and _lines(said[name]) != now:
                says = f"it says “{now}” now" if now else "it is empty now"
                self.add_error(name, f"Somebody wrote here meanwhile: {says}. Save again to put yours there.")
                self.data = dict(self.data.items()) | {self.add_initial_prefix(name): now}
        return said

    def notes(self) -> dict[AgendaItem | None, str]:
        """What its sender changed."""
        return {self.items[name]: self.cleaned_data[name] for name in self.changed_data}

    def _shown(self, name: str) -> str:
        shown: str = self.data.get(self.add_initial_prefix(name), "")
        return shown


def _lines(text: str) -> str:
    """Browsers send each line with an end of their own, and spaces around are nobody's words."""
    return text.replace("\r\n", "\n").strip()
