"""The pathways that are published: one definition for each kind of referral and version, nothing but words."""

from workflows.pathways.cuckooing import CUCKOOING
from workflows.pathways.hidden_harm import HIDDEN_HARM
from workflows.pathways.nrm import NRM
from workflows.pathways.prison_release import PRISON_RELEASE
from workflows.vocabulary import Pathway

PUBLISHED: tuple[Pathway, ...] = (PRISON_RELEASE, CUCKOOING, HIDDEN_HARM, NRM)
"""Every published version of every pathway, older versions included: cases may still be on them."""


def of(code: str, version: int) -> Pathway:
    """The definition that a case is on; LookupError when there is no such version."""
    for pathway in PUBLISHED:
        if (pathway.code, pathway.version) == (code, version):
            return pathway
    raise LookupError(f"There is no version {version} of a pathway called {code}.")


def newest(code: str) -> Pathway:
    """The version that a new referral is written on; LookupError when there is no such pathway."""
    versions = [pathway for pathway in PUBLISHED if pathway.code == code]
    if not versions:
        raise LookupError(f"There is no pathway called {code}.")
    return max(versions, key=lambda pathway: pathway.version)


def offered() -> tuple[Pathway, ...]:
    """The newest version of each pathway, in the order that they are offered."""
    codes = dict.fromkeys(pathway.code for pathway in PUBLISHED)
    return tuple(newest(code) for code in codes)
