"""The words for what a page says by itself: safety warnings, prompts, and what happens next."""

from dataclasses import dataclass
from typing import Literal

from workflows.vocabulary.conditions import AnswerTo, Condition


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What lists and queues may show of a case: which answers make its name, its area and its risk, and its key date.

    `name` are joined in order. `area` is the answer that says in which area it is. The risk is the highest of the
    answers `risk`, or the band of the score `risk_score`, by the order of `risk_levels`. `key_date` is a dated fact,
    said as `ahead` ("leaves prison") or, once that day has passed, as `behind` ("was to leave prison"); as `happened`
    ("left prison") only when somebody has recorded that. An appointment before it is warned of with `too_early`.
    `born` and `identity` are what tells two people of one name apart: their date of birth, and what else the bar above
    the case says of them.
    """

    name: tuple[str, ...] = ()
    area: str | None = None
    risk: tuple[str, ...] = ()
    risk_score: str | None = None
    risk_levels: tuple[str, ...] = ()
    key_date: str | None = None
    ahead: str = ""
    behind: str = ""
    happened: str = ""
    too_early: str = ""
    born: str | None = None
    identity: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SafetyWarning:
    """A line in the identity bar, for those who may read its category."""

    code: str
    say: str
    when: Condition
    category: str
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """Something to think about, shown to those who may read its category; `task` opens a task as well, once.

    It never acts for anybody: a prompt to speak to children's social care is not a referral.
    """

    code: str
    say: str
    when: Condition
    category: str
    task: str | None = None
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class DaysSince:
    """“N days since …”, counted from a dated answer, with the number from which it stands out. No advice is given."""

    code: str
    say: str
    since: AnswerTo
    category: str
    alert_setting: str
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What a form says at once when an answer raises an alarm, before anything is sent.

    With `alert` it is urgent: what is there can be sent at once, and whoever holds the first of the positions in
    `alerts` on the case is alerted with that sentence, which names nobody. `within` is the setting that says in how
    many minutes somebody answers. `rings` are the kinds of team that the form says to ring, where the first of `alerts`
    is not whom to ring.
    """

    code: str
    title: str
    say: str
    when: Condition
    alert: str = ""
    alerts: tuple[str, ...] = ()
    within: str | None = None
    rings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """One line of “what happens next” on the confirmation page, with the clock that dates it."""

    say: str
    clock: str | None = None
    when: Condition | None = None
    who: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ready:
    """One mark of the readiness line on the case page: ready when the condition holds.

    `unknown` holds where somebody said that it is not known; nothing is then taken to be missing or in place. With
    `held_by` it is ready only while somebody who can sign in has this position on the case by name.
    """

    code: str
    label: str
    when: Condition
    category: str
    held_by: str | None = None
    applies: Condition | None = None
    unknown: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseCalendar:
    """How the cases of a pathway stand on the calendar of releases.

    They stand on the day of the dated fact `date`; a value of one of the kinds `happened` says that they have left.
    They leave from the first of the answers `place` that was given. `marks` are the readiness marks that it shows. How
    sure the day is, is said unless it is one of the confidences `sure`.
    """

    date: str
    happened: tuple[str, ...]
    sure: tuple[str, ...]
    place: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PanelReason:
    """Why a case is high on a panel's agenda: how much it weighs, and whose eyes it is for.

    With `level` it tells no more than a level, so those who read only the level of its category read it as well.
    """

    code: str
    say: str
    when: Condition
    weight: int
    category: str
    level: bool = False


@dataclass(frozen=True, kw_only=True)
class PanelRule:
    """When a case belongs before a panel, by when it is reviewed, and what puts it high on the agenda.

    `near` weighs the days to the key date, called `near_to`: so much within so many days, the nearest first, with
    `near_category` as its readers. `missed` weighs each appointment that somebody did not come to, and `returned` a
    case that follows an earlier one.
    """

    panel: str
    label: str
    consent: str | None
    listed_when: Condition
    clock: str
    again: str | None = None
    decisions: tuple[str, ...] = ()
    sort: Literal["resettlement", "risk", "safeguarding"] = "resettlement"
    reasons: tuple[PanelReason, ...] = ()
    near: tuple[tuple[int, int], ...] = ()
    near_to: str = ""
    near_category: str = "core"
    missed: int = 0
    returned: int = 0
