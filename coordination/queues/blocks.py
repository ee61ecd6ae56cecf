"""Blocks of the first page that belong to rooms above this one, put in when the application is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from coordination.access import SignedIn


@dataclass(frozen=True)
class Block:
    """A block of the first page: what it reads, and the template that shows it under `block`.

    What it reads is none for a worker whose roles have no use for it; empty, the block is left out. A block that shows
    cases names them as `case_ids`, for the record of looks.
    """

    template: str
    read: Callable[[Session, SignedIn], Any]


def add_block(app: Flask, block: Block) -> None:
    """From now on the first page of this application shows this block, where there is something in it."""
    app.extensions.setdefault("today_blocks", []).append(block)


def blocks_of(app: Flask, session: Session, worker: SignedIn) -> list[tuple[str, Any]]:
    """The template and content of every block that has something for this worker."""
    read = [(block.template, block.read(session, worker)) for block in app.extensions.get("today_blocks", ())]
    return [(template, found) for template, found in read if found]
