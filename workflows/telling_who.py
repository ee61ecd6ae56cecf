"""What in a text could tell who somebody is: streets, postcodes, phones, numbers that services give, dates of birth."""

import re

_STREETS = "road|street|avenue|lane|close|court|drive|gardens|grove|crescent|terrace|house|way|place|rd|st|ave"
_PATTERNS = {
    "street": re.compile(rf"\b\d+[a-z]?\s+(?:[a-z’'-]+\s+){{1,3}}(?:{_STREETS})\b", re.IGNORECASE),
    "postcode": re.compile(
        r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b|"
        r"\b(?:RM|IG|E|N|EN|CM|SS|CO)\d{1,2}\s+\w{3}\b",
        re.IGNORECASE,
    ),
    "phone": re.compile(r"(?:\+44|\b0)(?:[\s()-]?\d){9,10}\b"),
    "number": re.compile(r"\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b|\b[a-z]\d{4}[a-z]{2}\b", re.IGNORECASE),
    "date": re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b|\bborn\b[^.]{0,20}\d{4}", re.IGNORECASE),
}
KINDS = frozenset(_PATTERNS)


def found_in(text: str) -> frozenset[str]:
    """The kinds of things in a text that could tell who somebody is. Careful rather than exact: it may see too much."""
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(text))
