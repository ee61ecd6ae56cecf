"""Setting a partnership up from its file, once. Afterwards the database is the truth."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, cast, func, insert, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record, seal
from coordination.db import new_id
from coordination.identity.models import Agency, Membership, OutsideOrganisation, Partnership, Setting, Team
from coordination.sharing.models import Agreement, Panel
from coordination.statistics.models import CustodyGroup
from workflows.partnerships import PartnershipFile
from workflows.partnerships.custody import CustodyGroup as FileGroup
from workflows.partnerships.shape import Panel as FilePanel
from workflows.partnerships.shape import Setting as FileSetting
from workflows.partnerships.shape import Team as FileTeam
from workflows.partnerships.sharing import permissions


def seed(session: Session, file: PartnershipFile) -> bool:
    """Write a partnership's members, teams, agreements and settings, as the keeper of the machine.

    Returns False, and changes nothing, when the partnership is there already: a file seeds once.
    """
    if session.scalar(select(Partnership.id).where(Partnership.code == file.partnership.code)):
        return False
    partnership_id = new_id()
    session.add(
        Partnership(
            id=partnership_id,
            code=file.partnership.code,
            name=file.partnership.name,
            reference_prefix=file.partnership.reference_prefix,
            details=plain(file.partnership),
        )
    )
    session.flush()
    agency_ids = _agencies(session, file, partnership_id)
    _teams(session, file, partnership_id, agency_ids)
    _outside(session, file)
    _agreements(session, file, partnership_id, agency_ids)
    session.add_all(custody_row(group, partnership_id, agency_ids) for group in file.custody)
    session.add_all(
        Panel(id=new_id(), partnership_id=partnership_id, code=panel.code, **panel_columns(panel))
        for panel in file.partnership.panels
    )
    for setting in file.settings:
        session.add(
            Setting(
                id=new_id(),
                partnership_id=partnership_id,
                code=setting.code,
                value=setting_kept(setting),
                in_force_from=setting.starts,
                source=setting.source,
                mark=setting.mark,
                set_at=clock.now(),
            )
        )
    session.flush()
    record(session, "partnership.seeded", partnership=file.partnership.code, digest=_digest(file))
    seal(session)
    return True


def _agencies(session: Session, file: PartnershipFile, partnership_id: UUID) -> dict[str, UUID]:
    ids = {row.code: row.id for row in session.execute(select(Agency.code, Agency.id))}
    shares = {code for given in permissions(file) for code in (given.giver, given.taker)}
    for code in dict.fromkeys((*(member.agency for member in file.members), *sorted(shares))):
        agency = file.agencies[code]
        if agency.code not in ids:
            ids[agency.code] = new_id()
            said = {"name": agency.name, "kind": agency.kind, "powers": list(agency.powers)}
            session.add(Agency(id=ids[agency.code], code=agency.code, **said))
    session.flush()
    for member in file.members:
        agency = file.agencies[member.agency]
        session.add(
            Membership(
                id=new_id(),
                agency_id=ids[agency.code],
                partnership_id=partnership_id,
                from_date=member.starts,
                until_date=member.ends,
            )
        )
    session.flush()
    return ids


def _teams(session: Session, file: PartnershipFile, partnership_id: UUID, agency_ids: dict[str, UUID]) -> None:
    there = set(session.scalars(select(Team.code)))
    for team in file.teams:
        if team.code in there or team.agency not in agency_ids:
            continue
        own = file.partnership.code in team.areas or not {"havering", "waltham-forest"} & set(team.areas)
        session.add(
            Team(
                id=new_id(),
                agency_id=agency_ids[team.agency],
                partnership_id=partnership_id if own and len(team.areas) == 1 else None,
                code=team.code,
                **team_columns(team),
            )
        )
    session.flush()


def setting_kept(setting: FileSetting) -> dict[str, Any]:
    """What is kept of a setting of the file: its value, and what people have to read beside it."""
    return {"value": setting.value, "unit": setting.unit, "meaning": setting.meaning}


def team_columns(team: FileTeam) -> dict[str, Any]:
    """What a file says of a team, by the names of the columns that hold it."""
    duty = {name: getattr(team, name) for name in ("does", "hours", "phone", "out_of_hours", "deputies", "cover")}
    return {
        "name": team.name,
        "positions": list(team.positions),
        "areas": list(team.areas),
        "duty": plain(duty),
    }


def panel_columns(panel: FilePanel) -> dict[str, Any]:
    """What a file says of a panel, by the names of the columns that hold it."""
    same = {name: getattr(panel, name) for name in ("name", "kind", "chair", "deputy")}
    lists = {
        "core": panel.core_members, "invited": panel.invited, "quorum": panel.quorum,
        "quorum_one_of": panel.quorum_one_of,
    }  # fmt: skip
    return {**same, **{name: list(values) for name, values in lists.items()}}


def _outside(session: Session, file: PartnershipFile) -> None:
    there = set(session.scalars(select(OutsideOrganisation.code)))
    session.add_all(
        OutsideOrganisation(
            id=new_id(), code=body.code, name=body.name, kind=body.kind, areas=list(body.areas), phone=body.phone
        )
        for body in file.outside
        if body.code not in there
    )
    session.flush()


def _agreements(session: Session, file: PartnershipFile, partnership_id: UUID, agency_ids: dict[str, UUID]) -> None:
    marks = {agreement.code: agreement.mark for agreement in file.agreements}
    rows = [
        {
            "id": new_id(),
            "giver_id": agency_ids[given.giver],
            "taker_id": agency_ids[given.taker],
            "partnership_id": partnership_id,
            "pathway": given.pathway,
            "category": given.category,
            "purpose": given.purpose,
            "basis": given.basis,
            "mark": marks.get(given.agreement),
            "from_date": given.starts,
            "until_date": given.ends,
        }
        for given in permissions(file)
    ]
    if rows:
        # Ten thousand of them in one statement, and not in one each.
        columns = [Agreement.__table__.columns[name] for name in rows[0]]
        each = (
            func.unnest(*(cast([row[column.name] for row in rows], ARRAY(column.type)) for column in columns))
            .table_valued(*(column.name for column in columns))
            .render_derived()
        )
        session.execute(insert(Agreement).from_select([column.name for column in columns], select(each)))


def custody_row(group: FileGroup, partnership_id: UUID, agency_ids: Mapping[str, UUID]) -> CustodyGroup:
    """A custody group of a file, as the row that holds it."""
    return CustodyGroup(
        id=new_id(),
        partnership_id=partnership_id,
        code=group.code,
        name=group.name,
        kind=group.kind,
        agency_ids=[agency_ids[code] for code in group.agencies],
        sender_id=agency_ids[group.sender] if group.sender else None,
        receiver_id=agency_ids[group.receiver] if group.receiver else None,
    )


def _digest(file: PartnershipFile) -> str:
    """Tells one state of a partnership's files from another."""
    return hashlib.sha256(json.dumps(plain(file), sort_keys=True).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The same as values that JSON can hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
