"""The health surveys of the year: two that are published, and one that is open and waits for the visitor."""

from collections import Counter
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from exchange.demo.circles import Circle
from exchange.demo.people import Person
from exchange.demo.world import World
from meetings.walltime import end_of_day
from members.models import Member
from peergroups.models import Group, Leave, Membership
from surveys.events import Happened
from surveys.findings import Said, findings
from surveys.models import Asked, Questionnaire, Response, Survey, Took

LASTS = timedelta(days=13)
BEFORE = ((340, "Health survey, a year ago"), (170, "Health survey, half a year ago"))
OPENED_DAYS_AGO = 5
ANSWER, ANSWERED_SO_FAR, ABOUT_THEIR_PEER_GROUP = 0.8, 0.4, 0.9
MIDDLE, OF_A_GROUP, OF_A_PERSON, OF_A_STATEMENT = 5.6, 0.9, 0.6, 0.7  # points of the scale


class Answer(NamedTuple):
    """What somebody says of one of their groups."""

    member: Member
    group: Group
    answers: list[int]


class Surveys:
    """Asks everybody how it is in their groups."""

    def __init__(self, world: World, circles: list[Circle], manager: Member) -> None:
        self.world, self.manager, self.asking = world, manager, Questionnaire.own()
        self.chances = world.chances("surveys")
        self.torn = circles[-1].group.key  # half of it finds that nothing can be said
        self.quality = {circle.group.key: circle.quality for circle in circles}
        self._open: list[Response] = []
        self._by: list[Member] = []

    def make(self, *silent: Person) -> None:
        """Ask three times; the last survey is open, and these people have yet to answer it."""
        for days, title in BEFORE:
            self._ask(title, self.world.today - timedelta(days=days))
        opens_on = self.world.today - timedelta(days=OPENED_DAYS_AGO)
        self._leave_open("Health survey", opens_on, {person.member.key for person in silent})

    def hand_in(self) -> None:
        """Write the answers to the open survey, whose pseudonyms are made of ids that people have by now."""
        for response, member in zip(self._open, self._by, strict=True):
            response.pseudonym = response.survey.pseudonym(member)
        Response.objects.bulk_create(self._open, batch_size=2000)

    def _ask(self, title: str, opens_on: date) -> None:
        """Ask, let people answer, and publish; of the answers nothing is left."""
        survey = self._plan(title, opens_on)
        survey.published_at = end_of_day(survey.closes_on, "UTC") + timedelta(hours=9)
        seats = self._seats(opens_on)
        groups = sorted({seat.group.key: seat.group for seat in seats}.values(), key=lambda group: group.key)
        number = {group.key: n for n, group in enumerate(groups)}  # they have no ids yet
        said = [Said(number[given.group.key], given.answers) for given in self._answers(seats, ANSWER)]
        asked = Counter(sorted(number[seat.group.key] for seat in seats))
        people = len({seat.member.key for seat in seats})
        for finding in findings(survey, said, asked=asked, people=people):
            finding.group = None if finding.group_id is None else groups[finding.group_id]
            self.world.add(finding)
        self.world.tell(Happened.SURVEY_PUBLISHED, at=survey.published_at, about=survey)

    def _leave_open(self, title: str, opens_on: date, silent: set[str]) -> None:
        survey = self._plan(title, opens_on)
        survey.secret = f"{self.chances.getrandbits(256):064x}"
        seats = self._seats(opens_on)
        for seat in seats:
            self.world.add(Asked(survey=survey, member=seat.member, group=seat.group))
        for member, group, answers in self._answers(seats, ANSWERED_SO_FAR):
            if member.key not in silent:
                self.world.add(Took(survey=survey, member=member))
                self._open.append(Response(survey=survey, group=group, answers=answers))
                self._by.append(member)

    def _plan(self, title: str, opens_on: date) -> Survey:
        planned_at, opened_at = (end_of_day(opens_on - timedelta(days=n), "UTC") for n in (7, 1))
        survey = self.world.add(
            Survey(
                title=title,
                questionnaire=self.asking,
                opens_on=opens_on,
                closes_on=opens_on + LASTS,
                planned_by=self.manager,
                planned_at=planned_at,
                opened_at=opened_at,
            )
        )
        self.world.tell(Happened.SURVEY_PLANNED, at=planned_at, by=self.manager, about=survey)
        self.world.tell(Happened.SURVEY_OPENED, at=opened_at, about=survey)
        return survey

    def _seats(self, on: date) -> list[Membership]:
        """Return the seats that were held that day, without those on leave, person by person."""
        leaves = self.world.rows(Leave)
        away = {id(leave.membership) for leave in leaves if _covers(leave.starts_on, leave.ends_on, on)}
        held = [seat for seat in self.world.rows(Membership) if _covers(seat.joined_on, seat.left_on, on)]
        here = [seat for seat in held if id(seat) not in away]
        return sorted(here, key=lambda seat: (seat.member.key, seat.group.key))

    def _answers(self, seats: list[Membership], share: float) -> list[Answer]:
        """Let that share of the people answer, mostly about their peer group."""
        given = []
        for _, own in groupby(seats, key=lambda seat: seat.member.key):
            places = list(own)
            peers = [seat for seat in places if seat.group.key in self.quality]
            prefers = bool(peers) and self.chances.happens(ABOUT_THEIR_PEER_GROUP)
            seat = self.chances.choice(peers if prefers else places)
            if self.chances.happens(share):
                given.append(Answer(seat.member, seat.group, self._row(seat.group)))
        return given

    def _row(self, group: Group) -> list[int]:
        """Answer each statement about as well as the group is, and as one is inclined."""
        quality = self.quality.get(group.key, 0)
        own = MIDDLE + OF_A_GROUP * quality + self.chances.gauss(0, OF_A_PERSON)
        if group.key == self.torn and self.chances.happens(0.5):
            own -= 4
        points = [round(own + self.chances.gauss(0, OF_A_STATEMENT)) for _ in self.asking.items]
        return self.asking.scored([min(max(point, 1), self.asking.scale) for point in points])


def _covers(first: date, last: date | None, on: date) -> bool:
    return first <= on <= (last or date.max)
