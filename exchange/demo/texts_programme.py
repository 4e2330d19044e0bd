"""What is said and done on Content Day: sessions in their tracks, activities, proposals, and who comes."""

from typing import NamedTuple


class Thread(NamedTuple):
    """A track of Content Day with its room, and the sessions that have been thought of for it."""

    name: str
    room: str
    sessions: tuple[tuple[str, str], ...]  # a title, and what one takes home


THREADS = (
    Thread(
        "Service",
        "Willow room",
        (
            (
                "The first ninety days of a service manager",
                "A plan of three pages that you can hand over on Monday, and the two habits to begin with.",
            ),
            (
                "Tickets that should never have been opened",
                "Five questions that took a third out of our queue, with the numbers before and after.",
            ),
            (
                "On call without burning people out",
                "A rota for six people that survived a winter, and what we pay for a night.",
            ),
            (
                "Saying no to a client, kindly",
                "Sentences that worked, sentences that did not, and a role play in trios.",
            ),
            (
                "What our clients see when they ring us",
                "We listen to three recorded calls of our own firms, and you take a checklist home.",
            ),
        ),
    ),
    Thread(
        "Sales",
        "Maple room",
        (
            (
                "A proposal on two pages",
                "The template, and the story of the forty pages that it replaced.",
            ),
            (
                "Raising prices for those who came first",
                "The letter, the order in which to send it, and how many left. Three of forty did.",
            ),
            (
                "Selling without the owner in the room",
                "What we wrote down so that somebody else could do it, and what still needs me.",
            ),
            (
                "Referrals that we do not have to beg for",
                "One question, when to ask it, and a list of ten people to ring next week.",
            ),
            (
                "The pipeline review that takes twenty minutes",
                "An agenda, a spreadsheet, and permission to throw half of it away.",
            ),
        ),
    ),
    Thread(
        "Security",
        "Cedar room",
        (
            (
                "A bad Friday: ransomware from the first call to the last invoice",
                "The log of four days, the checklist that came of it, and what we would tell a client now.",
            ),
            (
                "Cover that pays: reading a cyber policy line by line",
                "Six clauses to look for before you sign, explained by somebody who settles claims.",
            ),
            (
                "Restoring in earnest",
                "How to plan a restore drill that hurts nobody, and a form for the result.",
            ),
            (
                "Passwords, the last time",
                "The roll-out that worked in a firm of thirty, with the mails that we sent.",
            ),
            (
                "Security as a service that people buy",
                "A price list of one page, and an honest account of what it costs to keep the promise.",
            ),
        ),
    ),
    Thread(
        "People",
        "Lindens",
        (
            (
                "Hiring for what cannot be taught",
                "Four questions, what to listen for, and the trial day that we pay for.",
            ),
            (
                "The talk that you have been putting off",
                "You prepare it here, say it once to a stranger, and go home with the first sentence.",
            ),
            (
                "Apprentices: what they cost and what they are worth",
                "Three years of figures from a firm of eighteen, and two apprentices to ask.",
            ),
            (
                "Pay that everybody may see",
                "How we opened the books, who was angry, and why we would do it again.",
            ),
            (
                "Keeping good people when you cannot pay the most",
                "Nine things that our people said, in their order, and how little seven of them cost.",
            ),
        ),
    ),
    Thread(
        "Money",
        "River room",
        (
            (
                "Cash in thirteen weeks",
                "The sheet, how to fill it in on a Friday afternoon, and when it saved us.",
            ),
            (
                "Margin by client, without a new system",
                "A way to see it with what you have, rough and good enough to act on.",
            ),
            (
                "What a bank wants to hear",
                "Somebody who lent for twenty years reads two of our plans aloud, with comments.",
            ),
            (
                "Invoices on the day of the work",
                "Three steps that brought our money in nine days earlier.",
            ),
            (
                "Paying yourself properly",
                "Four ways in which owners do it, with the reasons that each of them gives.",
            ),
        ),
    ),
    Thread(
        "Leading",
        "Garden hall",
        (
            (
                "From doing to asking",
                "A week's diary of questions, and the three that changed most.",
            ),
            (
                "A deputy worth the name",
                "What to hand over first, what last, and how to stay out of it.",
            ),
            (
                "Meetings that end early",
                "Two agendas, a kitchen timer, and the rule that we broke only once.",
            ),
            (
                "Two founders, one firm",
                "A married couple and a pair of brothers on what they settled in writing.",
            ),
            (
                "Telling the truth when the year is bad",
                "The speech, what came back, and why nobody left.",
            ),
        ),
    ),
    Thread(
        "Handing over",
        "Library",
        (
            (
                "What the firm is worth without you",
                "A rough valuation of your own firm, worked out at the table, and what moves it most.",
            ),
            (
                "Selling to the people who work there",
                "Ten years of it in an hour: the papers, the money, the evenings at home.",
            ),
            (
                "The son who did not want it",
                "A story, and the questions that we should have asked five years before.",
            ),
            (
                "A will, a power of attorney, and who has the keys",
                "A list to take to your solicitor. It is shorter than you fear.",
            ),
            (
                "The first year after",
                "Three former owners on Monday mornings, money, and what they would not do again.",
            ),
        ),
    ),
    Thread(
        "Life",
        "Orchard room",
        (
            (
                "Sleep, honestly",
                "What two weeks of notes say about yours, and one thing to change tonight.",
            ),
            (
                "Six weeks away from the firm",
                "How we prepared it, what broke, and what should have broken long before.",
            ),
            (
                "Old parents and a young firm",
                "Where to find help, what to ask at home, and a table full of people who know.",
            ),
            (
                "Friends who are not clients",
                "We draw a map of who is near, and you write one letter here.",
            ),
            (
                "Fit enough for the next ten years",
                "A doctor who owns a practice on the five numbers worth knowing.",
            ),
        ),
    ),
)

ACTIVITIES = (
    (
        "A walk along the water",
        "Two hours at the pace of the slowest, with a question to carry.",
        "Main door",
    ),
    (
        "Visit to a workshop",
        "A firm of forty shows its floor, its board and its mistakes.",
        "Coach at gate 2",
    ),
    ("Cooking for twenty", "You eat what you have made, and you know the recipe.", "Kitchen, ground floor"),
    ("Nothing at all", "A quiet room with armchairs. No telephones.", "Reading room"),
)

PROPOSALS = (
    (
        "Four-day week: eighteen months of it",
        "Our figures by month, what we got wrong in the first summer, and the rule for Fridays.",
    ),
    (
        "Writing letters that get paid",
        "Three letters for three kinds of late payers, tried on ninety invoices.",
    ),
    (
        "A client council, live",
        "Five clients of mine sit in front and you ask them whatever you like.",
    ),
    (
        "Machines that answer the first question",
        "What we let a program answer, what we took back, and what our clients said.",
    ),
    (
        "When your best engineer leads badly",
        "A way back that cost nobody their face, told by both of us.",
    ),
    (
        "Running a firm with a chronic illness",
        "How I tell people, how I plan, and what I have stopped apologising for.",
    ),
)

GUESTS = (
    "Ines Halvorsen, Northfield College",
    "Marcus Oyelaran, loss adjuster",
    "Judge (retired) Helen Brandt",
    "Pilar Quintana, Lakeside Bank",
    "Dr Tom Ashdown, family doctor",
    "Rosa Lindqvist, solicitor",
)

DIETS = (
    "vegetarian",
    "vegan",
    "no gluten (coeliac)",
    "nuts, seriously",
    "no pork",
    "no shellfish",
    "no milk",
    "halal",
    "kosher if at all possible",
)

REMARKS = (
    "I come with a walking frame; a room on the ground floor would help.",
    "My train arrives at ten at night. Can somebody keep a key for me?",
    "It is my first time. I would be glad of a friendly face on the first evening.",
    "I share a car with three others and need no parking.",
    "I leave at noon on my last day for my daughter's concert.",
    "Please seat me near the front, I hear badly on the left.",
)

HOTEL = (
    "{house} has rooms for us until three weeks before.\n"
    "Ask for the rate of Prairie Circle. Across the street there is a plain guest house for half of that."
)
