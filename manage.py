#!/usr/bin/env python
"""Run a management command. With no database named, the embedded one runs for as long as the command."""

import os
import sys

from embedded.boot import use_services


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peergroups.config.settings")
    use_services()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - reads the environment

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
