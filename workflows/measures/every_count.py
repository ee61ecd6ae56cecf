"""The kinds of referral whose every count stands on an exact screen, beyond what the plan measures."""

from workflows.measures import nrm_told
from workflows.measures.told import Tells

TELLS: dict[str, Tells] = {"nrm": nrm_told.TELLS}
