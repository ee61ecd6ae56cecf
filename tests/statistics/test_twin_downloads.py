"""Two worlds, one of whole fives: every page and file is the same bytes in both, for every role and any question.

And the attacker with an integer solver, who has nothing but files, proves no small number; with exact figures it does.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from bench.counted_cases import CountedCase
from coordination import clock, db
from coordination.access import SignedIn
from coordination.statistics import reading
from coordination.statistics.queries import frozen, menu
from tests.conftest import SEEDED, seed
from tests.databases import Database, clone, template
from tests.long_run import seed_of
from tests.make import World
from tests.make import world as make_world
from tests.quintets.attacker import Attacker, Told
from tests.statistics.conftest import rows
from tests.statistics.fives import world_of
from tests.statistics.made_up import ORDINARY
from tests.statistics.odd_questions import oddly_answered, oddly_asked
from tests.statistics.shown import FILE, MONTHS, PAGE, Shown, closed_with, made_up, plain

FIGURES = "select * from release_cell order by custody_group, month, pathway, attribute, category"
EXACT = "select * from milestone_total where attribute = 'total'"
KINDS = ("csv", "definitions.csv", "xlsx", "ods", "pdf")
ROLES = ("manager", "data-lead", "partnership-lead", "frontline", "team-lead", "governance")
PATHWAYS = ("prison-release", "cuckooing", "hidden-harm", "nrm", "debt-support", *ORDINARY)
WITHOUT_QUESTION = ("dictionary", "dictionary.csv", "package.zip?partnership=havering")
INSIDER = "london-borough-of-havering"
# Nothing of a page depends on when it is asked for, but a session that ends is another page.
ASKED_AT = "2027-06-02T10:00"


@dataclass
class Twin:
    """One of the worlds: its database, its application, and somebody in every role."""

    database: Database
    shown: Shown
    world: World
    workers: dict[str, SignedIn]

    def ask(self, role: str, address: str, **more: Any) -> Any:
        """What somebody in this role is answered, or nobody in particular."""
        reading.connect(self.database.url("statistics"))
        db.connect(self.database.url("app"))
        return self.shown.ask(self.workers.get(role), address, **more)


@pytest.fixture(scope="module")
def twins(request: pytest.FixtureRequest, redis_url: str, worker_number: int) -> Iterator[Any]:
    """`twins(cases)`: a world with these cases, closed and served. The first, of some cases, is there already."""
    with ExitStack() as stack:
        stack.enter_context(clock.at(ASKED_AT))
        made: list[Twin] = []

        def twin(cases: Sequence[CountedCase]) -> Twin:
            name = f"t_{worker_number}_shown_{len(made)}"
            database = stack.enter_context(clone(name, template(SEEDED, redis_url, seed), redis_url))
            world = stack.enter_context(make_world(database))
            shown = closed_with(database, cases)
            workers = {role: world.worker("hav-housing-options", role, partnership="havering") for role in ROLES}
            made.append(Twin(database, shown, world, workers))
            return made[-1]

        yield twin
    reading.connect(None)


@pytest.fixture(scope="module")
def cases(request: pytest.FixtureRequest) -> list[CountedCase]:
    return made_up(Random(f"twins {seed_of(request.config)}"), 153)  # noqa: S311


@pytest.fixture(scope="module")
def real(twins: Callable[[Any], Twin], cases: list[CountedCase]) -> Twin:
    return twins(cases)


@pytest.fixture(scope="module")
def fives(twins: Callable[[Any], Twin], real: Twin, cases: list[CountedCase]) -> Twin:
    """The other world: made from what was published of the first, and of other cases than those."""
    made = world_of(rows(real.database, FIGURES), configured(real)[0])
    assert len(made) != len(cases)
    return twins(made)


def configured(twin: Twin) -> tuple[tuple[frozen.Group, ...], menu.Menu]:
    twin.ask("manager", PAGE)
    with reading.frozen() as session:
        offered = menu.menu(session, menu.readable(session, {"manager": ["havering"]}), None)
        return frozen.groups(session, "havering"), offered


def any_question(offered: menu.Menu, chance: Random) -> str:
    """Some question that the page can ask with one sender and one receiver at most."""
    since, until = sorted(chance.choices(offered.months, k=2))
    chosen = chance.sample(PATHWAYS, chance.randrange(len(PATHWAYS)))
    sender, receiver = (
        chance.choice(("", *(one.code for one in side))) for side in (offered.senders, offered.receivers)
    )
    return (
        f"partnership=havering&since={since:%Y-%m}&until={until:%Y-%m}&by={chance.choice(offered.attributes).code}"
        + "".join(f"&pathway={one}" for one in chosen)
        + (f"&sender={sender}" if sender else "")
        + (f"&receiver={receiver}" if receiver else "")
    )


def answers(twin: Twin, asked: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int, bytes, dict[str, str]]]:
    """All that each role is answered to each question: the page and every file, with what their headers say."""
    every = [(role, f"{FILE}{kind}?{question}") for role, question in asked for kind in KINDS]
    every += [(role, f"{PAGE}?{question}") for role, question in asked]
    every += [(role, f"{PAGE}/{more}") for role in ("manager", "frontline") for more in WITHOUT_QUESTION]
    for role, address in every:
        answer = twin.ask(role, address)
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Security-Policy"}
        if answer.mimetype == "text/html":
            headers.pop("Content-Length")
        yield address, answer.status_code, plain(answer), headers


def questions(real: Twin, chance: Random, number: int) -> list[tuple[str, str]]:
    offered = configured(real)[1]
    asked = [(chance.choice(ROLES[:3]), any_question(offered, chance)) for _ in range(number)]
    return [*asked, *((role, any_question(offered, chance)) for role in ROLES[3:])]


def test_every_page_and_file_is_the_same_in_a_world_of_whole_fives(fives, real, chance, how_many, figure):
    asked = questions(real, chance, how_many(4, 3000))
    there, here = list(answers(fives, asked)), list(answers(real, asked))
    assert [one[0] for one, other in zip(there, here, strict=True) if one != other] == []
    assert {status for _, status, _, _ in here} == {200, 403}
    figure("pages and files that differ between the two worlds", f"0 of {len(here)}")


def test_whatever_else_is_asked_is_answered_alike(fives, real, how_many):
    """Questions that nobody should ask, files asked for in every way that a client can, and all pages of measures."""
    odd = list(oddly_asked(how_many(12, 1)))
    there, here = ([oddly_answered(twin, *one) for one in odd] for twin in (fives, real))
    differ = [
        (
            *one[:3],
            next(
                ((left, right) for left, right in zip(a[2].split(), b[2].split(), strict=False) if left != right), a[:2]
            ),
        )
        for one, a, b in zip(odd, there, here, strict=True)
        if a != b
    ]
    assert differ == []
    assert {answer[0] for answer in here} >= {200, 401, 403, 404, 422}


def test_who_knows_all_cases_of_an_agency_is_shown_the_same_in_both_worlds(twins, real, cases, chance, how_many):
    groups = configured(real)[0]
    kept = [group for group in groups if INSIDER in group.agencies]
    own = [one for one in cases if set(one.open_to or (one.sender, one.receiver)) in [set(g.agencies) for g in kept]]
    others = world_of(rows(real.database, FIGURES), [group for group in groups if group not in kept])
    asked = questions(real, chance, how_many(2, 1000))
    assert own
    there, here = list(answers(twins([*own, *others]), asked)), list(answers(real, asked))
    assert [one[0] for one, other in zip(there, here, strict=True) if one != other] == []


def test_another_figure_would_be_seen(twins, real, cases, chance):
    """Were two different releases ever the same bytes, the tests above would prove nothing."""
    other = twins(cases[:30])
    asked = [("manager", "partnership=havering&since=2026-01&until=2026-06&by=total")]
    pairs = zip(list(answers(other, asked)), list(answers(real, asked)), strict=True)
    same = {one[0].partition("?")[0] for one, other in pairs if one == other and one[1] == 200}
    # these are of the question, or of no question at all
    assert same == {f"{FILE}definitions.csv", f"{PAGE}/dictionary", f"{PAGE}/dictionary.csv"}


def totals_from_files(real: Twin, more: str = "") -> dict[tuple[str, str], int]:
    """Figures by month and pathway, read from a file that a manager took."""
    asked = f"partnership=havering&since=2026-01&until=2026-06&by=total{more}"
    read = csv.DictReader(io.StringIO(real.ask("manager", f"{FILE}csv?{asked}").data.decode("utf-8-sig")))
    return {(row["Month"], row["Pathway"]): int(row["Figure"]) for row in read}


def test_the_integer_attacker_proves_no_small_number_from_files_alone(real, chance, how_many):
    groups = configured(real)[0]
    pairs = [group for group in groups if group.kind == "pair"]
    where = [(f"{month:%Y-%m}", pathway) for month in MONTHS for pathway in PATHWAYS]
    # a block of unknowns for each pair, and one for all other groups together
    shown = [totals_from_files(real, f"&sender={one.sender}&receiver={one.receiver}") for one in pairs]
    whole = totals_from_files(real)
    shown.append({cell: whole[cell] - sum(one[cell] for one in shown) for cell in where})
    exact: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in rows(real.database, EXACT):
        exact[row.custody_group, f"{row.month:%Y-%m}", row.pathway] += row.value
    mixed = [group.code for group in groups if group.kind != "pair"]
    truth = [exact[one.code, *cell] for one in pairs for cell in where]
    truth += [sum(exact[code, *cell] for code in mixed) for cell in where]

    def told(slack: int, figures: Callable[[int, int], int]) -> Iterator[Told]:
        for block in range(len(shown)):
            most = slack * (len(mixed) if block == len(pairs) else 1)
            for month in range(len(MONTHS)):
                cells = range(block * len(where), block * len(where) + (month + 1) * len(PATHWAYS))
                running = sum(figures(block, cell - block * len(where)) for cell in cells)
                yield Told(frozenset(cells), running - most, running + most)

    attacker = Attacker(len(truth), told(2, lambda block, cell: shown[block][where[cell]]))
    filters = []
    for _ in range(how_many(60, 3000)):
        blocks = chance.sample(range(len(shown)), chance.randint(1, 3))
        months = range(*sorted(chance.sample(range(len(MONTHS) + 1), 2)))
        chosen = chance.sample(range(len(PATHWAYS)), chance.randint(1, 2))
        filters.append(
            frozenset(b * len(where) + m * len(PATHWAYS) + p for b in blocks for m in months for p in chosen)
        )
    assert attacker.proved_small(truth, filters) == []
    planted = Attacker(len(truth), told(0, lambda block, cell: truth[block * len(where) + cell]))
    every = len(PATHWAYS)
    months_of_a_group = [
        frozenset(range(block * len(where) + m * every, block * len(where) + (m + 1) * every))
        for block in range(len(shown))
        for m in range(len(MONTHS))
    ]
    assert planted.proved_small(truth, months_of_a_group)
