"""The measures as PostgreSQL counts them, whole tables at once; `engagement.measures` says what they mean.

A function returns a text: an expression, or a query to stand in brackets. What it takes are names out of our
own code, never words of a person: a `source` is a table or the name of a WITH, `by` its columns that make one
subject, such as "group_id, period_id". Where a measure has no answer the column is null.
"""
