"""What happened, read set by set. A fixed number of queries, however large the community is.

All of it is as seen on the day `as_of`: what came later is left out, as if it had not happened yet.
"""
