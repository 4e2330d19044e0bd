"""What people say about a poll, made into clean values."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from meetings.actions import Place
from meetings.forms import Days, HoursForm
from meetings.walltime import end_of_day
from members.forms import ZoneField
from polls.models import Option, Poll, Suits
from ui.forms import DateField, SharedForm

MAX_ROWS = 40


class PollForm(forms.ModelForm[Poll]):
    """What a poll says besides its dates."""

    link = forms.URLField(
        label="Link to join from afar", max_length=500, required=False, assume_scheme="https"
    )
    closes_on = DateField(
        label="Last day to vote",
        required=False,
        help_text="Who has not voted is reminded three days and one day before.",
    )

    class Meta:
        model = Poll
        fields = ["title", "place", "link", "closes_on"]
        labels = {"title": "What the meeting is called"}
        help_texts = {"title": "Such as “Breakfast in June”."}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_closes_on(self) -> date | None:
        closes_on: date | None = self.cleaned_data["closes_on"]
        if closes_on and closes_on < self.on and closes_on != self.instance.closes_on:
            msg = "That day is over. Choose today or a later day."
            raise ValidationError(msg)
        return closes_on


class NewPollForm(PollForm):
    """The same with the zone, which is chosen once."""

    timezone = ZoneField(
        label="Time zone",
        help_text="All dates are by the clock there, and stay so; each reader sees their own.",
    )
    field_order = ("title", "timezone", "place", "link", "closes_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def where(self) -> Place:
        data = self.cleaned_data
        return Place(data["timezone"], data["place"], data["link"])


class ChangePollForm(SharedForm[Poll], PollForm):
    """The same once it stands, and others may change it while somebody types."""


class Offers(Days):
    """The dates that a poll offers. Empty rows do not count; one day may be offered with several hours."""

    def clean(self) -> None:
        offers = self.hours()
        if not offers and not self.total_error_count():
            msg = "Offer at least one date."
            raise ValidationError(msg)
        if len(set(offers)) < len(offers):
            msg = "Two rows are the same; each date and hour stands once."
            raise ValidationError(msg)

    def check_offers(self, timezone: str, at: datetime) -> bool:
        """Whether each time exists in the zone and is still to come; if not, that is said at its row."""
        if not self.check_zone(timezone):
            return False
        for form in self.forms:
            on = form.cleaned_data.get("on")
            if on and end_of_day(on, timezone) <= at:
                form.add_error("on", "That day is over. Choose one that is still to come.")
        return self.total_error_count() == 0


OffersFormSet = cast(
    "type[Offers]",
    forms.formset_factory(HoursForm, formset=Offers, extra=0, absolute_max=MAX_ROWS, max_num=MAX_ROWS),
)


class VoteForm(forms.Form):
    """What suits one person: for each date yes, if need be, no, or nothing said."""

    def __init__(self, *args: Any, options: Iterable[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(options)
        for option in self.options:
            self.fields[f"option-{option.pk}"] = forms.ChoiceField(choices=Suits.choices, required=False)

    def votes(self) -> dict[Option, Suits]:
        said = ((option, self.cleaned_data[f"option-{option.pk}"]) for option in self.options)
        return {option: Suits(suits) for option, suits in said if suits}

    def names_more(self) -> bool:
        """Whether the page showed a date that is no longer there to vote for."""
        return any(name.startswith("option-") and name not in self.fields for name in self.data)
