"""The early-release suggestion: people are not let out on a Friday or before a day when services are shut.

Only ever a suggestion beside the stored date. What prison or probation confirms is the date.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from workflows.dates_in_words import in_full, length, without_year
from workflows.working_days import WorkingDays

MOST_DAYS_EARLIER_FOR_A_CHILD = 2
ADULT = 18
INDETERMINATE = frozenset({"life", "ipp"})
NOT_SENTENCED = frozenset({"remand", "civil"})
OUTSIDE_THE_SCHEME = frozenset({"hdc", "parole", "ipp-recall-review", "bail-or-remand-release"})
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PlannedRelease:
    """What must be known to say whether the scheme applies, as the prison-release form asks for it.

    Days served are stated by the prison, never worked out from dates; while nobody has said, nothing is suggested.
    `confirmed` is a day that the prison has named as the day of release: it is the truth, and nothing is suggested.
    """

    date: date
    sentence_type: str
    release_types: frozenset[str]
    served_under_28_days: bool | None
    age: int
    confirmed: bool = False


@dataclass(frozen=True)
class Suggestion:
    date: date
    sentence: str


def suggest(planned: PlannedRelease, calendar: WorkingDays) -> Suggestion | None:
    """The likely earlier date with the reason in words, or None where the scheme does not apply or changes nothing."""
    if planned.confirmed or not _in_scheme(planned) or not _services_shut(planned.date, calendar):
        return None
    likely = _latest_open_day_before(planned.date, calendar)
    if planned.age < ADULT:
        return Suggestion(likely, _say_for_a_child(planned.date, likely, calendar))
    return Suggestion(
        likely,
        (
            f"Likely release {without_year(likely)}: the planned date, {in_full(planned.date)}, "
            f"{_why(planned.date, calendar)}. The planned date stays until the prison confirms."
        ),
    )


def _in_scheme(planned: PlannedRelease) -> bool:
    return (
        planned.sentence_type not in INDETERMINATE | NOT_SENTENCED
        and not planned.release_types & OUTSIDE_THE_SCHEME
        and planned.served_under_28_days is False
    )


def _services_shut(day: date, calendar: WorkingDays) -> bool:
    return not calendar.is_working_day(day) or not calendar.is_working_day(day + ONE_DAY)


def _latest_open_day_before(day: date, calendar: WorkingDays) -> date:
    day = calendar.subtract(day, 1)
    while _services_shut(day, calendar):
        day = calendar.subtract(day, 1)
    return day


def _say_for_a_child(planned: date, likely: date, calendar: WorkingDays) -> str:
    earliest = min(likely, calendar.subtract(planned, MOST_DAYS_EARLIER_FOR_A_CHILD))
    by = length(MOST_DAYS_EARLIER_FOR_A_CHILD, "working-days")
    return (
        f"Likely release {without_year(likely)}, and for a child it may come forward by up to {by}, to "
        f"{without_year(earliest)}: the planned date, {in_full(planned)}, {_why(planned, calendar)}. "
        "The planned date stays until the prison confirms."
    )


def _why(day: date, calendar: WorkingDays) -> str:
    if calendar.is_bank_holiday(day):
        return "is a bank holiday"
    if day.weekday() == 4:
        return "is a Friday"
    if day.weekday() > 4:
        return "is at the weekend"
    if day in calendar.closures:
        return "is a day when services are shut"
    return "is the day before services are shut"
