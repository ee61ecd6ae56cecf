"""Whether two people who are named in different places may be one: compared, weighed and said in sentences.

Nothing here joins anybody. A score is laid before a person, who decides.
"""

from workflows.likeness.keys import keys_of, keys_to_ask
from workflows.likeness.person import Described
from workflows.likeness.told import compared_by, compared_fields, compared_parts, described
from workflows.likeness.weighing import BANDS, Bands, Likeness, Part, compare

__all__ = [
    "BANDS",
    "Bands",
    "Described",
    "Likeness",
    "Part",
    "compare",
    "compared_by",
    "compared_fields",
    "compared_parts",
    "described",
    "keys_of",
    "keys_to_ask",
]
