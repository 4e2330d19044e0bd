"""Everything between an empty folder and a database to run on."""

import os
import sys
from io import StringIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = (
        "Apply the migrations. On the embedded database also make the demo community and its figures, if "
        "there is no member yet and DEMO is not `no`, and print its log-ins."
    )

    def handle(self, *args: object, **options: object) -> None:
        """Say on stderr what takes time; stdout is for the log-ins."""
        call_command("migrate", interactive=False, verbosity=0)
        if settings.EMBEDDED_VAR is None:
            return  # a database of your own gets no made-up people
        if get_user_model()._default_manager.exists():
            call_command("seed_demo", logins=True)
        elif os.environ.get("DEMO") != "no":
            print("An empty database: making the demo community", file=sys.stderr)
            call_command("seed_demo")
            print("Computing its engagement", file=sys.stderr)
            call_command("compute_engagement", stdout=StringIO())
