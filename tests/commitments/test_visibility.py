"""Who reads a promise: the group of that time, and for ever whoever made it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commitments.models import Commitment
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter

DAY = timedelta(days=1)


@pytest.fixture
def promises(cast: Cast) -> dict[str, Commitment]:
    """What three people promised to Oak, and one of them to another group."""
    elm = factories.seat(cast.elm, cast.member).group
    return {
        "old": factories.commitment(cast.oak, cast.member, text="the old one", made_on=TODAY - 60 * DAY),
        "recent": factories.commitment(cast.oak, cast.partner, text="the recent one", made_on=TODAY - DAY),
        "of who left": factories.commitment(cast.oak, cast.former, text="my own", made_on=TODAY - 90 * DAY),
        "elsewhere": factories.commitment(elm, cast.member, text="to the others"),
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
def test_who_reads_what(
    enter: Enter, cast: Cast, promises: dict[str, Commitment], who: str, reads: set[str]
) -> None:
    client = enter(who)
    opened = {
        name for name, made in promises.items() if client.get(made.get_absolute_url()).status_code == 200
    }
    seen = Commitment.objects.visible_to(cast[who], on=TODAY)
    assert opened == {name for name, made in promises.items() if made in seen} == reads


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("member", ["my own", "the old one", "the recent one"]),
        ("newcomer", ["the recent one"]),
        ("former", None),
        ("admin", None),
    ],
)
@pytest.mark.parametrize("show", ["open", "closed"])
def test_the_list_of_a_group_holds_what_one_may_read(
    enter: Enter, promises: dict[str, Commitment], who: str, reads: list[str] | None, show: str
) -> None:
    if show == "closed":
        Commitment.objects.update(outcome="kept", closed_on=TODAY)
    answer = enter(who).get(reverse("commitments:list", args=["oak"]), {"show": show})
    if reads is None:
        assert answer.status_code == 404
    else:
        assert sorted(made.text for made in answer.context["page"]) == reads
        assert all(text in page(answer) for text in reads)


def test_a_newcomer_is_told_how_many_there_are_from_before(
    enter: Enter, cast: Cast, promises: dict[str, Commitment]
) -> None:
    url = reverse("commitments:list", args=["oak"])
    assert "2 open commitments from before you joined are not shown." in page(enter("newcomer").get(url))
    assert "from before you joined" not in page(enter("member").get(url))
    Commitment.objects.filter(member=cast.former).update(outcome="kept", closed_on=TODAY)
    assert "1 open commitment from before you joined is not shown." in page(enter("newcomer").get(url))


def test_who_has_left_keeps_and_closes_their_own(enter: Enter, promises: dict[str, Commitment]) -> None:
    client, own = enter("former"), promises["of who left"]
    assert "my own" in page(client.get(reverse("commitments:mine")))
    shown = page(client.get(own.get_absolute_url()))
    assert 'href="/groups/oak/"' not in shown
    client.post(reverse("commitments:close", args=[own.pk]), {"outcome": "kept"})
    own.refresh_from_db()
    assert own.outcome == "kept"


def test_somebody_named_as_partner_reads_it_while_they_sit_there(enter: Enter, cast: Cast) -> None:
    factories.commitment(cast.oak, cast.member, text="call Jo", partner=cast.partner)
    mine = reverse("commitments:mine")
    assert "call Jo" in page(enter("partner").get(mine))
    seat = cast.seat(cast.partner)
    seat.left_on = TODAY - DAY
    seat.save()
    shown = page(enter("partner").get(mine))
    assert "call Jo" not in shown
    assert "Nobody has named you as the one who asks." in shown


@pytest.mark.parametrize("where", ["mine", "list", "review", "its own page"])
def test_what_people_type_stays_text(enter: Enter, cast: Cast, where: str) -> None:
    meeting = factories.meeting(cast.oak)
    typed = "<script>alert(1)</script>"
    promise = factories.commitment(
        cast.oak, cast.member, text=typed, signal=typed, first_step=typed, learned=typed
    )
    urls = {
        "mine": reverse("commitments:mine"),
        "list": reverse("commitments:list", args=["oak"]),
        "review": reverse("commitments:review", args=[meeting.pk]),
        "its own page": promise.get_absolute_url(),
    }
    shown = page(enter("member").get(urls[where]))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>" not in shown
