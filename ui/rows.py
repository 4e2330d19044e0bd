"""Forms that grow: a button adds an empty row, sends nothing off and finds no fault with what is typed."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

RowForm = TypeVar("RowForm", bound=forms.Form)


class Rows(forms.BaseFormSet[RowForm]):
    """The rows of a form that grows; the button is called `another_row`."""

    def as_typed(self) -> list[dict[str, Any]]:
        """Return the rows as somebody typed them, right or wrong."""
        return [{name: form[name].value() for name in form.fields} for form in self.forms]


Grown = TypeVar("Grown", bound=Rows[Any])


def given(request: HttpRequest, initial: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form beside the rows is made of: what is stored, was sent, or is typed so far."""
    if _wants_a_row(request):
        return {"initial": request.POST.dict()}
    return {"data": request.POST or None, "initial": initial}


def rows_given(
    request: HttpRequest, formset: type[Grown], initial: Sequence[Mapping[str, Any]], *, prefix: str
) -> Grown:
    """Return the rows, likewise; one more where one is wanted."""
    if request.method != "POST":
        return formset(initial=initial, prefix=prefix)
    sent = formset(request.POST, prefix=prefix)
    return formset(initial=[*sent.as_typed(), {}], prefix=prefix) if _wants_a_row(request) else sent


def _wants_a_row(request: HttpRequest) -> bool:
    return "another_row" in request.POST
