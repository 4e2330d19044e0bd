"""What people say about themselves, made into clean values."""

from typing import Any

from django import forms

from members.countries import COUNTRIES
from members.models import Member, valid_country
from members.timezones import zone_choices


class ZoneField(forms.ChoiceField):
    """A time zone to choose; with `open_label` it may be left to the level above."""

    def __init__(self, *, open_label: str = "", **kwargs: Any) -> None:
        def choices() -> list[tuple[str, str]]:
            return [*([("", open_label)] if open_label else []), *zone_choices()]

        super().__init__(choices=choices, required=not open_label, **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Offer what was chosen before, too: a file may have named a zone that is not a place."""
        chosen = form.get_initial_for_field(self, field_name)
        if chosen and not self.valid_value(chosen):
            self.choices = [*self.choices, (chosen, chosen)]  # type: ignore[misc]  # one reads an iterable
        return super().get_bound_field(form, field_name)


class ProfileForm(forms.ModelForm[Member]):
    """A person's own card. The organisation is a name here; `actions.organisation_called` finds its row."""

    organisation = forms.CharField(max_length=200, required=False)
    timezone = ZoneField(
        label="My time zone",
        open_label="The community's",
        help_text="Times are shown in it, beside the venue's own.",
    )

    class Meta:
        model = Member
        fields = ["name", "job", "industry", "city", "country", "about", "timezone", "shows_email"]
        labels = {"about": "About me"}
        help_texts = {
            "country": "Two letters, such as DE or NZ.",
            "about": "Read by the people you sit in a group with.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.organisation:
            self.initial["organisation"] = self.instance.organisation.name
        self.order_fields(["name", "organisation", "job"])

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if country and country not in COUNTRIES:
            raise forms.ValidationError(valid_country.message)
        return country
