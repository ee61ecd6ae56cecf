"""The application on a world with both partnerships, and a small real server that speaks as the scanner does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cases.conftest import app, browser_of, held_time
from tests.documents.scanner import Listening, listening

__all__ = ["app", "browser_of", "held_time"]


@pytest.fixture
def scanner() -> Iterator[Listening]:
    with listening() as server:
        yield server
