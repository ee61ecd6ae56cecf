"""The band that a score comes to is kept on the case each time it changes, with the tasks that the band asks for."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.commands import facts
from coordination.cases.commands.work import Work
from coordination.cases.queries import Standing
from coordination.queues.commands.opening import close_tasks
from workflows.scores import scored, sources
from workflows.vocabulary import Score


def keep_bands(session: Session, worker: SignedIn, now: Standing, work: Work) -> bool:
    """Write down each band that changed, end what the old one asked for and open what the new one asks for.

    Somebody who reads all that the score rests on sets the band either way. Somebody who reads a part of it can only
    raise it, because what they do not see could only add to it. Returns whether a band changed.
    """
    changed = False
    reads = now.reads
    for score in now.pathway.scores:
        if score.kept_as is None:
            continue
        before = now.known.facts.get(score.kept_as) if score.category in reads else None
        band = _settled(score, scored(score, now.known).band, before, sees_all=sources(now.pathway, score) <= reads)
        if band is None or band == before:
            continue
        changed = True
        given = {"fact": score.kept_as, "kind": None, "value": band, "source": None, "confidence": None}
        facts.keep(session, worker, now.case, now.pathway, given, None)
        entered = next(word for word in score.bands if word.code == band)
        others = {kind for word in score.bands if word.code != band for kind in word.opens} - set(entered.opens)
        close_tasks(session, worker.id, now.case.id, "superseded", kinds=others)
        work.open(entered.opens)
    return changed


def _settled(score: Score, band: str, before: Any, *, sees_all: bool) -> str | None:
    order = [word.code for word in score.bands]
    if sees_all:
        return band
    if before in order:
        return max(band, str(before), key=order.index)
    # the band before cannot be read: only the highest is sure not to lower it
    return band if band == order[-1] else None
