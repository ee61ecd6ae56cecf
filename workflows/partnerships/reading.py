"""Takes one TOML table apart, field by field, and refuses what it does not know with a plain sentence."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

HOURS = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII)


class UnreadableFile(ValueError):
    """A partnership file that cannot be read; the message says where and what to write instead."""


class Row:
    """One table of a file. Every field must be taken exactly once; `finish` refuses the ones left over."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        self._left = dict(table)
        self.where = where

    def _take(self, field: str, kind: type | tuple[type, ...], should_be: str) -> Any:
        if field not in self._left:
            raise UnreadableFile(f"{self.where}: add “{field}”, {should_be}.")
        value = self._left.pop(field)
        # bool is an int to Python, but "true" is no number of days to anybody else.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            raise UnreadableFile(f"{self.where}: write “{field}” as {should_be}.")
        return value

    def text(self, field: str, default: str | None = None) -> str:
        """A piece of text that is not empty; `default` when the field is left out."""
        if default is not None and field not in self._left:
            return default
        value = str(self._take(field, str, "text in quotation marks")).strip()
        if not value:
            raise UnreadableFile(f"{self.where}: “{field}” is empty; write something or leave the line out.")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts; empty when the field is left out."""
        if field not in self._left:
            return ()
        values = self._take(field, list, 'a list of texts such as ["one", "two"]')
        if not all(isinstance(value, str) for value in values):
            raise UnreadableFile(f"{self.where}: every entry of “{field}” must be text in quotation marks.")
        return tuple(values)

    def texts_by_name(self, field: str) -> dict[str, str]:
        """Texts under names; none when the field is left out."""
        values = self._take(field, dict, 'texts under names such as { one = "two" }') if field in self._left else {}
        if not all(isinstance(value, str) for value in values.values()):
            raise UnreadableFile(f"{self.where}: every entry of “{field}” must be text in quotation marks.")
        return dict(values)

    def yes_or_no(self, field: str, *, default: bool) -> bool:
        """True or false; `default` when the field is left out."""
        return bool(self._take(field, bool, "true or false")) if field in self._left else default

    def whole_number(self, field: str) -> int:
        """A whole number."""
        return int(self._take(field, int, "a whole number without quotation marks"))

    def plain_value(self, field: str) -> str | int | bool:
        """A text, a whole number, or true or false."""
        value: str | int | bool = self._take(field, (str, int, bool), "text, a whole number, true or false")
        return value

    def day(self, field: str) -> date:
        """A date."""
        value: date = self._take(field, date, "a date such as 2026-04-01, without quotation marks")
        return value

    def day_if_any(self, field: str) -> date | None:
        """A date, or None when the field is left out."""
        return self.day(field) if field in self._left else None

    def row(self, field: str) -> "Row":
        """The table inside this field."""
        return Row(self._take(field, dict, "a table"), f"{self.where}, {field}")

    def row_if_any(self, field: str) -> "Row | None":
        """The table inside this field, or None when the field is left out."""
        return self.row(field) if field in self._left else None

    def rows(self, field: str) -> list["Row"]:
        """The tables of a list of tables, named in messages by their code, e-mail address or number."""
        tables: Iterable[Any] = self._take(field, list, f"one or more tables headed [[{field}]]")
        return [Row(table, _place(self.where, field, number, table)) for number, table in enumerate(tables, start=1)]

    def hours(self, weekday: str) -> tuple[time, time] | None:
        """Opening and closing time of a day, or None for a closed one."""
        written = self.text(weekday)
        if written == "closed":
            return None
        if written == "all day":
            return time.min, time.max
        match = HOURS.fullmatch(written)
        if match:
            opens, closes = time.fromisoformat(match[1]), time.fromisoformat(match[2])
            if opens < closes:
                return opens, closes
        raise UnreadableFile(f"{self.where}: write {weekday} as “09:00-17:00”, as “all day” or as “closed”.")

    def finish(self) -> None:
        """Refuse fields that nobody asked for: most are a slip of the pen in a name that was meant."""
        if self._left:
            names = ", ".join(f"“{name}”" for name in sorted(self._left))
            raise UnreadableFile(f"{self.where}: {names} is not known here; correct the spelling or take it out.")


def _place(where: str, field: str, number: int, table: Any) -> str:
    if not isinstance(table, dict):
        raise UnreadableFile(f"{where}: write each entry of “{field}” as a table headed [[{field}]].")
    for name in ("code", "email", "agency"):
        if isinstance(table.get(name), str):
            return f"{where}, {field} {table[name]}"
    return f"{where}, {field} number {number}"
