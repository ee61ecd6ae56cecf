"""Reads what somebody wrote for the area of release: a borough, a postcode or its first half, or that it is unknown."""

import re

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)(?: ?[0-9][A-Z]{2})?", re.ASCII)
UNKNOWN = frozenset({"", "unknown", "no-fixed-abode", "nfa", "not-known"})


def is_unknown(area: str) -> bool:
    """Whether the area says that nobody knows, or that there is no fixed place."""
    return place_code(area) in UNKNOWN


def outward_code(area: str) -> str | None:
    """The first half of the postcode, however it was written, or None when this is no postcode."""
    match = POSTCODE.fullmatch(" ".join(area.upper().split()))
    return match[1] if match else None


def place_code(area: str) -> str:
    """The area as a code: “London Borough of Waltham Forest” becomes “waltham-forest”."""
    code = re.sub(r"[^a-z0-9]+", "-", area.lower()).strip("-")
    if code == "city-of-westminster":
        return "westminster"
    for title in ("london-borough-of-", "royal-borough-of-"):
        code = code.removeprefix(title)
    return code
