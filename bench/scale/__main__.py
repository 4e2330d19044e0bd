"""`make scale`: fill a large community, count all of it, then one more day, and print what that took."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime

from embedded.places import ROOT
from embedded.throw_away import throw_away_services
from engagement.periods import Quarter


def main() -> None:
    parser = argparse.ArgumentParser(prog="make scale", description=__doc__)
    parser.add_argument("--members", type=int, default=60_000)
    parser.add_argument("--quarters", type=int, default=12)
    wanted = parser.parse_args()
    with throw_away_services(on_disk=True) as services:
        os.environ |= services | {"SECRET_KEY": "for looking only", "LOG_LEVEL": "ERROR"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "peergroups.config.settings"
        import django  # noqa: PLC0415 - it reads its settings now
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        from bench.scale.filling import Size  # noqa: PLC0415 - it imports models, which exist only now
        from bench.scale.run import run  # noqa: PLC0415

        until = Quarter.of(datetime.now(UTC).date()).previous.last_day
        result = run(Size(wanted.members, wanted.quarters, until))
    target = ROOT / "var" / f"scale-{wanted.members}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=1) + "\n")
    print(f"Written to {target.relative_to(ROOT)}")
    sys.exit(0 if not result["over"] else 1)


if __name__ == "__main__":
    main()
