"""The words for who: parts of people, positions on a case, the grid of what each may see, and who is brought in."""

from dataclasses import dataclass
from typing import Literal

from workflows.vocabulary.conditions import AnswerTo, Condition

SubjectKind = Literal["person", "household", "address", "nobody-named"]
Basis = Literal["direct-care", "consent", "legal-duty", "serious-harm"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What somebody is in the case: the subject, a contact, a child, an occupier. `category` decides who sees them.

    `named_by` are the answers that make their name; without them the subject has the name that lists show. `born_by`
    is the answer that holds their date of birth. By these, and by `also_named_by` (other names, in their own words),
    `sex_by`, `numbers_by` (NHS and prison numbers) and `lives_by` (postcodes, whole or the first half), somebody on
    another case may turn out to be the same person. Of the other parts only those with `named_by` are compared; where
    they stand in a repeated topic, its questions are named.
    """

    code: str
    label: str
    category: str
    many: bool = False
    named_by: tuple[str, ...] = ()
    born_by: str | None = None
    also_named_by: tuple[str, ...] = ()
    sex_by: str | None = None
    numbers_by: tuple[str, ...] = ()
    lives_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NobodyNamed:
    """When a case is about nobody by name: the answers in `identifies` are then neither asked nor kept, whatever was
    typed before, and the case's subject is “nobody-named”. `forgets_too` goes as well when the no comes later: what was
    written while they could still be named. `say` is what the sender reads of it."""

    when: Condition
    identifies: tuple[str, ...]
    say: str
    forgets_too: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlaceOf:
    """The address that a case is about, from the answers that hold it: its own number, or what somebody typed.

    `address` are joined in order. Two cases are about the same address when the numbers agree, or, where one has
    none, when unit, address and postcode do, however they are spelt.
    """

    part: str
    category: str
    address: tuple[str, ...]
    unit: str | None = None
    postcode: str | None = None
    uprn: str | None = None


@dataclass(frozen=True, kw_only=True)
class Position:
    """What a team, agency, panel or worker is on this case.

    `basis` is why they may see anything at all; where it is "consent", `consent` names the question that gives it,
    and the grant ends when it is withdrawn. `many` is whether more than one may hold the position at a time; of several
    teams the first has what the position must do, unless the answer `worked_by` names another of them.
    """

    code: str
    label: str
    held_by: tuple[Literal["team", "agency", "panel", "worker"], ...] = ("team",)
    basis: Basis = "direct-care"
    consent: str | None = None
    many: bool = False
    worked_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Category:
    """One column of the grid: which positions read it, read a level only, read it once done, or write it."""

    code: str
    label: str
    read: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    write: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a referral goes. The first route whose condition holds is taken.

    `service` is the kind of team that is looked for, `area` the answer that says where; with no team for the area
    found, the sender's own choice of partnership is asked. `hand_over` is the kind of hand-over that it travels as.
    `say` explains to the sender why it goes there. `stop` routes end the form with that advice instead.
    """

    code: str
    service: str
    position: str | None = None
    hand_over: str | None = None
    area: AnswerTo | None = None
    when: Condition | None = None
    say: str
    stop: bool = False


@dataclass(frozen=True, kw_only=True)
class Join:
    """Who else takes part from a given moment: from the submission, or from a move that names this join.

    `area` is the answer that says whose team it is; without it, or where no partnership here has that area, it is that
    of the partnership whose case it is.
    """

    code: str
    position: str
    service: str
    area: AnswerTo | None = None
    when: Condition | None = None
    at: Literal["submission", "acceptance", "move"] = "acceptance"
    say: str
