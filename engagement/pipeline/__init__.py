"""From facts to results: which groups are due, what has changed of their counts, and the results of that.

All of it works set by set in PostgreSQL, in temporary tables of the transaction: `due_line` holds the new
lines of the ledger, `due_group` the groups that one family counts, `changed` what came out otherwise than
before, `wanted` the cells whose results are written and `fresh_result` those results.
"""
