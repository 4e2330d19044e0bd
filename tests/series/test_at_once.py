"""Two hands at the same series in the same moment, each with a connection of its own."""

from functools import partial

import pytest

from ledger.models import Entry
from meetings.models import Meeting
from peergroups.models import Group, Membership
from series import actions
from series.models import Invitation, Series
from tests.conftest import NOW, TODAY, Cast
from tests.racing import at_once, before_the_first_commits
from tests.series.plans import THURSDAY, invitation, plan, series

pytestmark = pytest.mark.django_db(transaction=True)
TWICE = plan("FREQ=WEEKLY;BYDAY=TH;COUNT=2")


def test_a_double_click_starts_one_series(cast: Cast) -> None:
    start = partial(series, cast.grove, TWICE)
    assert isinstance(before_the_first_commits(start, start), actions.AlreadyStarted)
    assert (Series.objects.count(), Meeting.objects.count()) == (1, 2)


def test_two_clocks_make_each_meeting_once(cast: Cast) -> None:
    breakfast = series(cast.grove, TWICE)
    Meeting.objects.all().delete()
    extend = partial(actions.extend_series, breakfast, at=NOW)
    assert at_once(extend, extend) == [None, None]
    assert Meeting.objects.count() == 2


def test_of_two_who_change_a_series_the_second_is_told(cast: Cast) -> None:
    breakfast = series(cast.grove, TWICE)
    change = partial(actions.change_series, breakfast, sequence=0, by=cast.member, at=NOW)
    coffee, tea = (partial(change, TWICE._replace(title=title)) for title in ("Coffee", "Tea"))
    assert isinstance(before_the_first_commits(coffee, tea), actions.ChangedMeanwhile)
    assert set(Meeting.objects.values_list("title", flat=True)) == {"Coffee"}


def test_two_who_split_a_series_split_it_once(cast: Cast) -> None:
    breakfast = series(cast.grove, TWICE)
    since = THURSDAY.replace(day=14)
    later = TWICE._replace(starts_on=since, title="Coffee")
    split = partial(actions.change_series, breakfast, later, since=since, sequence=0, by=cast.member, at=NOW)
    assert isinstance(before_the_first_commits(split, split), actions.ChangedMeanwhile)
    assert Series.objects.count() == 2


def test_two_who_skip_a_date_skip_it_once(cast: Cast) -> None:
    breakfast = series(cast.grove, TWICE)
    skip = partial(actions.skip_date, breakfast, THURSDAY, by=cast.member, at=NOW)
    assert before_the_first_commits(skip, skip) is None
    assert Entry.objects.filter(verb="meeting.cancelled").count() == 1


def test_two_clocks_name_a_host_once(cast: Cast) -> None:
    series(cast.grove, TWICE)
    name = partial(actions.name_hosts, cast.grove, at=NOW)
    assert at_once(name, name) == [None, None]
    assert Entry.objects.filter(verb="host.named").count() == 1


def test_two_who_ask_the_same_person_ask_once(cast: Cast) -> None:
    ask = partial(invitation, cast.grove, cast.outsider, by=cast.member)
    first, second = at_once(ask, ask)
    assert first == second == Invitation.objects.get()


def test_two_clicks_take_one_seat(cast: Cast) -> None:
    asked = invitation(cast.grove, cast.outsider, by=cast.member)
    accept = partial(actions.accept_invitation, asked, by=cast.outsider, on=TODAY, at=NOW)
    assert isinstance(before_the_first_commits(accept, accept), actions.InvitationOver)
    assert Membership.objects.filter(member=cast.outsider).count() == 1


def test_a_double_click_starts_one_light_group(cast: Cast) -> None:
    start = partial(
        actions.start_light_group,
        name="Table",
        purpose="Think.",
        plan=TWICE,
        by=cast.outsider,
        on=TODAY,
        at=NOW,
    )
    second = before_the_first_commits(start, start)
    assert isinstance(second, actions.StartedAlready)
    assert second.group == Group.objects.get(name="Table")
    assert Series.objects.count() == 1
