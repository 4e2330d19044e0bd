"""What the forms of the house share: how they are drawn, and that a stale one puts nothing back."""

from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model
from django.forms.renderers import TemplatesSetting
from django.utils.formats import localize

Row = TypeVar("Row", bound=Model)

FIRST_DATE, LAST_DATE = date(1900, 1, 1), date(2199, 12, 31)
"""Dates outside are slips of the pen, and at the ends of the calendar there is no next day to count with."""


class HouseRenderer(TemplatesSetting):
    """Labels above, help below, errors as sentences; fields that stand alone say so."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DateInput(forms.DateInput):
    """A date that the browser lets one pick."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DateField(forms.DateField):
    """A date of a year in which people meet."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        said = f"Choose a date of the years {FIRST_DATE.year} to {LAST_DATE.year}."
        limits = [MinValueValidator(FIRST_DATE, said), MaxValueValidator(LAST_DATE, said)]
        super().__init__(validators=limits, **kwargs)


class TimeInput(forms.TimeInput):
    """A wall time that the browser lets one pick."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class SharedForm(forms.ModelForm[Row]):
    """A form of what others may change while somebody types: it changes only what its sender changed.

    Each field carries what the page showed. Two who change different fields both win. Of two who change
    the same field, the later is told what stands there now, and may save again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in filter(self._was_changed_meanwhile, self.changed_data):
            now = self._named_now(name)
            says = f"it says “{now}” now" if now else "it is empty now"
            self.add_error(
                name, f"Somebody changed this meanwhile: {says}. Save again to put yours in its place."
            )
            self.data = dict(self.data.items()) | {self.add_initial_prefix(name): self._shown_now(name)}
        return data

    def _was_changed_meanwhile(self, name: str) -> bool:
        """Whether what stands there now is neither what the page showed nor what is asked for."""
        shown = self.data.get(self.add_initial_prefix(name), self._shown_now(name))
        if _same_lines(shown) == _same_lines(self._shown_now(name)):
            return False
        return self.fields[name].has_changed(self.initial.get(name), self[name].data)

    def _named_now(self, name: str) -> str:
        """What stands there now, in the words of the page; a row as its choice is called there."""
        now, field = getattr(self.instance, name), self.fields[name]
        if now is not None and isinstance(field, forms.ModelChoiceField):
            return field.label_from_instance(now)
        return str(localize(now) or "")

    def _shown_now(self, name: str) -> str:
        """What a page made now would carry."""
        field = self.fields[name]
        return field.hidden_widget().format_value(field.prepare_value(self.initial.get(name))) or ""


def _same_lines(text: str) -> str:
    """Browsers send each line with an end of their own."""
    return text.replace("\r\n", "\n")
