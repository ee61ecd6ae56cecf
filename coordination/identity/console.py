"""The first way in: whoever keeps the machine invites somebody from the command line."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import config, db
from coordination.access import ROLES
from coordination.db import NOBODY, writing
from coordination.errors import Refused
from coordination.identity.commands import links, lost_telephones, workers
from coordination.identity.doors import Door
from coordination.identity.models import Agency, Membership, Partnership, Worker


def register(commands: Any) -> None:
    """Add our commands."""
    invite = commands.add_parser("invite", help="print a one-time link with which somebody becomes a worker")
    invite.add_argument("email")
    invite.add_argument("--administrator", action="store_true", help="who may invite colleagues")
    invite.add_argument("--role", action="append", default=[], choices=ROLES, help="may be given several times")
    invite.add_argument("--agency", metavar="CODE", help="otherwise the council of the first partnership")
    invite.add_argument(
        "--partnership", metavar="CODE", help="where the roles hold; otherwise wherever the agency is a member"
    )
    invite.add_argument("--name", help="as colleagues know them; otherwise the first part of the address")
    invite.set_defaults(run=_invite, signs_in_as="app")

    lost = commands.add_parser("lost-telephone", help="let somebody set up another authenticator, for one day")
    lost.add_argument("email")
    lost.add_argument("--reason", required=True, help="how you know that it is them; it is kept")
    lost.set_defaults(run=_lost_telephone, signs_in_as="app")


def _lost_telephone(arguments: argparse.Namespace) -> int:
    settings = config.from_environment()
    db.connect(os.environ.get("COORDINATION_OWNER_URL") or settings.database_url)
    with writing(NOBODY) as session:
        who = session.scalar(select(Worker).where(func.lower(Worker.email) == arguments.email.lower()))
        if who is None or not lost_telephones.open_from_the_console(session, who.agency_id, who.id, arguments.reason):
            print("No account with this address has an authenticator and may sign in.", file=sys.stderr)
            return 1
    print("For one day their password leads to setting up another authenticator. Their sessions have ended.")
    return 0


def _invite(arguments: argparse.Namespace) -> int:
    settings = config.from_environment()
    db.connect(os.environ.get("COORDINATION_OWNER_URL") or settings.database_url)
    try:
        with writing(NOBODY) as session:
            agency = _agency(session, arguments.agency)
            partnership_id = _partnership(session, arguments.partnership)
            who = session.scalar(select(Worker).where(func.lower(Worker.email) == arguments.email.lower()))
            if who is not None and who.agency_id != agency.id and arguments.agency:
                raise Refused(workers.TAKEN)
            agency_id = who.agency_id if who is not None else agency.id
            who_id = who.id if who is not None else _new(session, agency_id, arguments)
            for role in (*arguments.role, *(["administrator"] if arguments.administrator else [])):
                workers.give_role(session, agency_id, who_id, role, partnership_id if role != "administrator" else None)
            purpose = "handed-over" if who is not None else "invitation"
            token = links.make(session, Door(settings.secret), who_id, agency_id, purpose)
            told = session.scalars(select(Agency.name).where(Agency.id == agency_id)).one()
    except Refused as no:
        print(no.message, file=sys.stderr)
        return 1
    print(f"For {arguments.email}, at {told}. It works once:", file=sys.stderr)
    print(f"{settings.base_url}/link/{token}")
    return 0


def _new(session: Session, agency_id: UUID, arguments: argparse.Namespace) -> UUID:
    from coordination.web.fields.contact import read_email

    try:
        email = read_email(arguments.email)
    except ValueError as sentence:
        raise Refused(str(sentence)) from None
    return workers.invite(session, agency_id, email, arguments.name or email.partition("@")[0])


def _agency(session: Session, code: str | None) -> Agency:
    if code:
        found = session.scalar(select(Agency).where(Agency.code == code))
        if found is None:
            codes = ", ".join(session.scalars(select(Agency.code).order_by(Agency.code)))
            raise Refused(f"There is no agency “{code}”. Choose one of: {codes or 'none yet'}.")
        return found
    council = session.scalar(
        select(Agency)
        .join(Membership, Membership.agency_id == Agency.id)
        .join(Partnership, Partnership.id == Membership.partnership_id)
        .where(Agency.kind == "council")
        .order_by(Partnership.code, Agency.code)
        .limit(1)
    )
    if council is None:
        raise Refused("There is no partnership yet: start the product once with “coordination up”.")
    return council


def _partnership(session: Session, code: str | None) -> UUID | None:
    if code is None:
        return None
    found: UUID | None = session.scalar(select(Partnership.id).where(Partnership.code == code))
    if found is None:
        raise Refused(f"There is no partnership “{code}”.")
    return found
