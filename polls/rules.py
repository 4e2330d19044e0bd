"""Who may ask for a date, and who may say what suits."""

import rules

from meetings.rules import may_schedule
from peergroups.rules import asked_of, sits_in

rules.add_perm("polls.make_poll", may_schedule)
rules.add_perm("polls.keep_poll", asked_of("group", may_schedule))
rules.add_perm("polls.vote", asked_of("group", sits_in))
