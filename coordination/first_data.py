"""What a new installation begins with: both partnerships from their files and, in a demonstration, people to try it."""

from __future__ import annotations

import os

from coordination import config, db, seeding
from coordination.db import NOBODY, writing
from workflows import partnerships


def load() -> None:
    """Put in what is missing; safe to run at every start. Runs as the keeper of the database."""
    settings = config.from_environment()
    if settings.demo and settings.data_dir:
        from coordination import demo

        demo.load()
        return
    db.connect(os.environ["COORDINATION_OWNER_URL"])
    with writing(NOBODY) as session:
        for code in partnerships.all_codes():
            seeding.seed(session, partnerships.load(code))
