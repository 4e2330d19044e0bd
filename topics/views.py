"""Doors: the table of a meeting, and what people do there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_POST, require_safe

from meetings.models import Meeting
from meetings.views import seen_meeting
from members.models import Member
from peergroups.clock import today
from peergroups.doors import allow, way_back
from peergroups.models import Keeps
from peergroups.requests import MemberRequest
from peergroups.seating import remembering
from topics import actions, panels
from topics.forms import ExtendForm, StartForm, TableForm, ThumbForm, TopicForm
from topics.models import Table, Topic, Wish
from ui.live import BrokenPass, PassOver, answer_live, make_pass, read_pass

PAGE, PARTS = "topics/table.html", "topics/table.html#parts"
BAD = "Press one of the buttons on the page."


@require_safe
def show_table(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    return _page(request, meeting, TopicForm(group=meeting.group))


@require_safe
def renew_pass(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a page that has followed for ten minutes in by the door again, and give it a new pass."""
    meeting = _meeting(request, pk)
    context = _parts(meeting, request.user)
    version = context["sitting"].table.version
    follow = _follow(meeting, request.user)
    return answer_live(request, version, lambda: render(request, PARTS, context), follow=follow)


@login_not_required
@require_safe
def follow_table(request: HttpRequest, signed: str) -> HttpResponse:
    """Say what is new to who holds a pass; one query while nothing is. Who has lost the seat sees no more."""
    try:
        who, pk = read_pass("table", signed)
    except PassOver:
        return HttpResponse(status=410)
    except BrokenPass:
        raise Http404 from None
    version = Table.objects.filter(meeting=pk).values_list("version", flat=True).first() or 0
    return answer_live(request, version, lambda: _draw(request, who, pk))


@require_POST
def propose_topic(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    form = TopicForm(request.POST, group=meeting.group)
    if not form.is_valid():
        return _page(request, meeting, form)
    try:
        actions.propose_topic(meeting, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.AlreadyProposed:
        messages.info(request, "This topic lies on the table already. Give it a dot.")
    except actions.TableClosed:
        messages.error(request, "The meeting is over or was cancelled, so nobody sits at this table.")
    else:
        messages.success(request, "It lies on the table.")
    return redirect(way_back(request) or reverse("topics:table", args=[pk]))


@require_POST
def set_table(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    allow(request, "topics.set_table", meeting)
    table = Table.objects.filter(meeting=meeting).first() or Table(meeting=meeting)
    form = TableForm(request.POST, instance=table)
    if not form.is_valid():
        return _page(request, meeting, TopicForm(group=meeting.group), form)
    return _at_table(
        request,
        meeting,
        lambda: actions.set_table(meeting, by=request.user, at=timezone.now(), **form.changes()),
        done="Set. The minutes hold from the next topic on.",
    )


@require_POST
def give_dot(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a dot, or take it back."""
    topic, member = _topic(request, pk), request.user
    verb = actions.take_back_dot if request.POST.get("dot") == "take back" else actions.give_dot
    return _at_table(request, topic.meeting, lambda: verb(topic, member, by=member, at=timezone.now()))


@require_POST
def remove_topic(request: MemberRequest, pk: int) -> HttpResponse:
    topic = _topic(request, pk)
    allow(request, "topics.remove_topic", topic)
    return _at_table(
        request, topic.meeting, lambda: actions.remove_topic(topic, by=request.user, at=timezone.now())
    )


@require_POST
def start_topic(request: MemberRequest, pk: int) -> HttpResponse:
    topic, form = _topic(request, pk), StartForm(request.POST)
    if not form.is_valid():
        return _back(request, topic.meeting, BAD)
    after = form.cleaned_data["after"]
    return _at_table(
        request,
        topic.meeting,
        lambda: actions.start_topic(topic, after=after, by=request.user, at=timezone.now()),
    )


@require_POST
def extend_topic(request: MemberRequest, pk: int) -> HttpResponse:
    topic, form = _topic(request, pk), ExtendForm(request.POST)
    if not form.is_valid():
        return _back(request, topic.meeting, BAD)
    seen = form.cleaned_data["seen"]
    return _at_table(
        request,
        topic.meeting,
        lambda: actions.extend_topic(topic, seen=seen, by=request.user, at=timezone.now()),
    )


@require_POST
def finish_topic(request: MemberRequest, pk: int) -> HttpResponse:
    topic = _topic(request, pk)
    return _at_table(
        request, topic.meeting, lambda: actions.finish_topic(topic, by=request.user, at=timezone.now())
    )


@require_POST
def show_thumb(request: MemberRequest, pk: int) -> HttpResponse:
    topic, form, member = _topic(request, pk), ThumbForm(request.POST), request.user
    if not form.is_valid():
        return _back(request, topic.meeting, BAD)
    wish = Wish(form.cleaned_data["wish"])
    return _at_table(
        request,
        topic.meeting,
        lambda: actions.show_thumb(topic, member, wish, by=member, at=timezone.now()),
    )


def _meeting(request: MemberRequest, pk: int) -> Meeting:
    meeting = seen_meeting(request, pk)
    allow(request, "topics.sit_at_table", meeting)
    return meeting


def _topic(request: MemberRequest, pk: int) -> Topic:
    topics = Topic.objects.visible_to(request.user, on=request.today).select_related("meeting__group")
    topic = get_object_or_404(topics, pk=pk)
    allow(request, "topics.sit_at_table", topic.meeting)
    return topic


def _at_table(
    request: MemberRequest, meeting: Meeting, verb: Callable[[], object], *, done: str = ""
) -> HttpResponse:
    """Do it, or say why not; then show the table."""
    problem = ""
    try:
        verb()
    except actions.TableClosed:
        problem = "The meeting is over or was cancelled, so nobody sits at this table."
    except actions.NoDotsLeft:
        problem = "You have given all your dots. Take one back to give it to another topic."
    except actions.TopicGone:
        problem = "This topic has had its turn, or somebody took it off the table."
    except actions.AlreadyExtended:
        problem = "Somebody gave these minutes already, or there are no more."
    except actions.MovedOn as moved:
        problem = (
            f"Somebody was faster: the table is at “{moved.now}” now."
            if moved.now
            else "Somebody was faster: the topic is finished."
        )
    if done and not problem:
        messages.success(request, done)
    return _back(request, meeting, problem)


def _back(request: MemberRequest, meeting: Meeting, problem: str) -> HttpResponse:
    """With htmx say only what is wrong, for the page follows by itself; without it show the page again."""
    if request.htmx:
        return HttpResponse(escape(problem))
    if problem:
        messages.warning(request, problem)
    return redirect("topics:table", meeting.pk)


def _follow(meeting: Meeting, member: Member) -> str:
    return reverse("topics:follow", args=[make_pass("table", member.pk, meeting.pk)])


def _draw(request: HttpRequest, who: int, pk: int) -> HttpResponse:
    member = get_object_or_404(Member, pk=who, is_active=True)
    with remembering():
        seen = Meeting.objects.visible_to(member, on=today()).select_related("group")
        meeting = get_object_or_404(seen, pk=pk)
        if not member.has_perm("topics.sit_at_table", meeting):
            raise PermissionDenied
        return render(request, PARTS, _parts(meeting, member))


def _parts(meeting: Meeting, member: Member) -> dict[str, Any]:
    """Return what the parts of the page show that follow what happens."""
    at = timezone.now()
    return {
        "meeting": meeting,
        "member": member,
        "sitting": panels.at_the_table(meeting, member, at=at),
        "is_open": panels.is_table_open(meeting, at),
        "keeps_none": meeting.group.keeps == Keeps.NOTHING,
        "may_keep": member.has_perm("topics.set_table", meeting),
        "at": at,
    }


def _page(
    request: MemberRequest, meeting: Meeting, form: TopicForm, table_form: TableForm | None = None
) -> HttpResponse:
    context = _parts(meeting, request.user)
    context |= {
        "group": meeting.group,
        "form": form,
        "table_form": table_form or TableForm(instance=context["sitting"].table),
        "follow": _follow(meeting, request.user),
    }
    return render(request, PAGE, context)
