"""What is written when meetings end, at the tables of light groups, and in answer to others."""

from meetings.models import Format

NOTES = (
    "You said “I have to” eleven times. Twice you said “I want to”.",
    "Three of us have closed a site. All would do it earlier.",
    "Ask for the figure in writing before you answer. No figure, no talk.",
    "The sentence that worked: “I want you to stay, and I want you to be good at what you do.”",
    "Next step by Friday: lunch with him, no agenda, no laptop.",
    "Ring Amal's solicitor. The first hour is free.",
    "It is not about the money. You laughed when you said that it was.",
    "Write the two letters, the friendly one and the true one, and read both aloud at home.",
)

IDEAS = (
    "Ask the client to write the agenda of our quarterly talk.",
    "A jar on the desk: one coin for every decision that I took back.",
    "Ring ten clients in the first week of the quarter, only to ask how they are.",
    "Show every team its margin by week, on paper, on the wall.",
    "A trial day for every hire, paid, with lunch.",
    "Put the price rise into the contract instead of into a letter.",
    "One page for the bank each month, before they ask.",
    "The deputy speaks first in every meeting. I speak last or not at all.",
    "Restore one client's backup on the first Monday of each month.",
    "Thank by name and by deed within the day, not at the party.",
)

LINES = (
    "The second hot seat needed another ten minutes.",
    "I would have liked a longer walk.",
    "Best one for a year. We listened.",
    "Too many numbers before lunch.",
    "Somebody talks a lot, and I think it is me.",
    "Thank you for stopping us on time.",
    "The room was cold.",
    "I said something that I have not said anywhere else.",
    "Can we have the reviews a week earlier?",
)

MINUTES = {
    Format.NUMBERS: (
        "Margins between 9 and 19 per cent. The two best invoice on the day of the work and review prices "
        "each spring.\nTwo asked for help with cash in the first quarter; three offered their sheets."
    ),
    Format.BEST_IDEA: "The vote was close. The first three ideas go to the whole community with our regards.",
}

AS_A_WHOLE = (
    "We begin at eight sharp, and telephones stay in the basket.",
    "Good mood, honest reviews. Next time the walk comes before the plan.",
    "Two of us were away. We rang one of them from the room, which was worth the five minutes.",
    "We agreed to hand reviews in a week earlier, so that everybody has read them.",
)

TAKEN_HOME = (
    (
        "I have been the last to leave for nine years, and nobody had asked me to.",
        "Home by six on Tuesdays, whatever burns.",
    ),
    (
        "I ask for advice when I have decided already. They noticed before I did.",
        "Say first whether I want questions, stories or advice.",
    ),
    (
        "Nobody else in the room does the payroll. There is a reason for that.",
        "Hand the payroll over by the end of the month.",
    ),
    (
        "The quiet ones had the better plan. I heard it because somebody stopped me.",
        "Count to ten after my own questions.",
    ),
    (
        "Half the room has had the talk that I am afraid of. It took all of them under an hour.",
        "Have it before the fifteenth.",
    ),
    (
        "Price is the smallest part of why they stay.",
        "Ask three clients why they stay, and write down their words.",
    ),
)

AT_THE_TABLE = (
    "Four days a week: does anybody do it?",
    "What do you read before the day begins?",
    "Whom do you ask when you do not want to ask the group?",
    "How much holiday do you really take?",
    "The best question somebody asked you this month",
)
AT_THE_TABLE_NAMELESS = "I think that I am bored. Is that allowed?"
