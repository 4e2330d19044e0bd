"""The door for a mail server on this machine: it hands over a mail and hears how to go on (sysexits.h)."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from calendars.actions import receive_mail
from calendars.letters import LARGEST


class Command(BaseCommand):
    help = (
        "Reads one mail from standard input and sets the answer that a calendar program gives in it."
        " Ends with 0 also where there was nothing to set, so that no mail server writes back;"
        f" with {os.EX_TEMPFAIL} where it shall try again later; with {os.EX_CONFIG} without a reply address."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", metavar="ADDRESS", help="the address that the mail came to")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        if not settings.CALENDAR_REPLY_ADDRESS:
            raise CommandError("Set CALENDAR_REPLY_ADDRESS first.", returncode=os.EX_CONFIG)
        raw = sys.stdin.buffer.read(LARGEST + 1)
        if len(raw) > LARGEST:
            self.stdout.write("It is longer than 1 MB, so it is no reply of a calendar.")
            return
        try:
            reply = receive_mail(raw, to=to, at=timezone.now())
        except DatabaseError as error:
            raise CommandError(f"Try again later: {error}", returncode=os.EX_TEMPFAIL) from error
        self.stdout.write(f"{reply.get_outcome_display()}.".capitalize())
