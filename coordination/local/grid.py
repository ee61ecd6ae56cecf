"""Copies what each position reads and writes from the pathways into the database, where the policies hold it."""

from __future__ import annotations

import psycopg

from coordination.config import plain_database_url
from workflows.grid import bring_others_in, grant
from workflows.pathways import PUBLISHED
from workflows.vocabulary import Forgets, Pathway


def give_grid(owner_url: str) -> None:
    """Bring `position_grid` and `naming_rule` to what the published pathways say. As the keeper; safe to run again."""
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
        cursor.executemany(
            "insert into naming_rule (pathway, version, fields, facts, positions) values (%s, %s, %s, %s, %s) "
            "on conflict (pathway, version) do update set "
            "fields = excluded.fields, facts = excluded.facts, positions = excluded.positions",
            [row for pathway in PUBLISHED for row in naming_rows_of(pathway)],
        )


def rows_of(pathway: Pathway) -> list[tuple[str, int, str, list[str], list[str], list[str], bool, list[str]]]:
    """One row a position."""
    owners, rows = bring_others_in(pathway), []
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


def naming_rows_of(pathway: Pathway) -> list[tuple[str, int, list[str], list[str], list[str]]]:
    """What may be taken out of a case when nobody is to be named, and by whom: whoever may make a move that does it."""
    if pathway.nobody_named is None:
        return []
    moves = [move for move in pathway.moves if any(isinstance(effect, Forgets) for effect in move.effects)]
    by = {position for move in moves for position in move.by}
    named = pathway.nobody_named
    questions = [pathway.questions[code] for code in (*named.identifies, *named.forgets_too)]
    facts = sorted({question.sets_fact.fact for question in questions if question.sets_fact})
    return [(pathway.code, pathway.version, [question.code for question in questions], facts, sorted(by))]
