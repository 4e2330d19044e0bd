"""What PostgreSQL refuses, whoever asks."""

import pytest
from django.db import IntegrityError, connection, models, transaction


def refuses(constraint: str, row: models.Model) -> bool:
    """Whether PostgreSQL refuses the row by the constraint of that name; any other outcome fails the test."""
    with pytest.raises(IntegrityError, match=constraint):
        _write(row)
    return True


@transaction.atomic
def _write(row: models.Model) -> None:
    row.save()
    connection.check_constraints()  # those that wait for the commit, too
