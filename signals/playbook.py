"""What one can do: short, and tried by people who lead groups. A play is an offer and never a duty."""

from typing import NamedTuple


class Play(NamedTuple):
    """One thing to do: what for, how long it takes, and its steps."""

    name: str
    heading: str
    purpose: str
    takes: str
    steps: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.name.replace(" ", "-")


PLAYS = (
    Play(
        name="care talk",
        heading="Care talk",
        purpose="Somebody was missed. Find out how they are, before asking about meetings.",
        takes="15 minutes on the phone",
        steps=(
            "Call; do not write. Say that they were missed, and that nothing is wrong.",
            "Ask how they are, and then be quiet. Whatever it is, it stays with you.",
            "Ask what would make the next meeting worth coming to, and whether a leave would help.",
            "Agree on one small thing, such as a lift, an earlier hour or a partner who rings.",
        ),
    ),
    Play(
        name="candour round",
        heading="Candour round",
        purpose="Something has drifted. Say it aloud while it is small.",
        takes="20 to 30 minutes, first on the agenda",
        steps=(
            "Say what you have seen, with the figures of this page, and that you may be wrong about why.",
            "A minute of silence in which everybody writes: what do I get here, and what keeps me away?",
            "One round, each in turn, nobody answers. The facilitator speaks last.",
            "Choose one thing to change until the next meeting, and write down who does it.",
        ),
    ),
    Play(
        name="date and place",
        heading="Look at date and place",
        purpose="People may want to come and cannot.",
        takes="a poll, and a look at the calendar",
        steps=(
            "Ask those who were away whether day, hour or place was the reason.",
            "Put three other dates into a poll, and leave the old one among them.",
            "Try the new one for two meetings, then look again.",
        ),
    ),
    Play(
        name="merge",
        heading="Merge with another group",
        purpose="Five or fewer are too few for a good conversation when somebody is away.",
        takes="two conversations and one joint meeting",
        steps=(
            "Ask each member alone whether they would, and with whom they could not sit at a table.",
            "Look for a group with room whose members neither compete with these nor sell to them.",
            "Meet once together before anybody decides. Both groups say yes, or it does not happen.",
            "Close the old group with a meeting of its own: what was good goes along.",
        ),
    ),
    Play(
        name="coaching",
        heading="Coaching",
        purpose="Somebody who leads, or is to lead, has a question that the group cannot answer.",
        takes="three talks in a quarter",
        steps=(
            "Find somebody who leads another group well and is willing.",
            "Agree on one question, three dates and an end.",
            "Look back together at what has changed at the meetings, not in the person.",
        ),
    ),
    Play(
        name="buddy",
        heading="A buddy for each newcomer",
        purpose="Whoever has three people to turn to within ninety days tends to stay.",
        takes="a call a week, for a month",
        steps=(
            "Ask somebody who remembers how it was to be new, not the facilitator.",
            "Call within two days of the first meeting: what was strange, what was good?",
            "Two introductions in the first thirty days, one of them outside the group.",
        ),
    ),
    Play(
        name="introductions",
        heading="Introductions",
        purpose="People meet whom they would not have met. Ties that hang on one person get a second one.",
        takes="ten minutes for each pair",
        steps=(
            "Think of two people who have something to ask each other, and ask each of them alone.",
            "Write one line to both: why you thought of them.",
            "Leave it to them. A no needs no reason.",
        ),
    ),
    Play(
        name="mixed tables",
        heading="Mixed tables",
        purpose="Groups that know themselves well meet others.",
        takes="one session of Content Day",
        steps=(
            "Seat people so that nobody sits with their own group.",
            "Give each table one question that everybody has an answer to.",
            "Twice is better than once, with other tables the second time.",
        ),
    ),
    Play(
        name="turns",
        heading="Take turns",
        purpose="What always falls to the same two is passed around.",
        takes="five minutes at the end of a meeting",
        steps=(
            "Write down who hosts, keeps time, opens and writes, for the next four meetings.",
            "Begin with those who have not, and let them choose which.",
            "Whoever hands over stays beside the new one once.",
        ),
    ),
    Play(
        name="invitations",
        heading="Who is missing at this table?",
        purpose="People alike agree soon. A different trade, place or age asks better questions.",
        takes="a round, before the next seat is filled",
        steps=(
            "Ask what the group never hears because everybody comes from the same corner.",
            "Write down three kinds of people who are missing; names come later.",
            "Fill the next open seat from that list. It is a list for inviting, and no quota.",
        ),
    ),
)

BY_NAME = {play.name: play for play in PLAYS}
