"""Referrals that one worker writes about the same person are linked, and a case that names nobody is linked to none.

A draft remembers the other draft about the same person, so that whichever is sent second is linked to the case of the
first. When who somebody is is taken out of a case, its link goes too: a case that must name nobody would otherwise still
point at another one that does. What was begun on it since is shown to nobody as linked.

A lead to whom the draft of somebody who left passes is told of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0231"
down_revision = "0230"
branch_labels = None
depends_on = None

WITH_ITS_LINKS = """do $do$
    declare
        before text := pg_get_functiondef('forget_who_it_is(uuid)'::regprocedure);
        after text := replace(before, 'update case_file set subject_kind = ''nobody-named'' where id = p_case;',
            'update case_file set subject_kind = ''nobody-named'', linked_from_id = null where id = p_case;');
    begin
        if after = before then
            raise exception 'Taking names out of a case does not say what the case becomes';
        end if;
        execute after;
    end $do$"""

# where drafts of somebody who leaves pass to a lead, the lead is told
AND_TELLS = """do $do$
    declare
        name regprocedure;
        before text;
        after text;
    begin
        for name in select p.oid::regprocedure from pg_proc p
                    where p.pronamespace = 'public'::regnamespace and p.prosrc like '%passed_from_id = who%' loop
            before := pg_get_functiondef(name);
            after := replace(before, 'passed_from_id = who where d.id = half.id;', $more$passed_from_id = who
                where d.id = half.id;
            insert into outbox (id, job, ids, queue, worker_id, asked_at, ring_at)
            select uuidv7(), 'tell_of_passed_on_draft', jsonb_build_object('draft', half.id), 'default', lead, moment,
                   moment;$more$);
            if after = before then
                raise exception 'Drafts are not passed on as they were';
            end if;
            execute after;
        end loop;
    end $do$"""
NOT_OF_NOBODY = """do $do$
    declare
        before text := pg_get_functiondef('same_person_beside(uuid)'::regprocedure);
        after text := replace(before, 'where h.id = p_case and not c.id = any (blocked)',
            'where h.id = p_case and not c.id = any (blocked)
                  and not exists (select from naming_rule r join case_file n on n.id in (h.id, c.id)
                                  where r.pathway = n.pathway and n.subject_kind = ''nobody-named'')');
    begin
        if after = before then
            raise exception 'Linked cases are not hinted at as they were';
        end if;
        execute after;
    end $do$"""


def upgrade() -> None:
    op.add_column("draft", sa.Column("about_id", sa.UUID(), nullable=True))
    op.create_foreign_key(op.f("fk_draft_about_id"), "draft", "draft", ["about_id"], ["id"])
    op.execute("set role guard")
    op.execute(WITH_ITS_LINKS)
    op.execute(NOT_OF_NOBODY)
    op.execute(AND_TELLS)
    op.execute("reset role")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
