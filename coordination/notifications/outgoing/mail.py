"""E-mail by SMTP. Each message carries an id of its own that stays the same when it is sent again."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from coordination import clock
from coordination.config import Mail
from coordination.identity.jobs import deliver
from coordination.notifications.outgoing.ways import NotNow, Refused, Unsure

PATIENCE = 15.0


class _Server(smtplib.SMTP):
    """A connection that knows whether a mail was given away. Until its words have gone nothing can have been taken."""

    gave_the_words = False

    def send(self, s: Any) -> None:
        """Give something away: the client's commands are text, the words of a mail are bytes."""
        self.gave_the_words = self.gave_the_words or isinstance(s, bytes)
        super().send(s)


def message(mail: Mail, reference: str, to: str, subject: str, text: str) -> EmailMessage:
    """A plain mail. Raises ValueError when the address could end the header it stands in."""
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = mail.sender
    made["To"] = to
    made["Date"] = clock.now()
    made["Message-ID"] = f"<{reference}@{parseaddr(mail.sender)[1].rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    return made


def send(made: EmailMessage, mail: Mail) -> None:
    """Hand a message over to the mail server, or keep it in the folder where none is set up.

    Raises NotNow, Refused or Unsure, by what is known of the message afterwards.
    """
    if not mail.server:
        deliver(made, mail)
        return
    host, _, port = mail.server.partition(":")
    try:
        server = _Server(host, int(port or 25), timeout=PATIENCE)
    except (OSError, smtplib.SMTPException) as error:
        raise NotNow(type(error).__name__) from error
    try:
        server.send_message(made)
    except smtplib.SMTPRecipientsRefused as error:
        _refused(min(code for code, _ in error.recipients.values()))
    except smtplib.SMTPResponseException as error:
        _refused(error.smtp_code)
    except (OSError, smtplib.SMTPException) as error:
        raise (Unsure if server.gave_the_words else NotNow)(type(error).__name__) from error
    finally:
        server.close()


def _refused(code: int) -> None:
    """What the server said by its number alone: its words may repeat the address."""
    if code >= 500:
        raise Refused(f"SMTP {code}")
    raise NotNow(f"SMTP {code}")
