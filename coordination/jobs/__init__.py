"""Work for machines: asked for inside the transaction that causes it, kept in PostgreSQL, rung for in Valkey.

A command calls `later()`; the relay rings for every row that is not done; `coordination.worker` runs it. Valkey
carries the row's number alone, so wiping it loses nothing and tells nobody anything. This room knows no job.
"""

from coordination.jobs.commands import Asked, close, failed, finish, later, take
from coordination.jobs.models import DEFAULT, URGENT, Heartbeat, OutboxRow, Slot

__all__ = ["DEFAULT", "URGENT", "Asked", "Heartbeat", "OutboxRow", "Slot", "close", "failed", "finish", "later", "take"]
