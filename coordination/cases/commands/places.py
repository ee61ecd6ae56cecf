"""The address that a case is about, kept so that another worry about the same home can be found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from coordination.cases.models import CaseFile, Place
from coordination.db import new_id
from coordination.writing_together import put
from workflows.addresses import folded, folded_postcode, property_number
from workflows.vocabulary import Pathway


def keep(session: Session, case: CaseFile, pathway: Pathway, answers: Mapping[str, Any]) -> None:
    """Keep the address that these answers give, where the pathway is about one."""
    word = pathway.place
    if word is None:
        return
    address = " ".join(str(answers[field]).strip() for field in word.address if answers.get(field))
    unit = _said(answers, word.unit)
    uprn = property_number(_said(answers, word.uprn))
    if not address and not uprn:
        return
    put(
        session,
        Place,
        id=new_id(),
        case_id=case.id,
        part=word.part,
        category=word.category,
        uprn=uprn or None,
        address=address or None,
        unit=unit,
        postcode=folded_postcode(_said(answers, word.postcode)) or None,
        folded=folded(unit, address) or None,
    )


def _said(answers: Mapping[str, Any], field: str | None) -> str | None:
    return str(answers.get(field or "") or "").strip() or None
