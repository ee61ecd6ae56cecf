"""Reading the XML inside a file as the program that opens it will: in any encoding, with every sign spelt out.

It is read as it comes and nothing of it is kept: a small archive can hold millions of elements, and a list of them
would take thousands of times the room of what was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

Attributes = dict[str, str]
Look = Callable[[Attributes], None]
MOST_ELEMENTS = 500_000
LONGEST_ELEMENT = 1024 * 1024


class NotReadable(Exception):
    """It is no XML, or declares words of its own, which stand for whatever they like."""


class TooMuch(Exception):
    """More of it than anybody writes by hand, or than fits a page that is looked at while people wait."""


class Reading:
    """Goes through the XML of one file, whose parts together may hold MOST_ELEMENTS.

    `begun` says by local name what looks at an element as it begins ("*": at each that is not named), `said` what is
    told the words inside an element of that name once it ends. Whatever they raise passes through.
    """

    def __init__(self) -> None:
        self._left = MOST_ELEMENTS

    def through(
        self,
        pieces: Iterable[bytes],
        begun: Mapping[str, Look],
        said: Mapping[str, Callable[[str], None]] | None = None,
    ) -> None:
        """Read one part. Raises NotReadable or TooMuch."""
        told, any_other = said or {}, begun.get("*")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        words: list[str] = []
        inside = 0

        def begins(name: str, attributes: Attributes) -> None:
            nonlocal inside
            self._left -= 1
            if self._left < 0:
                raise TooMuch
            local = _local(name)
            look = begun.get(local, any_other)
            if look is not None:
                look({_local(key): value for key, value in attributes.items()} if attributes else attributes)
            if local in told:
                inside += 1
            if inside == 1 and local in told:
                words.clear()
                parser.CharacterDataHandler = words.append
                parser.EndElementHandler = ends

        def ends(name: str) -> None:
            nonlocal inside
            local = _local(name)
            if local in told:
                inside -= 1
            if not inside:
                parser.CharacterDataHandler = parser.EndElementHandler = None
                told[local]("".join(words))

        def declares(*_: object) -> None:
            raise NotReadable

        parser.StartElementHandler = begins
        parser.StartDoctypeDeclHandler = declares
        fed = 0
        try:
            for piece in pieces:
                parser.Parse(piece, False)
                fed += len(piece)
                # one element as long as a book: its attributes would all be made before anything can look at them
                if fed - parser.CurrentByteIndex > LONGEST_ELEMENT:
                    raise TooMuch
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError):
            raise NotReadable from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]
