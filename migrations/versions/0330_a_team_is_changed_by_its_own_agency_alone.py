"""How a team is reached is changed by its lead or by its agency's administrator, and nothing else of it is.

Until now an administrator's session could have changed every column of every team of every agency: no page did, and
the policy let it. Teams themselves come from the partnership's file, which the keeper of the database applies.
"""

from alembic import op

revision = "0330"
down_revision = "0282"
branch_labels = None
depends_on = None

THEIRS = """((select my_roles()) && array['administrator'] and agency_id = (select my_agency()))
    or ((select my_roles()) && array['team-lead'] and id = any ((select my_teams())::uuid[]))"""


def upgrade() -> None:
    op.execute("drop policy app_changes on team")
    op.execute("drop policy worker_changes on team")
    op.execute("revoke update on team from app, worker")
    op.execute("grant update (duty) on team to app")
    op.execute(f"create policy app_changes on team for update to app using ({THEIRS}) with check ({THEIRS})")


def downgrade() -> None:
    anybody = "(select my_roles()) && array['administrator']"
    op.execute("drop policy app_changes on team")
    op.execute("revoke update (duty) on team from app")
    for role in ("app", "worker"):
        op.execute(f"grant update on team to {role}")
        op.execute(
            f"create policy {role}_changes on team for update to {role} using ({anybody}) with check ({anybody})"
        )
