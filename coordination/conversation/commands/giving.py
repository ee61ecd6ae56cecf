"""Something to do, given to a team by hand: the words stand in the conversation, the task in that team's queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated
from coordination.cases import queries as cases
from coordination.cases.commands.audiences import chosen_from
from coordination.cases.commands.urgent import alert_by_words
from coordination.cases.queries.audiences import EVERYONE
from coordination.cases.queries.copies import copies_of
from coordination.conversation.commands.posting import stand
from coordination.conversation.given import Readers
from coordination.conversation.queries.asking import teams_here
from coordination.conversation.queries.seats import seat_on
from coordination.errors import Invalid, MovedOn
from coordination.queues.commands.opening import open_task, start_clock
from workflows.dates_in_words import in_full
from workflows.local_time import moment_on
from workflows.vocabulary import BY_HAND

LONGEST = 200
FURTHEST = timedelta(days=366)
CLOSED = "This case is closed, so nobody can be given anything to do on it. Write a message instead."


@dataclass(frozen=True)
class ToDo:
    """What is to be done, by which team (by code) and by what day; and who reads it."""

    words: str
    team: str
    due_on: date
    readers: Readers = field(default_factory=lambda: Readers(EVERYONE))


@dataclass(frozen=True)
class Given:
    """A task that stands in a queue, and the place of its words in the conversation."""

    task: str
    seq: int
    # the kind of danger that the words may tell of, for which a team was alerted
    danger: str | None


def give_task(session: Session, worker: SignedIn, reference: str, given: ToDo, *, once: str) -> Given:
    """Give a team that takes part something to do; sent again with the same key, it is given once.

    Raises NotVisible without the case, NotAllowed from a preview, Invalid with what to put right, MovedOn when the
    case is closed or the team does not take part any more.
    """
    case = cases.get(session, reference, to_change=True)
    seat = seat_on(session, worker, case)
    seat.must_be_open()
    before = repeated(session, worker, once, [reference, repr(given)])
    if before is not None:
        return Given(before["task"], before["seq"], before["danger"])
    if case.ended_at is not None:
        raise MovedOn(CLOSED)
    words, category = given.words.strip(), given.readers.category
    _check(words, given.due_on)
    seat.must_read(category)
    team = next((one for one in teams_here(session, seat) if one.code == given.team), None)
    if team is None:
        raise MovedOn("That team does not take part in this case any more. Choose another.", field="team")
    if not seat.reads_as([team.id], category, worker.agency_id):
        raise Invalid(f"{team.name} does not read this kind of information. Choose another team or kind.", field="team")
    chosen = chosen_from(session, seat, given.readers).including(team.id)
    message = stand(session, seat, chosen, category, f"For {team.name}, by {in_full(given.due_on)}: {words}")
    now, open_to_all = cases.standing(session, worker, case), chosen.kind == EVERYONE
    kind = now.pathway.task(f"{BY_HAND}{category}")
    deadline = start_clock(
        session,
        now.pathway.clock(kind.clock or ""),
        now.pathway,
        now.known,
        case_id=case.id,
        team_id=team.id,
        origin_at=moment_on(given.due_on, time(12)),
    )
    task = open_task(
        session,
        kind=kind.code,
        # lists of tasks are read by more people than the message itself
        asks=words if category == "core" and open_to_all else kind.label,
        team_id=team.id,
        clock=deadline,
        copies=copies_of(session, case, now.pathway, now.known, worker.agency_name),
        opened_by_id=worker.id,
        category=category,
        audience_id=None if open_to_all else message.audience_id,
    )
    case.version += 1
    session.flush()
    danger = alert_by_words(session, worker, case, words)
    remember(session, worker, once, {"task": task.reference, "seq": message.seq, "danger": danger}, case.id)
    return Given(task.reference, message.seq, danger)


def _check(words: str, due_on: date) -> None:
    if not words:
        raise Invalid("Write what is to be done.", field="words")
    if len(words) > LONGEST:
        raise Invalid(f"Shorten what is to be done to {LONGEST} characters or fewer.", field="words")
    if due_on < clock.today():
        raise Invalid("Enter today or a day that is still to come.", field="due_on")
    if due_on > clock.today() + FURTHEST:
        raise Invalid("Enter a day within a year from today.", field="due_on")
