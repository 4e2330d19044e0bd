"""A whole quarter, from the week in the year to the recap: browsers side by side.

With JOURNEY_PICTURES=docs/screenshots it takes the pictures of the quarter that are kept there.
"""

from datetime import timedelta

from meetings.models import Meeting
from tests.conftest import Cast
from tests.journeys.conftest import Visit
from tests.journeys.quarter import after, preparing, room, week
from tests.journeys.quarter.stage import Stage, it_is
from tests.journeys.test_quarter import with_and_without_script

FIVE_MINUTES = timedelta(minutes=5)


@with_and_without_script
def test_a_quarter_is_lived_from_the_week_to_the_recap(script: bool, visit: Visit, cast: Cast) -> None:
    stage = Stage(visit, cast, script)
    denver = week.put_into_the_year(stage)
    meeting = week.make_all_meetings(stage, denver)
    week.fill_content_day(stage, denver)
    week.register(stage, "member", denver, diet="no nuts")
    week.register(stage, "partner", denver, diet="")
    week.wait_for_a_seat(stage, denver)

    preparing.find_a_date(stage)
    preparing.write_reviews(stage, meeting)
    preparing.choose_hot_seats(stage, meeting)
    preparing.make_the_agenda(stage, meeting)
    preparing.open_the_pack(stage, meeting)

    with it_is(meeting.starts_at - FIVE_MINUTES):
        live_the_day(stage, meeting)
    with it_is(meeting.ends_at + FIVE_MINUTES):
        live_the_evening(stage, meeting)
        after.read_the_calendar(stage)


def live_the_day(stage: Stage, meeting: Meeting) -> None:
    room.come_in(stage, meeting)
    room.run_the_agenda(stage, meeting)
    room.ask_the_room(stage)
    room.take_attendance(stage, meeting)
    room.promise(stage, meeting)
    room.end(stage, meeting)


def live_the_evening(stage: Stage, meeting: Meeting) -> None:
    after.close(stage, meeting)
    after.say_how_it_was(stage, "member", worth=5)
    after.say_how_it_was(stage, "partner", worth=4, line="More time for the last hot seat.")
    after.choose_the_best_idea(stage, meeting)
    after.miss_it(stage, meeting)
    after.call(stage)
