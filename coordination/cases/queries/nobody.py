"""Cases that must name nobody: no link may lead from them to a case that does, or back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, not_, or_

from coordination.cases.models import CaseFile
from workflows import pathways


def must_name_nobody(case: CaseFile) -> bool:
    """Whether the pathway's own rule has made this a case about nobody by name."""
    rule = pathways.of(case.pathway, case.pathway_version).nobody_named
    return rule is not None and case.subject_kind == "nobody-named"


def names_somebody(case: Any) -> ColumnElement[bool]:
    """The condition that no rule of its pathway has made a case (`CaseFile` or an alias) one about nobody by name."""
    ruled = sorted(pathway.code for pathway in pathways.offered() if pathway.nobody_named is not None)
    return or_(case.subject_kind != "nobody-named", not_(case.pathway.in_(ruled)))
