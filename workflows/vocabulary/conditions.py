"""The words for “when”: what an answer, a dated fact, a date or a score must be for something to hold.

A condition says nothing about how it is worked out; `workflows.conditions` does that. An answer nobody has given
makes a condition neither true nor false: a question that hangs on it is not asked yet, and a check that reads it
stays silent. `Answered` and `Unknown` are the exceptions: they
always are one or the other. `setting` names the Setting whose value replaces the days given.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class AnswerTo:
    """What somebody answered to the question with this code."""

    field: str


@dataclass(frozen=True)
class FactOf:
    """The newest value of a dated fact, for example the kind of the release date that holds now."""

    kind: str


def answer(field: str) -> AnswerTo:
    """Point at an answer: `Is(answer("on_ost"), "yes")`."""
    return AnswerTo(field)


def fact(kind: str) -> FactOf:
    """Point at a dated fact: `Is(fact("release_date_confidence"), "confirmed")`."""
    return FactOf(kind)


Source = AnswerTo | FactOf


@dataclass(frozen=True)
class Condition:
    """Anything that holds, does not hold, or cannot be told yet."""


@dataclass(frozen=True)
class Always(Condition):
    """Holds, whatever has been answered. A default that a reader can see."""


@dataclass(frozen=True)
class Is(Condition):
    """The source has exactly this value."""

    source: Source
    value: str


@dataclass(frozen=True)
class AnyIs(Condition):
    """The source has one of these values."""

    source: Source
    values: tuple[str, ...]


@dataclass(frozen=True)
class Has(Condition):
    """This value is among those ticked."""

    source: Source
    value: str


@dataclass(frozen=True)
class HasAny(Condition):
    """At least one of these values is among those ticked."""

    source: Source
    values: tuple[str, ...]


@dataclass(frozen=True)
class NotBoth(Condition):
    """These two values are not ticked together."""

    source: Source
    one: str
    other: str


@dataclass(frozen=True)
class Answered(Condition):
    """Something has been given here."""

    source: Source


@dataclass(frozen=True)
class AtLeast(Condition):
    """The number is this or more."""

    source: Source
    number: int


@dataclass(frozen=True)
class AtMost(Condition):
    """The number is this or less."""

    source: Source
    number: int


@dataclass(frozen=True, init=False)
class AllOf(Condition):
    """Every one of the conditions holds."""

    conditions: tuple[Condition, ...]

    def __init__(self, *conditions: Condition) -> None:
        object.__setattr__(self, "conditions", conditions)


@dataclass(frozen=True, init=False)
class AnyOf(Condition):
    """At least one of the conditions holds."""

    conditions: tuple[Condition, ...]

    def __init__(self, *conditions: Condition) -> None:
        object.__setattr__(self, "conditions", conditions)


@dataclass(frozen=True)
class Not(Condition):
    """The condition does not hold."""

    condition: Condition


@dataclass(frozen=True)
class Unknown(Condition):
    """This dated event or fact has no date."""

    origin: str


@dataclass(frozen=True)
class Before(Condition):
    """Today is at least this long before the dated event or fact."""

    origin: str
    days: int = 0
    setting: str | None = None


@dataclass(frozen=True)
class Within(Condition):
    """The dated event or fact is this near, is today, or has passed. Give days or working days, not both."""

    origin: str
    days: int | None = None
    working_days: int | None = None
    setting: str | None = None


@dataclass(frozen=True)
class After(Condition):
    """Today is later than this many days after the dated event or fact."""

    origin: str
    days: int = 0
    setting: str | None = None


@dataclass(frozen=True)
class Since(Condition):
    """Today is this many days (or working days, not both) after the dated event or fact, or later."""

    origin: str
    days: int = 0
    working_days: int | None = None
    setting: str | None = None


@dataclass(frozen=True)
class MadeAtLeast(Condition):
    """The move with this code has been made this many times on the case."""

    move: str
    times: int


@dataclass(frozen=True)
class LastWere(Condition):
    """Each of the newest values in a dated fact's history is one of these, and there are as many as `times`."""

    fact: str
    values: tuple[str, ...]
    times: int = 1


@dataclass(frozen=True)
class Written(Condition):
    """The text given is at least so many characters long, or as many as the setting says."""

    source: Source
    characters: int
    setting: str | None = None


@dataclass(frozen=True)
class HoldsNo(Condition):
    """The text given has nothing of this kind in it that could tell who somebody is: a street, a postcode, a phone, a
    number of ten digits or of a prison, a full date; or anything of these."""

    source: Source
    kind: Literal["street", "postcode", "phone", "number", "date", "anything"]


@dataclass(frozen=True)
class SettingIs(Condition):
    """The setting has this value on the case's own date."""

    setting: str
    value: str


@dataclass(frozen=True)
class FurtherThan(Condition):
    """The dated event or fact is more than this many days after the day given, or as many as the setting says."""

    first: Source
    origin: str
    days: int
    setting: str | None = None


@dataclass(frozen=True)
class WithinMonths(Condition):
    """The last day given lies within so many calendar months, of which the first day given is the first."""

    first: Source
    last: Source
    months: int
    setting: str | None = None


@dataclass(frozen=True)
class InForceOn(Condition):
    """The setting holds a day, and the date given is that day or later. While the setting is empty it does not hold."""

    setting: str
    source: Source


@dataclass(frozen=True)
class AgeAt(Condition):
    """The person born on this date has reached an age on the day of a dated event or fact, or today while unknown."""

    born: Source
    origin: str
    at_least: int


@dataclass(frozen=True)
class InOrder(Condition):
    """The first date or time is not later than the second; `days` allows it to be that much later."""

    earlier: Source
    later: Source
    days: int = 0


@dataclass(frozen=True)
class NotInFuture(Condition):
    """The date or time given is today or in the past."""

    source: Source


@dataclass(frozen=True)
class NotInPast(Condition):
    """The date or time given is today or still to come."""

    source: Source


@dataclass(frozen=True)
class NotBeforeOrigin(Condition):
    """The date or time given is not before a dated event or fact."""

    source: Source
    origin: str


@dataclass(frozen=True)
class OnWorkingDay(Condition):
    """The date given is a working day in England and Wales."""

    source: Source


@dataclass(frozen=True)
class Apart(Condition):
    """Two times given are at least this many minutes apart."""

    one: Source
    other: Source
    minutes: int


@dataclass(frozen=True)
class Shaped(Condition):
    """The text given has the shape of a known kind of number: "prison-number", "outward-code"."""

    source: Source
    shape: str


@dataclass(frozen=True)
class AnyRow(Condition):
    """The condition holds for at least one row of these repeated topics, which are about the same people in the same
    order: at least one child. Where there is no row, it holds for none."""

    condition: Condition
    of: tuple[str, ...]


@dataclass(frozen=True)
class EveryRow(Condition):
    """The condition holds for each row of these repeated topics: every child. Where there is no row it cannot be
    told."""

    condition: Condition
    of: tuple[str, ...]


@dataclass(frozen=True)
class BandIs(Condition):
    """The score with this code stands in this band, as far as its signs may be read."""

    score: str
    band: str


@dataclass(frozen=True)
class SuggestedEarlier(Condition):
    """The day is a Friday or stands before a non-working day, so that release on an earlier working day is likely."""

    origin: str
