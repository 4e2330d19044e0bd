from reviews.models.reading import Reading, Remark, RemarkKind
from reviews.models.review import LONGEST, Review, ReviewArea

__all__ = ["LONGEST", "Reading", "Remark", "RemarkKind", "Review", "ReviewArea"]
