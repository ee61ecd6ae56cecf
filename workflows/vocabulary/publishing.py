"""The words for what is published of a pathway each month, once it is closed: columns, outcome measures, event counts.

What stands in no word here is published nowhere. Two columns may never hang on one answer; the checks see to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One category of a published column: these coded values, or whole numbers from `least` to `most`."""

    code: str
    label: str
    values: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


YES_OR_NO = (Cut(code="yes", label="Yes", values=("yes",)), Cut(code="no", label="No", values=("no",)))


@dataclass(frozen=True, kw_only=True)
class PublishedColumn:
    """A fixed partition of the counted cases. Whatever no cut holds is “not known”.

    The value comes from exactly one of these: an attribute, as the milestone `written_with` carries it; the counting
    rule `rule`, which reads the milestones in `reads` and rests on the attributes in `rests_on`; or whether one of the
    milestones in `reaches` had happened when the column was filled, within so many days of the booking where
    `within_days` says so (its cuts are `YES_OR_NO`).
    """

    code: str
    label: str
    cuts: tuple[Cut, ...]
    attribute: str | None = None
    written_with: str | None = None
    rule: str | None = None
    reads: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()
    within_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class PublishedMeasure:
    """The counted cases that stand in one of these cuts of each of these parts; with `of`, a share of that measure."""

    code: str
    label: str
    holds: Mapping[str, tuple[str, ...]]
    of: str | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeAttribute:
    """The one attribute of a pathway from which its measures are computed.

    Its categories are made from the filters of `measures` and the cuts of the parts in `broken_down_by`. It is filled
    at the first close after the whole month and `wait_days` have passed.
    """

    code: str
    label: str
    parts: tuple[PublishedColumn, ...]
    measures: tuple[PublishedMeasure, ...]
    broken_down_by: tuple[str, ...] = ()
    wait_days: int = 0


@dataclass(frozen=True, kw_only=True)
class EventKind:
    """One sort of counted event: a milestone, with only these values of its attributes where any are named.

    With `by_council`, only where that attribute names the council of the partnership's own area.
    """

    code: str
    label: str
    milestone: str
    where: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    by_council: str | None = None


@dataclass(frozen=True, kw_only=True)
class EventCount:
    """Events counted on their own date. Kinds that add up, or of which a case can have only one, stand in one count.

    An event is of the first kind that it fits. With `many`, one case can have several such events; with `once_a_year`,
    one in a financial year. `changed_by` names, for an attribute, the milestone that changes it later: the newest
    value that is known at the close decides.
    """

    code: str
    label: str
    kinds: tuple[EventKind, ...]
    many: bool = False
    once_a_year: bool = False
    changed_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Published:
    """What is published of a pathway: a case is booked by one milestone, in the month of that milestone's date.

    A milestone in `undone_by` says that it was no counted case after all. In a custody group with several receivers
    the receiver is a column too, but for `by_receiver`: switched off where a column hangs on what decides who receives.
    """

    booked_by: str
    undone_by: tuple[str, ...] = ()
    by_receiver: bool = True
    columns: tuple[PublishedColumn, ...] = ()
    outcome: OutcomeAttribute | None = None
    events: tuple[EventCount, ...] = ()
