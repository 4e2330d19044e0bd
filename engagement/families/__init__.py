"""What engagement is made of: each family knows its facts, and counts them for the groups that are due."""

from engagement.families.asking import ASKING
from engagement.families.commitments import COMMITMENTS
from engagement.families.family import Family, Found, Moment, Table
from engagement.families.hearing import HEARING
from engagement.families.leading import LEADING
from engagement.families.meetings import MEETINGS
from engagement.families.partners import PARTNERS
from engagement.families.rhythm import RHYTHM
from engagement.families.seats import SEATS
from engagement.families.variety import VARIETY
from engagement.families.waiting import WAITING

FAMILIES = (SEATS, MEETINGS, RHYTHM, COMMITMENTS, PARTNERS, LEADING, VARIETY, HEARING, ASKING, WAITING)
"""In the order in which they are counted. A new family is added here, and its metrics to the catalogue."""

__all__ = ["FAMILIES", "Family", "Found", "Moment", "Table"]
