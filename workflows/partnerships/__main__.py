"""Names every fault of the partnership files: `python -m workflows.partnerships [CODE …] [--in-use]`."""

import argparse
import sys
from collections.abc import Sequence

from workflows.partnerships import all_codes, faults, load
from workflows.partnerships.reading import UnreadableFile


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one sentence a line; 0 when there was nothing to say."""
    parser = argparse.ArgumentParser(prog="workflows.partnerships", description=__doc__)
    parser.add_argument("code", nargs="*", help="partnerships to look at; all of them when none is named")
    parser.add_argument("--in-use", action="store_true", help="real phone numbers and addresses are expected")
    asked = parser.parse_args(arguments)
    found = [sentence for code in asked.code or all_codes() for sentence in _sentences(code, asked.in_use)]
    print("\n".join(found) or "The partnership files have no faults.")
    return 1 if found else 0


def _sentences(code: str, in_use: bool) -> list[str]:
    try:
        return [f"{code}: {sentence}" for sentence in faults(load(code), in_use=in_use)]
    except UnreadableFile as refusal:
        return [str(refusal)]


if __name__ == "__main__":
    sys.exit(main())
