"""The pathways that are published: one definition for each kind of referral and version, nothing but words.

Whatever stands in this folder is published: a module or folder of its own whose names hold a definition. Nothing else
has to be told of it.
"""

import importlib
import pkgutil
from collections.abc import Iterator

from workflows.vocabulary import Pathway

# The order on pages where nothing else orders them: those with the most work behind them first.
FIRST = ("prison-release", "cuckooing", "hidden-harm", "nrm")


def defined() -> Iterator[Pathway]:
    """Whatever stands in this folder, in no order."""
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        yield from (value for value in vars(module).values() if isinstance(value, Pathway))


def _place(pathway: Pathway) -> tuple[int, str, str, int]:
    first = FIRST.index(pathway.code) if pathway.code in FIRST else len(FIRST)
    return first, pathway.family, pathway.title, pathway.version


PUBLISHED: tuple[Pathway, ...] = tuple(sorted(defined(), key=_place))
"""Every published version of every pathway, older versions included: cases may still be on them."""


def of(code: str, version: int) -> Pathway:
    """The definition that a case is on; LookupError when there is no such version."""
    for pathway in PUBLISHED:
        if (pathway.code, pathway.version) == (code, version):
            return pathway
    raise LookupError(f"There is no version {version} of a pathway called {code}.")


def newest(code: str) -> Pathway:
    """The version that a new referral is written on; LookupError when there is no such pathway."""
    found: Pathway | None = None
    for pathway in PUBLISHED:  # plainly, because lists ask it for every row
        if pathway.code == code and (found is None or pathway.version > found.version):
            found = pathway
    if found is None:
        raise LookupError(f"There is no pathway called {code}.")
    return found


def offered() -> tuple[Pathway, ...]:
    """The newest version of each pathway, in the order that they are offered."""
    codes = dict.fromkeys(pathway.code for pathway in PUBLISHED)
    return tuple(newest(code) for code in codes)
