"""Two worlds, one of which has nothing but whole fives, are published the same way, also to who knows a group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from random import Random
from typing import Any

import pytest

from bench.counted_cases import CountedCase, put_in
from coordination.statistics import reading
from coordination.statistics.queries import frozen
from coordination.statistics.queries.configuration import publishing
from tests.conftest import SEEDED, seed
from tests.databases import Database, clone, template
from tests.long_run import seed_of
from tests.statistics.conftest import close_months, rows
from tests.statistics.fives import world_of
from tests.statistics.made_up import ORDINARY, any_case
from workflows.publishing import columns, event_columns

MONTHS = tuple(date(2026, month, 1) for month in range(1, 7))
FIGURES = "select * from release_cell order by custody_group, month, pathway, attribute, category"
MADE_UP = ("prison-release", "cuckooing", "hidden-harm", "nrm", "debt-support", *ORDINARY)
RELEASED = """select r.month, r.closed_at, c.month as of_month, c.pathway, c.attribute
    from release r join release_column c on c.release_id = r.id order by 1, 3, 4, 5"""


@pytest.fixture(scope="module")
def closed(redis_url: str, worker_number: int) -> Iterator[Callable[[Sequence[CountedCase]], Database]]:
    """`closed(cases)`: a database of its own in which six months of these cases are closed."""
    with ExitStack() as stack:
        made: list[Database] = []

        def close(cases: Sequence[CountedCase]) -> Database:
            name = f"t_{worker_number}_twin_{len(made)}"
            made.append(stack.enter_context(clone(name, template(SEEDED, redis_url, seed), redis_url)))
            put_in(made[-1].url("owner"), "havering", cases)
            close_months(made[-1], *MONTHS)
            return made[-1]

        yield close


@pytest.fixture(scope="module")
def cases(request: pytest.FixtureRequest) -> list[CountedCase]:
    chance = Random(str(seed_of(request.config)))  # noqa: S311
    return [any_case(chance, date(2026, chance.randrange(1, 7), chance.randrange(1, 28))) for _ in range(260)]


@pytest.fixture(scope="module")
def real(closed: Any, cases: list[CountedCase]) -> Database:
    return closed(cases)


def published(database: Database) -> list[Any]:
    """All that anybody can be shown, but for the random key of a release."""
    return [*rows(database, FIGURES), *rows(database, RELEASED)]


def configured(database: Database) -> Sequence[frozen.Group]:
    reading.connect(database.url("statistics"))
    with reading.frozen() as session:
        return frozen.groups(session, "havering")


def test_a_world_of_whole_fives_is_published_the_same_way(closed, real):
    other = closed(world_of(rows(real, FIGURES), configured(real)))
    assert published(other) == published(real)
    exact = "select month, pathway, custody_group, attribute, category, value from milestone_total"
    assert set(rows(other, exact)) != set(rows(real, exact))
    assert all(row.value % 5 == 0 for row in rows(other, exact))


@pytest.mark.parametrize("insider", ["london-borough-of-havering", "hmp-pentonville"])
def test_who_knows_every_case_of_a_group_is_shown_the_same_in_both_worlds(closed, real, cases, insider):
    groups = configured(real)
    kept = [group for group in groups if insider in group.agencies]
    own = [case for case in cases if _group(case) in {frozenset(group.agencies) for group in kept}]
    others = world_of(rows(real, FIGURES), [group for group in groups if group not in kept])
    assert own
    assert published(closed([*own, *others])) == published(real)


def test_every_question_is_answered_from_frozen_figures_alone(real):
    """The whole grid of single pathways, attributes and senders adds up, and tells only multiples of five."""
    reading.connect(real.url("statistics"))
    with reading.frozen() as session:
        for pathway, _ in publishing():
            asked = {"partnership": "havering", "months": MONTHS, "pathways": (pathway.code,)}
            total = frozen.answer(session, frozen.Question(**asked))
            of_each = [frozen.answer(session, frozen.Question(**asked, senders=(code,))) for code in _senders(real)]
            assert sum(sum(one.cells.values()) for one in of_each) == sum(total.cells.values())
            assert bool(total.cells) == (pathway.code in MADE_UP)
            for column in (*columns(pathway), *event_columns(pathway)):
                one = frozen.answer(session, frozen.Question(**asked, attribute=column.code))
                assert {category for _, _, category in one.cells} <= {each.code for each in column.categories}
                assert all(value % 5 == 0 for value in one.cells.values())
                if not column.counts_events:
                    of_out = {where: sum(v for k, v in one.cells.items() if k[:2] == where) for where in one.out}
                    assert all(total.cells.get((*where, "all"), 0) == value for where, value in of_out.items())
                    # what waits is not out yet for the last months: three weeks for one, three months for three
                    waits = len(MONTHS) - len(of_out)
                    assert waits == (0 if column.wait_days < 12 else 1 if column.wait_days < 42 else waits)
    reading.connect(None)


def _group(case: CountedCase) -> frozenset[str]:
    return frozenset(case.open_to or (case.sender, case.receiver))


def _senders(database: Database) -> list[str]:
    return [row.code for row in rows(database, "select code from agency")]
