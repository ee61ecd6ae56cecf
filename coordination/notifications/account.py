"""What happened to a worker's own account: told in the app, and by mail in case somebody else is in the app."""

from __future__ import annotations

from email.message import EmailMessage

from sqlalchemy.orm import Session

from coordination import clock
from coordination.config import Settings
from coordination.identity import queries
from coordination.identity.doors import Door
from coordination.identity.jobs import deliver
from coordination.jobs import Asked
from coordination.notifications.commands import tell

SAYS = {
    "new-device": "Somebody signed in to your account on a device that was not known.",
    "password": "The password of your account was changed.",
    "address": "Your account has another e-mail address from now on: this one.",
    "telephone-lost": "An administrator reported that you lost the telephone that makes your codes. Nothing is changed "
    "until another colleague says that it is you.",
    "telephone-confirmed": "A second colleague said that it was you who lost the telephone. Within a day your password "
    "leads to setting up another authenticator. Everywhere you were signed in you are signed out.",
    "telephone-not-theirs": "A colleague could not confirm that it was you who lost the telephone that makes your "
    "codes. Nothing was changed.",
    "second-step": "The second step of your account was changed: codes come from another authenticator now.",
}
IF_NOT_YOU = (
    "If it was you, there is nothing to do. If it was not, choose a new password at once and sign out everywhere "
    "under “My account”, then tell the administrator of your agency."
)


def tell_of_account(session: Session, asked: Asked, settings: Settings) -> None:
    """Tell the worker as whom the job acts, once in the app; a job done again may mail again."""
    assert asked.worker_id is not None, "the worker whose account it is stands on the row"
    means = queries.means(session, Door(settings.secret), asked.worker_id)
    if means is None:
        return  # suspended since: nobody can be in that account
    what = asked.ids["what"]
    tell(session, [asked.worker_id], kind=f"account-{what}", about=str(asked.id), sentence=f"{SAYS[what]} {IF_NOT_YOU}")
    session.flush()
    message = EmailMessage()
    message["Subject"] = "Your account was changed" if what != "new-device" else "A sign-in on a new device"
    message["From"] = settings.mail.sender
    message["To"] = means.email
    message["Date"] = clock.now()
    message.set_content(f"Hello {means.name},\n\n{SAYS[what]}\n\n{IF_NOT_YOU}\n\n{settings.base_url}/account\n")
    deliver(message, settings.mail)
