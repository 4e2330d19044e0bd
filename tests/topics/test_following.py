"""Every phone follows the table, and who has lost the seat does not."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from meetings.models import Meeting
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.topics.sitting import dots, lay, start
from topics.models import Table
from ui.live import LASTS_SECONDS, make_pass


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    factories.seat(cast.grove, cast.partner)
    meeting = factories.meeting(cast.grove)
    lay(meeting, "Prices", by=cast.partner)
    return meeting


def follow(cast: Cast, meeting: Meeting, who: str = "member") -> str:
    return reverse("topics:follow", args=[make_pass("table", cast[who].pk, meeting.pk)])


def version(meeting: Meeting) -> str:
    return str(Table.objects.get(meeting=meeting).version)


def test_while_nothing_is_new_a_phone_costs_one_query(
    client: Client, cast: Cast, meeting: Meeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url, seen = follow(cast, meeting), {"v": version(meeting)}
    with django_assert_num_queries(1):
        answer = client.get(url, seen)
    assert (answer.status_code, answer.content) == (204, b"")


def test_what_others_do_comes_with_the_next_question(client: Client, cast: Cast, meeting: Meeting) -> None:
    seen = version(meeting)
    topic = meeting.topics.get()
    start(topic, cast.partner)
    answer = client.get(follow(cast, meeting), {"v": seen})
    assert answer["X-Version"] == version(meeting) != seen
    shown = page(answer)
    assert 'data-say="Now: Prices"' in shown
    assert "<html" not in shown


def test_everything_that_people_see_raises_the_version(cast: Cast, meeting: Meeting) -> None:
    seen = [version(meeting)]
    topics = [meeting.topics.get(), *lay(meeting, "Sundays", by=cast.member)]
    seen.append(version(meeting))
    dots(cast.partner, topics[0])
    seen.append(version(meeting))
    start(topics[0], cast.member)
    seen.append(version(meeting))
    assert len(set(seen)) == 4


def test_each_phone_shows_its_own_dots(client: Client, cast: Cast, meeting: Meeting) -> None:
    dots(cast.partner, meeting.topics.get())
    mine, theirs = (page(client.get(follow(cast, meeting, who))) for who in ("partner", "member"))
    assert 'aria-pressed="true"' in mine
    assert 'aria-pressed="true"' not in theirs


def test_a_pass_that_is_over_is_renewed_by_the_door(
    client: Client, cast: Cast, meeting: Meeting, enter: Enter
) -> None:
    old = follow(cast, meeting)
    with time_machine.travel(timezone.now() + timedelta(seconds=LASTS_SECONDS + 1), tick=False):
        assert client.get(old).status_code == 410
        answer = enter("member").get(reverse("topics:renew", args=[meeting.pk]))
        assert "Prices" in page(answer)
        assert client.get(answer["X-Live"], {"v": answer["X-Version"]}).status_code == 204


def test_who_has_lost_the_seat_is_shown_nothing_new(client: Client, cast: Cast, meeting: Meeting) -> None:
    passed = follow(cast, meeting, "partner")
    assert client.get(passed).status_code == 200
    cast.grove.memberships.filter(member=cast.partner).update(left_on=TODAY - timedelta(days=1))
    assert client.get(passed).status_code == 404


def test_a_closed_account_is_shown_nothing_new(client: Client, cast: Cast, meeting: Meeting) -> None:
    passed = follow(cast, meeting, "partner")
    cast.partner.is_active = False
    cast.partner.save()
    assert client.get(passed).status_code == 404


def test_with_htmx_a_button_answers_only_with_what_is_wrong(
    cast: Cast, meeting: Meeting, enter: Enter
) -> None:
    mara, topic = enter("member"), meeting.topics.get()
    url = reverse("topics:extend", args=[topic.pk])
    start(topic, cast.partner)
    htmx = {"HX-Request": "true"}
    assert mara.post(url, {"seen": "0"}, headers=htmx).content == b""
    answer = mara.post(url, {"seen": "0"}, headers=htmx)
    assert answer.content.decode() == "Somebody gave these minutes already, or there are no more."


def test_the_page_says_where_to_follow(cast: Cast, meeting: Meeting, enter: Enter) -> None:
    shown = page(enter("member").get(reverse("topics:table", args=[meeting.pk])))
    assert f'data-version="{version(meeting)}"' in shown
    assert f'data-live-renew="/meetings/{meeting.pk}/table/parts/"' in shown
