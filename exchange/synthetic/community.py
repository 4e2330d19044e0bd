"""Making the whole: draw it, write it, and say what is in it."""

from collections.abc import Callable

from commitments.models import Commitment
from exchange.synthetic.airtime import speak, write_airtime
from exchange.synthetic.calendar import Quarters
from exchange.synthetic.columns import count_on
from exchange.synthetic.contacts import talk, write_talks
from exchange.synthetic.helping import help_each_other, write_help
from exchange.synthetic.labels import label_all
from exchange.synthetic.meetings import hold, write_meetings
from exchange.synthetic.plants import Kind, Label
from exchange.synthetic.presence import expect, write_presence
from exchange.synthetic.promises import promise, write_promises
from exchange.synthetic.realised import Drawn
from exchange.synthetic.registers import write_groups, write_people, write_seats
from exchange.synthetic.rings import write_rings
from exchange.synthetic.roles import lead, write_roles
from exchange.synthetic.world import world
from ledger.models import Entry
from meetings.models import AgendaItem, Answer, Attendance, Meeting, MeetingDay
from members.models import Member, Organisation
from peergroups.models import Community, Group, Membership, RoleTerm
from room.models import Airtime, Consent, Run

TABLES = (
    Organisation,
    Member,
    Group,
    Membership,
    RoleTerm,
    Meeting,
    MeetingDay,
    AgendaItem,
    Answer,
    Attendance,
    Commitment,
    Run,
    Consent,
    Airtime,
    Entry,
)
"""What is written."""

NAME, ZONE = "Synthetic community", "America/Chicago"


def make_synthetic_community(
    *, seed: int, groups: int, quarters: Quarters, kinds: frozenset[Kind], say: Callable[[str], None]
) -> list[Label]:
    """Make and write a community, the same for the same arguments, and return what is true of it."""
    community = Community.current()
    community.name, community.timezone = NAME, ZONE
    community.save()
    say(f"Seating {groups} groups for {quarters.count} quarters ...")
    drawn = world(seed=seed, kinds=kinds, groups=groups, quarters=quarters)
    held = hold(drawn)
    expected = expect(drawn, held)
    promised = promise(drawn, held, expected)
    led = lead(drawn, held)
    spoken = speak(drawn, held, expected)
    talks, helped = talk(drawn), help_each_other(drawn)
    say("Writing who sat where, who came and what was promised ...")
    write_groups(drawn)
    write_people(drawn)
    write_seats(drawn)
    write_meetings(drawn, held)
    write_roles(drawn, held, led)
    write_presence(drawn, held, expected)
    write_promises(drawn, held, promised)
    write_airtime(drawn, held, spoken)
    write_talks(drawn, talks)
    write_help(drawn, helped)
    write_rings(drawn)
    say("Writing the ledger ...")
    drawn.ledger.write(until=drawn.end, twice=drawn.chances("twice") if Kind.DUPLICATES in kinds else None)
    count_on(TABLES)
    return label_all(Drawn(drawn, held, expected, spoken, talks, helped))
