"""Who may ask for a computation. Who sees which result is `MetricResult.objects.visible_to`."""

import rules

from peergroups.rules import looks_after_the_community

rules.add_perm("engagement.request_computation", looks_after_the_community)
