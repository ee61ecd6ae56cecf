"""The words for time: what a deadline is counted from, how long it is, what bends it, and what can be set."""

from dataclasses import dataclass
from typing import Literal

from workflows.vocabulary.conditions import Condition

Unit = Literal["hours", "days", "working-days"]
Direction = Literal["after", "before"]
# "expires" tells nobody: the hand-over that waits for this deadline ends without an answer
Told = Literal["holder", "team-lead", "partner-spoc", "duty", "panel-chair", "expires"]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A number or word that a partnership may change, with the value it starts from and where that came from.

    `mark` is "K" for ordinary professional knowledge that nobody has confirmed, "I" for a design proposal, and
    None for what a published source says. Where only some values will do, `choices` names them: code and words.
    """

    code: str
    default: int | str
    mark: Literal["K", "I"] | None
    meaning: str
    source: str = ""
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A dated event or fact that clocks and conditions may be counted from.

    The label is a sentence that reads on from “after”, “before”, “the day” and “when”: “they moved in”.
    """

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A moment: so long after or before a dated event or fact."""

    origin: str
    length: int = 0
    unit: Unit = "working-days"
    direction: Direction = "after"


@dataclass(frozen=True, kw_only=True)
class Shorter:
    """Another length that takes the place of a clock's own while a condition holds, and the reason in words. `setting`
    names the Setting whose value replaces `length`."""

    when: Condition
    length: int = 0
    unit: Unit = "working-days"
    setting: str | None = None
    say: str


@dataclass(frozen=True, kw_only=True)
class Rung:
    """Whom to tell so long after a deadline has passed."""

    after: int = 0
    unit: Unit = "working-days"
    tell: Told


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A deadline.

    Due is `length` units after or before `origin`, never before `earliest` nor after `latest`. `setting` names the
    Setting whose value on the case's own date replaces `length`. `while_unknown` holds while the origin has no
    date, `when_past` when the due time had already passed as the clock started. Without `time_of_day` a clock runs
    to the end of the local day. `remind` is how many working days before it is due the holder is reminded.
    `setting_on` is the dated fact on whose day the setting's value is read, in place of the case's own date.
    """

    code: str
    label: str
    origin: str
    length: int
    unit: Unit
    direction: Direction = "after"
    setting: str | None = None
    setting_on: str | None = None
    earliest: Bound | None = None
    latest: Bound | None = None
    while_unknown: Bound | None = None
    when_past: Bound | None = None
    shorter: tuple[Shorter, ...] = ()
    on_working_day: Literal["no", "next", "previous"] = "no"
    time_of_day: str | None = None
    pauses: tuple[str, ...] = ()
    remind: int = 1
    ladder: tuple[Rung, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DraftRule:
    """How a half-filled form is kept: when its writer is reminded, warned, and when it is cleared away.

    Each names a Setting: working days until the first reminder, days until it is cleared, days of warning before.
    """

    remind_after: str
    expires_after: str
    warn_before: str
