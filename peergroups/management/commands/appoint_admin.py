"""The first admin of a new installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from members.models import Member
from peergroups.actions import add_member, appoint_admin
from peergroups.clock import today


class Command(BaseCommand):
    help = "Let the person with this address look after the community; add them if they are new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", help="needed for somebody who is not in the community yet")

    def handle(self, *args: Any, **options: Any) -> None:
        at, on, email = timezone.now(), today(), options["email"].lower()
        member = Member.objects.filter(email=email).first()
        if member is None:
            if not options["name"]:
                msg = f"Nobody here has the address {email}. Add --name to add them."
                raise CommandError(msg)
            member = add_member(name=options["name"], email=email, by=None, on=on, at=at)
        appoint_admin(member, by=None, on=on, at=at)
        self.stdout.write(f"{member.name} looks after the community and logs in as {member.email}.")
