from signals.models.annotation import Annotation
from signals.models.intervention import Intervention
from signals.models.raising import Raising
from signals.models.signal import Ending, Signal

__all__ = ["Annotation", "Ending", "Intervention", "Raising", "Signal"]
