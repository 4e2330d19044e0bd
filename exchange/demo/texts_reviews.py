"""What members bring to a quarter's meeting: their reviews, what others leave on them, and issues."""

from typing import NamedTuple


class Page(NamedTuple):
    """A review but for its areas: the quarter in one line, the numbers, and what is wanted."""

    headline: str
    numbers: str
    ask: str


PAGES = (
    Page(
        "More work than people, and more sleep than last quarter",
        "Revenue +9 %, margin 14 %, three open posts, two of them since spring.",
        "Tell me how you say no to good clients when there is nobody left to serve them.",
    ),
    Page(
        "We lost our largest client and nothing fell apart",
        "Revenue -11 %, cash for 13 weeks, nobody let go.",
        "Challenge my plan to replace one large client with six small ones. Where is it naive?",
    ),
    Page(
        "The deputy runs the week, and I find it hard to watch",
        "Revenue +4 %, margin 17 %. I was in the office on eleven days this quarter.",
        "What do you do with the hours? I fill mine with things nobody needs from me.",
    ),
    Page(
        "Good figures, bad air",
        "Revenue +12 %, margin 18 %, sick days doubled.",
        "I want to hear how you found out what was really wrong in a team that says it is fine.",
    ),
    Page(
        "We bought the small firm down the road",
        "Revenue +31 %, most of it theirs. Margin 9 %, down from 15 %.",
        "Who has merged two price lists? I want to see yours before I show anybody mine.",
    ),
    Page(
        "A quiet quarter, which was the plan",
        "Revenue +2 %, margin 16 %, 38 hours a week for me.",
        "Ask me whether quiet is what I want or what I am used to.",
    ),
    Page(
        "New office, old habits",
        "Revenue +6 %, rent +40 %, margin 11 %.",
        "How did you get people to stop working in the evenings without a rule that nobody keeps?",
    ),
    Page(
        "I hired too fast and said so to everybody",
        "Revenue +3 %, payroll +15 %, two have left again by agreement.",
        "Help me to write down what a trial month is for, so that it is fair to both sides.",
    ),
    Page(
        "The prices are up and the phone still rings",
        "Revenue +8 %, margin 19 %, four of fifty-two clients left.",
        "Where should the money go first: people, debt, or the roof?",
    ),
    Page(
        "Two months of illness at home, one month of work",
        "Revenue level, margin 12 %. The team carried it.",
        "I want to thank mine so that it is heard. What have you done that was not a gift card?",
    ),
    Page(
        "The valuation is in, and it is lower than my pride",
        "Revenue +5 %, margin 13 %, worth 3.1 times what we earn.",
        "Which would you change first: my share of sales, the long contracts, or the second in command?",
    ),
    Page(
        "Everything shipped, nobody celebrated",
        "Revenue +10 %, margin 15 %, eight projects closed on time.",
        "Tell me how you mark the end of a thing. We just open the next ticket.",
    ),
)

HOW_IT_WENT = {
    "Life": (
        "Home for dinner on three evenings of five. The fourth is harder than I thought.",
        "Ran twice a week until the rain came. I have not found the winter version yet.",
        "We took the two weeks off, and nobody rang.",
        "Missed every promise but one here. The cello waits.",
        "The health check is done, and the results are dull, which is what I wanted.",
        "Better than last quarter: I know the names of my son's friends.",
    ),
    "Business": (
        "Two of three goals. The price letter went out a month late, and it worked.",
        "The new service manager has started and is better at it than I was.",
        "Invoices go out on the day now. Cash came in nine days earlier.",
        "We said we would drop three accounts; we dropped one and kept the excuses.",
        "The restore drill took a day and found two gaps. Both are closed.",
        "The plan fits on one page, and each team can say its number.",
    ),
    "Leadership": (
        "Handed over the Monday meeting. It is shorter without me.",
        "One talk that I had put off for a year took twenty minutes.",
        "I answered no mail after eight, with two exceptions, both mine.",
        "The fortnightly conversations happened eleven times of twelve.",
        "I praised late and in general. My deputy told me so.",
        "The reorganisation was told in the room and not in the kitchen.",
    ),
    "Legacy": (
        "The will is signed, and two people know where it lies.",
        "Talked with my wife about the year in which I stop. We wrote down different ones.",
        "Three apprentices have begun, and one of them is going to be very good.",
        "Nothing. I said it last time, too.",
        "First draft of how we do what we do: twelve pages, four of them useful.",
        "Recorded two hours with my father. He talked about the flood.",
    ),
}

WHAT_IS_NEXT = {
    "Life": (
        "One evening a week without a plan.",
        "Winter: the pool on Tuesdays and Fridays, before work.",
        "Write to the two friends on my list, by hand.",
        "A long weekend for the two of us before the quarter ends.",
    ),
    "Business": (
        "Close the two accounts, with a date.",
        "Raise the oldest contracts by four per cent in March.",
        "Have the monthly figures by the fifth, three months running.",
        "Find the second supplier and put one order through.",
    ),
    "Leadership": (
        "Let the team choose the next hire.",
        "Say the deputy's name aloud to our ten largest clients.",
        "Finish the three reviews that are overdue.",
        "Ask five people what I should stop doing, and stop one of it.",
    ),
    "Legacy": (
        "Sit down with the solicitor about shares for four people.",
        "Put a figure on what the firm is worth without me.",
        "Agree on one year with my wife.",
        "Begin the letter to the children.",
    ),
}

OFFERS = (
    "You can have our price letter and the list of who got it when. I send it after the meeting.",
    "My operations lead did exactly this last year. I put you two in touch.",
    "Come and sit with us for a day. We are two hours away.",
    "I have a bookkeeper who does this for four firms. She has room for a fifth.",
    "I will read your draft. Give me two days.",
    "We made this mistake twice. An hour on the telephone, whenever you like.",
)

QUESTIONS = (
    "What would have to be true for you to be glad about this a year from now?",
    "Which of the three would you do if nobody in this group ever asked again?",
    "You write “we” throughout. Who else wants it?",
    "What does it cost you to leave it as it is?",
    "Have you asked the person, or only thought about them?",
    "What did you do the last time it looked like this?",
)


class Matter(NamedTuple):
    """An issue for the parking lot: in one line, and what is wanted from the group."""

    title: str
    question: str


MATTERS = (
    Matter(
        "My co-founder wants out, and has not said it",
        "I see it in every meeting. Do I speak first? I want questions before advice.",
    ),
    Matter(
        "Should I sell to the competitor who has just asked?",
        "The offer is friendly and low. Help me to see what I would be selling.",
    ),
    Matter(
        "The best engineer wants to lead, and should not",
        "I need a sentence that is true and that does not lose him.",
    ),
    Matter(
        "A third of our revenue is one client",
        "How did those of you who came out of this do it, and what did it cost in the first year?",
    ),
    Matter(
        "My daughter starts in the firm in summer",
        "What do I tell the team, what do I tell her, and who leads her?",
    ),
    Matter(
        "Fixed price or by the hour",
        "We live off hours, and our clients hate them. I have a plan and would like it torn apart.",
    ),
    Matter(
        "I do not look forward to Mondays any more",
        "I do not know whether this is the firm or me. I would like to talk for ten minutes first.",
    ),
    Matter(
        "A partner who earns half and brings a tenth",
        "We are friends. I want to prepare the talk and say it once here.",
    ),
    Matter(
        "Our second site costs more than it brings",
        "Close it, give it to its manager, or wait another year? I bring the figures on one page.",
    ),
    Matter(
        "Pay: everybody knows what everybody earns",
        "A list got out. How do I turn it into something that we can stand behind?",
    ),
    Matter(
        "The bank wants my house again",
        "I signed it over ten years ago and swore never again. What else have you offered?",
    ),
    Matter(
        "Hire a managing director, or grow one",
        "I have somebody inside who could be it in three years. I am tired now.",
    ),
    Matter(
        "We promised four days a week, and it does not add up",
        "I can take it back, pay for it, or change the work. None of it is nice.",
    ),
    Matter(
        "A former member of our team has taken three clients along",
        "My solicitor says fight, my stomach says leave it. What do you hear?",
    ),
    Matter(
        "How much do I tell my people about a bad year?",
        "They are adults. They also have mortgages.",
    ),
    Matter(
        "Marketing: I have paid three agencies and know nothing",
        "Whom do you ask, what do you measure, and when do you stop?",
    ),
)
