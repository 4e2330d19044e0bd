"""The life of a survey: opened by the clock, closed, opened again, and published once and for all."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from secrets import token_hex

from django.db import transaction
from django.db.models import Model

from ledger.actions import record
from members.models import Member
from peergroups.models import Membership
from surveys.events import Happened
from surveys.findings import Said, findings
from surveys.models import Asked, Finding, Response, State, Survey, Took

BATCH = 2000


@transaction.atomic
def open_survey(survey: Survey, *, on: date, by: Member | None = None, at: datetime) -> None:
    """Ask those who hold a seat that day and are not on leave; the second of two who open finds it open."""
    now = Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk, opened_at=None).first()
    if now is None:
        return
    seats = Membership.objects.expected(on).filter(member__is_active=True)
    if not now.asks_everybody:
        seats = seats.filter(group__in=now.groups.all())
    pairs = seats.values_list("member", "group").iterator()
    asked = (Asked(survey=now, member_id=member, group_id=group) for member, group in pairs)
    _write(Asked, asked)
    now.secret, now.opened_at = token_hex(32), at
    now.save(update_fields=["secret", "opened_at"])
    record(Happened.SURVEY_OPENED, by=by, about=now, at=at)


@transaction.atomic
def close_survey(survey: Survey, *, on: date, by: Member, at: datetime) -> None:
    """End an open survey before its last day is over. It is published on the day after."""
    now = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if now.state(on) != State.OPEN:  # a second click
        return
    now.closed_on = on
    now.save(update_fields=["closed_on"])
    record(Happened.SURVEY_CLOSED, by=by, about=now, at=at)


@transaction.atomic
def reopen_survey(survey: Survey, *, on: date, by: Member, at: datetime) -> None:
    """Take an early closing back, as long as nobody can have seen a result."""
    early = Survey.objects.filter(pk=survey.pk, published_at=None, closed_on__isnull=False)
    if early.filter(closes_on__gte=on).update(closed_on=None):
        record(Happened.SURVEY_REOPENED, by=by, about=survey, at=at)


@transaction.atomic
def publish_survey(survey: Survey, *, on: date, at: datetime) -> None:
    """Work out what may be shown; delete the answers, who answered, who was asked, and the secret.

    Nobody can work out anything new afterwards, and nobody can take it back.
    """
    due = Survey.objects.to_publish(on).select_for_update(no_key=True, of=("self",))
    now = due.select_related("questionnaire").filter(pk=survey.pk).first()
    if now is None:
        return
    seats = list(Asked.objects.filter(survey=now).order_by("group").values_list("group", "member"))
    said = Response.objects.filter(survey=now).values_list("group", "answers")
    asked = Counter(group for group, _ in seats)
    people = len({member for _, member in seats})
    _write(Finding, findings(now, [Said(*row) for row in said], asked=asked, people=people))
    for table in (Response, Took, Asked):
        table._default_manager.filter(survey=now).delete()
    now.secret, now.published_at = "", at
    now.save(update_fields=["secret", "published_at"])
    record(Happened.SURVEY_PUBLISHED, about=now, at=at)


def _write(model: type[Model], rows: Iterable[Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)
