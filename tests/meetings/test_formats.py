"""The library of formats, as data: what each takes, and what is written down of it."""

import pytest

from meetings.agendas import TEMPLATES
from meetings.formats import FORMATS, LIBRARY, kept
from meetings.models import AgendaItem, Format
from peergroups.models import Group, Keeps


def test_every_format_has_its_guide() -> None:
    assert set(FORMATS) == set(Format)
    assert set(LIBRARY) == set(Format) - {Format.TALK, Format.BREAK}


@pytest.mark.parametrize("name", LIBRARY)
def test_a_guide_says_what_to_do_in_each_step(name: Format) -> None:
    guide = LIBRARY[name]
    assert guide.purpose.endswith(".")
    assert guide.lead
    assert all(step.hint and step.minutes > 0 for step in guide.steps)


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        (Format.HOT_SEAT, [3, 10, 7, 15, 5, 5]),
        (Format.REVIEW, [5, 10, 15, 5]),
        (Format.ACTION_LEARNING, [2, 10, 15, 2, 5, 2]),
        (Format.LEAN_COFFEE, [5, 3, 2, 8, 8, 8, 8, 8, 5]),
        (Format.PLAN, [15, 15, 15]),
    ],
)
def test_the_known_formats_take_what_practice_gives_them(name: Format, minutes: list[int]) -> None:
    assert [step.minutes for step in FORMATS[name].steps] == minutes


@pytest.mark.parametrize(
    ("wanted", "format_", "group", "is_kept"),
    [
        ("", Format.HOT_SEAT, Keeps.NOTES, Keeps.NOTES),
        ("", Format.ROUND, Keeps.NOTES, Keeps.NOTHING),
        ("titles", Format.HOT_SEAT, Keeps.NOTES, Keeps.TITLES),
        ("notes", Format.ROUND, Keeps.NOTES, Keeps.NOTES),
        ("notes", Format.HOT_SEAT, Keeps.TITLES, Keeps.TITLES),
        ("", Format.COMMITMENTS, Keeps.NOTHING, Keeps.NOTHING),
        ("nothing", Format.HOT_SEAT, Keeps.TITLES, Keeps.NOTHING),
    ],
)
def test_an_item_is_written_down_as_it_says_or_as_its_format_does_and_never_above_its_group(
    wanted: str, format_: Format, group: Keeps, is_kept: Keeps
) -> None:
    assert kept(AgendaItem(format=format_, record=wanted), Group(keeps=group)) == is_kept


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_reserves_at_least_one_run_of_each_long_format(key: str) -> None:
    for day in TEMPLATES[key].days:
        for line in day.lines:
            if line.format == Format.REVIEW:
                assert line.minutes % FORMATS[Format.REVIEW].minutes == 0
