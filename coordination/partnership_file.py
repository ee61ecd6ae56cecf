"""What a partnership's file says otherwise than the database, and bringing the database up to it, each as an event.

The file seeds once; afterwards the database is the truth. So nothing here runs by itself: a person looks at the
differences first, and only then has them applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record, seal
from coordination.db import new_id
from coordination.errors import Refused
from coordination.identity.models import Agency, Membership, Partnership, Setting, Team
from coordination.seeding import custody_row, panel_columns, plain, setting_kept, team_columns
from coordination.sharing.models import Agreement, Panel
from coordination.statistics.models import CustodyGroup
from workflows.partnerships import PartnershipFile
from workflows.partnerships.sharing import permissions


@dataclass(frozen=True)
class Change:
    """One difference, as a sentence that says what applying it does."""

    sentence: str
    apply: Callable[[], None]


def differences(session: Session, file: PartnershipFile) -> list[Change]:
    """What applying this file would change, in the order in which it would be done. Changes nothing.

    Raises Refused when the partnership is not there yet.
    """
    code = file.partnership.code
    partnership = session.scalar(select(Partnership).where(Partnership.code == code))
    if partnership is None:
        raise Refused(f"The partnership “{code}” is not set up yet: start the product once with “coordination up”.")
    agencies = {agency.code: agency for agency in session.scalars(select(Agency))}
    return [
        *_about_itself(partnership, file),
        *_members(session, partnership, file, agencies),
        *_teams(session, partnership, file, agencies),
        *_agreements(session, partnership, file, agencies),
        *_settings(session, partnership, file),
        *_custody(session, partnership, file, agencies),
        *_panels(session, partnership, file),
    ]


def apply(session: Session, file: PartnershipFile) -> list[str]:
    """Apply every difference, each recorded as an event, and return what was done.

    An agency or team that is new has to be there before others can name it, so it goes round again.
    """
    done: list[str] = []
    for _ in range(3):
        for change in differences(session, file):
            change.apply()
            record(session, "partnership.changed", partnership=file.partnership.code, changes=change.sentence)
            done.append(change.sentence)
        session.flush()
    seal(session)
    return done


def _about_itself(partnership: Partnership, file: PartnershipFile) -> Iterator[Change]:
    wanted = plain(file.partnership)
    if (partnership.name, partnership.reference_prefix, partnership.details) == (
        file.partnership.name,
        file.partnership.reference_prefix,
        wanted,
    ):
        return

    def change() -> None:
        partnership.name, partnership.details = file.partnership.name, wanted
        partnership.reference_prefix = file.partnership.reference_prefix

    parts = [name for name in wanted if partnership.details.get(name) != wanted[name]] or ["name"]
    yield Change(f"Change what the partnership says of itself: {', '.join(parts)}", change)


def _members(
    session: Session, partnership: Partnership, file: PartnershipFile, agencies: dict[str, Agency]
) -> Iterator[Change]:
    query = select(Membership).where(Membership.partnership_id == partnership.id)
    there = {member.agency_id: member for member in session.scalars(query)}
    named = set()
    for member in file.members:
        agency = agencies.get(member.agency)
        known = there.get(agency.id) if agency else None
        named.add(agency.id if agency else None)
        if known is None:
            yield Change(
                f"Add the member {member.agency}", _adding(session, partnership, file, agencies, member.agency)
            )
        elif (known.from_date, known.until_date) != (member.starts, member.ends):
            dates = {"from_date": member.starts, "until_date": member.ends}
            yield Change(f"Change the dates of the member {member.agency}", _setting_to(known, dates))
    codes = {agency.id: code for code, agency in agencies.items()}
    for agency_id, known in there.items():
        if agency_id not in named and known.until_date is None:
            yield Change(f"End the membership of {codes[agency_id]} today", _setting_to(known, _until_today()))


def _adding(
    session: Session, partnership: Partnership, file: PartnershipFile, agencies: dict[str, Agency], code: str
) -> Callable[[], None]:
    def change() -> None:
        described = file.agencies[code]
        said = {"name": described.name, "kind": described.kind, "powers": list(described.powers)}
        agency = agencies.get(code) or Agency(id=new_id(), code=code, **said)
        session.add(agency)
        session.flush()
        member = next(member for member in file.members if member.agency == code)
        session.add(
            Membership(
                id=new_id(),
                agency_id=agency.id,
                partnership_id=partnership.id,
                from_date=member.starts,
                until_date=member.ends,
            )
        )

    return change


def _teams(
    session: Session, partnership: Partnership, file: PartnershipFile, agencies: dict[str, Agency]
) -> Iterator[Change]:
    there = {team.code: team for team in session.scalars(select(Team))}
    for team in file.teams:
        agency = agencies.get(team.agency)
        if agency is None:
            continue  # its agency is added first; the next round finds the team
        wanted = {**team_columns(team), "closed_at": None}
        known = there.get(team.code)
        if known is None:
            own = partnership.id if team.areas == (partnership.code,) else None
            made = Team(id=new_id(), agency_id=agency.id, partnership_id=own, code=team.code, **wanted)
            yield Change(f"Add the team {team.code}", lambda made=made: session.add(made))  # type: ignore[misc]
            continue
        parts = [name for name in wanted if getattr(known, name) != wanted[name]]
        if parts:
            yield Change(f"Change the team {team.code}: {', '.join(parts)}", _setting_to(known, wanted))
    named = {team.code for team in file.teams}
    for code, known in there.items():
        if known.partnership_id == partnership.id and known.closed_at is None and code not in named:
            yield Change(f"Close the team {code}", _setting_to(known, {"closed_at": clock.now()}))


def _agreements(
    session: Session, partnership: Partnership, file: PartnershipFile, agencies: dict[str, Agency]
) -> Iterator[Change]:
    codes = {agency.id: code for code, agency in agencies.items()}
    query = select(Agreement).where(Agreement.partnership_id == partnership.id, Agreement.ended_at.is_(None))
    there = {
        (codes[one.giver_id], codes[one.taker_id], one.pathway, one.category): one for one in session.scalars(query)
    }
    wanted = {(one.giver, one.taker, one.pathway, one.category): one for one in permissions(file)}
    marks = {agreement.code: agreement.mark for agreement in file.agreements}
    for key in sorted(wanted.keys() - there.keys()):
        given = wanted[key]
        if given.giver not in agencies or given.taker not in agencies:
            continue
        made = Agreement(
            id=new_id(),
            giver_id=agencies[given.giver].id,
            taker_id=agencies[given.taker].id,
            partnership_id=partnership.id,
            pathway=given.pathway,
            category=given.category,
            purpose=given.purpose,
            basis=given.basis,
            mark=marks.get(given.agreement),
            from_date=given.starts,
            until_date=given.ends,
        )
        yield Change(f"Agree that {_said(key)}", lambda made=made: session.add(made))  # type: ignore[misc]
    for key in sorted(there.keys() - wanted.keys()):
        yield Change(f"End that {_said(key)}", _setting_to(there[key], {"ended_at": clock.now()}))


def _said(key: tuple[str, str, str, str]) -> str:
    giver, taker, pathway, category = key
    return f"{giver} gives {taker} {category} in {pathway}"


def _settings(session: Session, partnership: Partnership, file: PartnershipFile) -> Iterator[Change]:
    newest: dict[str, Setting] = {}
    query = (
        select(Setting).where(Setting.partnership_id == partnership.id).order_by(Setting.in_force_from, Setting.set_at)
    )
    for setting in session.scalars(query):
        newest[setting.code] = setting
    for wanted in file.settings:
        known = newest.get(wanted.code)
        if known is not None and known.value.get("value") == wanted.value:
            continue
        made = Setting(
            id=new_id(),
            partnership_id=partnership.id,
            code=wanted.code,
            value=setting_kept(wanted),
            in_force_from=wanted.starts if known is None else max(known.in_force_from, wanted.starts, clock.today()),
            source=wanted.source,
            mark=wanted.mark,
            set_at=clock.now(),
        )
        sentence = f"Set {wanted.code} to {wanted.value} {wanted.unit}".rstrip()
        yield Change(sentence, lambda made=made: session.add(made))  # type: ignore[misc]


def _custody(
    session: Session, partnership: Partnership, file: PartnershipFile, agencies: dict[str, Agency]
) -> Iterator[Change]:
    """Groups are only ever added: each has a ledger that is carried for ever, so another make-up needs another code."""
    there = set(session.scalars(select(CustodyGroup.code).where(CustodyGroup.partnership_id == partnership.id)))
    ids = {code: agency.id for code, agency in agencies.items()}
    for group in file.custody:
        if group.code not in there and set(group.agencies) <= ids.keys():
            made = custody_row(group, partnership.id, ids)
            yield Change(f"Add the custody group {group.code}", lambda made=made: session.add(made))  # type: ignore[misc]


def _panels(session: Session, partnership: Partnership, file: PartnershipFile) -> Iterator[Change]:
    """Panels that are new or sit otherwise. One that the file leaves out stays: its minutes are kept."""
    there = {panel.code: panel for panel in session.scalars(select(Panel))}
    for panel in file.partnership.panels:
        wanted, known = panel_columns(panel), there.get(panel.code)
        if known is None:
            made = Panel(id=new_id(), partnership_id=partnership.id, code=panel.code, **wanted)
            yield Change(f"Add the panel {panel.code}", lambda made=made: session.add(made))  # type: ignore[misc]
            continue
        parts = [name for name in wanted if getattr(known, name) != wanted[name]]
        if parts:
            yield Change(f"Change the panel {panel.code}: {', '.join(parts)}", _setting_to(known, wanted))


def _until_today() -> dict[str, Any]:
    return {"until_date": clock.today()}


def _setting_to(row: object, values: dict[str, Any]) -> Callable[[], None]:
    def change() -> None:
        for name, value in values.items():
            setattr(row, name, value)

    return change
