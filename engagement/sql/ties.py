"""Ties between people, kept in landmark form so that new touches are only added.

Parameters of the statements: `landmark` and `today`, dates, and `half_life`, days.
"""

_LANDMARK = "%(landmark)s::date"
_TODAY = "%(today)s::date"
_HALF_LIFE = "%(half_life)s::float8"


def at_landmark(weight: str, day: str, *, half_life: str = _HALF_LIFE) -> str:
    """Return what one touch of that weight on that date counts as seen from the landmark.

    The 0.5 must be a float8: a power of a numeric costs three times as much. See `measures.decay`.
    """
    return f"({weight})::float8 * power(0.5::float8, ({_LANDMARK} - {day})::float8 / {half_life})"


def from_landmark(weight: str, *, today: str = _TODAY, half_life: str = _HALF_LIFE) -> str:
    """Return what a weight in landmark form is worth today."""
    return f"({weight}) * power(0.5::float8, ({today} - {_LANDMARK})::float8 / {half_life})"


def directed(touches: str) -> str:
    """Return a row for each ordered pair, from touches with one_id, other_id, happened_on and weight.

    Columns: one_id, other_id, weight in landmark form, last_on.
    """
    return f"""
    SELECT one_id, other_id, sum({at_landmark("weight", "happened_on")}) AS weight,
           max(happened_on) AS last_on
    FROM {touches} WHERE one_id <> other_id
    GROUP BY one_id, other_id
    """  # noqa: S608 - names out of our own code


def undirected(ties: str, *, least: float = 0.0) -> str:
    """Return each pair once, both directions added up, where the weight today is at least so much.

    Columns: one_id, which is the lower, other_id, weight as of today. The ties are in landmark form.
    """
    return f"""
    SELECT one_id, other_id, weight
    FROM (SELECT least(one_id, other_id) AS one_id, greatest(one_id, other_id) AS other_id,
                 {from_landmark("sum(weight)")} AS weight
          FROM {ties} WHERE one_id <> other_id
          GROUP BY 1, 2) paired
    WHERE weight >= {least!r}
    """  # noqa: S608 - names out of our own code


def together(attended: str) -> str:
    """Return each pair who met, from rows with meeting_id and member_id.

    Columns: one_id, other_id, meetings (in common), jaccard (of what each attended).
    """
    return f"""
    SELECT one_id, other_id, meetings, meetings::float8 / (a.attended + b.attended - meetings) AS jaccard
    FROM (SELECT a.member_id AS one_id, b.member_id AS other_id, count(*) AS meetings
          FROM {attended} a JOIN {attended} b ON b.meeting_id = a.meeting_id AND b.member_id > a.member_id
          GROUP BY 1, 2) met
    JOIN (SELECT member_id, count(*) AS attended FROM {attended} GROUP BY 1) a ON a.member_id = one_id
    JOIN (SELECT member_id, count(*) AS attended FROM {attended} GROUP BY 1) b ON b.member_id = other_id
    """  # noqa: S608 - names out of our own code
