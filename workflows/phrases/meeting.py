"""Appointments with the ordinary outcomes, and what follows when somebody did not come."""

from __future__ import annotations

from typing import Any

from workflows.phrases.asking import choices
from workflows.vocabulary import AppointmentKind, AppointmentOutcome, MissedStep, TaskKind

MODES = choices({"in-person": "In person", "phone": "By phone", "video": "By video"})
AGAIN, DECIDE = "missed-again", "missed-decide"


def appointment(
    code: str,
    label: str,
    *,
    category: str,
    with_position: str = "lead",
    attended: str = "They came",
    makes: str | None = None,
    missed: bool = True,
    absent: bool = True,
    **more: Any,
) -> AppointmentKind:
    """An appointment that is attended, missed or cancelled by either side. `makes` is the step that coming makes.
    Without `absent` not coming is among the `outcomes` given.

    A miss asks for another try; from the third on, for a decision by a person: nobody is closed by missing.
    """
    came = AppointmentOutcome(code="attended", label=attended, writes=("appointment-attended",), makes=makes)
    return AppointmentKind(
        code=code,
        label=label,
        with_position=with_position,
        category=category,
        modes=more.pop("modes", MODES),
        outcomes=(
            came,
            *more.pop("outcomes", ()),
            *(
                (
                    AppointmentOutcome(
                        code="did-not-attend", label="They did not come", missed=missed, writes=("appointment-missed",)
                    ),
                )
                if absent
                else ()
            ),
            AppointmentOutcome(code="cancelled-by-person", label="They cancelled", writes=("appointment-cancelled",)),
            AppointmentOutcome(
                code="cancelled-by-service", label="We cancelled", counts=False, writes=("appointment-cancelled",)
            ),
        ),
        missed=(
            MissedStep(number=1, label="First missed appointment", opens=(AGAIN,)),
            MissedStep(number=2, label="Second missed appointment", opens=(AGAIN,), tells=("lead",)),
            MissedStep(number=3, label="Third missed appointment", opens=(DECIDE,), tells=("lead",)),
        )
        if missed and absent
        else (),
        **more,
    )


def missed_tasks(clock: str, *, position: str = "lead", category: str = "contact") -> tuple[TaskKind, ...]:
    """What a missed appointment asks for."""
    return (
        TaskKind(
            code=AGAIN,
            label="Ring them and offer another appointment",
            position=position,
            clock=clock,
            category=category,
        ),
        TaskKind(
            code=DECIDE,
            label="Decide what happens after three missed appointments",
            position=position,
            clock=clock,
            category=category,
            help="Missing appointments closes nothing by itself. Look at what stands in the way.",
            asks_outcome="How do you go on, and who decided it?",
        ),
    )
