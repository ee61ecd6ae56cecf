"""One person as one record has them: every name they go by, and what is known beside it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Described:
    """What is compared. Anything may be missing: what is not known speaks neither for nor against.

    `names` are whole names, the usual one first, then aliases, former and known-as names. `postcodes` are of this
    address and of earlier ones, whole or the first half alone.
    """

    names: tuple[str, ...]
    born: date | None = None
    sex: str | None = None
    nhs_number: str | None = None
    prison_number: str | None = None
    postcodes: frozenset[str] = frozenset()
