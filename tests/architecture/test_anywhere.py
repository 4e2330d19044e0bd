"""The project fits any machine and any package index, and has the database driver it was tried with."""

import re
from importlib.util import find_spec

from django.db.backends.postgresql.psycopg_any import is_psycopg3

from embedded.places import ROOT
from tests.architecture.sources import tracked

# Folders that only the machine of whoever wrote the line has. /tmp/beat lies in a container.
A_FOLDER_OF_SOMEBODY = re.compile(r"(?<![\w.}\])])/(?:(?:work|root|Users|mnt|home/\w+)/\w|tmp/(?!beat\b)\w)")
AN_INDEX = re.compile(r"(?:pypi|pythonhosted|npmjs|yarnpkg|unpkg|jsdelivr|cdnjs)\.(?:org|com|net)")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return each line of each text file under git in which the pattern is found."""
    return [
        f"{path}: {line.strip()[:160]}"
        for path in tracked()
        for line in (ROOT / path).read_text(errors="replace").splitlines()
        if pattern.search(line)
    ]


def test_the_patterns_find_what_they_look_for() -> None:
    assert A_FOLDER_OF_SOMEBODY.search("open(" + '"/home' + "/ada/peergroups)")
    assert A_FOLDER_OF_SOMEBODY.search("see /tm" + "p/notes.md")
    assert not A_FOLDER_OF_SOMEBODY.search("templates/home/today.html")
    assert AN_INDEX.search("https://pypi" + ".org/simple")


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(A_FOLDER_OF_SOMEBODY) == []


def test_no_file_names_the_host_of_a_package_index() -> None:
    assert lines_with(AN_INDEX) == []


def test_the_driver_is_psycopg_2() -> None:
    assert find_spec("psycopg") is None
    assert not is_psycopg3
