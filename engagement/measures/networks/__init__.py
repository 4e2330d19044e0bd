"""Who is tied to whom, and what follows from it. Everybody counts, also who has no tie."""
