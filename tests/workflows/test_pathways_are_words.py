"""A pathway holds nothing but words: calls with names and literals, which a programme manager can read aloud."""

import ast
from pathlib import Path

import pytest

from workflows import pathways

WORDS = (
    ast.Module, ast.ImportFrom, ast.alias, ast.Assign, ast.Call, ast.keyword, ast.Name, ast.Constant, ast.Dict,
    ast.Tuple, ast.Load, ast.Store,
)  # fmt: skip
FOLDER = Path(pathways.__file__).parent
MODULES = sorted(set(FOLDER.rglob("*.py")) - {FOLDER / "__init__.py"})


def not_words(source: str) -> list[int]:
    """The lines that hold anything but words. The docstring at the top is allowed."""
    tree = ast.parse(source)
    if tree.body and isinstance(tree.body[0], ast.Expr) and isinstance(tree.body[0].value, ast.Constant):
        tree.body = tree.body[1:]
    return [getattr(node, "lineno", 0) for node in ast.walk(tree) if not isinstance(node, WORDS)]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_holds_nothing_but_words(module):
    assert not_words(module.read_text()) == []


def test_there_are_modules_to_look_at():
    assert "stages" in {module.stem for module in MODULES}


@pytest.mark.parametrize(
    "smuggled",
    [
        "X = lambda answers: True", "X = [1, 2]", "X = -1", "X = answers.get('a')", "X = 1 if Y else 2",
        "import os", "X = a + b", "def x():\n    return 1", "X = f'{y}'", "X = (*A, *B)", "for x in Y:\n    pass",
    ],
)  # fmt: skip
def test_finds_whatever_is_no_word(smuggled):
    assert not_words(f'"""About."""\n{smuggled}\n') != []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_speaks_the_vocabulary_and_imports_nothing_else(module):
    imported = {node.module for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.ImportFrom)}
    own = {name for name in imported if name and name.startswith("workflows.pathways.")}
    assert imported - own <= {"workflows.vocabulary", "workflows.phrases"}
