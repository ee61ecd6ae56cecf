"""Case references: random, so that they tell nothing, and safe to read aloud and type back."""

from random import Random

# No vowels, so that no word is ever spelled; no I, L, O, U, Z, because they are taken for other signs.
# 29 signs: with a prime number of them one check sign catches every single slip and every swap of neighbours.
ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXY"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RANDOM_SIGNS = 6
PREFIX_LENGTHS = range(2, 5)
_MISREAD_SIGNS = str.maketrans("OILZU", "0112V")
_MISREAD_LETTERS = str.maketrans("01258", "OIZSB")


def new_reference(prefix: str, random: Random) -> str:
    """A reference such as HAV-7KQ2-M4X. Pass `secrets.SystemRandom()`; the caller stores it under a unique key."""
    if len(prefix) not in PREFIX_LENGTHS or any(letter not in LETTERS for letter in prefix):
        raise ValueError("A reference begins with two to four capital letters.")
    body = "".join(random.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return _written(prefix, body + _check_sign(prefix, body))


def heard_as(text: str) -> str | None:
    """The reference that somebody typed or read out, in its one written form; None when it is not one.

    Spaces, dashes and lower case do not matter, nor O for 0, I or L for 1, Z for 2, U for V.
    """
    signs = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    prefix = signs[: -(RANDOM_SIGNS + 1)].translate(_MISREAD_LETTERS)
    tail = signs[-(RANDOM_SIGNS + 1) :].translate(_MISREAD_SIGNS)
    if len(prefix) not in PREFIX_LENGTHS or any(letter not in LETTERS for letter in prefix):
        return None
    if any(sign not in ALPHABET for sign in tail) or _check_sign(prefix, tail[:-1]) != tail[-1]:
        return None
    return _written(prefix, tail)


def _written(prefix: str, tail: str) -> str:
    return f"{prefix}-{tail[:4]}-{tail[4:]}"


def _check_sign(prefix: str, body: str) -> str:
    # The prefix is counted too, so that a wrong partnership is noticed as well.
    values = [LETTERS.index(letter) for letter in prefix] + [ALPHABET.index(sign) for sign in body]
    # Weights grow by one from the right (the check sign weighs one), so neighbours never weigh the same.
    total = sum(weight * value for weight, value in enumerate(reversed(values), start=2))
    return ALPHABET[-total % len(ALPHABET)]
