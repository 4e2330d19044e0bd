"""Values that others have published or computed, where they lie beside the project."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

REFERENCE = Path(settings.BASE_DIR).parent / "shared" / "data" / "metric_reference.json"

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_file(), reason=f"the reference values are not here: {REFERENCE}"
)

_read: dict[str, Any] = json.loads(REFERENCE.read_text()) if REFERENCE.is_file() else {}

FAMILIES: dict[str, Any] = _read.get("cases", {})
GRAPHS: dict[str, Any] = _read.get("graphs", {})


def cases(family: str) -> list[Any]:
    """Return the cases of a family, to parametrise a test with."""
    found: list[Any] = FAMILIES[family]["cases"] if FAMILIES else []
    return found


def near(expected: Any) -> Any:
    """Compare as the reference file asks: within 1e-6, or with nothing where there is nothing to say."""
    if isinstance(expected, list | tuple):
        return type(expected)(near(one) for one in expected)
    return None if expected is None else pytest.approx(expected, abs=1e-6, rel=0)


def near_each(expected: Mapping[Any, float | None]) -> dict[Any, Any]:
    """Compare what is said of each node."""
    return {node: near(one) for node, one in expected.items()}
