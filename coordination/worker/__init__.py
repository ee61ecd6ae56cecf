"""The way in for jobs. What comes through Valkey is the number of a row; everything else is read from PostgreSQL."""

from coordination.worker.running import run

__all__ = ["run"]
