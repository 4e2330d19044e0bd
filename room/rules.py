"""Who may do what in the room."""

import rules

from meetings.rules import keeps_its_group

rules.add_perm("room.run_meeting", keeps_its_group)
