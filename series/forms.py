"""What people say about a series and a light group, made into clean values."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from meetings.actions import Place
from members.forms import ZoneField
from members.models import Member
from peergroups.models import Group
from series.actions import Plan
from series.models import Series
from series.recurrence import WEEKDAYS, Rule, RuleRefused
from series.wording import how_often, ordinal
from ui.forms import DateField, TimeInput

WEEKLY, FORTNIGHTLY, MONTHLY, LAST, DATE, AS_IT_IS = (
    "weekly",
    "fortnightly",
    "monthly",
    "last",
    "date",
    "as it is",
)
REPEATS = {
    WEEKLY: "Every week",
    FORTNIGHTLY: "Every second week",
    MONTHLY: "Every month on the same weekday, such as the second Tuesday",
    LAST: "Every month on the last such weekday",
    DATE: "Every month on the same date",
}
IN_EVERY_MONTH = 28


class PlanForm(forms.Form):
    """When and where a series meets; how often follows from its first date."""

    title = forms.CharField(max_length=200, help_text="Such as “Breakfast”.")
    starts_on = DateField(label="First date", help_text="The others follow from its weekday or date.")
    starts = forms.TimeField(label="From", widget=TimeInput)
    ends = forms.TimeField(label="To", widget=TimeInput)
    repeats = forms.ChoiceField(label="How often", choices=REPEATS.items())
    until = DateField(
        label="Last day", required=False, help_text="Without one it goes on until somebody ends it."
    )
    timezone = ZoneField(
        label="Time zone of the place", help_text="The hour stays on its clock, in summer and in winter."
    )
    place = forms.CharField(max_length=300, required=False, help_text="Name and street are enough.")
    link = forms.URLField(
        label="Link to join from afar", max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, earliest: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = earliest

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"]
        if self.earliest and starts_on < self.earliest:
            msg = "Choose today or a later day."
            raise ValidationError(msg)
        return starts_on

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        starts, ends, on, until = (data.get(name) for name in ("starts", "ends", "starts_on", "until"))
        if starts and ends and ends <= starts:
            self.add_error("ends", "It ends after it begins.")
        if on and until and until < on:
            self.add_error("until", "The last day cannot be before the first date.")
        if on and "repeats" in data and not self.errors:
            self._check_rule()
        return data

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            data.get("title", ""),
            Place(data["timezone"], data["place"], data["link"]),
            self.rule(),
            data["starts_on"],
            data["starts"],
            data["ends"],
        )

    def rule(self) -> Rule:
        """Return the rule that is meant; without a date of its own it raises `RuleRefused`."""
        data = self.cleaned_data
        return rule_of(data["repeats"], data["starts_on"], data["until"])

    def _check_rule(self) -> None:
        try:
            self.plan().first_date()
        except RuleRefused as refused:
            self.add_error("repeats", str(refused))


class NewSeriesForm(PlanForm):
    rotates_host = forms.BooleanField(
        label="Somebody else hosts each time",
        required=False,
        help_text="Whoever has waited longest is next; turns can be swapped with one tap.",
    )


class ChangeSeriesForm(NewSeriesForm):
    """What a series is to be from one of its dates on; a rule that was made elsewhere may stay as it is."""

    scope = forms.ChoiceField(
        label="What changes",
        choices=[("following", "This date and all after it"), ("all", "All dates to come")],
        widget=forms.RadioSelect,
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, series: Series, since: date | None, first: date, **kwargs: Any) -> None:
        super().__init__(*args, initial=_as_typed(series, since or first), **kwargs)
        self.series, self.since, self.first = series, since or first, first
        self.initial["scope"] = "following" if since else "all"
        self.fields["starts_on"].label = "First date that changes"
        self.fields["until"].help_text = "Without one it goes on as before."
        if self.initial["repeats"] == AS_IT_IS:
            choices = [(AS_IT_IS, f"{how_often(series)} (as it is)"), *REPEATS.items()]
            self.fields["repeats"].choices = choices  # type: ignore[attr-defined]  # of a choice field
        self.order_fields(["scope"])

    def plan(self) -> Plan:
        """Return the new plan; to change all dates is to move the first as the one shown is moved."""
        plan = super().plan()
        if self.cleaned_data.get("scope") == "all":
            return plan._replace(starts_on=self.first + (plan.starts_on - self.since))
        return plan

    def rule(self) -> Rule:
        data, rule = self.cleaned_data, self.series.rule
        if data["repeats"] == AS_IT_IS:
            return replace(rule, until=data["until"], count=None if data["until"] else rule.count)
        return super().rule()


class LightGroupForm(PlanForm):
    """A new light group: what it is for, when it first meets, and who is asked."""

    name = forms.CharField(max_length=120, help_text="Such as “Thursday table”.")
    purpose = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One sentence. Whoever you invite reads it before they say yes.",
    )
    guests = forms.CharField(
        label="Whom to ask",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="People of the community, one a line, by name or e-mail address. More can be asked later.",
    )

    def __init__(self, *args: Any, host: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = host
        self.fields["title"].initial = "Breakfast"
        self.fields["title"].label = "What you call the meeting"
        self.order_fields(["name", "purpose", "title"])

    def clean_guests(self) -> list[Member]:
        return [guest for guest in people_in(self.cleaned_data["guests"]) if guest != self.host]


class GuestsForm(forms.Form):
    """Further people to ask to a light group."""

    guests = forms.CharField(
        label="Whom to ask",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="People of the community, one a line, by name or e-mail address.",
    )

    def __init__(self, *args: Any, group: Group, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seated = group.memberships.current(on)

    def clean_guests(self) -> list[Member]:
        guests = people_in(self.cleaned_data["guests"])
        here = self.seated.filter(member__in=guests).select_related("member")
        if here:
            names = ", ".join(seat.member.name for seat in here)
            msg = f"Already in the group: {names}. Take these lines out."
            raise ValidationError(msg)
        return guests


class EndForm(forms.Form):
    last_on = DateField(
        label="Last day", help_text="Meetings after it are cancelled. You can take that back."
    )


class SkipForm(forms.Form):
    """A date of a series on which nobody meets."""

    on = DateField(label="Date")
    because = forms.CharField(label="Why", max_length=300, required=False)


def rule_of(repeats: str, on: date, until: date | None) -> Rule:
    """Return the rule that makes a date the first of such dates.

    Raises:
        RuleRefused: most months have no such date.
    """
    day, position = WEEKDAYS[on.weekday()], (on.day - 1) // 7 + 1
    if repeats in {WEEKLY, FORTNIGHTLY}:
        return Rule(interval=1 if repeats == WEEKLY else 2, weekdays=(day,), until=until)
    if repeats == LAST:
        return Rule(is_monthly=True, weekdays=(f"-1{day}",), until=until)
    if on.day > IN_EVERY_MONTH:
        msg = f"Not every month has a {ordinal(on.day)}, or a fifth {on:%A}. Choose the last such weekday."
        raise RuleRefused(msg)
    if repeats == MONTHLY:
        return Rule(is_monthly=True, weekdays=(f"{position}{day}",), until=until)
    return Rule(is_monthly=True, month_days=(on.day,), until=until)


def people_in(text: str) -> list[Member]:
    """Return the people of the community whom the lines name, each once.

    Raises:
        ValidationError: a sentence for each line that names nobody, or several.
    """
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    active = Member.objects.active()
    found = {line: list(active.filter(_named(line))[:2]) for line in lines}
    problems = [_problem(line, people) for line, people in found.items() if len(people) != 1]
    if problems:
        raise ValidationError(problems)
    return list(dict.fromkeys(person for [person] in found.values()))


def _named(line: str) -> Q:
    return Q(email=line.lower()) if "@" in line else Q(name__iexact=line)


def _problem(line: str, people: list[Member]) -> str:
    if people:
        return f"Several people are called “{line}”. Write the e-mail address instead."
    return (
        f"Nobody in the community is “{line}”. Check the spelling, or ask an admin to add the person first."
    )


def _as_typed(series: Series, since: date) -> Mapping[str, Any]:
    """Return what the form begins with."""
    rule = series.rule
    return {
        "title": series.title,
        "starts_on": since,
        "starts": series.starts,
        "ends": series.ends,
        "repeats": _repeats(rule, since),
        "until": rule.until,
        "timezone": series.timezone,
        "place": series.place,
        "link": series.link,
        "rotates_host": series.rotates_host,
        "sequence": series.sequence,
    }


def _repeats(rule: Rule, since: date) -> str:
    """Return which of the choices makes this rule, if one does."""
    for repeats in REPEATS:
        try:
            if rule_of(repeats, since, rule.until) == rule:
                return repeats
        except RuleRefused:
            continue
    return AS_IT_IS
