"""What is known of the log's proof: when it was verified last, and whether its seals reach the second place."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.models import CheckpointCopy, Verification
from workflows.local_time import LONDON

# It is verified every night; after two nights without, somebody should ask why.
VERIFIED_WITHIN = timedelta(hours=50)


def last_verified(session: Session) -> Verification | None:
    """The newest verification, for governance; None for anybody else, and before the first night."""
    return session.scalars(select(Verification).order_by(Verification.began_at.desc()).limit(1)).one_or_none()


def log_not_whole(session: Session) -> dict[str, str]:
    """For watchdogs: a sentence when the newest verification found a fault, or is too old. Says nothing of what."""
    row = session.execute(text("select began_at, whole from last_verification()")).one_or_none()
    if row is None:
        return {}
    at = f"{row.began_at.astimezone(LONDON):%d %B, %H:%M}"
    if not row.whole:
        return {"log": f"The log was not whole on {at}. Run: coordination audit verify"}
    if clock.machine_now() - row.began_at > VERIFIED_WITHIN:
        return {"log": f"The log was last verified on {at}. It should be verified every night."}
    return {}


def copies_behind(session: Session) -> dict[str, str]:
    """For watchdogs: a sentence for a second place that checkpoints do not reach. They are sent again until they do."""
    failing = select(func.min(CheckpointCopy.failing_since)).where(CheckpointCopy.failing_since.is_not(None))
    since = session.scalar(failing)
    if since is None:
        return {}
    at = f"{since.astimezone(LONDON):%d %B, %H:%M}"
    return {"checkpoint copies": f"The second place takes no checkpoints since {at}."}
