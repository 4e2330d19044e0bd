"""Who may ask for a computation, and for a frozen quarter to be counted again.

Who sees which result is `MetricResult.objects.visible_to`.
"""

import rules

from peergroups.rules import looks_after_the_community

rules.add_perm("engagement.request_computation", looks_after_the_community)
rules.add_perm("engagement.thaw_quarter", looks_after_the_community)
