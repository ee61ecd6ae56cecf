"""Copies what each position reads and writes from the pathways into the database, where the policies hold it."""

from __future__ import annotations

import psycopg

from coordination.config import plain_database_url
from workflows.grid import grant
from workflows.pathways import PUBLISHED
from workflows.vocabulary import BringsIn, GrantsPosition, Pathway


def give_grid(owner_url: str) -> None:
    """Bring `position_grid` to what the published pathways say. As the keeper; safe to run again."""
    rows = [row for pathway in PUBLISHED for row in rows_of(pathway)]
    with psycopg.connect(plain_database_url(owner_url)) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "insert into position_grid (pathway, version, position, reads, reads_levels, writes, brings_in, "
            "reads_done) values (%s, %s, %s, %s, %s, %s, %s, %s) "
            "on conflict (pathway, version, position) do update set "
            "reads = excluded.reads, reads_levels = excluded.reads_levels, writes = excluded.writes, "
            "brings_in = excluded.brings_in, reads_done = excluded.reads_done",
            rows,
        )


def rows_of(pathway: Pathway) -> list[tuple[str, int, str, list[str], list[str], list[str], bool, list[str]]]:
    """One row a position. Whoever owns a stage may bring others in: the work would stand still otherwise; and whoever
    makes a move that brings somebody in."""
    owners = {stage.owner for stage in pathway.stages if stage.owner} | {"referrer"}
    for move in pathway.moves:
        if any(isinstance(effect, BringsIn | GrantsPosition) for effect in move.effects):
            owners.update(move.by)
    rows = []
    for position in pathway.positions:
        given = grant(pathway, position.code)
        rows.append(
            (
                pathway.code,
                pathway.version,
                position.code,
                given["reads"],
                given["reads_levels"],
                given["writes"],
                position.code in owners,
                sorted(set(grant(pathway, position.code, done=True)["reads"]) - set(given["reads"])),
            )
        )
    return rows
