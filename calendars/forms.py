"""What people say about their calendars, made into clean values."""

import json
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder

from calendars.models import Alarm
from calendars.reading import LARGEST, Event, Unreadable, read_calendar
from meetings.actions import Hours, Place
from members.forms import ZoneField
from peergroups.models import Group

A_DAY = timedelta(days=1)


class AlarmForm(forms.Form):
    alarm = forms.ChoiceField(
        label="Ring before a meeting",
        choices=Alarm.choices,
        help_text="Apple Calendar, Thunderbird and most phones do; Google and Outlook use their own setting.",
    )


class FileForm(forms.Form):
    """A calendar file to take over."""

    file = forms.FileField(
        label="Calendar file (.ics)",
        help_text="Up to 1 MB. Who was invited is not read, and nobody outside the group hears of it.",
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    timezone = ZoneField(
        label="Time zone",
        help_text="For hours in the file that say none, and for what is not told by its own.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        file = data.get("file")
        if file is None or "timezone" not in data:
            return data
        if file.size and file.size > LARGEST:
            self.add_error("file", "The file is longer than 1 MB. Export one calendar, or a part of it.")
            return data
        try:
            data["contents"] = read_calendar(file.read(), timezone=data["timezone"], today=self.today)
        except Unreadable as why:
            self.add_error("file", str(why))
        return data


class EventsForm(forms.Form):
    """What was read out of the file, sealed, as its sender has seen it."""

    events = forms.CharField(widget=forms.HiddenInput)

    @staticmethod
    def sealed(events: Sequence[Event], group: Group) -> str:
        return signing.dumps(json.loads(DjangoJSONEncoder().encode(events)), salt=_salt(group), compress=True)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group

    def clean_events(self) -> list[Event]:
        try:
            rows = signing.loads(self.cleaned_data["events"], salt=_salt(self.group), max_age=A_DAY)
        except signing.BadSignature:
            msg = "This took longer than a day. Choose the file again."
            raise ValidationError(msg) from None
        return [_event(row) for row in rows]


def _salt(group: Group) -> str:
    return f"calendars.import.{group.pk}"


def _event(row: list[Any]) -> Event:
    uid, recurrence, title, where, days, rule, skipping = row
    hours = (Hours(date.fromisoformat(on), _time(starts), _time(ends)) for on, starts, ends in days)
    dates = tuple(map(date.fromisoformat, skipping))
    return Event(uid, recurrence, title, Place(*where), tuple(hours), rule, dates)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
