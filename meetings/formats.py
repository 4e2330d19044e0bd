"""The library of formats: what each is for, how to lead it, its steps by the minute, what is written down.

They are data. An item of an agenda names its format and may last longer or shorter than the steps here.
"""

from typing import NamedTuple

from meetings.models import AgendaItem, Format
from peergroups.models import Group, Keeps


class Step(NamedTuple):
    """A stretch within an item, and what whoever leads it says then."""

    minutes: int
    name: str
    hint: str = ""


class Guide(NamedTuple):
    """What a format is for, who leads it, how, and what is written down unless an item says otherwise."""

    purpose: str
    lead: str
    steps: tuple[Step, ...]
    tip: str = ""
    keeps: Keeps = Keeps.NOTES

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


FORMATS: dict[Format, Guide] = {
    Format.OPENING: Guide(
        "Begin on time, with what this meeting is for and what stays in the room.",
        "facilitator",
        (
            Step(3, "Why we are here", "Read out the purpose and what should have happened by the end."),
            Step(3, "What stays here", "What is said here stays here, for good. Ask each person for a nod."),
            Step(4, "Roles of the day", "Who keeps the time, who watches how we work, who minds the list."),
        ),
        keeps=Keeps.NOTHING,
    ),
    Format.ROUND: Guide(
        "Let everybody speak once before anybody speaks twice.",
        "timekeeper",
        (
            Step(2, "Question", "Ask one question, and give a minute of silence to think."),
            Step(
                18,
                "Round",
                "Each speaks in turn, about a minute and a half. Nobody answers. Who passes, passes.",
            ),
        ),
        "Begin with another person each time, and let the one who leads speak last.",
        Keeps.NOTHING,
    ),
    Format.COMMITMENT_REVIEW: Guide(
        "Close what was promised last time before anything new begins.",
        "goals keeper",
        (
            Step(2, "Read", "Show the list. Each finds their own lines."),
            Step(
                48,
                "Each in turn",
                "Kept, partly, changed, missed or dropped; and what I learned. No excuses, no advice.",
            ),
        ),
        "Four minutes each. A promise that was taken over twice is cut smaller, or let go.",
        Keeps.COMMITMENTS,
    ),
    Format.REVIEW: Guide(
        "Look at one member's quarter together, and forward rather than back.",
        "presenter",
        (
            Step(
                5, "Headline", "The review was read before. Say what matters most, and what you want from us."
            ),
            Step(10, "Questions", "Questions only, and short ones."),
            Step(15, "What I did", "Share what you did in such a case, not what the presenter should do."),
            Step(5, "What I heard", "The presenter says what they heard and what they will do."),
        ),
        "The notes belong to the presenter.",
    ),
    Format.HOT_SEAT: Guide(
        "Work on one matter of one member until they know what to do next.",
        "presenter",
        (
            Step(3, "Present", "What is it about, why now, and what do you want from us?"),
            Step(10, "Clarify", "Questions only. A question with advice in it waits."),
            Step(
                7,
                "What is the real question?",
                "Each says in one sentence what they think the question is. The presenter chooses.",
            ),
            Step(15, "What I did", "Experience, not advice: what I did, and what came of it."),
            Step(5, "Commit", "What will you do, by when, and who asks you about it?"),
            Step(5, "What we learned", "Each says what they take home for themselves."),
        ),
        "Somebody who knows the presenter well talks it through with them a few days before.",
    ),
    Format.ACTION_LEARNING: Guide(
        "Help somebody think by asking, in a set of four to eight.",
        "facilitator",
        (
            Step(2, "Present", "The matter in a few sentences, without a break."),
            Step(10, "Clarify", "Questions about facts."),
            Step(
                15,
                "Helping questions",
                "Open questions that let the presenter see more. No advice, no stories.",
            ),
            Step(2, "Summary", "The presenter says what has changed in how they see it."),
            Step(5, "Resources", "Who knows somebody, has read something, has a tool?"),
            Step(2, "Next action", "One action, with a date. The next meeting begins with it."),
        ),
        keeps=Keeps.COMMITMENTS,
    ),
    Format.TRIOS: Guide(
        "Let everybody speak at length at once, and be heard by two others.",
        "facilitator",
        (
            Step(2, "Form threes", "With people you have spoken least with."),
            Step(8, "First", "One speaks, one asks, one only listens."),
            Step(8, "Second", "Change places."),
            Step(8, "Third", "Change places."),
            Step(4, "Harvest", "One sentence from each three, told by somebody else than its owner."),
        ),
        keeps=Keeps.NOTHING,
    ),
    Format.PAIRS: Guide(
        "Walk and talk with one person, about one question.",
        "pairs",
        (
            Step(2, "Choose", "Name the question. Walk with your partner."),
            Step(10, "One asks", "One asks and listens."),
            Step(10, "The other asks", "Turn round and change."),
            Step(3, "Back", "Be back in the room on time."),
        ),
        keeps=Keeps.NOTHING,
    ),
    Format.SILENT_WRITING: Guide(
        "Think before you hear the others: nobody's view bends to the first one spoken.",
        "facilitator",
        (
            Step(1, "Question", "Read the question out twice."),
            Step(7, "Write", "In silence, each for themselves."),
            Step(7, "Read out", "In turn, as it is written, without a word about it."),
        ),
        keeps=Keeps.NOTHING,
    ),
    Format.SILENT_CARDS: Guide(
        "Gather many ideas from everybody and find the few that matter.",
        "facilitator",
        (
            Step(2, "Question", "One question, where all can see it."),
            Step(6, "Write", "In silence. One idea on each card, so that it can be read from afar."),
            Step(7, "Put up", "Each puts theirs up and reads them out. Like beside like."),
            Step(3, "Vote", "Three dots each, in silence, all at the same time."),
            Step(12, "Talk", "About the three with most dots."),
        ),
    ),
    Format.LEAN_COFFEE: Guide(
        "Talk about what those at the table want to talk about, with no agenda made before.",
        "timekeeper",
        (
            Step(5, "Write", "A topic on each card, as many as you like."),
            Step(3, "Pitch", "Half a minute a card: what is it about?"),
            Step(2, "Vote", "Three dots each. The most dots come first."),
            Step(8, "First topic", "Eight minutes, then thumbs: three more minutes, or on to the next?"),
            Step(8, "Second topic", "Eight minutes, then thumbs."),
            Step(8, "Third topic", "Eight minutes, then thumbs."),
            Step(8, "Fourth topic", "Eight minutes, then thumbs."),
            Step(8, "Fifth topic", "Eight minutes. Leave the rest for next time."),
            Step(5, "Take home", "One sentence each: what do I take home?"),
        ),
        keeps=Keeps.TITLES,
    ),
    Format.SHOW_AND_TELL: Guide(
        "Show something that works at your place, as it is.",
        "presenter",
        (
            Step(10, "Show", "The thing itself and not slides about it: the sheet, the screen, the form."),
            Step(5, "What went wrong", "What it cost, and what I would do otherwise."),
            Step(10, "Questions", "How, how much, how long."),
            Step(5, "Who tries it?", "Who wants to try it says so, and when."),
        ),
    ),
    Format.NUMBERS: Guide(
        "Learn from how the others' figures came about.",
        "facilitator",
        (
            Step(10, "Read", "Median and quartiles of the group, in silence. Mark what surprises you."),
            Step(20, "Two explain", "Two who do best say how."),
            Step(20, "Two ask", "Two who want to do better ask for help."),
            Step(10, "One thing", "Each writes down one thing to change by next quarter."),
        ),
        "No prices, and no talk of customers whom two of us serve.",
    ),
    Format.PLAN: Guide(
        "Each drafts a plan for the quarter in the area that is in focus.",
        "facilitator",
        (
            Step(15, "Write", "In silence: where I am, where I want to be, what stands between."),
            Step(15, "Trios", "Five minutes each. The others ask what would make it true."),
            Step(15, "Harvest", "Each reads out one sentence of the plan."),
        ),
        keeps=Keeps.NOTHING,
    ),
    Format.PARKING_LOT: Guide(
        "Choose what the hot seats are about.",
        "parking-lot keeper",
        (
            Step(5, "Read out", "Each matter in one sentence by whoever brought it."),
            Step(5, "Vote", "Three dots each. Who has waited longest comes first among equals."),
            Step(5, "Settle", "Who presents, who helps them prepare, who steps in if they cannot."),
        ),
        keeps=Keeps.TITLES,
    ),
    Format.BEST_IDEA: Guide(
        "Go home with the best idea of the meeting.",
        "everybody",
        (
            Step(18, "Round", "Each names the best idea they heard, and from whom."),
            Step(4, "Vote", "One dot each, not for your own."),
            Step(3, "Thanks", "The winner says where the idea came from."),
        ),
    ),
    Format.COMMITMENTS: Guide(
        "Say aloud what I will do, by when, and who asks me about it.",
        "goals keeper",
        (
            Step(10, "Write", "In silence: I will …, by …, I will know by …, first step within 48 hours."),
            Step(30, "Speak", "Two and a half minutes each. Somebody offers to be the partner."),
        ),
        "Two or three each are enough.",
        Keeps.COMMITMENTS,
    ),
    Format.HOUSEKEEPING: Guide(
        "Settle what keeps the group going.",
        "secretary",
        (
            Step(5, "Dates and host", "The next dates, and who is the host."),
            Step(5, "People", "Roles, candidates, who was missed and who calls them."),
            Step(5, "Anything else", "What cannot be settled now gets an owner and a day."),
        ),
    ),
    Format.RATING: Guide(
        "Find out how this meeting was while everybody is in the room.",
        "process observer",
        (
            Step(3, "Two taps", "Each answers on their phone before anybody speaks."),
            Step(7, "One word more", "What would have made it one point better? The observer speaks last."),
        ),
        keeps=Keeps.NOTHING,
    ),
    Format.TALK: Guide("Talk something over.", "", (Step(15, "Talk"),)),
    Format.BREAK: Guide(
        "Leave the room, and come back on time.", "", (Step(15, "Break"),), "", Keeps.NOTHING
    ),
}

LIBRARY: dict[Format, Guide] = {
    name: guide for name, guide in FORMATS.items() if name not in {Format.TALK, Format.BREAK}
}
"""What the library page shows; how to talk and to pause needs no page."""


def kept(item: AgendaItem, group: Group) -> Keeps:
    """Return what is written down of an item: as it says, or as its format does; never above its group."""
    wanted = Keeps(item.record) if item.record else FORMATS[Format(item.format)].keeps
    return min(wanted, Keeps(group.keeps), key=lambda keeps: keeps.level)
