"""The public pages there are: for each partnership the kinds of concern that somebody there receives."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.errors import NotVisible
from coordination.identity.doors import Door
from workflows import pathways
from workflows.public_form import services
from workflows.vocabulary import PAGE_CLOSED, Pathway, WithoutAccount

_RECEIVERS = text("select * from concern_receivers(cast(:services as text[]), :proof)")
_SET = text("select * from public_page_settings(cast(:codes as text[]), :on, :proof)")


@dataclass(frozen=True)
class PublicPage:
    """One page: which partnership's, which kind of concern. `phones` are the receiving teams by name.

    One that the partnership closed is not `taken`: it says whom to turn to.
    """

    partnership: str
    partnership_name: str
    pathway: Pathway
    public: WithoutAccount
    phones: tuple[tuple[str, str], ...]
    taken: bool = True
    team_ids: frozenset[UUID] = frozenset()


def public_pages(session: Session, door: Door) -> list[PublicPage]:
    """Every page there is, by partnership. A kind whose services no team there gives has none."""
    kinds = [(each, each.without_account) for each in pathways.offered() if each.without_account is not None]
    wanted = sorted({service for kind, _ in kinds for service in services(kind)})
    rows = session.execute(
        _RECEIVERS, {"services": wanted, "proof": door.proof("concern-receivers", ",".join(wanted))}
    ).all()
    closed = _closed(session, door, [public.page for _, public in kinds])
    names = dict.fromkeys((row.partnership, row.partnership_name) for row in rows)
    found = []
    for code, name in names:
        teams = {row.service: row for row in rows if row.partnership == code}
        for kind, public in kinds:
            if set(services(kind)) <= teams.keys():
                phones = {teams[each].team_name: teams[each].phone for each in services(kind) if teams[each].phone}
                found.append(
                    PublicPage(
                        code,
                        name,
                        kind,
                        public,
                        tuple(phones.items()),
                        taken=(code, public.page) not in closed,
                        team_ids=frozenset(teams[each].team_id for each in services(kind)),
                    )
                )
    return found


def public_page(session: Session, door: Door, partnership: str, kind: str) -> PublicPage:
    """One page. Raises NotVisible when there is no such page."""
    for page in public_pages(session, door):
        if (page.partnership, page.pathway.code) == (partnership, kind):
            return page
    raise NotVisible("There is no such page.")


def _closed(session: Session, door: Door, codes: list[str]) -> set[tuple[str, str]]:
    """Of these settings those that close a page today: partnership and setting."""
    on = clock.today()
    proof = door.proof("public-page-settings", ",".join(codes), on.isoformat())
    rows = session.execute(_SET, {"codes": codes, "on": on, "proof": proof}).all()
    return {(row.partnership, row.code) for row in rows if row.value == PAGE_CLOSED}
