"""What every view, job, event and template promises, read out of the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from coordination.app import create_app
from coordination.audit.kinds import KINDS
from coordination.config import from_environment
from coordination.worker.known import JOBS

CHECKOUT = Path(__file__).resolve().parents[2]
PRODUCT = sorted((CHECKOUT / "coordination").rglob("*.py"))
WORKFLOWS = sorted((CHECKOUT / "workflows").rglob("*.py"))
TEMPLATES = sorted((CHECKOUT / "templates").rglob("*.html"))
# Parts of pages: drawn by others, with no page of their own.
PARTS = ("macros", "parts.html", "rows.html", "words.html", "next.html", "entries.html", "today/", "panel.html")
# Where a view shows rows of a person, what it imports says so.
ABOUT_PEOPLE = re.compile(
    r"^(cases|moves|facts|correcting|appointments|prints|protecting|listing|following|queues|changing|messages"
    r"|documents|document_adding|same_person)\."
)
# Asked by a page whose own making is recorded, and answered with no content at all.
SHOWS_NOTHING = {"protecting.still_opens"}
STIGMA = (
    "addict", "addicts", "addiction", "abuser", "junkie", "druggie", "alcoholic", "offender", "offenders",
    "ex-offender", "inmate", "convict", "criminal", "clean", "dirty", "relapse", "user", "users", "victim", "sufferer",
    "homeless person", "non-compliant", "refused to engage", "hard to reach", "substance abuse",
    "prostitute", "gang member", "dna", "failed to attend",
)  # fmt: skip
LONGEST = 400
# Files that are longer, each with what makes them one subject.
EXPLAINED = {
    "coordination/cases/commands/effects.py": "one short function for each word that says what follows a move",
    "workflows/pathways/hidden_harm/visit.py": "words: one entry for each question of a visit",
    "workflows/pathways/prison_release/moves_release.py": "words: one entry for each move from acceptance to start",
    "workflows/pathways/cuckooing/deadlines.py": "words: one entry for each deadline",
    "workflows/pathways/prison_release/moves_arrival.py": "words: one entry for each move that decides",
    "workflows/pathways/prison_release/moves_end.py": "words: one entry for each way in which a case ends",
    "workflows/pathways/prison_release/moves_beside.py": "words: one entry for each move beside the way",
    "workflows/pathways/prison_release/form_living.py": "words: one section of the form",
    "workflows/pathways/prison_release/form_treatment.py": "words: one section of the form",
    "workflows/pathways/cuckooing/form_signs.py": "words: the signs and what goes with them",
    "workflows/pathways/cuckooing/moves_enforcement.py": "words: one entry for each move of the enforcement line",
}


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """A module as its tree, every node of it; read once for all the rules."""
    return list(ast.walk(ast.parse(path.read_text())))


def calls(paths: list[Path], *names: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a function of these names, with the file it stands in."""
    for path in paths:
        for node in nodes_of(path):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in names:
                    yield path, node


def texts(node: ast.AST) -> set[str]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


@pytest.fixture(scope="module")
def views(database):
    app = create_app(
        from_environment(
            {
                "DATABASE_URL": database.url("app"),
                "REDIS_URL": database.redis_url,
                "COORDINATION_SECRET": "s" * 40,
                "COORDINATION_ADDRESS": "http://127.0.0.1:1",
            }
        )
    )
    return app.view_functions


def test_every_view_says_who_may_open_it(views):
    assert [name for name, view in views.items() if getattr(view, "needs", None) is None] == []


def test_every_view_about_people_records_who_looked(views):
    about = {
        name: view.needs.records
        for name, view in views.items()
        if ABOUT_PEOPLE.match(name) and name not in SHOWS_NOTHING
    }
    assert [name for name, records in about.items() if records is None] == []
    assert len(about) > 20


def test_every_job_that_is_asked_for_is_known():
    asked = {}
    for path, call in calls(PRODUCT, "later"):
        # later(session, who, job, …): a job that is not written there comes from a name that stands elsewhere
        if len(call.args) > 2 and isinstance(call.args[2], ast.Constant):
            asked[call.args[2].value] = name_of(path)
    assert {job: where for job, where in asked.items() if job not in JOBS} == {}
    assert len(asked) >= 5


def test_every_event_that_is_recorded_is_declared():
    recorded = {}
    for path, call in calls(PRODUCT, "record"):
        kind = call.args[1] if len(call.args) > 1 else None
        if isinstance(kind, ast.Constant) and "." in str(kind.value):
            recorded[kind.value] = name_of(path)
    assert {kind: where for kind, where in recorded.items() if kind not in KINDS} == {}
    assert len(recorded) > 25


def test_every_event_that_is_declared_can_happen():
    said = set()
    for path in [*PRODUCT, *sorted((CHECKOUT / "migrations").rglob("*.py"))]:
        if name_of(path) != "coordination/audit/kinds.py":
            text = path.read_text()
            said |= {kind for kind in set(KINDS) - said if f'"{kind}"' in text or f"'{kind}'" in text}
    assert set(KINDS) - said == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_keeps_the_rules(template):
    text = template.read_text()
    name = name_of(template)
    assert "|safe" not in text.replace(" ", ""), "what people write is never trusted as markup"
    assert not re.search(r"\sstyle=", text), "styles stand in the style sheet"
    assert not re.search(r"\son[a-z]+=\"", text), "scripts stand in files"
    assert not re.search(r"<script(?![^>]*(src=|nonce=))", text), "scripts stand in files"
    assert not re.search(r"\b\d+ (working )?days?\b", text), "numbers of days come from the pathway's settings"
    if name != "templates/base.html" and not any(part in name for part in PARTS):
        assert '{% extends "base.html" %}' in text


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_speaks_of_people_kindly(template):
    spoken = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", " ", template.read_text(), flags=re.DOTALL).lower()
    assert [word for word in STIGMA if re.search(rf"\b{word}\b", spoken)] == []


def test_what_pathways_say_is_kind():
    found = []
    for path in WORKFLOWS:
        if "pathways" not in path.parts:
            continue
        for node in nodes_of(path):
            if isinstance(node, ast.keyword) and node.arg in ("label", "title", "say", "done", "why", "hint", "about"):
                for words in texts(node.value):
                    found += [(name_of(path), word) for word in STIGMA if re.search(rf"\b{word}\b", words.lower())]
    assert found == []


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_a_module_keeps_the_rules(path):
    text, name = path.read_text(), name_of(path)
    assert "populate_obj" not in text, "what is sent is written field by field"
    if "web" not in path.parts and name != "coordination/app.py":
        for node in nodes_of(path):
            held = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "session"
            assert not held, f"line {getattr(node, 'lineno', 0)}: nothing is kept in a browser's session"
    for _, call in calls([path], "text", "execute"):
        drawn = [part for part in call.args[:1] if isinstance(part, ast.JoinedStr)]
        assert not drawn or "local" in path.parts, f"line {call.lineno}: SQL is not put together from text"


@pytest.mark.parametrize("path", [path for path in PRODUCT if "demo" not in path.parts], ids=name_of)
def test_no_code_is_about_one_pathway(path):
    """What a pathway needs is said in its words, so that the next one needs no code."""
    compared = [
        node.lineno
        for node in nodes_of(path)
        if isinstance(node, ast.Constant) and node.value in ("prison-release", "prison_release")
    ]
    assert compared == []


@pytest.mark.parametrize("path", [*PRODUCT, *WORKFLOWS], ids=name_of)
def test_a_file_is_named_for_its_subject_and_not_long_without_a_reason(path):
    assert path.stem not in ("utils", "helpers", "managers", "manager", "helper", "misc", "common", "service")
    if len(path.read_text().splitlines()) > LONGEST:
        assert name_of(path) in EXPLAINED, f"{name_of(path)} is long: divide it, or say what makes it one subject"


def test_every_reason_for_a_long_file_is_still_needed():
    assert [
        name
        for name in EXPLAINED
        if not (CHECKOUT / name).exists() or len((CHECKOUT / name).read_text().splitlines()) <= LONGEST
    ] == []


@pytest.mark.parametrize("decision", sorted((CHECKOUT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.name)
def test_a_decision_names_a_test_that_holds_it(decision):
    named = re.findall(r"tests/[\w/]+\.py", decision.read_text())
    assert named, "name the test that would fail if this were undone"
    assert [name for name in named if not (CHECKOUT / name).exists()] == []
