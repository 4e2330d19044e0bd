"""What happens before Django reads its settings: with no database named, the embedded one is used."""

import os
import sys
from collections.abc import Callable


def _warn(text: str) -> None:
    print(text, file=sys.stderr)


def use_services(say: Callable[[str], None] = _warn) -> None:
    """Name a database and a Redis in the environment, starting the embedded ones when it names none.

    PEERGROUPS_VAR may name another folder than `var` for their data.
    """
    named = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if len(named) == 1:
        sys.exit(
            f"Only {named[0]} is set. Set both DATABASE_URL and REDIS_URL to use your own servers, "
            "or neither to use the embedded ones."
        )
    if not named:
        from embedded import environment  # noqa: PLC0415 - needs what a production image does not have

        environment.enter(say)
