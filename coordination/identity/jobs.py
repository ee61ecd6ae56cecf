"""What follows by machine: mails with a one-time link, made when it is sent, so that it waits in no queue."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.config import Mail, Settings
from coordination.db import new_id
from coordination.identity import queries
from coordination.identity.commands import addresses, links
from coordination.identity.doors import Door

PATIENCE = 15.0


def send_link(session: Session, worker_id: UUID, ids: dict[str, Any], settings: Settings) -> None:
    """Make a link for the worker as whom the job acts, and mail it to them. Sent twice, only the newer one works."""
    door = Door(settings.secret)
    means = queries.means(session, door, worker_id)
    if means is None:
        return  # suspended since it was asked for
    token = links.make(session, door, worker_id, means.agency_id, "forgotten")
    message = EmailMessage()
    message["Subject"] = "Choose a new password"
    message["From"] = settings.mail.sender
    message["To"] = means.email
    message["Date"] = clock.now()
    message.set_content(
        f"Hello {means.name},\n\n"
        "somebody asked for a new password for your account. If it was you, follow this link within an hour:\n\n"
        f"{settings.base_url}/link/{token}\n\n"
        "You still need a code from your authenticator to sign in.\n"
        "If it was not you, do nothing: your password stays as it is.\n"
    )
    deliver(message, settings.mail)


def mail_of_address(session: Session, ids: dict[str, Any], settings: Settings) -> None:
    """One of the mails about another address: the link to the new one, or what was asked and done to the old one."""
    change_id = UUID(ids["change"])
    change = session.execute(_ADDRESS, {"which": change_id}).one_or_none()
    if change is None:
        return  # cleared away since
    message = EmailMessage()
    message["From"] = settings.mail.sender
    message["Date"] = clock.now()
    if ids["which"] == "link":
        token = addresses.make_link(session, Door(settings.secret), change_id)
        if token is None:
            return
        message["Subject"], message["To"] = "Confirm your e-mail address", change.new_email
        message.set_content(
            f"Hello {change.name},\n\n"
            "an administrator of your agency wrote this down as your address for signing in. If it is yours, follow "
            f"this link within a week:\n\n{settings.base_url}/address/{token}\n\n"
            "Until then the address before counts. If you expected nothing of the kind, do nothing.\n"
        )
    else:
        asked = ids["which"] == "asked"
        message["Subject"], message["To"] = "Another address for your account", change.old_email
        message.set_content(
            f"Hello {change.name},\n\n"
            + (
                "an administrator of your agency asked for another e-mail address for your account. This one counts "
                "until the new one is confirmed."
                if asked
                else "from now on your account has another e-mail address. This one no longer signs you in."
            )
            + "\n\nIf you did not expect this, tell the administrator of your agency at once.\n"
        )
    deliver(message, settings.mail)


_ADDRESS = text("select name, old_email, new_email, waits from address_to_mail(:which)")


def deliver(message: EmailMessage, mail: Mail) -> None:
    """Send a message, or keep it in the folder where no mail server is set up. Raises when the server refuses."""
    if mail.server:
        host, _, port = mail.server.partition(":")
        with smtplib.SMTP(host, int(port or 25), timeout=PATIENCE) as server:
            server.send_message(message)
    elif mail.folder:
        mail.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = mail.folder / f"{clock.now():%Y%m%dT%H%M%S}-{new_id().hex[-8:]}.eml"
        file.touch(mode=0o600)
        file.write_bytes(message.as_bytes())
