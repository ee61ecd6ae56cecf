"""Where the lines of a case stand, in the words that the asker may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.cases.queries.loading import Loaded


@dataclass(frozen=True)
class StageShown:
    """One line of the case and where it stands."""

    line: str
    label: str
    since: datetime
    ended: bool


def stages(page: Loaded) -> list[StageShown]:
    """The main line first. Who may not see a line learns the outside word for the main one, and nothing of others."""
    found = []
    for word in page.now.pathway.lines:
        line = page.now.lines.get(word.code)
        if line is None:
            continue
        stage = page.now.pathway.stage(line.stage)
        sees = word.category in page.reads
        if sees or word.code == "main":
            label = stage.label if sees else stage.outside_label
            found.append(StageShown(word.label, label, line.since, stage.ends))
    return found
