"""The words for comparing two things that somebody gave with each other: days, ages, amounts."""

from dataclasses import dataclass

from workflows.vocabulary.conditions import Condition, Source


@dataclass(frozen=True)
class AgeOn(Condition):
    """The person born on this date has reached an age on the day of another answer or fact."""

    born: Source
    on: Source
    at_least: int


@dataclass(frozen=True)
class WorkingDaysAfter(Condition):
    """The second day is at least so many working days after the first, or as many as the setting says."""

    first: Source
    then: Source
    working_days: int
    setting: str | None = None


@dataclass(frozen=True)
class ListedOn(Condition):
    """The entry stood in the dated list of that name on the day given: an entry by its code, or the one answered."""

    table: str
    item: Source | str
    on: Source


@dataclass(frozen=True)
class Less(Condition):
    """The first number is smaller than the second."""

    smaller: Source
    larger: Source
