"""Which entries of the log tell of what is counted, so that figures can be counted again from the log alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.vocabulary import Milestone, Pathway
from workflows.vocabulary.conditions import Answered, AnswerTo
from workflows.vocabulary.pathway import by_code

RECEIVED, MOVED, FACT = "referral.received", "case.moved", "fact.recorded"
BOOKED, CAME = "appointment.made", "appointment.outcome"
ANSWERED = "answer.given"
EVENTS_READ = (RECEIVED, MOVED, FACT, BOOKED, CAME, ANSWERED)
# whether a referral opened its case, or was added to one that was open
FIRST, ADDED = "first", "added"


@dataclass(frozen=True)
class Logged:
    """An entry of this kind that says this tells of this milestone.

    `says` is the move, the fact and its kind, the appointment and what came of it, with a colon between two, or the
    question that was answered.
    """

    event: str
    says: str
    milestone: str


def what_counts(pathway: Pathway) -> frozenset[str]:
    """The milestones that decide what is booked: of a case, of its being none after all, and of events."""
    published = pathway.published
    if published is None:
        return frozenset()
    events = (kind.milestone for count in published.events for kind in count.kinds)
    return frozenset({published.booked_by, *published.undone_by, *events})


def told_once(pathway: Pathway, milestone: str) -> bool:
    """Whether it counts once however often the log tells of it."""
    return by_code(pathway.milestones)[milestone].once != "event"


def told_on_the_day(pathway: Pathway, milestone: str) -> bool:
    """Whether its day is that of the entry, and not one that somebody gave."""
    return by_code(pathway.milestones)[milestone].dated_by is None


def logged(pathway: Pathway) -> Iterator[Logged]:
    """Every entry that tells of something that counts. Raises LookupError where nothing would tell of it.

    So it does where a milestone follows from what an answer says: the log says that it was given, and no more.
    """
    wanted = what_counts(pathway)
    found = [one for one in _every(pathway) if one.milestone in wanted]
    silent = wanted - {one.milestone for one in found}
    if silent:
        raise LookupError(f"{pathway.code}: no entry of the log tells of {', '.join(sorted(silent))}.")
    yield from found


def _every(pathway: Pathway) -> Iterator[Logged]:
    for code in pathway.submission:
        yield Logged(RECEIVED, FIRST, code)
    for code in pathway.attached_submission:
        yield Logged(RECEIVED, ADDED, code)
    for move in pathway.moves:
        for code in move.writes:
            yield Logged(MOVED, move.code, code)
    for fact in pathway.facts:
        for kind, codes in fact.writes.items():
            for code in codes:
                yield Logged(FACT, f"{fact.code}:{kind}", code)
    for appointment in pathway.appointments:
        for code in appointment.writes:
            yield Logged(BOOKED, appointment.label, code)
        for outcome in appointment.outcomes:
            for code in outcome.writes:
                yield Logged(CAME, f"{appointment.label}:{outcome.code}", code)
    for milestone in pathway.milestones:
        question = _question(milestone)
        if question is not None:
            yield Logged(ANSWERED, question, milestone.code)


def _question(milestone: Milestone) -> str | None:
    """The question that makes it true by being answered, whatever the answer."""
    made_by = milestone.on
    if isinstance(made_by, Answered) and isinstance(made_by.source, AnswerTo):
        return made_by.source.field
    return None
