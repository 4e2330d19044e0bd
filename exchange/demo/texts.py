"""What people of the fictional community say. {few}, {many}, {day} and {time} are filled in by chance."""

from typing import NamedTuple


class Promise(NamedTuple):
    """I will (text); I'll know it worked when (signal); my first step is (first step)."""

    text: str
    signal: str
    first_step: str


PROMISES = {
    "Life": (
        Promise(
            "be home for dinner {few} evenings a week",
            "the family stops asking where I am",
            "block the evenings in my calendar",
        ),
        Promise(
            "walk {many} minutes before breakfast every {day} and Saturday",
            "I have done it for eight weeks",
            "put my shoes beside the door tonight",
        ),
        Promise(
            "have the health check that I have put off for {few} years",
            "the results are in my drawer",
            "ring the surgery and take the first date",
        ),
        Promise(
            "take {few} days off with the children and without the laptop",
            "nobody from work has my number that week",
            "agree the dates at home",
        ),
        Promise(
            "call my brother every {day}",
            "we talk about more than the weather",
            "send him a message that I will ring",
        ),
        Promise(
            "read {few} books that have nothing to do with work",
            "I have told somebody about each of them",
            "fetch the first from the library",
        ),
        Promise(
            "switch the phone off at {time} every night",
            "I sleep seven hours on most nights",
            "buy an alarm clock and leave the phone downstairs",
        ),
        Promise(
            "take up the cello again, {few} lessons a month",
            "I play one piece through without stopping",
            "ask the teacher for a free hour",
        ),
        Promise(
            "plan our anniversary myself this year",
            "it is a surprise, and the right one",
            "book the table by the lake",
        ),
        Promise(
            "volunteer at the food bank on the first {day} of each month",
            "they count on me",
            "fill in their form",
        ),
        Promise(
            "see the dentist, the optician and the tax adviser before the month is out",
            "three ticks on the list on the fridge",
            "make the three calls on one morning",
        ),
        Promise(
            "write to {few} friends I have lost sight of",
            "two of them have written back",
            "find the addresses",
        ),
    ),
    "Business": (
        Promise(
            "raise our prices by {few} per cent for the oldest contracts",
            "all but two of them have renewed",
            "list the contracts by margin",
        ),
        Promise(
            "hire a service manager",
            "I have not been on call for a fortnight",
            "write down what the job is and is not",
        ),
        Promise(
            "close the {few} accounts that cost us more than they pay",
            "margin of the rest is up by two points",
            "run the numbers of the last year",
        ),
        Promise(
            "bring {few} new clients in by recommendation alone",
            "each can name who sent them",
            "ask our five happiest clients for one name",
        ),
        Promise(
            "send invoices within {few} days of the work",
            "money comes in a week earlier",
            "sit down with the bookkeeper on {day}",
        ),
        Promise(
            "have the monthly figures on my desk by the fifth",
            "three months running without a reminder",
            "agree with the bookkeeper what is good enough",
        ),
        Promise(
            "rewrite our proposal so that it fits on {few} pages",
            "a client has signed one without a question",
            "cut the last one by half",
        ),
        Promise(
            "test our backups by restoring {few} clients in earnest",
            "the longest took less than a day",
            "choose the clients and tell them",
        ),
        Promise(
            "set up a client council of {many} and listen",
            "they have told us something we did not want to hear",
            "invite the first three by telephone",
        ),
        Promise(
            "find a second supplier for hardware",
            "one order has gone through them",
            "ask the group whom they use",
        ),
        Promise(
            "visit {few} clients we have not seen in person this year",
            "there is a note of each visit in the file",
            "fix the first visit for {day}",
        ),
        Promise(
            "retire the old ticket system",
            "nobody has opened it for a month",
            "name the one report that still needs it",
        ),
        Promise(
            "write the {few}-page plan of the quarter and show it to everybody",
            "each team can say its number",
            "draft it before {day}",
        ),
    ),
    "Leadership": (
        Promise(
            "hold a conversation of half an hour with each of my {few} team leads every fortnight",
            "they bring the agenda",
            "send the invitations",
        ),
        Promise(
            "hand over the {day} meeting and keep quiet in it",
            "it ends on time without me",
            "tell my deputy what it is for",
        ),
        Promise(
            "give {few} pieces of honest praise a week, in the moment",
            "somebody tells me they noticed",
            "put a coin in my left pocket",
        ),
        Promise(
            "tell the truth about the reorganisation to the whole firm",
            "questions are asked in the room and not in the kitchen",
            "write the three sentences that matter",
        ),
        Promise("stop answering mails after {time}", "the others have stopped too", "say so to the team"),
        Promise(
            "name my deputy and say it aloud", "clients ring them first", "ask them whether they want it"
        ),
        Promise(
            "ask {many} people in the firm what I should stop doing, and stop one of it",
            "they can say which one it was",
            "write the question on a card",
        ),
        Promise(
            "finish {few} reviews that are overdue", "each of us has signed it", "put two of them on {day}"
        ),
        Promise(
            "let the team choose the next hire without me",
            "the person has started",
            "agree the three things we must not compromise on",
        ),
        Promise(
            "settle the quarrel between sales and service",
            "both say the same about who does what",
            "have lunch with each of the two",
        ),
        Promise(
            "write down the {few} decisions that only I make, and give one away",
            "it has been made without me",
            "start the list tonight",
        ),
        Promise(
            "spend {few} hours a week thinking with the door closed",
            "the plan of next year is drafted by it",
            "book the small room on {day}",
        ),
    ),
    "Legacy": (
        Promise(
            "write the letter to my children that I have in my head",
            "it is in the envelope",
            "write the first sentence",
        ),
        Promise(
            "make a will with a solicitor",
            "it is signed and two people know where",
            "ask the group for a name",
        ),
        Promise(
            "find out what the firm is worth without me",
            "I have a figure and its reasons from somebody neutral",
            "collect three years of accounts",
        ),
        Promise("take {few} apprentices on", "they have begun", "ring the college on {day}"),
        Promise(
            "set up the scholarship at my old school",
            "the first letter of thanks is on the wall",
            "have coffee with the head",
        ),
        Promise(
            "talk with my partner about when I will stop",
            "we have written down the same year",
            "leave {day} evening free for it",
        ),
        Promise(
            "record my father's stories, {few} of them",
            "the grandchildren have heard one",
            "charge the recorder",
        ),
        Promise(
            "offer {few} people shares in the firm", "the papers are with the solicitor", "tell my wife first"
        ),
        Promise(
            "mentor {few} founders from the neighbourhood",
            "each has asked me a second time",
            "answer the message from the chamber",
        ),
        Promise(
            "write down how we do what we do, {many} pages of it",
            "a new colleague has used it without asking",
            "begin with how we answer the telephone",
        ),
        Promise("plant the orchard behind the workshop", "{many} trees stand", "order the trees"),
    ),
}

FEW = ("two", "three", "four", "five")
MANY = ("ten", "twelve", "fifteen", "twenty")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TIMES = ("seven", "eight", "nine", "half past nine", "ten")

LEARNED = (
    "It was easier once somebody else knew of it.",
    "I had made it too big. Half of it would have been enough.",
    "The first step was the whole battle.",
    "I said yes to three other things in the same week. I will not do that again.",
    "Asking for help saved me a month.",
    "Nobody minded as much as I had feared.",
    "It needs a fixed day, or it does not happen.",
    "I was avoiding one conversation. The rest followed from it.",
    "My partner's question in week three kept me at it.",
    "What I wanted was something else. I have written that down instead.",
    "The team had been waiting for it.",
    "I should have measured before I began.",
)

PURPOSES = (
    "Build firms that outlive us and lives worth telling.",
    "Say what is so, ask what we need, do what we said.",
    "Grow as people, so that our firms can grow.",
    "Be each other's board: candid, prepared, on time.",
    "Nobody runs a company alone.",
    "Give more than we take, and be held to it.",
    "Better decisions, made in good company.",
    "Keep our promises to our people, our families and ourselves.",
)

CANCELLED = (
    "Half of us are travelling that day.",
    "A storm has closed the airports.",
    "We settled the issue by telephone.",
)
