"""What people say about a commitment, made into clean values."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from commitments.models import Commitment, Outcome
from members.models import Member
from peergroups.models import Group, PlanArea
from ui.forms import DateField, SharedForm


class CommitmentForm(forms.ModelForm[Commitment]):
    """I will ..., by ..., I'll know it worked when ..., first step ..., (name) will ask me."""

    due_on = DateField(label="by")
    area = forms.ModelChoiceField(
        PlanArea.objects.all(), label="Plan area", required=False, empty_label="None of them"
    )

    class Meta:
        model = Commitment
        fields = ["text", "due_on", "signal", "first_step", "partner", "area"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "text": "Begin with a verb, name one thing: “hire a second bookkeeper”.",
            "signal": "What will be different, and how will you see it?",
            "first_step": "Small enough to be done by the day after tomorrow.",
        }

    def __init__(self, *args: Any, group: Group, member: Member, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated, heard_it = (
            Q(pk__in=group.memberships.current(day).values("member"))
            for day in (on, self.instance.made_on or on)
        )
        named = Q(pk=self.instance.partner_id)  # also one who has left: saving the form forgets nobody
        self.fields["partner"] = forms.ModelChoiceField(
            Member.objects.filter(seated & heard_it | named).exclude(pk=member.pk),
            label="Who will ask me",
            required=False,
            empty_label="Nobody yet",
        )
        self.order_fields(self.Meta.fields)


class RewordForm(SharedForm[Commitment], CommitmentForm):
    """The same once it is said. From the next day on, rolling over moves its date, and is counted."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        if self.instance.due_on and self.instance.made_on != on:
            del self.fields["due_on"]


class NewCommitmentForm(CommitmentForm):
    """The same for a new one: due from today on, and for whom if one may write for others."""

    def __init__(
        self, *args: Any, group: Group, member: Member, on: date, for_others: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, group=group, member=member, on=on, **kwargs)
        self.on, self.member = on, member
        if for_others:
            seats = group.memberships.current(on)
            self.fields["member"] = forms.ModelChoiceField(
                Member.objects.filter(memberships__in=seats),
                label="Who promises",
                initial=member,
                empty_label=None,
            )
            self.fields["partner"] = forms.ModelChoiceField(
                Member.objects.filter(memberships__in=seats),
                label="Who will ask",
                required=False,
                empty_label="Nobody yet",
            )
            self.order_fields(["member", *self.Meta.fields])

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.on:
            msg = "That day is over. Choose today or a later day."
            raise ValidationError(msg)
        return due_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.setdefault("member", self.member)
        if data.get("partner") and data["partner"] == data["member"]:
            self.add_error("partner", "Nobody is their own partner. Choose somebody else, or nobody yet.")
        return data


class OutcomeForm(forms.Form):
    """What became of a commitment."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    learned = forms.CharField(max_length=1000, required=False)


class RolloverForm(forms.Form):
    """Until when an open commitment is taken over."""

    to = DateField(label="New date")

    def __init__(self, *args: Any, on: date, due_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.due_on = on, due_on

    def clean_to(self) -> date:
        """Refuse an earlier day; the day as it is may be sent again by a second click."""
        to: date = self.cleaned_data["to"]
        if to <= self.on:
            msg = "Choose a day that is still to come."
            raise ValidationError(msg)
        if self.due_on and to < self.due_on:
            msg = f"It is due on {self.due_on:%-d %B %Y} as it is. To roll it over, choose a later day."
            raise ValidationError(msg)
        return to
