"""What doors of surveys begin with."""

from django.shortcuts import get_object_or_404

from peergroups.requests import MemberRequest
from surveys.models import Survey


def seen_survey(request: MemberRequest, pk: int) -> Survey:
    """Return the survey if the visitor may know of it; otherwise there is none (404)."""
    seen = Survey.objects.visible_to(request.user, on=request.today).select_related("questionnaire")
    return get_object_or_404(seen, pk=pk)
