"""`make bench`: measure on a demo community made for the purpose, print, and write var/bench.json."""

import argparse
import json
import sys
from pathlib import Path

from bench.demo import demo_community

ROOT = Path(__file__).resolve().parents[1]
OPENJS = ROOT.parent / "shared" / "data" / "openjs"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--openjs", type=Path, default=OPENJS, metavar="DIR", help="a community to import")
    wanted = parser.parse_args()
    with demo_community():
        from bench.run import run  # noqa: PLC0415 - it imports models, which exist only now

        result = run(rounds=wanted.rounds, openjs=wanted.openjs)
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=1) + "\n")
    print(f"Written to {target.relative_to(ROOT)}")
    sys.exit(0 if not result["over"] else 1)


if __name__ == "__main__":
    main()
