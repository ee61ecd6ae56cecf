"""Cases in bulk: every row that the commands wrote for one case, again for other people, under a chain of their own.

Nothing is invented here but people and ids. Whatever a command starts to write, a copy has too, because the columns
are read from the tables' own declarations. Runs as the owner, whom no rule and no trigger holds.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from random import Random
from uuid import UUID

import psycopg
from psycopg import sql

from coordination import tables
from coordination.cases.queries.alike import folded
from coordination.db import Base
from coordination.demo.many.mixture import somebody
from coordination.demo.people import MARK
from workflows.references import new_reference

assert tables  # every table is declared once this is imported

COPIED = (
    "case_file",
    "case_partnership",
    "case_line",
    "release_spell",
    "person_on_case",
    "place",
    "dated_fact",
    "answer",
    "consent",
    "participant",
    "clock",
    "hand_over",
    "task",
    "appointment",
    "milestone",
    "referral",
)
# Ids of rows that belong to the case: a copy has its own.
OWN = {
    "id",
    "case_id",
    "person_id",
    "place_id",
    "spell_id",
    "follows_id",
    "clock_id",
    "hand_over_id",
    "redirected_from_id",
    "referral_id",
    "consent_id",
    "moved_to_id",
    "about_id",
    "event_id",
    "appointment_id",
}
# A new id from an old one and the number of the copy: everything that names the row comes to the same.
NEW_ID = "md5({old}::text || c.mark)::uuid"
NEW_CODE = "substr(md5({old} || c.mark), 1, 12)"
PERSONAL = {
    "first_name": "c.first_name",
    "surname": "c.surname",
    "prison_number": "c.prison_number",
    "nhs_number": "c.nhs_number",
    "contact_phone": "c.phone",
}


def copy(owner_url: str, patterns: Sequence[str], copies: int, seed: int, prefix: str) -> int:
    """Copy these cases, by turns, until there are so many copies. Returns how many events were written."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("set local session_replication_role = replica")
        _people(connection, patterns, copies, seed, prefix)
        for name in COPIED:
            connection.execute(_copied(name))
        events = _chains(connection)
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("vacuum analyze")
    return events


def _people(
    connection: psycopg.Connection[tuple[object, ...]], patterns: Sequence[str], copies: int, seed: int, prefix: str
) -> None:
    """A table of the copies: of which case, about whom, under which reference."""
    connection.execute(
        "create temp table copied (case_id uuid, reference text, mark text, first_name text, surname text, name text, "
        "name_folded text, prison_number text, nhs_number text, phone text) on commit drop"
    )
    ids: dict[str, UUID] = dict(
        connection.execute(
            "select reference, id from case_file where reference = any(%s)", (list(patterns),)
        ).fetchall()  # type: ignore[arg-type]
    )
    chance, run = Random(seed), secrets.token_hex(4)  # noqa: S311
    with connection.cursor().copy("copy copied from stdin") as rows:
        for place in range(copies):
            person = somebody(chance, 20_000 + place)
            rows.write_row(
                (
                    ids[patterns[place % len(patterns)]],
                    new_reference(prefix, chance),
                    f"{run}-{place}",
                    person.first_name,
                    f"{person.surname} {MARK}",
                    person.name,
                    folded(person.name),
                    person.prison_number,
                    person.nhs_number,
                    person.phone,
                )
            )
    connection.execute("create index on copied (case_id)")
    connection.execute("analyze copied")


def _copied(name: str) -> sql.Composed:
    """The statement that copies the rows of one table."""
    columns = [column.name for column in Base.metadata.tables[name].columns]
    values = [sql.SQL(_value(name, column)) for column in columns]
    case = "id" if name == "case_file" else "case_id"
    return sql.SQL("insert into {} ({}) select {} from {} o join copied c on c.case_id = o.{}").format(
        sql.Identifier(name),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(values),
        sql.Identifier(name),
        sql.Identifier(case),
    )


def _value(table: str, column: str) -> str:
    old = f"o.{column}"
    if column in OWN:
        return NEW_ID.format(old=old)
    if column == "linked_from_id":
        return "null"
    if (table, column) == ("case_file", "reference") or column == "case_reference":
        return "c.reference"
    if column == "reference":
        return NEW_CODE.format(old=old)
    if table == "person_on_case" and column in ("name", "name_folded"):
        return f"case when o.part = 'subject' then c.{column} else {old} end"
    if (table, column) == ("answer", "given"):
        cases = " ".join(f"when '{field}' then to_jsonb({value})" for field, value in PERSONAL.items())
        each = f"jsonb_object_agg(e.key, case e.key {cases} else e.value end)"
        return f"(select {each} from jsonb_each({old}) e)"  # noqa: S608 - columns of our own
    return old


def _chains(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    """Copy the events, one place of all chains after another, since each seals the one before it."""
    connection.execute(_RENAMED)
    connection.execute(_WORDS)
    connection.execute("create index on words (seq)")
    connection.execute("analyze words")
    moment = connection.execute("select clock_timestamp()").fetchone()
    connection.execute(
        "create temp table heads on commit drop as "
        "select 'case:' || md5(case_id::text || mark)::uuid as chain, "
        "sha256(convert_to('case:' || md5(case_id::text || mark)::uuid, 'UTF8')) as hash, case_id, mark from copied"
    )
    connection.execute("create index on heads (case_id)")
    connection.execute("analyze heads")
    longest = connection.execute("select coalesce(max(seq), 0) from words").fetchone()
    assert moment is not None
    assert longest is not None
    written = 0
    for place in range(1, int(str(longest[0])) + 1):
        connection.execute(_SEALED, {"recorded": moment[0], "seq": place})
        written += connection.execute(_EVENTS, {"seq": place}).rowcount
        connection.execute(_DETAILS)
        connection.execute("update heads h set hash = s.hash from sealed s where s.chain = h.chain")
        connection.execute("drop table sealed")
    connection.execute(
        "insert into chain_head (chain, seq, hash) select h.chain, n.seq, h.hash from heads h join "
        "(select case_id, max(seq) as seq from words group by case_id) n on n.case_id = h.case_id"
    )
    connection.execute(
        "update referral r set receipt = substr(encode(e.hash, 'hex'), 1, 10) from event e, heads h "
        "where e.chain = h.chain and e.kind = 'referral.received' and r.case_id = e.case_id"
    )
    return written


# What the details of an event name: a task, a hand-over, an appointment, or the id of a clock, a referral, a person.
_WORDS = """create temp table words on commit drop as
    select e.*, d.detail,
        (select array_agg(value) from jsonb_each_text(d.detail) where key in ('task', 'hand_over', 'redirected_from',
            'appointment', 'moved_to') and value ~ '^[0-9a-f]{12}$') as codes,
        (select array_agg(value) from jsonb_each_text(d.detail) where key in ('clock', 'referral')
            and value ~ '^[0-9a-f]{8}-') as ids
    from event e join event_detail d on d.event_id = e.id
    where e.case_id in (select case_id from copied)"""

# The same new names as the copied rows themselves have.
_RENAMED = """create function pg_temp.renamed(said text, codes text[], ids text[], mark text) returns text
    language plpgsql as $$
    declare one text;
    begin
        foreach one in array coalesce(codes, '{}') loop
            said := replace(said, one, substr(md5(one || mark), 1, 12));
        end loop;
        foreach one in array coalesce(ids, '{}') loop
            said := replace(said, one, md5(one || mark)::uuid::text);
        end loop;
        return said;
    end $$"""

_SEALED = """create temp table sealed as
    with named as (
        select w.*, h.chain as new_chain, h.hash as head, md5(w.id::text || h.mark)::uuid as new_id,
            md5(w.case_id::text || h.mark)::uuid as new_case,
            uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) as salt,
            w.detail::text as said, h.mark
        from words w join heads h on h.case_id = w.case_id where w.seq = %(seq)s),
    worded as (
        select n.*, pg_temp.renamed(n.said, n.codes, n.ids, n.mark)::jsonb as new_detail from named n),
    digested as (
        select w.*, sha256(w.salt || convert_to(w.new_detail::text, 'UTF8')) as digest from worded w)
    select new_chain as chain, seq, new_id as id, new_case as case_id, at, %(recorded)s::timestamptz as recorded_at,
        kind, actor_id, actor_agency_id, actor_team_id, on_behalf_of_id, line, category, audience_id,
        digest as commit, head as prev, new_detail as detail, salt,
        sha256(canonical('v1', encode(head, 'hex'), new_chain, seq::text, new_id::text, new_case::text,
            microseconds(at), microseconds(%(recorded)s::timestamptz), kind, actor_id::text, actor_agency_id::text,
            actor_team_id::text, on_behalf_of_id::text, line, category, audience_id::text, encode(digest, 'hex')))
            as hash
    from digested"""

_EVENTS = """insert into event (chain, seq, id, case_id, at, recorded_at, kind, actor_id, actor_agency_id,
        actor_team_id, on_behalf_of_id, line, category, audience_id, commit, prev, hash)
    select chain, seq, id, case_id, at, recorded_at, kind, actor_id, actor_agency_id, actor_team_id, on_behalf_of_id,
        line, category, audience_id, commit, prev, hash from sealed where seq = %(seq)s"""

_DETAILS = "insert into event_detail (event_id, case_id, salt, detail) select id, case_id, salt, detail from sealed"
