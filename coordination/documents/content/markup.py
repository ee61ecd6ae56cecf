"""Reading the XML inside a file as the program that opens it will: in any encoding, with every sign spelt out."""

from __future__ import annotations

from xml.parsers import expat

Attributes = dict[str, str]
MOST_MARKUP = 20 * 1024 * 1024


class NotReadable(Exception):
    """It is no XML, or declares words of its own, which stand for whatever they like."""


def elements(content: bytes) -> list[tuple[str, Attributes]]:
    """Every element with its attributes, in order, by their local names. Raises NotReadable."""
    found: list[tuple[str, Attributes]] = []

    def begins(name: str, attributes: Attributes) -> None:
        found.append((_local(name), {_local(key): value for key, value in attributes.items()}))

    def declares(*_: object) -> None:
        raise NotReadable

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begins
    parser.StartDoctypeDeclHandler = declares
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise NotReadable from None
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
