"""A rule in words: “Every Thursday”, “The second Tuesday of every month”."""

from series.models import Series
from series.recurrence import WEEKDAYS, Rule

NAMES = dict(
    zip(WEEKDAYS, ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], strict=True)
)
POSITIONS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}


def how_often(series: Series) -> str:
    """Say on which days a series meets, and until when."""
    rule = series.rule
    words = _monthly(rule, series.starts_on.day) if rule.is_monthly else _weekly(rule, series)
    last = series.ended_on or rule.until
    if last:
        return f"{words}, until {last:%-d %B %Y}"
    return f"{words}, {rule.count} times" if rule.count else words


def hours(series: Series) -> str:
    return f"{series.starts:%H:%M}–{series.ends:%H:%M}"


def in_words(series: Series) -> str:
    """Say when and where in one line: “Every Thursday, 06:30–07:30 (Chicago time), The Blue Kettle”."""
    city = series.timezone.rsplit("/", 1)[-1].replace("_", " ")
    parts = (how_often(series), f"{hours(series)} ({city} time)", series.place)
    return ", ".join(part for part in parts if part)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _weekly(rule: Rule, series: Series) -> str:
    days = rule.weekdays or (WEEKDAYS[series.starts_on.weekday()],)
    names = _listed([NAMES[day] for day in sorted(days, key=WEEKDAYS.index)])
    if rule.interval == 1:
        return f"Every {names}"
    return f"Every {_every(rule.interval)} week on {names}"


def _monthly(rule: Rule, first_day: int) -> str:
    month = "every month" if rule.interval == 1 else f"every {_every(rule.interval)} month"
    if rule.weekdays:
        return f"{_capital(_listed([_weekday(day) for day in rule.weekdays]))} of {month}"
    return f"{_capital(_listed([_month_day(day) for day in rule.month_days or (first_day,)]))} of {month}"


def _weekday(day: str) -> str:
    position, name = day[:-2], NAMES[day[-2:]]
    if not position:
        return f"every {name}"
    number = int(position)
    return f"the {POSITIONS.get(number) or f'{POSITIONS[-number]} from last'} {name}"


def _month_day(day: int) -> str:
    if day > 0:
        return f"the {ordinal(day)}"
    return "the last day" if day == -1 else f"the {ordinal(-day)} day from the end"


def _every(interval: int) -> str:
    return {2: "second", 3: "third", 4: "fourth"}.get(interval) or ordinal(interval)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
