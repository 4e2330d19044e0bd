"""Who may do what before a meeting."""

import rules

from meetings.rules import may_schedule
from peergroups.rules import asked_of

rules.add_perm("preparation.keep_leftover", asked_of("group", may_schedule))
