"""How work ends: with an outcome, because the person does not want it, by mistake, or by a death."""

from __future__ import annotations

from typing import Any

from workflows.phrases.asking import ask, ask_choice
from workflows.phrases.working import stage
from workflows.vocabulary import (
    AnswersHandOver,
    CancelsAppointments,
    Choice,
    EndsGrants,
    Move,
    Outcome,
    SilencesMessages,
    Stage,
    States,
    TellsFirstSender,
)

WORKING = "work"
"""The category of what the receiving team writes down as it works."""


def ends_of_every_kind() -> tuple[Stage, ...]:
    """The ends that every kind has beside its own."""
    return (
        stage("declined", "Declined", "Closed"),
        stage("withdrawn", "They do not want this", "Closed"),
        stage("cancelled", "Cancelled: sent by mistake", "Closed"),
        stage("closed-elsewhere", "Taken on by another area", "Closed"),
        stage("closed-died", "They have died", "Closed"),
    )


def ending_moves(
    *,
    waiting: tuple[str, ...],
    open_stages: tuple[str, ...],
    appointments: tuple[str, ...],
    others: tuple[str, ...],
    working: tuple[str, ...] = (),
) -> tuple[Move, ...]:
    """Withdrawn and died from everywhere, cancelled while it waits. `others` lose what they saw by consent. Whoever is
    `working` with the person hears of a death as early as the lead, and records it."""
    cancels = (CancelsAppointments(kinds=appointments),) if appointments else ()
    both = ("lead", "referrer")
    know = (*both, *(each for each in working if each not in both))
    return (
        Move(
            code="withdraw",
            label="They do not want this",
            from_=open_stages,
            to="withdrawn",
            by=both,
            asks=(
                ask_choice(
                    "withdrawn_advice",
                    "Were they told how to come back?",
                    {"yes": "Yes", "no": "No, they could not be reached"},
                    category="core",
                    by=both,
                    missing="Select whether they were told how to come back.",
                    why="Somebody who says no today may want help next month.",
                ),
            ),
            hand_over=None,
            effects=(
                AnswersHandOver(kind="referral", answer="person-declined"),
                *cancels,
                *((EndsGrants(positions=others, resting_on="consent"),) if others else ()),
                TellsFirstSender(say="They told us that they do not want this. They can come back at any time."),
            ),
            whose_no="person",
            writes=("referral-withdrawn",),
            done="Recorded. They can come back at any time.",
            weight="warning",
        ),
        Move(
            code="cancel",
            label="Cancel: sent by mistake",
            from_=waiting,
            to="cancelled",
            by=both,
            asks=(
                ask_choice(
                    "cancel_reason",
                    "What was the mistake?",
                    {"wrong-person": "The wrong person", "sent-twice": "Sent twice", "other": "Something else"},
                    category="core",
                    by=both,
                    missing="Select what the mistake was.",
                    why="The record stays, so that everybody can see what happened.",
                ),
            ),
            effects=(
                AnswersHandOver(kind="referral", answer="withdrawn"),
                TellsFirstSender(say="The referral was cancelled because it was sent by mistake."),
            ),
            whose_no="record",
            writes=("cancelled",),
            confirm="The record of what was sent and read stays.",
            done="Cancelled.",
            weight="warning",
        ),
        Move(
            code="record_death",
            label="Record that they have died",
            from_=open_stages,
            to="closed-died",
            by=know,
            asks=(
                ask(
                    "died_on",
                    "On which day did they die?",
                    kind="date",
                    category="core",
                    by=know,
                    sets_fact=States(fact="death_date"),
                    hint="As far as it is known.",
                    missing="Enter the day, as far as it is known.",
                    why="Every message about them stops.",
                    past=True,
                ),
            ),
            effects=(
                AnswersHandOver(kind="referral", answer="died"),
                *cancels,
                SilencesMessages(hides_name=True),
            ),
            writes=("died",),
            confirm="Every reminder and text about them stops at once.",
            done="Recorded. Every message about them has stopped.",
            weight="warning",
        ),
    )


def closing_plainly(*, at: tuple[str, ...], ending: tuple[Outcome, ...], **more: Any) -> Move:
    """The step that ends the work with one of these outcomes."""
    return closing(at=at, ending=ending, code="close", label="Close", to="closed", **more)


def closing(
    *,
    at: tuple[str, ...],
    ending: tuple[Outcome, ...],
    no_longer: tuple[Outcome, ...] = (),
    code: str,
    label: str,
    to: str,
    asks: tuple[Any, ...] = (),
    says: str = "The work that you asked for has ended. Open it to read how.",
    field: str = "case_outcome",
    effects: tuple[Any, ...] = (),
    by: tuple[str, ...] = ("lead",),
    writes: tuple[str, ...] = (),
    **more: Any,
) -> Move:
    """A step that ends the work, with the outcome asked under `field`. The referrer reads the outcome, no details.

    `no_longer` are outcomes that are not offered any more, kept so that old records can be read."""
    return Move(
        code=code,
        label=label,
        from_=at,
        to=to,
        by=by,
        asks=(
            ask_choice(
                field,
                "How did it end?",
                (
                    *(Choice(code=each.code, label=each.label) for each in ending),
                    *(Choice(code=each.code, label=each.label, until="") for each in no_longer),
                ),
                category="core",
                missing="Select how it ended.",
                why="The referrer reads it, and the partnership learns what becomes of people.",
            ),
            *asks,
            ask(
                "closing_note",
                "What does the next worker have to know?",
                kind="long-text",
                category=WORKING,
                max_length=1500,
            ),
        ),
        outcome_from=field,
        effects=(*effects, TellsFirstSender(say=says)),
        writes=("outcome-recorded", *writes),
        done="Closed. The referrer has been told.",
        **more,
    )
