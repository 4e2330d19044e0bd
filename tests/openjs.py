"""The files of a real community of eleven years, where they lie beside the project."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

OPENJS = Path(settings.BASE_DIR).parent / "shared" / "data" / "openjs"

needs_openjs = pytest.mark.skipif(not OPENJS.is_dir(), reason=f"the openjs data are not here: {OPENJS}")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
