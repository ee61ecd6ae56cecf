"""A question, its answer and how both are laid out: the page and every file are made from this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from coordination.statistics.asking import question_of
from coordination.statistics.files.document import Document
from coordination.statistics.grids import Laid, laid_out
from coordination.statistics.queries import frozen
from coordination.statistics.queries.frozen import Answer, Question
from coordination.statistics.queries.menu import Menu
from coordination.statistics.tables import document_of


@dataclass(frozen=True)
class Answered:
    """One question with its answer."""

    question: Question
    menu: Menu
    answer: Answer
    laid: Laid

    @property
    def document(self) -> Document:
        """Everything that a file of it says."""
        return document_of(self.question, self.menu, self.answer, self.laid)


def everything(session: Session, menu: Menu) -> tuple[Answered, ...]:
    """The answers that together hold every figure that is out, in each way of counting."""
    months = menu.months
    return tuple(
        answered(session, question_of(menu, months[0], months[-1], by=one.code), menu) for one in menu.attributes
    )


def answered(session: Session, question: Question, menu: Menu) -> Answered:
    """Answer from frozen figures. The session is that of the role that can read nothing else."""
    answer = frozen.answer(session, question, menu.groups)
    return Answered(question, menu, answer, laid_out(question, menu, answer))
