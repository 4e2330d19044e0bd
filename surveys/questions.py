"""The five questions of the house. They are in the public domain (CC0): copy, change and translate them."""

TITLE = "Can we speak openly?"

QUESTIONS = (
    "There are things I think in this group and do not say.",
    "When I am stuck, I bring it to this group early.",
    "I would rather keep a failure of mine from this group.",
    "Somebody whose life or firm is quite unlike ours would feel at home here.",
    "What I bring matters to the others, and they let me know it.",
)
"""Speaking up, asking for help, mistakes, difference, being valued."""

REVERSED = (1, 3)
"""Who agrees with these feels less safe."""
