"""The words for meeting the resident: appointments, what came of them, and what follows when somebody did not come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workflows.vocabulary.conditions import Condition
from workflows.vocabulary.form import Check, Choice, Refuse


@dataclass(frozen=True, kw_only=True)
class AppointmentOutcome:
    """What came of an appointment. `counts` is whether it is among those due, `missed` whether it enters the loop.

    `moves` are the steps that it leads to. `makes` is the one that is made with it: its questions are asked on the same
    page, its guards refuse the outcome, and both are recorded or neither. `dates` is the fact that is given the moment
    of the appointment: the day of the visit, also when it is written down days later.
    """

    code: str
    label: str
    counts: bool = True
    missed: bool = False
    writes: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    makes: str | None = None
    dates: str | None = None


@dataclass(frozen=True, kw_only=True)
class MissedStep:
    """What is done after the so-manieth missed appointment (`number`; the last one holds for all later ones)."""

    number: int
    label: str
    opens: tuple[str, ...]
    tells: tuple[str, ...] = ()
    tells_when: Condition | None = None
    say: str = ""


@dataclass(frozen=True, kw_only=True)
class AppointmentKind:
    """A kind of appointment, with whom it is, how it may be held, what is checked and what follows a miss."""

    code: str
    label: str
    with_position: str
    modes: tuple[Choice, ...]
    outcomes: tuple[AppointmentOutcome, ...]
    category: str
    missed: tuple[MissedStep, ...] = ()
    checks: tuple[Check, ...] = ()
    writes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reaching:
    """Attempts to reach the person: the category that they are kept under, and when no message may be left.

    `no_way_when` says of single ways, such as "text" or "call", when they are not safe though another may be.
    `number` is the answer that holds the person's own phone number; without one no text goes out by itself, nor before
    `has_phone` lets it: somebody else may have the phone of a person in prison.
    """

    category: str
    no_message_when: Condition
    no_way_when: Mapping[str, Condition] = field(default_factory=dict)
    number: str | None = None
    has_phone: Refuse | None = None


@dataclass(frozen=True, kw_only=True)
class FactKind:
    """Something dated whose history is kept and never overwritten, such as a release date.

    `kinds`, `sources` and `confidences` are what may be recorded beside each value. `origin` is the origin that the
    value times clocks from; a new value re-times all that hang on it. Which of several values holds now: the newest,
    but a value of a kind in `outranks` before any other. `kind_origins` and `writes` go by kind: the further origin
    that a value of this kind dates, and the milestones that it writes.
    """

    code: str
    label: str
    category: str
    value: Literal["date", "date-time", "choice", "yes-no-unknown"]
    kinds: tuple[Choice, ...] = ()
    sources: tuple[Choice, ...] = ()
    confidences: tuple[Choice, ...] = ()
    choices: tuple[Choice, ...] = ()
    origin: str | None = None
    written_by: tuple[str, ...] = ()
    outranks: tuple[str, ...] = ()
    kind_origins: Mapping[str, str] = field(default_factory=dict)
    writes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
