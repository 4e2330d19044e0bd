"""A meeting of yesterday, of which attendance was taken: Paul was missed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.actions import record_attendance
from meetings.models import Mark, Meeting
from tests import factories
from tests.conftest import TODAY, Cast


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    held = factories.meeting(cast.oak, on=TODAY - timedelta(days=1), title="Spring in Denver")
    here = {cast.member: Mark.PRESENT, cast.newcomer: Mark.LATE, cast.facilitator: Mark.PRESENT}
    marks = {**here, cast.partner: Mark.ABSENT}
    record_attendance(held.days.get(), marks, by=cast.facilitator, at=timezone.now())
    return held
