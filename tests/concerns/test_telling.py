"""Somebody without an account tells of a concern: it arrives once, whole, and can be read by its team alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from coordination.audit.models import Event
from coordination.concerns.commands.sending import AT_ONCE, MARKED_FROM, REFUSED_FROM, SAME_WORDS
from coordination.concerns.models import Concern, ConcernTry
from coordination.concerns.queries.inbox import concern
from coordination.db import NOBODY, reading, writing
from coordination.errors import NotVisible
from tests.concerns.telling import PATH, TEAM, TOLD
from workflows.checks import faults
from workflows.pathways import PUBLISHED


@pytest.fixture(autouse=True)
def nothing_before(stage):
    """Each test begins with an empty inbox, and with nothing counted against anybody."""
    with stage.world.keeper() as session:
        session.execute(text("truncate concern, concern_try"))


def test_the_page_says_whom_to_ring_and_what_becomes_of_it_before_it_asks(stage):
    client = stage.visitor()
    assert "Havering" in client.get("/concern").text
    page = client.get(PATH)
    assert page.status == 200
    said = page.text
    assert said.index("999") < said.index("Childline") < said.index("Are you safe now?")
    assert "You do not need an account" in said
    assert "We do not keep who you are unless you tell us" in said
    assert not page.soup.select("input[type=file]")


def test_what_is_sent_waits_whole_for_the_team_and_is_no_case(stage):
    page = stage.tells(words="They gave it to my friend (example).")
    reference = stage.reference(page)
    assert reference.startswith("CON-")
    row = stage.row(reference)
    assert row.team_id == stage.world.team_id(TEAM)
    assert row.answers == {**TOLD, "words": "They gave it to my friend (example).", "area": "havering"}
    assert (row.urgent, row.marks, row.ended_at) == (False, [], None)
    with stage.world.keeper() as session:
        assert session.scalar(text("select count(*) from case_file")) == 0
        kinds = session.scalars(select(Event.kind).where(Event.kind.like("concern.%"))).all()
    assert "concern.received" in kinds


def test_the_confirmation_is_the_same_for_everybody_and_says_whom_to_ring(stage):
    pages = [stage.tells(safe_now=safe, quick=quick) for safe, quick in (("yes", False), ("no", False), ("yes", True))]
    said = {page.text.replace(stage.reference(page), "REFERENCE") for page in pages}
    assert len(said) == 1
    shown = said.pop()
    assert shown.index("999") < shown.index("REFERENCE")
    assert "example" not in shown


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"words": ""}, "Write what you would like to tell us."),
        ({"words": "x" * 2001}, "Shorten this to 2,000 characters or fewer."),
        ({"named": "yes", "child_name": ""}, "Enter the name."),
        ({"safe_now": "perhaps"}, "Choose from the answers on this page."),
        ({"school": "a\x00b"}, "hidden character"),
    ],
)
def test_what_will_not_do_is_said_beside_its_question_and_everything_is_kept(stage, more, sentence):
    page = stage.tells(**more)
    assert page.status == 422
    assert any(sentence in error for error in page.errors), page.errors
    assert dict(page.fields())["reply_contact"] == TOLD["reply_contact"]
    with stage.world.keeper() as session:
        assert session.scalar(select(func.count()).select_from(Concern)) == 0


def test_what_was_not_asked_for_is_refused(stage):
    page = stage.tells(priority="high")
    assert (page.status, page.errors) == (422, ["This page sent something we did not ask for. Go back and try again."])
    assert stage.visitor().get("/concern/havering/prison-release").status == 404, "that kind takes nothing from here"


def test_a_name_that_was_taken_back_is_not_kept(stage):
    reference = stage.reference(stage.tells(named="no", child_name="Somebody Example"))
    assert "child_name" not in stage.row(reference).answers


def test_pressed_twice_it_is_kept_once(stage):
    client = stage.visitor()
    client.get(PATH)
    sent = {**dict(client.page.fields()), **TOLD, "stamped": stage.a_minute_ago()}
    first, second = client.post(PATH, sent), client.post(PATH, sent)
    assert stage.reference(first) == stage.reference(second)
    with stage.world.keeper() as session:
        assert session.scalar(select(func.count()).select_from(Concern)) == 1


def test_out_of_school_days_it_goes_to_childrens_social_care(stage):
    row = stage.row(stage.reference(stage.tells(in_term="no")))
    assert row.team_id == stage.world.team_id("hav-childrens-front-door")


def test_nothing_that_looks_odd_is_lost(stage):
    quick = stage.row(stage.reference(stage.tells(quick=True)))
    filled = stage.row(stage.reference(stage.tells(website="https://example.org")))
    forged = stage.visitor()
    forged.get(PATH)
    forged = stage.row(stage.reference(forged.submit("Send", **TOLD, stamped="2020-01-01T00:00 00ff")))
    assert (quick.marks, filled.marks, forged.marks) == (["too-quick"], ["hidden-box"], ["too-quick"])


def test_a_flood_marks_itself_and_leaves_the_other_partnership_alone(stage):
    crowd = stage.visitor()
    marks = [stage.row(stage.reference(stage.tells(crowd))).marks for _ in range(MARKED_FROM + 1)]
    assert marks == [[]] * MARKED_FROM + [["one-address"]]
    alike = [stage.row(stage.reference(stage.tells(words="The same."))).marks for _ in range(SAME_WORDS + 1)]
    assert alike == [[]] * SAME_WORDS + [["same-words"]]
    with stage.world.keeper() as session:  # the rest of the flood, from everywhere
        session.execute(
            text(
                "insert into concern (reference, once, partnership_id, team_id, pathway, pathway_version, received_at, "
                "urgent, answers) select 'CON-' || n, 'once ' || n, partnership_id, team_id, pathway, pathway_version, "
                "received_at, urgent, answers from generate_series(1, :most) n, "
                "(select * from concern where marks = '{}' limit 1) one"
            ),
            {"most": AT_ONCE},
        )
    assert stage.row(stage.reference(stage.tells())).marks == ["many-at-once"]
    there = stage.tells(path=PATH.replace("havering", "waltham-forest"))
    assert stage.row(stage.reference(there)).marks == []


def test_hundreds_from_one_address_are_refused_and_what_was_written_stays(stage):
    crowd = stage.visitor()
    stage.tells(crowd)
    with stage.world.keeper() as session:
        session.execute(
            text(
                "insert into concern_try (partnership_id, address_hash, words_hash, at) select partnership_id, "
                "address_hash, words_hash, at from concern_try, generate_series(2, :most)"
            ),
            {"most": REFUSED_FROM},
        )
    page = stage.tells(crowd, words="Still here (example).")
    assert page.status == 429
    assert "send them again after" in page.errors[0]
    assert dict(page.fields())["words"].startswith("Still here (example).")
    assert stage.tells().heading.startswith("Thank you"), "nobody else is refused"


def test_what_counts_against_misuse_leads_to_no_concern(stage):
    row = stage.row(stage.reference(stage.tells()))
    with stage.world.keeper() as session:
        counted = session.scalars(select(ConcernTry)).one()
    assert counted.at.minute % 5 == 0
    assert (counted.at.second, counted.at.microsecond) == (0, 0)
    assert counted.id.version == 4, "an id that tells the time would lead to the concern of that moment"
    assert counted.at <= row.received_at


ROW = """insert into concern (reference, once, partnership_id, team_id, pathway, pathway_version, received_at, urgent,
    answers) values ('CON-1', '1', gen_random_uuid(), gen_random_uuid(), 'x', 1, now(), false, '{}')"""
CALL = """select * from send_concern('1', 'CON-1', 'havering', 'school-safeguarding', 'school-concern', 1, false, '{}',
    '{}', 'a', 'b', now(), array[1, 1, 1, 1], 'forged')"""


@pytest.mark.parametrize(
    "statement",
    [
        ROW,
        CALL,
        "select * from concern_try",
        "select * from concern_receivers(array['school-safeguarding'], 'forged')",
        "select * from concerns_to_tell_of(null)",
        "select erase_concerns(gen_random_uuid(), 'school-concern', now(), now())",
        "update concern set answers = '{}'",
        "delete from concern",
    ],
)
def test_nobody_writes_or_calls_anything_past_the_page(stage, statement):
    stage.tells()
    for asking in (NOBODY, stage.other, stage.front):
        with (
            pytest.raises(ProgrammingError, match=r"InsufficientPrivilege|row-level security"),
            writing(asking) as session,
        ):
            session.execute(text(statement))


def test_nobody_ends_a_concern_but_its_own_team(stage):
    stage.tells()
    for asking, ended in ((NOBODY, 0), (stage.other, 0), (stage.elsewhere, 0), (stage.front, 1)):
        with writing(asking) as session:
            found = session.execute(text("update concern set ended_as = 'cleared', ended_at = now()"))
            assert found.rowcount == ended


def test_nobody_reads_an_inbox_but_its_own_team(stage):
    reference = stage.reference(stage.tells())
    for asking in (NOBODY, stage.other, stage.elsewhere):
        with reading(asking) as session:
            assert session.scalar(select(func.count()).select_from(Concern)) == 0
    with reading(stage.elsewhere) as session, pytest.raises(NotVisible):
        concern(session, stage.elsewhere, reference)
    with reading(stage.front) as session:
        assert concern(session, stage.front, reference).reference == reference


def test_a_page_without_an_account_that_cannot_work_is_a_fault_of_the_pathway():
    school = next(each for each in PUBLISHED if each.without_account is not None)
    public = school.without_account
    assert public is not None
    assert faults(school) == []
    less = replace(public, asks=tuple(each for each in public.asks if each.of not in ("in_term", "named")))
    said = faults(replace(school, without_account=less))
    assert "The page without an account is decided by “in_term”, and does not ask it." in said
    assert "The page without an account is decided by “named”, and does not ask it." in said
    odd = replace(public.asks[0], says={"perhaps": "Perhaps"})
    assert any(
        "offers “perhaps”" in each for each in faults(replace(school, without_account=replace(public, asks=(odd,))))
    )
