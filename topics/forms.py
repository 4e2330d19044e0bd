"""What people say at the table, made into clean values."""

from typing import Any

from django import forms

from peergroups.models import Group, Keeps
from topics.models import Table, Wish
from ui.forms import SharedForm


class TopicForm(forms.Form):
    """A topic, and how far it may go."""

    title = forms.CharField(label="What would you like to talk about?", max_length=200)
    is_anonymous = forms.BooleanField(
        label="Without my name",
        required=False,
        help_text="Nothing says whose it is, and it is deleted after the meeting.",
    )
    stays_here = forms.BooleanField(
        label="Stays here", required=False, help_text="It is deleted after the meeting."
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if group.keeps == Keeps.NOTHING:  # all topics are deleted
            del self.fields["stays_here"]
            self.fields["is_anonymous"].help_text = "Nothing says whose it is."


class StartForm(forms.Form):
    """Which topic its sender saw under way; none is empty."""

    after = forms.IntegerField(required=False)


class ExtendForm(forms.Form):
    """How many extensions its sender saw."""

    seen = forms.IntegerField(min_value=0, max_value=9)


class ThumbForm(forms.Form):
    wish = forms.ChoiceField(choices=Wish.choices)


class TableForm(SharedForm[Table]):
    """How long a topic lasts, and how many dots each person has."""

    class Meta:
        model = Table
        fields = ["minutes_each", "dots_each"]
