"""The migrations make what the code declares, no more and no less."""

from io import StringIO

from alembic import command
from alembic.config import Config

from coordination.config import sqlalchemy_database_url
from coordination.local.database import CHECKOUT


def test_the_migrated_database_is_what_the_tables_say(database):
    said = StringIO()
    settings = Config(toml_file=CHECKOUT / "pyproject.toml", stdout=said)
    settings.attributes["url"] = sqlalchemy_database_url(database.url("migrate"))
    command.check(settings)
    assert "No new upgrade operations detected" in said.getvalue()


def test_migrations_are_numbered_without_a_gap():
    names = sorted(path.name for path in (CHECKOUT / "migrations" / "versions").glob("*.py"))
    assert [name.split("_")[0] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
