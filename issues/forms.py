"""What people say about issues and hot seats, made into clean values."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from issues.models import DOTS_EACH, HotSeat, Issue
from issues.rotation import Turn
from members.models import Member
from ui.forms import SharedForm


class IssueForm(forms.ModelForm[Issue]):
    """What it is about, what one wants from the others, how much it presses and how long it takes."""

    class Meta:
        model = Issue
        fields = ["title", "question", "priority", "minutes", "stays_in_the_room"]
        widgets = {"question": forms.Textarea(attrs={"rows": 4}), "priority": forms.RadioSelect}
        help_texts = {
            "title": "So that the others know what it is about: “Sell the second shop, or keep it?”",
            "question": "What is the question? What have you tried? What should they do: ask, tell, decide?",
            "minutes": "A hot seat usually takes 45.",
            "stays_in_the_room": "The group reads your words here; the pack does not print them.",
        }


class ChangeIssueForm(SharedForm[Issue], IssueForm):
    """The same once it is offered; presenter and coach may look for the question together."""


class NewIssueForm(IssueForm):
    """The same for a new one, and whose it is if one may write for others."""

    def __init__(self, *args: Any, people: QuerySet[Member], by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if people:
            self.fields["member"] = forms.ModelChoiceField(
                people, label="Whose is it?", initial=by, empty_label=None
            )
            self.order_fields(["member", *self.Meta.fields])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.setdefault("member", self.by)
        return data


class DotsForm(forms.Form):
    dots = forms.IntegerField(min_value=0, max_value=DOTS_EACH)


class ChoosingForm(forms.Form):
    """Which issues get a hot seat, and which hot seats the page showed."""

    seen = forms.RegexField(r"^(\d{1,18}( \d{1,18}){0,50})?$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, issues: QuerySet[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {"required": "Tick at least one issue."}
        self.fields["issues"] = forms.ModelMultipleChoiceField(issues, error_messages=said)

    def clean_seen(self) -> set[int]:
        return {int(number) for number in self.cleaned_data["seen"].split()}


class IssueField(forms.ModelChoiceField[Issue]):
    """An issue, chosen by whose it is; its title stands there only where the reader is known to see it."""

    def __init__(self, *args: Any, readable: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readable = readable

    def label_from_instance(self, obj: Issue) -> str:
        return f"{obj.member.name}: {obj.title}" if obj.pk in self.readable else obj.member.name


class PrepareForm(SharedForm[HotSeat]):
    """Who coaches the presenter, and which issue steps in.

    Who is named stays among the choices, so that saving an untouched form takes nobody away.
    """

    class Meta:
        model = HotSeat
        fields: ClassVar[list[str]] = []  # the page goes on showing what stands, not what is being corrected

    def __init__(
        self,
        data: QueryDict | None,
        *,
        hot_seat: HotSeat,
        coaches: QuerySet[Member],
        next_in_turn: list[Turn],
    ) -> None:
        others = [turn.issue for turn in next_in_turn if turn.presenter != hot_seat.presenter_id]
        proposed = next((turn.issue for turn in next_in_turn if turn.issue in others and turn.can_come), None)
        named = {"coach": hot_seat.coach_id, "substitute": hot_seat.substitute_id}
        super().__init__(data, instance=hot_seat, initial=named)
        if data is None and not hot_seat.substitute_id:
            self._propose(proposed)
        self.fields["coach"] = forms.ModelChoiceField(
            (coaches | Member.objects.filter(pk__in=[hot_seat.coach_id])).exclude(pk=hot_seat.presenter_id),
            required=False,
            empty_label="Nobody yet",
            help_text="Meets the presenter before, and helps to find the question.",
            show_hidden_initial=True,
        )
        self.fields["substitute"] = IssueField(
            Issue.objects.filter(pk__in=[*others, hot_seat.substitute_id]).select_related("member"),
            readable=others,
            label="Steps in if the presenter cannot",
            help_text="Proposed is whose turn it is next.",
            required=False,
            empty_label="Nobody yet",
            show_hidden_initial=True,
        )

    def _propose(self, substitute: int | None) -> None:
        """Fill in a substitute, and carry that none was named: who saves it as it is has chosen it."""
        self.initial["substitute"] = substitute
        self.data = {self.add_initial_prefix("substitute"): ""}


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Write a note",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
