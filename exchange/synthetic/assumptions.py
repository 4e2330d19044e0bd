"""What is assumed of people and groups, by block; docs/metrics.md says what of it has a source."""

REGION = 30
"""So many groups live in one place, and mostly know one another."""

SIZE, SIZE_SPREAD, SMALLEST, LARGEST = 11.0, 2.0, 6, 16
QUALITY = 0.4  # spread between groups, in log-odds of coming
REFILL = 0.35  # of an open seat, in a quarter
LONGEST_TENURE = 40  # quarters; nobody sits longer when it begins

# Coming, in log-odds.
USUAL, KEENNESS, MOOD = 2.25, 0.8, 0.3
SEASONS = (0.0, 0.05, -0.25, -0.10)
STAYING = 1.0  # of those on whom a plant depends
FADING = -0.9  # for each of the two quarters before a slow leaving
LATE, PARTLY = 0.05, 0.04  # of those who come, on the first day and on the second

# Answers: shares of yes, maybe, no; the others are silent.
WHO_COMES = (0.95, 0.02, 0.0)
WHO_DOES_NOT = (0.35, 0.05, 0.42)
APOLOGY_AFTER_NO, APOLOGY = 0.85, 0.25

# Leaving, in a quarter.
FIRST_YEAR, LATER = 0.0725, 0.031
SLOWLY = 0.6
LEAVES_IN_DECLINE, LEAVES_AFTER_SHOCK, LEAVES_ALONE = 1.3, 2.0, 2.5  # the first for each quarter of it
RETURNS = 0.02  # of newcomers were here before, where that is planted

# Commitments.
PROMISES, DRIVE_USUAL, DRIVE, WITH_A_PARTNER, HAS_A_PARTNER = 1.0, 0.45, 0.7, 0.5, 0.7
LATE_AFTER_ALL = 0.5  # of those not kept by the day

# Asking and helping.
ASKS, ASKS_SHAPE, UNANSWERED = 1.2, 0.8, 0.10
FIRST_ANSWER_HOURS, ANSWER_SPREAD, FURTHER_ANSWERS = 20.0, 1.2, 1.2
GENEROSITY = 0.9
ANSWERS_AT_HOME, SAME_REGION = 0.86, 0.85
CONFIRMED, THANKED = 0.8, 0.5

# Talking in twos: those that a person begins in a quarter, so that each has twice as many.
TALKS = 1.6
CROSSING_SHAPE, CROSSING = 2.5, 0.5

# Roles and the word.
ROLE_PROPENSITY = 0.4
TALKING = 3.0  # the shape of both the trait and the noise
COUNTED = 0.7  # of the meetings at which all agree that seconds are counted
TALK_SECONDS = 90 * 60

# What is planted, and how strongly.
DECLINE, DECLINE_LASTS = -0.35, 6
SHOCK = -1.0
SLOWER_ANSWERS, FEWER_ANSWERS = 1.4, 0.06  # in a declining group, for each quarter of it
TALKER, HELPER, TAKES_ROLES = 6.0, 14.0, 15.0
BROKER_TALKS = 5.0
RIDER_ASKS, RIDER_GIVES = 2.0, 0.08
GROWTH, GROWS_FOR, GROWING_ROLES = 1.5, 6, 2.5
ALONE_FOR, ALONE = 4, 0.03  # quarters, and how much is left of talking and helping
FEW = 4  # seats of a small group
RING = 5  # people
LOST_DAYS, LOST_FROM = 21, 30  # of a quarter
TWICE = 0.01  # of the lines of the ledger
