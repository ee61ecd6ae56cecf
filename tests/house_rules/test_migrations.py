"""The migrations make what the code declares, no more and no less."""

from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from coordination.config import sqlalchemy_database_url
from coordination.local.database import CHECKOUT


def test_the_migrated_database_is_what_the_tables_say(database):
    said = StringIO()
    settings = Config(toml_file=CHECKOUT / "pyproject.toml", stdout=said)
    settings.attributes["url"] = sqlalchemy_database_url(database.url("migrate"))
    command.check(settings)
    assert "No new upgrade operations detected" in said.getvalue()


def test_migrations_follow_one_another_in_the_order_of_their_numbers():
    scripts = ScriptDirectory.from_config(Config(toml_file=CHECKOUT / "pyproject.toml"))
    assert len(scripts.get_heads()) <= 1
    applied = [(script.revision, Path(script.path).name) for script in scripts.walk_revisions()][::-1]
    assert [revision for revision, _ in applied] == sorted(revision for revision, _ in applied)
    # The name begins with the number: whoever asks which is newest reads the folder, not every file.
    assert all(name.startswith(f"{revision}_") for revision, name in applied)
