"""Who is in touch with whom, and what follows from it.

`weights` says what counts how much, `keeping` brings the parts of the ties up to date with the ledger,
`network` lays the ties of one day beside the seats of that day, and the other modules read them.
"""
