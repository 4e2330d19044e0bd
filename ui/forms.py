"""How every form of the house is drawn."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import TemplatesSetting

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
