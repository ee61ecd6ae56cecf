"""What follows by machine: the mail with a one-time link. The link is made when it is sent, so it waits in no queue."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from coordination import clock
from coordination.config import Mail, Settings
from coordination.db import new_id
from coordination.identity import queries
from coordination.identity.commands import links
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
