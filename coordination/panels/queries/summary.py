"""A case in a few lines, for the table: what its reader sees at a glance, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.cases.queries import signals
from coordination.cases.queries.loading import Loaded
from coordination.cases.queries.meetings import meetings
from coordination.cases.queries.stages import stages
from coordination.web.filters import lower_first
from workflows.dates_in_words import moment_in_full


@dataclass(frozen=True)
class Summary:
    """Who it is about, where the case stands, what to be careful of, what is ready, what was booked."""

    name: str
    facts: tuple[str, ...]
    stages: tuple[str, ...]
    warnings: tuple[signals.Said, ...]
    ready: tuple[signals.Mark, ...]
    dates: tuple[tuple[str, str], ...]
    booked: tuple[str, ...]
    prompts: tuple[str, ...]


def summary(page: Loaded) -> Summary:
    """The case as its own page shows it to this reader, shortened."""
    histories = [history for history in signals.histories(page) if history.now is not None]
    coming = [one for one in meetings(page).shown if not one.outcome]
    return Summary(
        name=signals.name_of(page),
        facts=tuple(signals.identity_facts(page)),
        stages=tuple(stage.label for stage in stages(page)),
        warnings=tuple(signals.warnings(page)),
        ready=tuple(signals.ready(page)),
        dates=tuple(
            (one.label, ", ".join(filter(None, (one.now.value, lower_first(one.now.kind)))))
            for one in histories
            if one.now
        ),
        booked=tuple(f"{one.kind}, {moment_in_full(one.starts_at)}" for one in coming),
        prompts=tuple(said.say for said in signals.prompts(page)),
    )
