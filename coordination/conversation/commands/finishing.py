"""Saying that a task is done, and what came of it: the task ends, and the words stand in the conversation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated
from coordination.cases import queries as cases
from coordination.cases.commands.audiences import chosen_from
from coordination.cases.commands.finishing import finish_task, task_of_mine
from coordination.cases.commands.urgent import alert_by_words
from coordination.conversation.commands.posting import stand
from coordination.conversation.given import LONGEST, Readers
from coordination.conversation.queries.seats import seat_on
from coordination.errors import Invalid


@dataclass(frozen=True)
class Finished:
    """A task that has ended, and the place of what came of it in the conversation."""

    seq: int
    # the kind of danger that the words may tell of, for which a team was alerted
    danger: str | None


def finish_with_outcome(
    session: Session, worker: SignedIn, reference: str, task_reference: str, words: str, readers: Readers, *, once: str
) -> Finished:
    """End a task as done and say what came of it; sent again with the same key, it is said once.

    Raises NotVisible without the case, NotAllowed from a preview or for a task that is another team's or that does not
    end by hand, MovedOn when somebody finished it meanwhile, Invalid with what to put right.
    """
    case = cases.get(session, reference, to_change=True)
    seat = seat_on(session, worker, case)
    seat.must_be_open()
    before = repeated(session, worker, once, [reference, task_reference, words, repr(readers)])
    if before is not None:
        return Finished(before["seq"], before["danger"])
    asks = task_of_mine(session, worker, case, task_reference, to_change=True).asks
    category = readers.category
    if not words.strip():
        raise Invalid("Write down what came of it.", field="outcome")
    if len(words) > LONGEST:
        raise Invalid(f"Shorten it to {LONGEST:,} characters or fewer.", field="outcome")
    seat.must_read(category)
    finish_task(session, worker, reference, task_reference, once=once, told=True)
    message = stand(session, seat, chosen_from(session, seat, readers), category, f"Done: {asks}. {words.strip()}")
    found = Finished(message.seq, alert_by_words(session, worker, case, words))
    remember(session, worker, once, {"seq": found.seq, "danger": found.danger}, case.id)
    return found
