"""The public pages there are: for each partnership the kinds of concern that somebody there receives."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.errors import NotVisible
from coordination.identity.doors import Door
from workflows import pathways
from workflows.public_form import services
from workflows.vocabulary import Pathway, WithoutAccount

_RECEIVERS = text("select * from concern_receivers(cast(:services as text[]), :proof)")


@dataclass(frozen=True)
class PublicPage:
    """One page: which partnership's, which kind of concern. `phones` are the receiving teams by name."""

    partnership: str
    partnership_name: str
    pathway: Pathway
    public: WithoutAccount
    phones: tuple[tuple[str, str], ...]


def public_pages(session: Session, door: Door) -> list[PublicPage]:
    """Every page there is, by partnership. A kind whose services no team there gives has none."""
    kinds = [(each, each.without_account) for each in pathways.offered() if each.without_account is not None]
    wanted = sorted({service for kind, _ in kinds for service in services(kind)})
    rows = session.execute(
        _RECEIVERS, {"services": wanted, "proof": door.proof("concern-receivers", ",".join(wanted))}
    ).all()
    names = dict.fromkeys((row.partnership, row.partnership_name) for row in rows)
    found = []
    for code, name in names:
        teams = {row.service: row for row in rows if row.partnership == code}
        for kind, public in kinds:
            if set(services(kind)) <= teams.keys():
                phones = {teams[each].team_name: teams[each].phone for each in services(kind) if teams[each].phone}
                found.append(PublicPage(code, name, kind, public, tuple(phones.items())))
    return found


def public_page(session: Session, door: Door, partnership: str, kind: str) -> PublicPage:
    """One page. Raises NotVisible when there is no such page."""
    for page in public_pages(session, door):
        if (page.partnership, page.pathway.code) == (partnership, kind):
            return page
    raise NotVisible("There is no such page.")
