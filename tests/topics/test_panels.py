"""What the page of a meeting includes of its table."""

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from meetings.models import Meeting
from tests import factories
from tests.conftest import Cast
from tests.topics.sitting import dots, end, lay
from topics import panels


def shown(cast: Cast, meeting: Meeting) -> str:
    said = panels.of_meeting(meeting, cast.member, at=timezone.now())
    request = RequestFactory().get("/meetings/1/")
    request.user = cast.member
    page = render_to_string("topics/on_meeting_page.html", {"table": said, "request": request})
    return " ".join(page.split())


def test_before_the_meeting_one_may_put_a_topic_on_the_table(cast: Cast) -> None:
    meeting = factories.meeting(cast.grove)
    assert "No agenda is needed." in shown(cast, meeting)
    dots(cast.member, *lay(meeting, "a", "b", by=cast.member))
    page = shown(cast, meeting)
    assert "2 topics proposed, 2 dots given." in page
    assert 'name="next" value="/meetings/1/"' in page


def test_after_the_meeting_of_a_group_that_keeps_nothing_it_says_so(cast: Cast) -> None:
    meeting = factories.meeting(cast.grove)
    lay(meeting, "a", by=cast.member)
    end(meeting, hours_ago=4)
    assert "What was said at the table stays there." in shown(cast, meeting)
    assert "Put it on the table" not in shown(cast, meeting)
