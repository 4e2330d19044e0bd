"""What those who look after the community see of how the figures are kept."""

import pytest

from engagement.models import STEPS, Block, Check, Computation, FrozenQuarter, Stage
from tests.browsing import page
from tests.conftest import NOW, TODAY, Enter

PAGE, PROGRESS, THAW = (f"/community/health/{name}" for name in ("", "progress/", "thaw/"))
QUARTER = 2025 * 4 + 3
HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def under_way() -> Computation:
    asked = Computation.objects.create(as_of=TODAY, requested_at=NOW, started_at=NOW, watermark=0)
    for number in range(3):
        Block.objects.create(stage=Stage.GROUPS, number=number, computation=asked)
    return asked


@pytest.mark.usefixtures("under_way")
def test_progress_is_told_with_and_without_javascript(enter: Enter) -> None:
    told = f"Being computed: 3 of {len(STEPS)} blocks are done."
    assert told in page(enter("admin").get(PAGE))
    answer = enter("admin").get(PROGRESS, headers=HTMX).content.decode()
    assert told in answer
    assert "<h1" not in answer


def test_when_it_is_done_the_page_is_shown_anew(enter: Enter, under_way: Computation) -> None:
    Computation.objects.update(finished_at=NOW)
    assert enter("admin").get(PROGRESS, headers=HTMX)["HX-Refresh"] == "true"
    assert enter("admin").get(PROGRESS)["Location"] == PAGE


def test_a_quarter_to_which_something_came_too_late_can_be_counted_again(enter: Enter) -> None:
    FrozenQuarter.objects.create(period_id=QUARTER, frozen_at=NOW, late=3)
    FrozenQuarter.objects.create(period_id=QUARTER - 1, frozen_at=NOW)
    text = page(enter("admin").get(PAGE))
    assert "3 lines came too late" in text
    assert "Count 2025-Q4 again" in text
    assert "Count 2025-Q3 again" not in text
    assert enter("admin").post(THAW, {"quarter": "2025-Q4"}).status_code == 302
    assert not FrozenQuarter.objects.frozen().filter(pk=QUARTER).exists()
    assert Computation.objects.under_way(NOW).exists()
    assert enter("admin").post(THAW, {"quarter": "2025-Q4"}).status_code == 404
    assert enter("admin").post(THAW, {"quarter": "<script>"}).status_code == 404


def test_a_check_is_told_of_in_words(enter: Enter) -> None:
    check = Check.objects.create(at=NOW, as_of=TODAY)
    assert "every figure was as it should be" in page(enter("admin").get(PAGE))
    check.drift = {"engagement_metricresult": 2}
    check.save()
    assert "2 rows were otherwise than they should be" in page(enter("admin").get(PAGE))
