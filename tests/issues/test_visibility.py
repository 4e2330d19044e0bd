"""Who reads an issue: the group of that time, and for ever whoever offered it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from issues import panels
from issues.models import Issue
from tests import factories
from tests.browsing import page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.issues import making

DAY = timedelta(days=1)


@pytest.fixture
def issues(cast: Cast) -> dict[str, Issue]:
    factories.seat(cast.elm, cast.member)
    return {
        "old": making.issue(cast.oak, cast.member, "the old one", on=TODAY - 60 * DAY),
        "recent": making.issue(cast.oak, cast.partner, "the recent one", on=TODAY - DAY),
        "of who left": making.issue(cast.oak, cast.former, "my own", on=TODAY - 90 * DAY),
        "elsewhere": making.issue(cast.elm, cast.member, "to the others"),
    }


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("member", {"old", "recent", "of who left", "elsewhere"}),
        ("partner", {"old", "recent", "of who left"}),
        ("facilitator", {"old", "recent", "of who left"}),
        ("newcomer", {"recent"}),
        ("former", {"of who left"}),
        ("neighbour", {"elsewhere"}),
        ("outsider", set()),
        ("admin", set()),
    ],
)
def test_who_reads_what(cast: Cast, issues: dict[str, Issue], who: str, reads: set[str]) -> None:
    seen = set(Issue.objects.visible_to(cast[who], on=TODAY).values_list("pk", flat=True))
    assert {name for name, issue in issues.items() if issue.pk in seen} == reads


def test_a_newcomer_is_told_how_many_there_are_and_reads_what_is_offered_again(
    cast: Cast, enter: Enter, issues: dict[str, Issue]
) -> None:
    lot, nina, mara = reverse("issues:list", args=["oak"]), enter("newcomer"), enter("member")
    assert "2 more from before you joined are not shown." in page(nina.get(lot))
    assert "from before you joined" not in page(mara.get(lot))
    own = issues["old"].get_absolute_url()
    assert "Nina Costa joined after you offered this and cannot read it." in page(mara.get(own))
    html = page(mara.post(reverse("issues:offer_again", args=[issues["old"].pk]), follow=True))
    assert "joined after you offered this" not in html
    assert "1 more from before you joined is not shown." in page(nina.get(lot))
    assert "the old one" in page(nina.get(lot))


def test_a_newcomer_sees_who_presents_and_not_what_is_older_than_their_seat(
    cast: Cast, enter: Enter, issues: dict[str, Issue]
) -> None:
    meeting = factories.meeting(cast.oak)
    hot_seat = making.hot_seat(meeting, issues["old"], by=cast.facilitator)
    nina = enter("newcomer")
    for address in (reverse("issues:hot_seats", args=[meeting.pk]), hot_seat.get_absolute_url()):
        html = page(nina.get(address))
        assert "Mara Lind" in html
        assert "An issue from before you joined" in html
        assert "the old one" not in html
    assert panels.for_pack(meeting, cast.newcomer, on=TODAY)[0].title == ""


def test_what_stays_in_the_room_is_not_for_the_pack(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    kept = making.issue(cast.oak, cast.member, question="How?", stays_in_the_room=True)
    told = making.issue(cast.oak, cast.partner, "Open", question="Why?")
    for issue in (kept, told):
        making.hot_seat(meeting, issue, by=cast.facilitator)
    packed = panels.for_pack(meeting, cast.member, on=TODAY)
    assert [(row.presenter, row.title, row.question) for row in packed] == [
        (cast.member, "", ""),
        (cast.partner, "Open", "Why?"),
    ]


def test_panels_count_what_the_member_may_read(cast: Cast, issues: dict[str, Issue]) -> None:
    meeting = factories.meeting(cast.oak)
    told = panels.of_meeting(meeting, cast.member, on=TODAY, at=NOW)
    assert told
    assert (told.mine, told.waiting, told.dots_left, told.is_open) == (issues["old"], 3, 3, True)
    assert panels.of_meeting(factories.meeting(cast.grove), cast.member, on=TODAY, at=NOW) is None


def test_who_has_offered_nothing_is_asked_to(cast: Cast, django_assert_num_queries: Any) -> None:
    meeting = factories.meeting(cast.oak)
    making.issue(cast.oak, cast.partner)
    for who, asked in (("member", [meeting]), ("partner", [])):
        with django_assert_num_queries(1):
            assert panels.to_offer(cast[who], [meeting]) == asked
