"""The words for the way of a case: lines, stages, moves, tasks and hand-overs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workflows.vocabulary.conditions import Condition
from workflows.vocabulary.effects import Effect
from workflows.vocabulary.form import Check, Question

# What an agency itself may do, whoever works for it: a first responder organisation may send the national form.
Power = Literal["first-responder"]
WhoseNo = Literal["person", "receiver", "area", "age", "need", "record"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A run of stages beside others. The main line is called "main"; `category` is who may see a line at all."""

    code: str
    label: str
    category: str
    starts_in: str | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where a line of a case is.

    `label` is for those who may see the line, `outside_label` for those who may see state words only. `owner` is the
    position that acts next, `clock` by when. `waits_on` names the kind of hand-over whose answer moves the case on.
    """

    code: str
    label: str
    outside_label: str
    line: str = "main"
    owner: str | None = None
    clock: str | None = None
    ends: bool = False
    waits_on: str | None = None


@dataclass(frozen=True, kw_only=True)
class Move:
    """A permitted step.

    `from_` are the stages it can be made from and `to` the one it leads to (None: it stays where it is). `by` are
    the positions that may make it. `asks` are its questions, with their own categories. `guards` refuse it with a
    sentence. `closes` are the task kinds that it does, `drops` those that nobody needs to do after it, `opens` those
    that it asks for; the end of a case drops whatever is open. `starts` and `stops` are clocks. `hand_over` and
    `hand_over_answer` say which hand-over it answers and how. A move that is a “no” says whose. `writes` are
    milestones, `outcome` is an outcome or the answer that holds one. `fills` are repeated topics that are filled in
    with it, a row for each person whom the topic is about. With `power` only workers of an agency that has it may make
    it. `weight` is how its button looks: at most one primary move in a stage.
    """

    code: str
    label: str
    from_: tuple[str, ...]
    to: str | None
    by: tuple[str, ...]
    line: str = "main"
    asks: tuple[Question, ...] = ()
    fills: tuple[str, ...] = ()
    power: Power | None = None
    guards: tuple[Check, ...] = ()
    when: Condition | None = None
    closes: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    hand_over: str | None = None
    hand_over_answer: str | None = None
    whose_no: WhoseNo | None = None
    effects: tuple[Effect, ...] = ()
    writes: tuple[str, ...] = ()
    outcome: str | None = None
    outcome_from: str | None = None
    confirm: str = ""
    done: str = ""
    weight: Literal["primary", "secondary", "warning"] = "secondary"


@dataclass(frozen=True, kw_only=True)
class TaskKind:
    """One thing that a position must do by a deadline. `label` is a verb phrase: “Accept or decline”.

    With `when` it is opened only if that holds then. `writes` are the milestones of its being done. `asks_outcome` is
    asked of whoever says that it is done, where that alone would tell the others nothing: “How do you go on?”

    A task that somebody's safety hangs on says in `before_the_end` why no step ends the case while it waits: an end
    would drop it, and nobody would know. Only “sent by mistake”, “joined with another case” and a death end it all the
    same.
    """

    code: str
    label: str
    position: str
    clock: str
    category: str = "core"
    help: str = ""
    asks_outcome: str = ""
    before_the_end: str = ""
    writes: tuple[str, ...] = ()
    writes_when_opened: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class HandOverKind:
    """How work is passed: asked for help, passed on with ownership, or asked to be taken over.

    `preview` are the questions that the receiver may read before accepting. `answers` maps each answer that the
    receiver may give to the move that it makes. It runs out when its clock's ladder says so: `expired` is the move
    that is then made, if any, and `expired_say` what the side that asked is told. `services` are the kinds of team that
    can take it, where neither a route nor a join of the pathway says so of the position `to`.
    """

    code: str
    label: str
    sort: Literal["ask-for-help", "pass-ownership", "ask-to-take-over"]
    from_: tuple[str, ...]
    to: str
    preview: tuple[str, ...]
    clock: str
    answers: Mapping[str, str] = field(default_factory=dict)
    outside: bool = False
    keeps_sender: bool = True
    chain: bool = True
    services: tuple[str, ...] = ()
    expired: str | None = None
    expired_say: str = "Nobody answered what you asked for. It is yours again."
