"""How various people are, of a group beside the community."""

from django.urls import reverse

from engagement.mixture import mixture
from engagement.models import MetricResult, Status
from peergroups.models import Group
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.engagement.storing import computed, in_full, keep


def various(
    kinds: str, value: float, effective: float, *, known: int, of: int, group: Group | None = None
) -> None:
    kept = keep(f"diversity_{kinds}", known, of=of, group=group, people=of)
    MetricResult.objects.filter(pk=kept.pk).update(value=value, detail={"effective_number": effective})


def test_who_left_it_blank_is_said_beside_how_various_the_others_are(oak: Group) -> None:
    various("industry", 0.8, 4.2, known=9, of=12, group=oak)
    found = mixture(in_full(), oak)
    assert found is not None
    (industries,) = found.rows
    assert (industries.figure.shown, industries.as_many, industries.unsaid) == ("80 %", "4.2", "25 %")


def test_the_latest_quarter_is_shown_even_where_it_says_too_little(oak: Group) -> None:
    keep("diversity_job", 9, of=12, group=oak, ago=1)
    now = keep("diversity_job", 2, of=12, group=oak)
    various("industry", 0.8, 4.2, known=9, of=12, group=oak)
    MetricResult.objects.filter(pk=now.pk).update(value=None, status=Status.NOT_ENOUGH_DATA)
    found = mixture(in_full(), oak)
    assert found is not None
    jobs = found.rows[1]
    assert (jobs.kinds, jobs.figure.shown, jobs.as_many) == ("jobs", "too few to say", "–")


def test_where_nobody_said_anything_there_is_no_mixture(oak: Group) -> None:
    assert mixture(in_full(), oak) is None
    keep("diversity_job", 0, of=0, group=oak)
    assert mixture(in_full(), oak) is None


def test_the_community_stands_beside_a_group_for_admins_alone(enter: Enter, cast: Cast) -> None:
    computed()
    keep("attendance_rate", 4, of=5)
    various("industry", 0.83, 4.2, known=9, of=12, group=cast.oak)
    various("industry", 0.91, 8.5, known=90, of=120)
    for who, door, shown in (
        ("member", reverse("engagement:group", args=["oak"]), [True, False]),
        ("admin", reverse("engagement:group", args=["oak"]), [True, True]),
        ("admin", reverse("engagement:community"), [False, True]),
    ):
        seen = page(enter(who).get(door))
        assert ["4.2 industries" in seen, "8.5 industries" in seen] == shown


def test_of_a_group_of_few_an_admin_is_not_told(cast: Cast) -> None:
    various("industry", 0.83, 4.2, known=4, of=4, group=cast.oak)
    seen = MetricResult.objects.visible_to(cast.admin, on=TODAY)
    assert mixture(seen, cast.oak) is None
    assert mixture(MetricResult.objects.visible_to(cast.member, on=TODAY), cast.oak) is not None
