"""Doors: reading the reviews of others, and leaving one offer or one question on each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from meetings.models import Meeting
from meetings.views import seen_meeting
from peergroups.doors import allow
from peergroups.requests import MemberRequest
from reviews import actions, panels
from reviews.forms import RemarkForm
from reviews.models import Remark, RemarkKind, Review

CLOSED = "This meeting has begun or was cancelled, so offers and questions stay as they are."
GONE = "It was taken back meanwhile, to be changed. You can read it when it is handed in again."


@require_safe
def list_of_meeting(request: MemberRequest, pk: int) -> HttpResponse:
    """Who has handed in, what is still to be read."""
    meeting = seen_meeting(request, pk)
    others = _others(request, meeting)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "panel": panels.of_meeting(meeting, request.user, on=request.today, at=timezone.now()),
        "others": others,
        "read": sum(review.is_read for review in others),
        "unread": _next_unread(others),
        "silent": panels.handed_in(meeting).silent,
    }
    return render(request, "reviews/list.html", context)


@require_safe
def show_review(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk))


@require_POST
def mark_read(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that one has read it, and go on to the next; or with `undo` take the note back."""
    review = _seen(request, pk)
    allow(request, "reviews.read_review", review)
    if "undo" in request.POST:
        actions.mark_unread(review, by=request.user, at=timezone.now())
        return redirect(review)
    try:
        actions.mark_read(review, by=request.user, at=timezone.now())
    except actions.NotHandedIn:
        messages.info(request, GONE)
    return _on_to_the_next(request, review)


@require_POST
def leave_remark(request: MemberRequest, pk: int) -> HttpResponse:
    review = _seen(request, pk)
    allow(request, "reviews.leave_remark", review)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, review, form)
    kind, text, shown = (form.cleaned_data[name] for name in ("kind", "text", "shown"))
    try:
        actions.leave_remark(review, RemarkKind(kind), text, shown=shown, by=request.user, at=timezone.now())
    except actions.ReviewsClosed:
        form.add_error(None, CLOSED)
    except actions.NotHandedIn:
        form.add_error(None, GONE)
    except actions.ChangedMeanwhile as changed:
        form.carry_on_from(changed.remark)
    if form.errors:
        return _page(request, review, form)
    messages.success(request, f"Left for {review.member.name}, who alone reads it.")
    return _on_to_the_next(request, review)


@require_POST
def withdraw_remark(request: MemberRequest, pk: int) -> HttpResponse:
    remarks = Remark.objects.visible_to(request.user, on=request.today)
    remark = get_object_or_404(remarks.select_related("review__meeting", "review__member"), pk=pk)
    allow(request, "reviews.withdraw_remark", remark)
    try:
        actions.withdraw_remark(remark, by=request.user, at=timezone.now())
    except actions.ReviewsClosed:
        messages.info(request, CLOSED)
    else:
        messages.success(request, f"Withdrawn. It said: “{remark.text}”")
    return redirect("reviews:list", remark.review.meeting_id)


def _seen(request: MemberRequest, pk: int) -> Review:
    seen = Review.objects.visible_to(request.user, on=request.today).with_reading_of(request.user)
    return get_object_or_404(seen.whole(), pk=pk)


def _others(request: MemberRequest, meeting: Meeting) -> list[Review]:
    """Return the reviews of the others as this member stands to each, by name; one query."""
    seen = Review.objects.visible_to(request.user, on=request.today).filter(meeting=meeting)
    others = seen.handed_in().exclude(member=request.user).select_related("member")
    return list(
        others.with_reading_of(request.user).with_remark_of(request.user).order_by("member__name", "pk")
    )


def _next_unread(others: list[Review], after: Review | None = None) -> Review | None:
    """Return the next that is not read, beginning behind `after` and going round."""
    start = next((n + 1 for n, review in enumerate(others) if review == after), 0)
    return next((review for review in [*others[start:], *others[:start]] if not review.is_read), None)


def _on_to_the_next(request: MemberRequest, review: Review) -> HttpResponse:
    following = _next_unread(_others(request, review.meeting), review)
    return redirect(following) if following else redirect("reviews:list", review.meeting_id)


def _page(request: MemberRequest, review: Review, form: RemarkForm | None = None) -> HttpResponse:
    is_mine, others = review.member_id == request.user.pk, _others(request, review.meeting)
    remark = None if is_mine else review.remarks.filter(author=request.user).first()
    following = _next_unread(others, review)
    is_open = not review.meeting.is_cancelled and not review.meeting.has_begun(timezone.now())
    context = {
        "review": review,
        "meeting": review.meeting,
        "group": review.meeting.group,
        "is_mine": is_mine,
        "is_open": is_open,
        "remarks": review.remarks.select_related("author") if is_mine else [],
        "remark": remark,
        "form": form or RemarkForm(instance=remark, initial={"shown": remark.text if remark else ""}),
        "may_answer": is_open and request.user.has_perm("reviews.leave_remark", review),
        "readings": review.readings.exclude(reader=request.user).select_related("reader"),
        "read": sum(other.is_read for other in others),
        "others": others,
        "following": None if following == review else following,
    }
    return render(request, "reviews/review.html", context)
