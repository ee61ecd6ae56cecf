"""What a new installation begins with, and the link that lets the first administrator in."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from coordination import cli, db, first_data
from coordination.identity.models import Worker
from tests.plain_client import SECRET, PlainClient

CHOSEN = "carrots under a quiet moon"


@pytest.fixture
def told(monkeypatch, world, tmp_path):
    """The environment of a running stack, with its data in a folder of this test."""
    environment = {
        "DATABASE_URL": world.database.url("app"),
        "COORDINATION_OWNER_URL": world.database.url("owner"),
        "REDIS_URL": world.database.redis_url,
        "COORDINATION_SECRET": SECRET,
        "COORDINATION_ADDRESS": "http://127.0.0.1:8000",
        "DATA_DIR": str(tmp_path),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    yield monkeypatch
    db.connect(world.database.url("app"))


def invited(capsys, *words):
    status = cli.main(["invite", *words])
    said = capsys.readouterr()
    return status, said.out.strip(), said.err.strip()


def test_an_administrator_is_invited_from_the_command_line(told, capsys, app, world):
    status, link, _ = invited(capsys, "first@council.example", "--administrator", "--agency", "cgl-havering")
    assert status == 0
    db.connect(world.database.url("app"))
    client = PlainClient(app)
    client.get(urlsplit(link).path)
    page = client.submit("Keep this password", new_password=CHOSEN, repeat_password=CHOSEN)
    secret = page.soup.find(class_="secret").get_text().replace(" ", "")
    client.submit("Continue", code=client.code(secret))
    assert client.get("/workers").heading.startswith("Workers of ")


def test_without_an_agency_it_is_the_council_of_the_first_partnership(told, capsys):
    status, _, aside = invited(capsys, "second@council.example", "--administrator")
    assert status == 0
    assert "London Borough of Havering" in aside


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nonsense", "--administrator"], "Enter an e-mail address in full"),
        (["third@council.example", "--agency", "nowhere"], "There is no agency “nowhere”"),
        (["third@council.example", "--partnership", "nowhere", "--role", "manager"], "There is no partnership"),
    ],
)
def test_what_it_cannot_do_it_says(told, capsys, words, sentence):
    status, out, aside = invited(capsys, *words)
    assert (status, out) == (1, "")
    assert sentence in aside


def test_without_a_demonstration_it_starts_with_no_workers(told, world, tmp_path):
    with world.keeper() as session:
        before = session.scalar(select(func.count()).select_from(Worker))
    first_data.load()
    with world.keeper() as session:
        assert session.scalar(select(func.count()).select_from(Worker)) == before
    assert not list(tmp_path.iterdir())
