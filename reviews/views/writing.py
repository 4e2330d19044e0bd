"""Doors: writing one's own review, handing it in, taking it back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, reselect, reswap, retarget

from commitments.panels import open_for
from meetings.models import Meeting
from meetings.views import seen_meeting
from peergroups.doors import allow
from peergroups.models import PlanArea
from peergroups.requests import MemberRequest
from reviews import actions
from reviews.asking import due_on
from reviews.forms import ReviewForm
from reviews.models import Review

PER_PAGE = 20
CLOSED = "This meeting has begun or was cancelled, so its reviews stay as they are."


@require_safe
def list_mine(request: MemberRequest) -> HttpResponse:
    mine = Review.objects.filter(member=request.user).select_related("meeting__group")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reviews/mine.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def write_review(request: MemberRequest, pk: int) -> HttpResponse:
    """Write, save and hand in. A form that comes without a button was sent while somebody types."""
    meeting = _own_meeting(request, pk)
    review = _mine(request, meeting)
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        texts=review.texts() if review else {},
        areas=PlanArea.objects.all(),
    )
    if not form.is_bound:
        return _away(request, meeting, review) or _page(request, meeting, form)
    _keep(request, meeting, form)
    if "do" not in request.POST:
        return render(request, "reviews/write.html#kept", {"form": form, "at": timezone.now()})
    if form.errors or (request.POST["do"] == "hand in" and not _hand_in(request, meeting, form)):
        return _in_place(request, _page(request, meeting, form))
    return _go_on(request, meeting)


@require_POST
def begin_from(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _own_meeting(request, pk)
    earlier = _earlier(request, meeting)
    if earlier:
        try:
            actions.begin_from(earlier, meeting, by=request.user, at=timezone.now())
        except actions.ReviewsClosed:
            messages.info(request, CLOSED)
        except actions.HandedInAlready:
            messages.info(request, "It is handed in. Take it back to change it.")
    return redirect("reviews:write", pk)


@require_POST
def take_back_review(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Review.objects.visible_to(request.user, on=request.today).select_related("meeting")
    review = get_object_or_404(seen, pk=pk)
    allow(request, "reviews.keep_review", review)
    try:
        actions.take_back_review(review, by=request.user, at=timezone.now())
    except actions.ReviewsClosed:
        messages.info(request, CLOSED)
        return redirect(review)
    messages.success(request, "It is a draft again, and only you see it.")
    return redirect("reviews:write", review.meeting_id)


def _own_meeting(request: MemberRequest, pk: int) -> Meeting:
    meeting = seen_meeting(request, pk)
    allow(request, "reviews.write_review", meeting)
    return meeting


def _mine(request: MemberRequest, meeting: Meeting) -> Review | None:
    return Review.objects.filter(meeting=meeting, member=request.user).prefetch_related("areas").first()


def _earlier(request: MemberRequest, meeting: Meeting) -> Review | None:
    """Return what the author wrote for the group's meeting before this one, as far back as that is."""
    before = Review.objects.filter(member=request.user, meeting__group=meeting.group_id)
    before = before.filter(meeting__starts_at__lt=meeting.starts_at)
    return before.whole().order_by("-meeting__starts_at").first()


def _away(request: MemberRequest, meeting: Meeting, review: Review | None) -> HttpResponse | None:
    """Lead to where somebody finds what they look for, if there is nothing to write any more."""
    if review and review.is_handed_in:
        return redirect(review)
    if meeting.is_cancelled or meeting.has_begun(timezone.now()):
        messages.info(request, CLOSED)
        return redirect(review or meeting)
    return None


def _keep(request: MemberRequest, meeting: Meeting, form: ReviewForm) -> None:
    """Save what is valid; say in the form what is not, and what another tab changed meanwhile."""
    form.is_valid()
    words = form.words()
    if not words:
        return
    try:
        others = actions.write_review(meeting, words, shown=form.shown, by=request.user, at=timezone.now())
    except actions.ReviewsClosed:
        form.add_error(None, f"{CLOSED} What you typed stands only here.")
    except actions.HandedInAlready:
        form.add_error(None, "It is handed in, perhaps from another tab. Take it back there, then save this.")
    else:
        form.note_kept(words, others, decided="do" in request.POST)


def _hand_in(request: MemberRequest, meeting: Meeting, form: ReviewForm) -> bool:
    """Hand in what is saved; say in the form what is missing."""
    review = _mine(request, meeting)
    try:
        if review is None:
            raise actions.Unfinished
        actions.hand_in_review(review, by=request.user, at=timezone.now())
    except actions.Unfinished:
        for name in ("headline", "ask"):
            if not form.cleaned_data[name]:
                form.add_error(name, "Write this before you hand it in. Everything you typed is saved.")
        return False
    except actions.ReviewsClosed:
        form.add_error(None, CLOSED)
        return False
    return True


def _page(request: MemberRequest, meeting: Meeting, form: ReviewForm) -> HttpResponse:
    earlier = _earlier(request, meeting)
    mine = open_for(request.user, on=request.today)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "form": form,
        "earlier": earlier,
        "before": {row.area_id: row for row in earlier.areas.all()} if earlier else {},
        "owed": [promise for promise in mine.owed if promise.group_id == meeting.group_id],
        "due_on": due_on(meeting),
    }
    return render(request, "reviews/write.html", context)


def _in_place(request: MemberRequest, page: HttpResponse) -> HttpResponse:
    """Let htmx put a page that came back in place of the one it was sent from."""
    if not request.htmx:
        return page
    return reswap(retarget(reselect(page, "#content"), "#content"), "outerHTML")


def _go_on(request: MemberRequest, meeting: Meeting) -> HttpResponse:
    """Lead to the list once it is handed in, else back to the page."""
    if request.POST["do"] == "hand in":
        messages.success(request, "Handed in. Now read what the others wrote.")
        to = reverse("reviews:list", args=[meeting.pk])
    else:
        messages.success(request, "Saved. Only you see it until you hand it in.")
        to = request.path
    return HttpResponseClientRedirect(to) if request.htmx else redirect(to)
