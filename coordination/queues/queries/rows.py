"""One task as a list shows it: every word of it stands on the task, so that no case is read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from coordination import clock
from coordination.queues.models import Task
from workflows import pathways
from workflows.dates_in_words import WEEKDAYS, in_full, of_the_clock, without_year
from workflows.lateness import NO_DATE, lateness
from workflows.local_time import day_of, is_end_of_day, local
from workflows.vocabulary import CARD_TASK, Pathway
from workflows.working_days import WorkingDays

# how a task ends that nobody did
ENDED_BY_ITSELF = frozenset(
    {
        "case-closed",
        "died",
        "expired",
        "left",
        "meeting-over",
        "not-needed",
        "not-shared",
        "person-declined",
        "silenced",
        "superseded",
        "taken-back",
        "withdrawn",
    }
)
COLUMNS = (
    Task.id,
    Task.reference,
    Task.case_id,
    Task.case_reference,
    Task.team_id,
    Task.kind,
    Task.asks,
    Task.from_agency,
    Task.holder_id,
    Task.holder_name,
    Task.claimed_at,
    Task.opened_at,
    Task.due_at,
    Task.nudged_at,
    Task.version,
    Task.pathway,
    Task.risk,
    Task.key_date,
    Task.key_date_label,
)
# Those that are due at the same moment by how pressing they are.
PRESSING_FIRST = (Task.due_at, Task.pressing, Task.id)
GRAVE = frozenset({"high", "very-high", "red"})


class DueWords(NamedTuple):
    """How pressing a task is: a code for the colour, the word of the tag, what stands beside it, the whole sentence."""

    code: str
    word: str
    beside: str
    sentence: str


class TaskRow(NamedTuple):
    """A task in a list, in the words that a worker reads. `mine` says that the reader holds it."""

    id: UUID
    reference: str
    case_id: UUID
    case_reference: str
    team_id: UUID
    asks: str
    pathway: str
    risk: str
    risk_is_grave: bool
    due: DueWords
    key_date: str
    sender: str
    held_by: str
    held_for: str
    mine: bool
    taken: bool
    nudged: str
    team: str = ""
    # where it is done: the case, or the page of the question that was asked
    address: str = ""


@lru_cache(maxsize=1)
def calendar() -> WorkingDays:
    """The working days that lists count lateness in: those of England and Wales."""
    return WorkingDays.england_and_wales()


def task_row(found: Any, reader_id: UUID, team: str = "") -> TaskRow:
    """The words of one task for one reader, at the product's present time."""
    now = clock.now()
    mine = found.holder_id == reader_id
    return TaskRow(
        id=found.id,
        reference=found.reference,
        case_id=found.case_id,
        case_reference=found.case_reference,
        team_id=found.team_id,
        asks=found.asks,
        pathway=pathway_title(found.pathway),
        risk=risk_words(found.pathway, found.risk) if found.risk else "",
        risk_is_grave=found.risk in GRAVE,
        due=due_words(found.due_at, now),
        key_date=key_date_words(found.key_date, found.key_date_label, found.pathway, day_of(now)),
        sender=f"from {found.from_agency}" if found.from_agency else "",
        held_by=("You" if mine else found.holder_name or "Somebody") if found.holder_id else "",
        held_for=since_words(found.claimed_at, now) if found.claimed_at else "",
        mine=mine,
        taken=found.holder_id is not None,
        nudged=f"asked again {since_words(found.nudged_at, now, ago=True)}" if found.nudged_at else "",
        team=team,
        address=f"/cases/{found.case_reference}"
        + (f"/cards/{found.reference}" if found.kind.startswith(CARD_TASK) else ""),
    )


def due_words(due: datetime, now: datetime) -> DueWords:
    """Late and by how much; today; the day; or that there is none. The sentence says the same in full."""
    sentence = lateness(due, now, calendar())
    if due >= NO_DATE:
        return DueWords("date", "No date", "", sentence)
    (day, short, at), today = _day_and_time(due), day_of(now)
    if due < now:
        days = calendar().between(day, today)
        # a deadline of Friday is no working day late on Sunday, and not just missed either
        missed = f"since {WEEKDAYS[day.weekday()]}" if day < today else at.replace("by", "since")
        beside = f"{days} working day{'' if days == 1 else 's'}" if days else missed
        return DueWords("late", "Late", beside, sentence)
    if day == today:
        return DueWords("today", "Today", at, sentence)
    return DueWords("date", short, at, sentence)


@lru_cache(10_000)
def _day_and_time(due: datetime) -> tuple[date, str, str]:
    """The day of a deadline, that day in short words, and the time if it is not the end of it. They never change."""
    here = local(due)
    at = "" if is_end_of_day(due) else f"by {of_the_clock(here.time())}"
    return here.date(), f"{WEEKDAYS[here.weekday()][:3]} {here:%-d %b}", at


def key_date_words(on: date | None, label: str | None, pathway: str, today: date) -> str:
    """“leaves prison Thursday”, “was to leave prison yesterday”: the date that the case turns on, as a person says it.
    That it has happened is said only where the row says that somebody recorded it."""
    if on is None:
        return ""
    listing = getattr(newest(pathway), "listing", None)
    ahead, behind = getattr(listing, "ahead", ""), getattr(listing, "behind", "")
    happened = label if label and label == getattr(listing, "happened", "") else ""
    said = happened or (ahead if on >= today else behind) or label or "key date"
    return f"{said} {_day_in_words(on, today)}"


def since_words(since: datetime, now: datetime, *, ago: bool = False) -> str:
    """“for 5 minutes”, “for 2 hours”, “since Monday 16 November”; with `ago`, “5 minutes ago”, “on Monday …”."""
    passed = now - since
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        words = f"{minutes} minute{'' if minutes == 1 else 's'}"
    elif passed < timedelta(hours=12):
        hours = int(passed.total_seconds() // 3600)
        words = f"{hours} hour{'' if hours == 1 else 's'}"
    else:
        return f"{'on' if ago else 'since'} {without_year(day_of(since))}"
    return f"{words} ago" if ago else f"for {words}"


@lru_cache(maxsize=256)
def risk_words(pathway: str, level: str) -> str:
    """“Very high risk”; of a score, what it is a score of and its band: “Level of concern: red”."""
    listed = newest(pathway)
    score = next((each for each in listed.scores if each.code == listed.listing.risk_score), None) if listed else None
    return f"{score.label}: {in_words(level).lower()}" if score else f"{in_words(level)} risk"


def pathway_title(code: str) -> str:
    """The pathway's title as it is published now, else its code as words."""
    pathway = newest(code)
    return pathway.title if pathway else in_words(code)


def newest(code: str) -> Pathway | None:
    """The version of a pathway whose words lists use, or None when none is published."""
    try:
        return pathways.newest(code)
    except LookupError:
        return None


@lru_cache(1_000)
def in_words(code: str) -> str:
    """A code as words: “very-high” is “Very high”."""
    words = code.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _day_in_words(day: date, today: date) -> str:
    away = (day - today).days
    if -1 <= away <= 1:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[away]
    if 1 < away < 7:
        return WEEKDAYS[day.weekday()]
    return f"on {without_year(day) if day.year == today.year else in_full(day)}"
