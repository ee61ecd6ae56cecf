"""The words for what is counted, and for scores: milestones with coded attributes, outcomes, points and bands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workflows.vocabulary.conditions import AnswerTo, Condition, FactOf

GIVEN_FACTS = ("outcome", "appointment_outcome", "whose_no")
"""Facts that need no declaring: the outcome of the case, what came of the appointment, and whose “no” it was, as they
stand when a milestone is written."""


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A coded value that goes along with a milestone. Exactly one of `of`, `holds` and `age_of` says where it comes
    from: an answer or fact with its own codes, a condition ("yes", "no", "not-known"), or an age at an origin."""

    code: str
    label: str
    of: AnswerTo | FactOf | None = None
    holds: Condition | None = None
    age_of: AnswerTo | None = None
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """Something that happened and counts: a kind, a date and coded attributes, never free text.

    `once` per "case", "spell" or "event". `dated_by` names the answer or origin that holds its business date;
    without it, the moment of writing. A milestone with `on` is written by itself, the first time that answers make
    the condition hold; the others are written by the submission, a move, a task, a fact or an appointment.
    """

    code: str
    label: str
    attributes: tuple[str, ...] = ()
    once: Literal["case", "spell", "event"] = "event"
    dated_by: str | None = None
    on: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One of the ways in which the work can end."""

    code: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Points:
    """Points for each of these values ticked in an answer, with a cap on the group.

    `each_setting` and `cap_setting` name the Settings whose values replace what is written here.
    """

    source: AnswerTo
    values: tuple[str, ...]
    each: int
    cap: int | None = None
    each_setting: str | None = None
    cap_setting: str | None = None


@dataclass(frozen=True, kw_only=True)
class Band:
    """A run of scores, from `least` upwards to the next band, or from the value of the setting. `opens` are the tasks
    that are opened each time a case comes into it."""

    code: str
    label: str
    least: int
    opens: tuple[str, ...] = ()
    setting: str | None = None


@dataclass(frozen=True, kw_only=True)
class Override:
    """Whatever the score, this band holds while the condition does, for the reason said. With the setting at "off" it
    does not count."""

    when: Condition
    band: str
    say: str
    setting: str | None = None


@dataclass(frozen=True, kw_only=True)
class Score:
    """Points added up, and the band that they stand in.

    `judged` is a dated fact: while it holds one of the bands, people have judged so and it takes the place of both
    points and overrides; any other value of it gives the band back to the points. `kept_as` is the dated fact to
    which the band is written each time it changes, so that those who may not read the signs can be told the band.
    """

    code: str
    label: str
    category: str
    points: tuple[Points, ...]
    bands: tuple[Band, ...]
    overrides: tuple[Override, ...] = ()
    judged: str | None = None
    kept_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number that is counted of milestones, said so that its reader knows what is in it.

    Counted are milestones of this kind in the period whose attributes hold one of the values in `where` and none of
    those in `leaving_out`; `each` says what counts once: the milestone, its case or its person, of which
    the earliest stands for the others. With `of`, the code of another count, it is a share of that one. With
    `reaches` it is the share of those counted whose case reached that milestone within `within_days` or
    `within_working_days` (or as many as the setting says), and what still has time is told apart. Cases that reached
    the milestone `unless` are left out. `source` is the row of a plan that asks for it; without one it is our own.
    """

    code: str
    label: str
    says: str
    milestone: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leaving_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    each: Literal["milestone", "case", "person"] = "case"
    of: str | None = None
    reaches: str | None = None
    within_days: int | None = None
    within_working_days: int | None = None
    setting: str | None = None
    unless: str | None = None
    source: str = ""
