"""Passwords: kept as argon2id hashes, judged by length and by how often others chose them, never by their make-up."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from coordination.errors import Invalid

SHORTEST, LONGEST = 15, 256
MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
TOO_SHORT = f"Use {SHORTEST} characters or more. Three or four words that do not belong together are easy to remember."
TOO_LONG = f"Use {LONGEST} characters or fewer."
TOO_COMMON = (
    "Choose another password: many people use this one or one like it, so it is tried first by those who guess."
)
TOO_CLOSE = "Choose a password without your name, your e-mail address or the name of this site in it."

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID)
# Each hash takes 19 MiB: a crowd at the door waits here instead of filling the memory.
_room = threading.BoundedSemaphore(4)
# What an unknown account is compared with, so that it takes as long as a known one. It is the hash of no password.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IG9mIG5vYm9keQ$Q2xvc2VkIGRvb3IsIG5vIHBhc3N3b3JkIG9wZW5zIGl0ISE"


def hashed(password: str) -> str:
    """The argon2id hash to keep."""
    with _room:
        return _hasher.hash(password)


def matches(password: str, kept_hash: str | None) -> bool:
    """Whether this is the password. Takes as long where there is none, and then the answer is no."""
    with _room:
        try:
            return _hasher.verify(kept_hash or _NOBODYS, password) and kept_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def check(password: str, about: Iterable[str]) -> None:
    """Raise Invalid, with a sentence for the field `new_password`, unless this can become somebody's password.

    `about` holds what a guesser knows of the worker: the name and the e-mail address.
    """
    if len(password) < SHORTEST:
        raise Invalid(TOO_SHORT, field="new_password")
    if len(password) > LONGEST:
        raise Invalid(TOO_LONG, field="new_password")
    bare = _bare(password)
    known = {_bare(part) for whole in about for part in re.split(r"[^\w]+", whole)} | {"coordination"}
    left = bare
    for part in sorted((part for part in known if len(part) >= 3), key=len, reverse=True):
        left = left.replace(part, "")
    if left != bare and len(left) < SHORTEST // 2:
        raise Invalid(TOO_CLOSE, field="new_password")
    if _repeats(password.lower()) or _walks(password.lower()) or _made_of_common_words(password):
        raise Invalid(TOO_COMMON, field="new_password")


def _bare(text: str) -> str:
    """Letters and digits in small letters, with the usual stand-ins for letters undone."""
    return re.sub(r"[\W_]", "", text.lower().translate(str.maketrans("@4301!5$7", "aaeoiisst")))


def _repeats(text: str) -> bool:
    """One short piece over and over, like “aaaaaaaa” or “blueblueblue”."""
    return re.fullmatch(r"(.{1,8}?)\1{2,}.{0,7}", text, re.DOTALL) is not None or len(set(text)) < 5


def _walks(text: str) -> bool:
    """Nearly all of it runs along the keyboard, the alphabet or the digits."""
    rows = (
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn",
    )
    steps = {pair for row in rows for pair in _pairs(row) | _pairs(row[::-1])}
    return sum(text[place : place + 2] in steps for place in range(len(text) - 1)) >= 0.75 * (len(text) - 1)


def _pairs(row: str) -> set[str]:
    return {row[place : place + 2] for place in range(len(row) - 1)}


def _made_of_common_words(password: str) -> bool:
    """What is left of it without the phrases that everybody uses, and without digits, is next to nothing."""
    for text in (_bare(password), re.sub(r"[\W_]", "", password.lower())):
        left = text
        for phrase in _common():
            left = left.replace(phrase, "")
        if left != text and len(re.sub(r"\d", "", left)) < 5:
            return True
    return False


@lru_cache(maxsize=1)
def _common() -> tuple[str, ...]:
    lines = (Path(__file__).parents[1] / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))
