"""What a case says at a glance: who it is about, what to be careful of, what to think of, whether all is ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination import clock
from coordination.cases import queries
from coordination.cases.queries.loading import Loaded
from coordination.cases.queries.places import Alike
from coordination.forms.words import in_words
from coordination.queues.commands.working_out import CALENDAR
from coordination.web.filters import plural
from workflows import friday
from workflows.dates_in_words import in_full, of_the_clock
from workflows.local_time import day_of, local, read_dated
from workflows.scores import scored, sources
from workflows.truth import truth, whole_years
from workflows.vocabulary import FactKind


@dataclass(frozen=True)
class Said:
    """A sentence that stands out, and whether it is urgent."""

    say: str
    urgent: bool


@dataclass(frozen=True)
class Mark:
    """One mark of the readiness line: True, False, or None while it cannot be told."""

    label: str
    ready: bool


@dataclass(frozen=True)
class Dated:
    """One value in the history of a dated fact, in words."""

    value: str
    kind: str
    source: str
    confidence: str
    by: str
    agency: str
    at: Any
    new: bool
    in_force: bool


@dataclass(frozen=True)
class History:
    """A dated fact: what holds now and everything that was recorded before."""

    code: str
    label: str
    values: tuple[Dated, ...]
    may_write: bool
    # a day after the one on which the case ended: nothing follows on it here
    lapsed: bool = False

    @property
    def now(self) -> Dated | None:
        """The value in force."""
        return next((value for value in self.values if value.in_force), None)


def name_of(page: Loaded) -> str:
    """The subject's name as the bar shows it."""
    return queries.name_of(page.now.pathway, page.now.answers)


def identity_facts(page: Loaded) -> list[str]:
    """Age, gender and numbers, each only where the asker reads its category."""
    facts, listing = [], page.now.pathway.listing
    born = read_dated(page.now.answers.get(listing.born or ""))
    if born is not None:
        facts.append(f"{whole_years(day_of(born), page.now.known.today)} years old")
    for code in listing.identity:
        question = page.now.pathway.questions.get(code)
        value = page.now.answers.get(code)
        if question is not None and value and value not in ("prefers-not-to-say", "not-known"):
            said = in_words(question, value)
            facts.append(said if question.kind == "choice" else f"{question.label.split(' (')[0]} {said}")
    return facts


def warnings(page: Loaded) -> list[Said]:
    """The safety warnings of the pathway that hold, urgent ones first; each only for holders of its category."""
    found = [
        Said(word.say, word.urgent)
        for word in page.now.pathway.warnings
        if word.category in page.reads and truth(word.when, page.now.known) is True
    ]
    return sorted(found, key=lambda said: not said.urgent)


def prompts(page: Loaded) -> list[Said]:
    """What to think about; it acts for nobody."""
    if page.case.ended_at is not None:
        return []
    found = [
        Said(word.say, word.urgent)
        for word in page.now.pathway.prompts
        if word.category in page.reads and truth(word.when, page.now.known) is True
    ]
    return sorted(found, key=lambda said: not said.urgent)


@dataclass(frozen=True)
class Level:
    """A score in words: the band, the points behind it, and why the band is another one than theirs."""

    label: str
    band: str
    points: int | None
    because: str


def levels(page: Loaded) -> list[Level]:
    """The scores that the asker may read, each with its points where they read all that these rest on."""
    found = []
    for score in page.now.pathway.scores:
        if score.category not in page.reads or page.in_preview:
            continue
        result = scored(score, page.now.known)
        names = {band.code: band.label for band in score.bands}
        if sources(page.now.pathway, score) <= page.reads:
            found.append(Level(score.label, names[result.band], result.points, result.because))
        elif page.now.known.facts.get(score.kept_as or "") in names:
            found.append(Level(score.label, names[page.now.known.facts[score.kept_as or ""]], None, ""))
    return found


def same_place(page: Loaded) -> list[Alike]:
    """Cases about the same address, said to those who decide what becomes of this one."""
    return list(page.alike) if page.now.pathway.holding in page.now.positions else []


def days_since(page: Loaded) -> list[Said]:
    """“N days since …”, standing out from the number that the partnership set. No advice is given."""
    found = []
    for word in page.now.pathway.days_since:
        since = read_dated(page.now.answers.get(word.since.field))
        if since is None or word.category not in page.reads:
            continue
        if word.when is not None and truth(word.when, page.now.known) is not True:
            continue
        days = (page.now.known.today - day_of(since)).days
        alert = page.now.known.settings.get(word.alert_setting.partition(".")[2])
        found.append(Said(f"{plural(days, 'day')} {word.say}", isinstance(alert, int) and days >= alert))
    return found


def ready(page: Loaded) -> list[Mark]:
    """The readiness line, as far as the asker may read what it rests on."""
    return [
        Mark(
            word.label, truth(word.when, page.now.known) is True and (word.held_by is None or _held(page, word.held_by))
        )
        for word in page.now.pathway.ready
        if word.category in page.reads and (word.applies is None or truth(word.applies, page.now.known) is True)
    ]


def _held(page: Loaded, position: str) -> bool:
    """Whether whoever was named last for this position takes part still and can sign in."""
    named = [row for row in page.rows["parts"] if row.holder_kind == "worker" and row.position == position]
    return bool(named) and named[-1].until_at is None and not named[-1].gone


def histories(page: Loaded) -> list[History]:
    """The dated facts that the asker reads, newest value first; those with nothing in them only if they may write."""
    found = []
    levels = {score.kept_as for score in page.now.pathway.scores}
    for kind in page.now.pathway.facts:
        rows = [row for row in page.rows["facts"] if row.fact == kind.code]
        chosen = queries.in_force(rows, kind.outranks)
        values = tuple(_dated(page, kind, row, row is chosen) for row in reversed(rows))
        may_write = bool(page.now.positions & set(kind.written_by)) and kind.value in ("date", "date-time")
        if values or (kind.category in page.reads and kind.code == page.now.pathway.listing.key_date):
            is_open = page.case.ended_at is None and not page.in_preview
            # what the level is now stands above, under its own name
            label = f"{kind.label} over time" if kind.code in levels else kind.label
            found.append(History(kind.code, label, values, may_write and is_open, _lapsed(page, chosen)))
    return found


def _lapsed(page: Loaded, row: Any) -> bool:
    if row is None or page.case.ended_at is None or not str(row.value["value"])[:1].isdigit():
        return False
    planned = read_dated(row.value["value"])
    return planned is not None and day_of(planned) > day_of(page.case.ended_at)


def suggestion(page: Loaded) -> str | None:
    """The Friday rule's hint beside a planned date; the stored date stays until the prison confirms another."""
    known = page.now.known
    planned = read_dated(known.facts.get(page.now.pathway.listing.key_date or ""))
    served, kind = known.answers.get("served_under_28_days"), known.answers.get("sentence_type")
    born = read_dated(known.answers.get("date_of_birth"))
    if planned is None or known.facts.get("actual_release") or not kind:
        return None
    released = friday.PlannedRelease(
        date=day_of(planned),
        sentence_type=kind,
        release_types=frozenset(known.answers.get("release_type") or ()),
        served_under_28_days={"yes": True, "no": False}.get(served or ""),
        age=whole_years(day_of(born), day_of(planned)) if born else friday.ADULT,
        confirmed=_kind_in_force(page) == "confirmed",
    )
    said = friday.suggest(released, CALENDAR)
    # a day that has gone by is no likely one any more
    return said.sentence if said and said.date >= clock.today() else None


def _kind_in_force(page: Loaded) -> str | None:
    """What kind of date the key date is, as it was said last."""
    code = page.now.pathway.listing.key_date
    kind = next((each for each in page.now.pathway.facts if each.code == code), None)
    if kind is None:
        return None
    row = queries.in_force([row for row in page.rows["facts"] if row.fact == code], kind.outranks)
    return row.kind if row else None


def _dated(page: Loaded, kind: FactKind, row: Any, in_force: bool) -> Dated:
    return Dated(
        value=dated_words(kind, row.value["value"]),
        kind=_label(kind.kinds, row.kind),
        source=_label(kind.sources, row.source),
        confidence=_label(kind.confidences, row.confidence),
        by=row.by,
        agency=row.agency,
        at=row.recorded_at,
        new=page.new(row.recorded_at, row.by_id),
        in_force=in_force,
    )


def dated_words(kind: FactKind, value: Any) -> str:
    """A fact's value as a person says it."""
    if kind.value == "choice":
        return _label(kind.choices, value)
    read = read_dated(value)
    if read is None:
        return str(value)
    here = local(read) if isinstance(read, datetime) else None
    if here is None or (here.hour, here.minute) == (0, 0):
        return in_full(day_of(read))
    return f"{in_full(here.date())} at {of_the_clock(here.time())}"


def _label(choices: Any, code: str | None) -> str:
    return next((choice.label for choice in choices if choice.code == code), code or "")
