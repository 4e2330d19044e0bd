"""The door behind the answers in a mail. It opens without a log-in, by a signed token."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.actions import AnswersClosed, NotInvited, answer_invitation
from meetings.forms import AnswerForm
from meetings.models import Meeting, Reply
from members.models import Member
from notifications.occasion import clock_of
from notifications.tokens import BrokenLink, read_answer_token
from peergroups.models import Community


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, the answer tapped in the mail to the fore. A GET sets nothing: mail scanners follow links."""
    try:
        meeting, member = _invitation(token)
    except (BrokenLink, Meeting.DoesNotExist, Member.DoesNotExist):
        return render(request, "notifications/broken_link.html", status=404)
    with timezone.override(clock_of(member.timezone, Community.current())):
        if problem := _why_closed(meeting, member):
            context = {"meeting": meeting, "problem": problem}
            return render(request, "notifications/answer_closed.html", context, status=410)
        form = AnswerForm(request.POST)
        if request.method == "POST" and form.is_valid():
            return _set_answer(request, meeting, member, Reply(form.cleaned_data["reply"]))
        chosen = request.GET.get("reply") or meeting.reply
        context = {"meeting": meeting, "member": member, "chosen": chosen, "replies": Reply.choices}
        return render(request, "notifications/answer.html", context)


def _invitation(token: str) -> tuple[Meeting, Member]:
    meeting_id, member_id = read_answer_token(token)
    member = Member.objects.get(pk=member_id)
    meetings = Meeting.objects.select_related("group").with_reply_of(member)
    return meetings.get(pk=meeting_id), member


def _why_closed(meeting: Meeting, member: Member) -> str:
    """Return a sentence if there is nothing to answer, else nothing."""
    if meeting.is_cancelled:
        return "This meeting does not take place."
    if meeting.has_begun(timezone.now()):
        return "This meeting has begun, so answers are closed."
    is_invited = Meeting.objects.expecting(member).filter(pk=meeting.pk).exists()
    return "" if is_invited and member.is_active else "You are not expected at this meeting any more."


def _set_answer(request: HttpRequest, meeting: Meeting, member: Member, reply: Reply) -> HttpResponse:
    try:
        answer_invitation(meeting, member, reply, by=member, at=timezone.now())
    except (AnswersClosed, NotInvited):
        pass  # just now; the page that comes again says so
    else:
        messages.success(request, "Thank you. You can change your answer until the meeting begins.")
    return redirect(request.path)
