"""Whatever is sent as a file is answered with a sentence, never with a fault of ours, and changes nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases import stories
from tests.lists.files import DATES, PRISON, bring, prison_row, words

CELLS = st.one_of(
    st.sampled_from(["", "=1+1", "31/6/2027", "9" * 300, "\ufeff", "\u202e", '"', "Z9001TX", "7/9/2027", "CRD", "'"]),
    st.text(max_size=30),
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    if draw(st.booleans()):
        return draw(st.binary(min_size=1, max_size=600))
    heading = draw(st.sampled_from([DATES, PRISON]))
    rows = draw(st.lists(st.lists(CELLS, max_size=15), max_size=6))
    lines = [heading, *(",".join(row) for row in rows), *([prison_row()] if draw(st.booleans()) else [])]
    return "\n".join(lines).encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), errors="replace")


def test_any_bytes_are_answered_in_words(world, browser_of, how_many):
    client = browser_of(world.worker(stories.CONTACT, "triage", "team-lead"))

    @settings(max_examples=how_many(60, 3_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(["release-dates", "prison-list", "odd"]), files())
    def check(kind: str, content: bytes) -> None:
        answer: Any = bring(client, kind, content)
        assert answer.status_code in (200, 422), answer.status_code
        said = words(answer)
        assert "Nothing has happened yet" in said or "There is a problem" in said

    check()


def test_a_file_that_is_far_too_large_is_refused_in_words(world, browser_of):
    client = browser_of(world.worker(stories.CONTACT, "triage"))
    assert "larger than 1 MB" in words(bring(client, "release-dates", b"x" * 1_200_000))
    assert bring(client, "release-dates", b"x" * 3_000_000).status_code == 413
