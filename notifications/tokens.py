"""Signed links in mails: they say who may do one small thing without logging in."""

from django.core import signing

_ANSWER, _REFUSE = "notifications.answer", "notifications.refuse"


class BrokenLink(Exception):
    """The link was not made here, or not wholly copied."""


def answer_token(meeting_id: int, member_id: int) -> str:
    """Return a token by which this member can answer the invitation to this meeting."""
    return signing.dumps([meeting_id, member_id], salt=_ANSWER)


def read_answer_token(token: str) -> tuple[int, int]:
    """Return the ids of meeting and member.

    Raises:
        BrokenLink: the signature is wrong.
    """
    meeting_id, member_id = _read(token, _ANSWER)
    return int(meeting_id), int(member_id)


def refusal_token(member_id: int, kind: str) -> str:
    """Return a token by which this member can turn off a kind of notice. It holds for ever, like the mail."""
    return signing.dumps([member_id, kind], salt=_REFUSE)


def read_refusal_token(token: str) -> tuple[int, str]:
    """Return the id of the member, and the kind.

    Raises:
        BrokenLink: the signature is wrong.
    """
    member_id, kind = _read(token, _REFUSE)
    return int(member_id), str(kind)


def _read(token: str, salt: str) -> tuple[int | str, int | str]:
    try:
        first, second = signing.loads(token, salt=salt)
    except signing.BadSignature as error:
        raise BrokenLink from error
    return first, second
