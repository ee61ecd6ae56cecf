"""What a Word or Excel file asks of other machines, or has them run, in its own words: field codes and formulas."""

from __future__ import annotations

import re
from collections.abc import Callable

from coordination.documents.content.markup import Attributes

# fields whose result Word gets from another program, file or address
FETCHING = frozenset(
    {"dde", "ddeauto", "includepicture", "includetext", "include", "import", "link", "rd", "database", "htmlactivex"}
)
FIRST_WORD = re.compile(r"[\s\x00-\x1f]*([^\s\"\\]*)")
FETCHING_FUNCTION = re.compile(r"\b(WEBSERVICE|IMAGE|RTD|DDE|CALL|REGISTER(\.ID)?|EXEC)\s*\(", re.IGNORECASE)
WORDS = re.compile(r"\"[^\"]*\"")
# a sheet is called by its name; with one of these signs it is a sheet of another file
SHEET = re.compile(r"'(?:[^']|'')*'")
OTHER_FILE = re.compile(r"[\\/\[]")
ELSEWHERE = re.compile(r"\s*(//|\\\\|[a-z][a-z0-9+.-]+:)", re.IGNORECASE)


class Fetches(Exception):
    """It fetches something from elsewhere, or has something run, as it is opened."""


def fetches_in_a_cell(formula: str) -> None:
    """Raise Fetches for a formula that asks a page, or another program: `cmd|'/C calc'!A0`."""
    calls = WORDS.sub("", formula)
    if any(OTHER_FILE.search(sheet) for sheet in SHEET.findall(calls)):
        raise Fetches
    calls = SHEET.sub("", calls)
    if "|" in calls or FETCHING_FUNCTION.search(calls):
        raise Fetches


class Fields:
    """The fields of one part of a Word file, whose codes may be cut into pieces and put into one another."""

    def __init__(self) -> None:
        self._open = [""]
        self.begun: dict[str, Callable[[Attributes], None]] = {
            "fldChar": self._character,
            "fldSimple": lambda said: _judge(said.get("instr", "")),
            "mailMerge": _never,
            "imagedata": _from_elsewhere,
            "fill": _from_elsewhere,
        }
        self.said: dict[str, Callable[[str], None]] = {"instrText": self._more, "delInstrText": self._more}

    def ended(self) -> None:
        """What was begun and never closed counts as well."""
        for code in self._open:
            _judge(code)

    def _character(self, said: Attributes) -> None:
        kind = said.get("fldCharType", "")
        if kind == "begin":
            self._open.append("")
        elif kind == "end" and len(self._open) > 1:
            _judge(self._open.pop())

    def _more(self, words: str) -> None:
        self._open[-1] += words


def _judge(code: str) -> None:
    first = FIRST_WORD.match(code)
    if first is not None and first[1].casefold() in FETCHING:
        raise Fetches


def _never(_: Attributes) -> None:
    raise Fetches


def _from_elsewhere(said: Attributes) -> None:
    if any(ELSEWHERE.match(said.get(name, "")) for name in ("src", "althref")):
        raise Fetches
