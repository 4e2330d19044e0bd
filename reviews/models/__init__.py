from reviews.models.reading import Note, NoteKind, Reading
from reviews.models.review import LONGEST, Review, ReviewArea

__all__ = ["LONGEST", "Note", "NoteKind", "Reading", "Review", "ReviewArea"]
