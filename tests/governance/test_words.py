"""The log's codes as the kind of referral calls what they stand for."""

import pytest

from coordination.governance.queries.words import sentence
from workflows import pathways

PRISON_RELEASE = pathways.newest("prison-release")


@pytest.mark.parametrize(
    ("kind", "detail", "pathway", "said"),
    [
        ("clock.reminded", {"rule": "decide"}, PRISON_RELEASE, "A reminder was sent: accept or decline"),
        ("clock.reminded", {"rule": "first-contact"}, None, "A reminder was sent: first contact"),
        ("clock.reminded", {"rule": "gone_since"}, PRISON_RELEASE, "A reminder was sent: gone since"),
        ("case.moved", {"move": "accept"}, PRISON_RELEASE, "Sam: accept this referral"),
        ("case.moved", None, PRISON_RELEASE, "Sam: (move no longer kept)"),
    ],
)
def test_a_line_says_in_words_what_a_code_stands_for(kind, detail, pathway, said):
    assert sentence(kind, "Sam", detail, {}, pathway) == said
