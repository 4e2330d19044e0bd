"""What people say about Content Day and its sessions, made into clean values."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from gatherings.models import ContentDay, Round, Session, Track
from meetings.walltime import instant
from members.models import Member
from ui.forms import SharedForm, TimeInput

_TAKES_HOME = {"takes_home": forms.Textarea(attrs={"rows": 3})}
_TAKES_HOME_HELP = {"takes_home": "In a few sentences: what will people know or do afterwards?"}


class ProposalForm(forms.ModelForm[Session]):
    """A session that somebody proposes."""

    speaks = forms.BooleanField(label="I would lead it myself", required=False)

    class Meta:
        model = Session
        fields = ["title", "takes_home", "kind"]
        widgets = _TAKES_HOME
        help_texts = _TAKES_HOME_HELP
        labels = {"kind": "What it is"}


class SessionForm(SharedForm[Session]):
    """The words of a session."""

    class Meta:
        model = Session
        fields = ["title", "takes_home", "kind"]
        widgets = _TAKES_HOME
        help_texts = _TAKES_HOME_HELP
        labels = {"kind": "What it is"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_proposed:
            del self.fields["kind"]  # its round is of that kind


class PlanForm(forms.Form):
    """Where and when a session is, and for how many."""

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = session.content_day
        self.fields["round"] = forms.ModelChoiceField(
            day.rounds.filter(kind=session.kind), required=False, empty_label="Not in the programme"
        )
        self.fields["track"] = forms.ModelChoiceField(
            day.tracks.all(), required=False, empty_label="In no track"
        )
        self.fields["room"] = forms.CharField(
            label="Room or meeting point",
            max_length=80,
            required=False,
            help_text="Left empty, it is the room of the track.",
        )
        self.fields["capacity"] = forms.IntegerField(
            label="Seats",
            min_value=1,
            max_value=5000,
            required=False,
            help_text="Left empty, there is a seat for everybody.",
        )


class SpeakerForm(forms.Form):
    """Who speaks: a member by e-mail address, anybody else by name."""

    who = forms.CharField(
        label="Add a speaker",
        max_length=254,
        help_text="A member's e-mail address, or the name of a guest.",
    )

    def clean(self) -> dict[str, Any]:
        """Tell a member from a guest: `member` or `name`."""
        data = self.cleaned_data
        who = data.get("who", "")
        if "@" in who:
            data["member"] = Member.objects.active().filter(email=who.lower()).first()
            if data["member"] is None:
                self.add_error("who", "Nobody in the community has this address. Write a name for a guest.")
        elif len(who) > 120:
            self.add_error("who", "A name has at most 120 characters.")
        return data

    def speaker(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"member": data["member"]} if data.get("member") else {"name": data["who"]}


class StarsForm(forms.Form):
    stars = forms.IntegerField(min_value=1, max_value=5)


class RoundForm(forms.ModelForm[Round]):
    """One stretch of Content Day."""

    all_optional = True  # an empty row is no round

    class Meta:
        model = Round
        fields = ["name", "starts", "ends", "kind"]
        widgets = {"starts": TimeInput, "ends": TimeInput}

    def __init__(self, *args: Any, day: ContentDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "It ends after it begins.")
        for field, wall in (("starts", starts), ("ends", ends)):
            try:
                if wall:
                    instant(self.day.on, wall, self.day.gathering.timezone)
            except ValidationError as error:
                self.add_error(field, error)
        return data


class Rounds(forms.BaseModelFormSet[Round, RoundForm]):
    """All stretches of the day."""

    def add_fields(self, form: RoundForm, index: int | None) -> None:
        super().add_fields(form, index)
        _offer_to_remove(form)


class TrackForm(forms.ModelForm[Track]):
    """One track, and the room in which it usually is."""

    all_optional = True  # an empty row is no track

    class Meta:
        model = Track
        fields = ["name", "room"]


class Tracks(forms.BaseModelFormSet[Track, TrackForm]):
    """All tracks of the day."""

    def add_fields(self, form: TrackForm, index: int | None) -> None:
        super().add_fields(form, index)
        _offer_to_remove(form)


def _offer_to_remove(form: RoundForm | TrackForm) -> None:
    form.fields["DELETE"].label = "Remove"


_ROWS: dict[str, Any] = {"extra": 1, "can_delete": True, "max_num": 40, "absolute_max": 41}
RoundFormSet = cast(
    "type[Rounds]", forms.modelformset_factory(Round, form=RoundForm, formset=Rounds, **_ROWS)
)
TrackFormSet = cast(
    "type[Tracks]", forms.modelformset_factory(Track, form=TrackForm, formset=Tracks, **_ROWS)
)
