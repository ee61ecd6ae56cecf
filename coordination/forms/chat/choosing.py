"""Which of the offered choices a reply names: by its number, its words, or the only beginning that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coordination.forms.chat.meanings import AskAgain, AskBack, Offer
from workflows.vocabulary import Choice

# Fewer letters than these could begin anything, so what they begin is asked back.
ENOUGH_LETTERS = 3
MOST_OFFERED = 6
# How people say the choices that many questions have. Only where the choice is offered.
_NOT_KNOWN = ("dont-know", "not-known", "unknown")
SAID_AS = {
    **dict.fromkeys(("y", "yeah", "yep", "yup", "ye", "aye"), ("yes",)),
    **dict.fromkeys(("n", "nope", "nah"), ("no",)),
    **dict.fromkeys(
        ("dont know", "do not know", "i dont know", "unknown", "not known", "dunno", "i dunno", "dk", "idk", "no idea"),
        _NOT_KNOWN,
    ),
    **dict.fromkeys(("n a", "na", "not applicable", "does not apply"), ("not-applicable", "does-not-apply")),
}


@dataclass(frozen=True)
class Several:
    """Choices of which each could be meant by one reply; none when nothing fits."""

    choices: tuple[Choice, ...]


def one_of(text: str, offered: Sequence[Choice], *, surely: bool = False) -> str | AskBack | AskAgain:
    """The code of the choice that was named. What only resembles a choice is asked back, never taken.

    `surely` is the label of a choice that was asked back already, so that it is not taken for a number.
    """
    found = _named(text, offered)
    if surely and (named := [each.code for each in offered if each.label == text]):
        return named[0]
    if isinstance(found, Choice):
        return found.code
    if found.choices and len(found.choices) <= MOST_OFFERED:
        words = "Did you mean this?" if len(found.choices) == 1 else "Which of these did you mean?"
        return AskBack(words, tuple(Offer(each.label, each.label) for each in found.choices))
    return AskAgain(f"That is not one of the answers here. Give its number, from 1 to {len(offered)}, or its words.")


def some_of(text: str, offered: Sequence[Choice]) -> list[str] | AskBack | AskAgain:
    """The codes of the choices that were named, with commas, semicolons, lines or “and” between them."""
    whole = _named(text, offered)
    if isinstance(whole, Choice):
        return [whole.code]
    pieces = _pieces(text, offered)
    found = [(piece, _named(piece, offered)) for piece in pieces]
    unclear = [piece for piece, each in found if not isinstance(each, Choice)]
    if len(pieces) == 1:
        one = one_of(text, offered)
        return one if isinstance(one, AskBack | AskAgain) else [one]
    if unclear:
        return AskAgain(
            f"“{unclear[0]}” is not clear. Name each answer by its number or its words, with commas between them."
        )
    return list(dict.fromkeys(each.code for _, each in found if isinstance(each, Choice)))


def plain(text: str) -> str:
    """Words in small letters with one blank between them, without the signs that people leave out."""
    return " ".join(re.sub(r"[^\w£+%]+", " ", re.sub(r"['’‘]", "", text.casefold().replace("&", " and "))).split())


def _named(text: str, offered: Sequence[Choice]) -> Choice | Several:
    said = plain(text)
    if not said:
        return Several(())
    exact = tuple(each for each in offered if plain(each.label) == said)
    numbered = offered[int(said) - 1 : int(said)] if said.isascii() and said.isdigit() and 0 < int(said) < 1000 else ()
    both = tuple(dict.fromkeys((*exact, *numbered)))
    if both:
        return both[0] if len(both) == 1 else Several(both)
    same = tuple(each for each in offered if each.code in SAID_AS.get(said, ()))
    if len(same) == 1:
        return same[0]
    begun = tuple(each for each in offered if plain(each.label).startswith(said))
    if len(begun) == 1 and len(said) >= ENOUGH_LETTERS:
        return begun[0]
    near = begun or tuple(
        each for each in offered if f" {said}" in f" {plain(each.label)}" or f" {plain(each.label)} " in f" {said} "
    )
    return Several(near)


def _pieces(text: str, offered: Sequence[Choice]) -> list[str]:
    if re.fullmatch(r"[0-9]{1,3}(?:\s+[0-9]{1,3})+", text.strip()):
        return text.split()
    pieces: list[str] = []
    for part in re.split(r"[,;\n]+", text):
        words = [each for each in re.split(r"(?i)(?:^|\s+)and\s+|\s*[&+]\s*", part) if each.strip()]
        while words:
            # a label may hold an “and” of its own: the most of them that are one choice belong together
            joined = [" and ".join(words[:count]) for count in range(len(words), 0, -1)]
            known = next((each for each in joined if isinstance(_named(each, offered), Choice)), words[0])
            pieces.append(known.strip())
            words = words[len(words) - joined.index(known) :]
    return pieces
