"""The door key with which these pages ask the database for what nobody who is signed out may read."""

from __future__ import annotations

from flask import current_app

from coordination.identity.doors import Door


def door() -> Door:
    """The door key of this application."""
    return Door(current_app.extensions["settings"].secret)
