"""A close looks at the cases of which something was written since the last one, however many there are in all.

What it has looked at is marked in the statement that reads it, so that what is written meanwhile waits for the next
close. At the first close after this migration every case is new.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard

revision = "0220"
down_revision = "0210"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
TAKEN_THE_PLACE_OF = (
    "milestones_to_book(uuid, date, date, text, text[])",
    "bookings_to_take_back(uuid, text, text[])",
)

# That a case was looked at changes nothing in it, so there is no event of it; any other change leaves one as before.
WATCHED = "id, case_id, spell_id, partnership_id, pathway, kind, category, on_date, attributes, recorded_at"

# What happens after the month is looked at now, because it may undo a case, and looked at again in its own month.
TO_LOOK_AT = f"""create function cases_to_look_at(which uuid, wanted_pathway text, until date)
    returns setof uuid language sql volatile {PINNED} as $$
    with settled as (
        update milestone m set is_settled = true
        where my_sweep() = 'releases' and m.partnership_id = which and m.pathway = wanted_pathway
          and not m.is_settled and m.on_date < until)
    select distinct m.case_id from milestone m
    where my_sweep() = 'releases' and m.partnership_id = which and m.pathway = wanted_pathway and not m.is_settled $$"""

# What is counted has happened, was not counted before, and is not counted at another case of the same release.
TO_BOOK = f"""create function milestones_to_book(which uuid, since date, until date, wanted_pathway text, kinds text[],
                                                 these uuid[])
    returns setof uuid language sql stable {PINNED} as $$
    select m.id from milestone m left join release_spell s on s.id = m.spell_id
    where my_sweep() = 'releases' and m.case_id = any (these) and m.partnership_id = which
      and m.pathway = wanted_pathway and m.kind = any (kinds) and m.on_date >= since and m.on_date < until
      and s.same_as_id is null and not exists (select from booking b where b.milestone_id = m.id)
    order by m.on_date, m.id $$"""

# Bookings of which it was found since that they are no counted case: undone in one of these cases, or counted at
# another case of the same release. Such releases are few, and are found through their own index.
TO_TAKE_BACK = f"""create function bookings_to_take_back(which uuid, wanted_pathway text, undone text[], these uuid[])
    returns setof uuid language sql stable {PINNED} as $$
    select b.milestone_id from booking b join (
        select m.id from milestone m
        where m.case_id in (select u.case_id from milestone u where u.case_id = any (these) and u.kind = any (undone))
        union
        select m.id from release_spell s join milestone m on m.case_id = s.case_id and m.spell_id = s.id
        where s.same_as_id is not null) f on f.id = b.milestone_id
    where my_sweep() = 'releases' and b.partnership_id = which and b.pathway = wanted_pathway
      and b.taken_back is null $$"""

MADE = {
    "cases_to_look_at(uuid, text, date)": TO_LOOK_AT,
    "milestones_to_book(uuid, date, date, text, text[], uuid[])": TO_BOOK,
    "bookings_to_take_back(uuid, text, text[], uuid[])": TO_TAKE_BACK,
}


def upgrade() -> None:
    op.add_column("milestone", sa.Column("is_settled", sa.Boolean(), server_default="false", nullable=False))
    op.create_index(
        "ix_milestone_new",
        "milestone",
        ["partnership_id", "pathway", "on_date"],
        postgresql_where=sa.text("not is_settled"),
    )
    op.execute("drop trigger milestone_changes_are_recorded on milestone")
    op.execute(
        f"create constraint trigger milestone_changes_are_recorded after insert or delete or update of {WATCHED} on milestone "
        "deferrable initially deferred for each row execute function no_change_without_event()"
    )
    op.execute("set role guard")
    for function in TAKEN_THE_PLACE_OF:
        op.execute(f"drop function {function}")
    op.execute("reset role")
    for function, made in MADE.items():
        op.execute(made)
        for statement in hand_to_guard(function, "worker"):
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
