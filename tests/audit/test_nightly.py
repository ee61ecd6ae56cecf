"""Every night the log proves itself; a fault is heard of, and the seals stand in a second place too."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import select, text

from coordination import clock, db
from coordination.audit.commands import look, record, seal
from coordination.audit.models import CheckpointCopy
from coordination.audit.proof import copies
from coordination.audit.proof.checkpoints import from_line
from coordination.audit.proof.nightly import verify_whole_log
from coordination.audit.proof.sealing import make_checkpoint
from coordination.audit.signer import Desk
from coordination.db import NOBODY, new_id, writing
from coordination.jobs.commands import later
from coordination.notifications.models import Notice
from tests.plain_client import app_for

CASE = UUID(int=7)
CHAIN = f"case:{CASE}"
EVENT = "update event set kind = '{kind}' where chain like 'case:%' and seq = 2"
DETAIL = """update event_detail set detail = jsonb_set(detail, '{asks}', '"WORD"')
    where event_id = (select id from event where chain like 'case:%' and seq = 3)"""
LOOK = "update read_event set purpose = '{purpose}' where seq = 1"
SEAL = "update checkpoint set signature = set_byte(signature, 0, get_byte(signature, 0) # 255)"


@pytest.fixture(scope="module")
def app(database, world):
    return app_for(database)


@pytest.fixture(scope="module")
def governance(world):
    return world.worker("hav-treatment-contact", "governance")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("signer"))


@pytest.fixture
def as_worker(world, app):
    """This process is the worker for the length of a test; `app` again afterwards."""
    db.connect(world.database.url("worker"))
    yield
    db.connect(world.database.url("app"))


@pytest.fixture(scope="module")
def log(world, app, governance, desk):
    """Events of a case and of an agency, looks, and a checkpoint over them."""
    with world.keeper() as session:
        for _ in range(3):
            record(session, "task.nudged", case_id=CASE, task="T-1", asks="Ring")
            record(session, "sign-in.ended", chain=f"agency:{governance.agency_id}", everywhere=False)
        seal(session)
    with writing(NOBODY) as session:
        look(session, governance.token, "audit.search", "audit", [CASE])
    db.connect(world.database.url("worker"))
    with writing(NOBODY) as session:
        make_checkpoint(session, clock.now(), desk)
    db.connect(world.database.url("app"))


def verified():
    with writing(NOBODY) as session:
        return verify_whole_log(session)


def page_of(app, worker):
    client = app.test_client()
    client.set_cookie("coordination_session", worker.token)
    return client.get("/audit").get_data(as_text=True)


def tampered(world, statement):
    """What the keeper of the machine does once the triggers are out of the way."""
    with psycopg.connect(world.database.url("owner"), autocommit=True) as keeper:
        for table in ("event", "event_detail", "read_event", "checkpoint"):
            keeper.execute(f"alter table {table} disable trigger all")
        keeper.execute(statement)


def test_a_whole_log_is_said_to_be_whole_with_its_numbers(log, world, app, governance, as_worker):
    read = verified()
    with world.keeper() as session:
        events = session.execute(text("select count(*) from event")).scalar_one()
        looks = session.execute(text("select count(*) from read_event")).scalar_one()
    assert (read.fault, read.events, read.looks, read.checkpoints) == (None, events, looks, 1)
    db.connect(world.database.url("app"))
    assert f"{events} events and {looks} look" in page_of(app, governance)
    assert "log" not in app.test_client().get("/healthz").get_json()["not_well"]


@pytest.mark.parametrize(
    ("tamper", "undo", "says"),
    [
        (EVENT.format(kind="task.done"), EVENT.format(kind="task.nudged"), f"Entry 2 of the chain {CHAIN}"),
        (DETAIL.replace("WORD", "Rang"), DETAIL.replace("WORD", "Ring"), f"Entry 3 of the chain {CHAIN}"),
        (LOOK.format(purpose="direct work"), LOOK.format(purpose="audit"), "Entry 1 of the chain worker:"),
        (SEAL, SEAL, "Checkpoint 1 does not carry a signature that holds."),
    ],
    ids=["an event", "a detail", "a look", "a seal"],
)
def test_a_tampered_log_alarms(tamper, undo, says, log, world, app, governance, as_worker):
    tampered(world, tamper)
    read = verified()
    assert read.fault is not None
    assert read.fault.startswith(says)
    db.connect(world.database.url("app"))
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert "not whole" in answer.get_json()["not_well"]["log"]
    assert str(CASE) not in answer.get_data(as_text=True)
    assert says.split(":")[0] in page_of(app, governance)
    with world.keeper() as session:
        told = session.scalars(select(Notice).where(Notice.worker_id == governance.id)).all()
        assert all(one.urgent for one in told)
        assert "failed its nightly check" in told[-1].sentence
    tampered(world, undo)
    db.connect(world.database.url("worker"))
    assert verified().fault is None


def test_an_entry_taken_away_is_missed(log, world, as_worker):
    tampered(world, "create table aside as select * from event where chain like 'case:%' and seq = 3")
    tampered(world, "delete from event where chain like 'case:%' and seq = 3")
    read = verified()
    assert read.fault == f"Entry 3 of the chain {CHAIN} was changed or taken away."
    tampered(world, "insert into event select * from aside")
    tampered(world, "drop table aside")


def test_two_nights_without_a_check_are_missed(log, world, app, monkeypatch):
    with world.keeper() as session:
        session.execute(text("update verification set fault = null"))
    assert "log" not in app.test_client().get("/healthz").get_json()["not_well"]
    later_on = clock.machine_now() + timedelta(days=3)
    monkeypatch.setattr("coordination.audit.queries.clock.machine_now", lambda: later_on)
    assert "should be verified every night" in app.test_client().get("/healthz").get_json()["not_well"]["log"]


def test_seals_reach_a_folder_once_it_is_there(log, world, app, desk, tmp_path, as_worker):
    folder = tmp_path / "not mounted yet"
    with writing(NOBODY) as session:
        assert not copies.send_copies(session, str(folder))
    db.connect(world.database.url("app"))
    answer = app.test_client().get("/healthz").get_json()
    assert "takes no checkpoints since" in answer["warnings"]["checkpoint copies"]
    assert "checkpoint copies" not in answer["not_well"]

    folder.mkdir()
    db.connect(world.database.url("worker"))
    for _ in range(2):  # the second time there is nothing new
        with writing(NOBODY) as session:
            assert copies.send_copies(session, str(folder))
    (file,) = folder.glob("*.jsonl")
    assert [from_line(line).number for line in file.read_text().splitlines()] == [1]
    db.connect(world.database.url("app"))
    assert app.test_client().get("/healthz").get_json()["warnings"] == {}


def test_seals_are_posted_and_a_refusal_is_tried_again(log, world, as_worker, monkeypatch):
    taken, answers = [], [500, 200]

    class Witness(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = answers.pop(0)
            if answer == 200:
                taken.append(from_line(body.decode()))
            self.send_response(answer)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Witness)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    place, opened = "https://witness.example/seals", copies.urllib.request.urlopen

    def without_tls(asked, timeout):
        """The same request to the witness of this test, which has no certificate."""
        asked.full_url = f"http://127.0.0.1:{server.server_port}/seals"
        return opened(asked, timeout=timeout)

    monkeypatch.setattr(copies.urllib.request, "urlopen", without_tls)
    try:
        for reached in (False, True):
            with writing(NOBODY) as session:
                assert copies.send_copies(session, place) is reached
    finally:
        server.shutdown()
        server.server_close()
    assert [one.number for one in taken] == [1]
    with writing(NOBODY) as session:
        assert session.get_one(CheckpointCopy, place).failing_since is None


def test_what_is_urgent_waits_for_no_five_minutes(log, world, governance, desk, as_worker):
    def waits():
        with writing(NOBODY) as session:
            return session.execute(text("select urgent_waits_to_be_sealed()")).scalar_one()

    assert not waits()
    with world.keeper() as session:
        record(session, "sign-in.ended", chain=f"agency:{governance.agency_id}", everywhere=False)
        seal(session)
        later(session, governance.id, "tell_positions", case_id=new_id(), positions="spoc", say="Now", urgent="yes")
    assert waits()
    with writing(NOBODY) as session:
        assert make_checkpoint(session, clock.now(), desk) is not None
    assert not waits()
