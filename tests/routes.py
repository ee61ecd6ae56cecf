"""Addresses that are compiled once in a test process: every module has an application of its own, all with the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]
BUILT: dict[Any, Builder] = {}


class RuleCompiledOnce(Rule):
    """A rule of Werkzeug. What it compiles to build an address is told its rule with each call, and holds none."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        key = (tuple(self._trace), tuple(sorted((self.defaults or {}).items())), append_unknown)
        if key not in BUILT:
            BUILT[key] = super()._compile_builder(append_unknown)
        return BUILT[key]


def compile_routes_once() -> None:
    """Make every application of this process with such rules."""
    Flask.url_rule_class = RuleCompiledOnce
