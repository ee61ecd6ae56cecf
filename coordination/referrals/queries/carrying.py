"""What one referral lends to the next about the same person, so that nobody types it twice.

Only what the worker wrote themselves is lent: in a draft of theirs, or in a referral that they sent. Agreement is never
lent: it is asked again for each kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.forms.words import in_words
from coordination.referrals.queries import drafts, sent
from coordination.referrals.queries.written import Writing
from workflows.shapes import wrong_with
from workflows.vocabulary import Pathway, Question

DRAFT = "DRF"


@dataclass(frozen=True)
class Lent:
    """What a referral says about the person, by meanings that forms share. `reference` is what it was lent from."""

    reference: str
    pathway: Pathway
    answers: Mapping[str, Any]

    @property
    def said(self) -> list[tuple[str, str]]:
        """Label and words of each answer, as the referral has them."""
        codes = self.pathway.carries
        asked = [(self.pathway.questions[codes[meaning]], value) for meaning, value in self.answers.items()]
        return [(question.label, in_words(question, value)) for question, value in asked]

    def for_form(self, pathway: Pathway, on: str) -> dict[str, Any]:
        """What a form begun on an ISO day takes of it: an answer that it would refuse is left for the worker."""
        found: dict[str, Any] = {}
        for meaning, value in self.answers.items():
            question = pathway.questions.get(pathway.carries.get(meaning, ""))
            if question is not None and takes(question, value, on):
                found[question.code] = value
        return found


def lent_by(session: Session, worker: SignedIn, reference: str) -> Lent:
    """What the worker's own draft, or their own newest referral on a case, lends. Raises NotVisible for any other."""
    reference = reference.upper()[:20]
    if reference.startswith(DRAFT):
        draft = drafts.get(session, reference)
        return Lent(reference, draft.pathway, _meant(draft.pathway, draft.answers))
    referral = sent.of_case(session, worker.id, reference)
    return Lent(reference, referral.pathway, _meant(referral.pathway, referral.answers))


def carried_over(draft: Writing) -> list[str]:
    """The labels of the answers that were lent when the draft was begun and that nobody has changed since."""
    carried = set(draft.pathway.carries.values())
    return [
        question.label
        for question in draft.pathway.asked_at_referral
        if question.code in carried
        and (kept := draft.kept.get((question.code, 0))) is not None
        and kept.version == 1
        and kept.at == draft.begun_at
    ]


def _meant(pathway: Pathway, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {meaning: answers[code] for meaning, code in pathway.carries.items() if answers.get(code) not in (None, "")}


def takes(question: Question, value: Any, on: str) -> bool:
    """Whether a form begun on this ISO day would take such an answer to this question."""
    offered = [choice.code for choice in question.offered(on)]
    return (not offered or value in offered) and wrong_with(question, value, on) is None
