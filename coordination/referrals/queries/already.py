"""Whether the person has an open case already that this worker may see. Of any other case nothing is said."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from coordination.cases.queries.alike import OpenCase, open_cases_alike
from coordination.referrals.queries.written import Writing


def open_cases(session: Session, draft: Writing) -> Sequence[OpenCase]:
    """Open cases of the draft's pathway with the same prison or NHS number, or the same name and date of birth,
    among those that the worker may see."""
    return open_cases_alike(session, draft.pathway, draft.answers)
