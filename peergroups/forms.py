"""What admins and facilitators say about the community, its groups and seats, made into clean values."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from members.forms import ProfileForm, ZoneField
from members.models import Member
from peergroups.models import Community, Group, Membership, PlanArea, Policy, Role
from ui.forms import DateField, SharedForm

ADDRESS_TAKEN = "Somebody in the community has this address already."
_PURPOSE = {"purpose": forms.Textarea(attrs={"rows": 2})}
_PURPOSE_HELP = "One sentence. It stands on every page of the group."


class CommunityForm(forms.ModelForm[Community]):
    timezone = ZoneField(
        label="Time zone", help_text="Quarters and dates of the community are counted in it."
    )

    class Meta:
        model = Community
        fields = ["name", "purpose", "timezone"]
        widgets = _PURPOSE


class PlanAreaForm(forms.Form):
    """One plan area: which it is, its name and its place among the others."""

    area = forms.ModelChoiceField(PlanArea.objects.all(), widget=forms.HiddenInput)
    name = forms.CharField(max_length=60)
    position = forms.IntegerField(label="Place", min_value=1, max_value=9)


class PlanAreas(forms.BaseFormSet[PlanAreaForm]):
    """All plan areas; each stands once, with a name and a place of its own."""

    def clean(self) -> None:
        if any(self.errors):
            return
        rows = [form.cleaned_data for form in self.forms]
        if len({row["name"].casefold() for row in rows}) < len(rows):
            msg = "Two areas have the same name; give each its own."
            raise ValidationError(msg)
        if len({row["position"] for row in rows}) < len(rows):
            msg = "Two areas have the same place; give each its own."
            raise ValidationError(msg)
        if sorted(row["area"].pk for row in rows) != sorted(PlanArea.objects.values_list("pk", flat=True)):
            msg = "These are not the areas of the community. Reload the page and begin again."
            raise ValidationError(msg)

    def in_order(self) -> list[PlanArea]:
        """Return the areas under their new names, in their new order; nothing is written."""
        rows = sorted((form.cleaned_data for form in self.forms), key=lambda row: row["position"])
        for row in rows:
            row["area"].name = row["name"]
        return [row["area"] for row in rows]


PlanAreaFormSet = cast("type[PlanAreas]", forms.formset_factory(PlanAreaForm, formset=PlanAreas, extra=0))


class AppointForm(forms.Form):
    """Who is to look after the community, too."""

    email = forms.EmailField(label="Appoint somebody by e-mail address")

    def clean(self) -> dict[str, Any]:
        """Find the `member` of that address."""
        data = self.cleaned_data
        if "email" in data:
            data["member"] = Member.objects.active().filter(email=data["email"].lower()).first()
            if data["member"] is None:
                self.add_error("email", "Nobody in the community has this address. Add the person first.")
        return data


class GroupForm(SharedForm[Group]):
    """What a group is called and for, and the rules it lives by."""

    timezone = ZoneField(label="Time zone", open_label="The community's")

    class Meta:
        model = Group
        fields = ["name", "purpose", "timezone", "rhythm_days", "seats", *Policy._fields]
        widgets = _PURPOSE
        help_texts = {
            "purpose": _PURPOSE_HELP,
            "seats": "How many members the group wants to have; a facilitator fills none.",
            "keeps": "No item of an agenda is written down more fully than this.",
            "allowed_misses": "Left empty, nobody counts. Leave never counts as a miss.",
            "notice_hours": "Who says so in time has still missed the meeting, and spared the others a wait.",
        }


class NewGroupForm(forms.ModelForm[Group]):
    """A new group; its rules follow from its kind and can be changed afterwards."""

    timezone = ZoneField(label="Time zone", open_label="The community's")

    class Meta:
        model = Group
        fields = ["name", "kind", "purpose", "timezone", "seats"]
        widgets = _PURPOSE
        help_texts = {"purpose": _PURPOSE_HELP}


class SeatForm(forms.Form):
    """A new seat: whose, from which day, and whether on trial."""

    joined_on = DateField(
        label="From",
        help_text="What was said in the group before that day stays closed to them.",
    )
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Member"), *Role.choices])
    is_provisional = forms.BooleanField(label="Provisional at first", required=False)

    def __init__(self, *args: Any, group: Group, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = group.memberships.current(on).values("member")
        people = Member.objects.active().exclude(pk__in=seated)
        self.fields["member"] = forms.ModelChoiceField(people, label="Who", empty_label="Choose a person")
        self.order_fields(["member"])
        self.on = on

    def clean_joined_on(self) -> date:
        """Refuse a day that is over: an admin could open a group's past to anyone, or to themselves."""
        joined_on: date = self.cleaned_data["joined_on"]
        if joined_on < self.on:
            msg = "Choose today or a later day. Seats that began earlier come in by an import."
            raise ValidationError(msg)
        return joined_on


class EndSeatForm(forms.Form):
    left_on = DateField(label="Last day", help_text="Access ends with that day.")

    def __init__(self, *args: Any, seat: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat

    def clean_left_on(self) -> date:
        left_on: date = self.cleaned_data["left_on"]
        if left_on < self.seat.joined_on:
            msg = f"The seat begins on {self.seat.joined_on:%-d %B %Y}; its last day cannot be before that."
            raise ValidationError(msg)
        return left_on


class LeaveForm(forms.Form):
    starts_on = DateField(label="Away from")
    ends_on = DateField(label="to (last day)", required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "Leave ends after it begins.")
        return data


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class PersonForm(ProfileForm):
    """A person as an admin adds or corrects them; the rest of the profile is their own."""

    email = forms.EmailField(
        label="E-mail address", max_length=254, help_text="They log in with a code that is sent to it."
    )

    class Meta(ProfileForm.Meta):
        fields = ["name", "job", "city", "country", "timezone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("email", self.instance.email)
        self.fields["timezone"].label = "Their time zone"
        self.order_fields(["name", "email", "organisation"])

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if Member.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(ADDRESS_TAKEN)
        return email
