"""Writing beside a quarter what the figures do not know."""

from datetime import datetime

from django.db import transaction

from engagement.periods import Quarter
from ledger.actions import record
from members.models import Member
from peergroups.models import Group
from signals.events import Happened
from signals.models import Annotation


@transaction.atomic
def annotate_quarter(
    group: Group | None, quarter: Quarter, *, text: str, by: Member, at: datetime
) -> Annotation:
    """Write it beside a quarter of a group, or of the community. The same words twice are once."""
    annotation, is_new = Annotation.objects.get_or_create(
        group=group, period_id=quarter.id, text=text, defaults={"written_by": by, "written_at": at}
    )
    if is_new:
        _note(Happened.QUARTER_ANNOTATED, annotation, by=by, at=at)
    return annotation


@transaction.atomic
def remove_annotation(annotation: Annotation, *, by: Member, at: datetime) -> None:
    """Take it away again."""
    _note(Happened.ANNOTATION_REMOVED, annotation, by=by, at=at)
    annotation.delete()


def _note(verb: Happened, annotation: Annotation, *, by: Member, at: datetime) -> None:
    record(verb, by=by, about=annotation, group_id=annotation.group_id, at=at)
