"""What people say about their calendars, made into clean values."""

from django import forms

from calendars.models import Alarm


class AlarmForm(forms.Form):
    alarm = forms.ChoiceField(
        label="Ring before a meeting",
        choices=Alarm.choices,
        required=False,
        help_text="Apple Calendar, Thunderbird and most phones do; Google and Outlook use their own setting.",
    )
