"""Answering a page that asks every two seconds whether there is something new (static/js/live.js).

Hundreds of phones ask at once, and mostly nothing is new. So a page that was opened through the full check
carries a pass: it says who follows what, needs no session, and is over after ten minutes. Then the page goes
through the full check again for the next one. Addresses below `/live/` are those that a pass opens.
"""

from collections.abc import Callable

from django.core import signing
from django.http import HttpRequest, HttpResponse

LASTS_SECONDS = 10 * 60


class BrokenPass(Exception):
    """The pass was not made here, or for something else."""


class PassOver(Exception):
    """The pass is older than ten minutes: the page has to come in by the door again."""


def make_pass(what: str, *ids: int) -> str:
    """Return a pass to follow `what`, a word of the app that reads it; the ids say who, and which."""
    return signing.dumps(ids, salt=_salt(what))


def read_pass(what: str, signed: str) -> tuple[int, ...]:
    """Return the ids.

    Raises:
        PassOver: it is too old.
        BrokenPass: the signature is wrong.
    """
    try:
        return tuple(signing.loads(signed, salt=_salt(what), max_age=LASTS_SECONDS))
    except signing.SignatureExpired as error:
        raise PassOver from error
    except signing.BadSignature as error:
        raise BrokenPass from error


def answer_live(
    request: HttpRequest, version: int, draw: Callable[[], HttpResponse], *, follow: str = ""
) -> HttpResponse:
    """Answer 204 to a page that has this version already, else with what `draw` returns.

    Read the version before drawing: a change in between is then drawn once more, and never missed. `follow`
    is the address at which the page asks from now on, where it got a new pass.
    """
    response = HttpResponse(status=204) if request.GET.get("v") == str(version) else draw()
    response["X-Version"] = str(version)
    if follow:
        response["X-Live"] = follow
    response["Cache-Control"] = "no-store"
    return response


def _salt(what: str) -> str:
    return f"live.{what}"
