"""Every address x method x role x agency x relation to the case, against one written policy.

The addresses come from the application itself: one that nobody has written a line for fails. An everyday run asks a
sample; `make test-long` asks every cell.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from typing import Any

import pytest

from coordination.access import Needs
from tests.attacks.policy import A_PROGRAM, EVERYBODY, POLICY, RELATIONS, ROLES, ROWS, SIGNED_IN, Row
from tests.attacks.stage import Stage

ROLE_SAYS_NO = "Your role does not include this."


def methods(row: Row) -> list[str]:
    return row.methods.split()


def expected(row: Row, role: str, relation: str) -> str:
    """What the policy says of one cell: open, its role says no, or as if there were nothing."""
    if row.who == EVERYBODY:
        return "open"
    if row.who == A_PROGRAM:
        return "sign in"
    if row.who != SIGNED_IN and role not in row.who:
        return "role says no"
    return "open" if row.there_for(relation) else "nothing"


def outcome(answer: Any) -> str:
    if answer.is_json and answer.status_code == 503:
        return "open"  # of the product's own health: no worker or relay runs here
    if answer.status_code >= 500:
        return f"broken {answer.status_code}"
    if answer.status_code == 404:
        return "nothing"
    if answer.status_code == 403:
        return "role says no" if ROLE_SAYS_NO in answer.get_data(as_text=True) else "told no"
    if answer.status_code == 401 or answer.headers.get("Location", "").startswith("/?then="):
        return "sign in"
    return "open"


def plain(answer: Any, *references: str) -> bytes:
    """An answer without what is drawn by lot for it, and without what was asked for."""
    body = answer.get_data()
    body = re.sub(rb'nonce="[^"]+"|value="[^"]{40,}"|name="once" value="[^"]+"', b"", body)
    for reference in references:
        body = body.replace(reference.encode(), b"REFERENCE")
    return body


def test_every_address_has_a_line_in_the_policy_and_every_line_an_address(stage: Stage) -> None:
    there = {
        rule.endpoint: " ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})) for rule in stage.app.url_map.iter_rules()
    }
    assert there == {row.endpoint: row.methods for row in ROWS}


def test_an_address_that_nobody_wrote_a_line_for_is_found(stage: Stage) -> None:
    with pytest.raises(KeyError):
        POLICY["export.everything"]


def test_what_a_cell_gives_is_what_the_policy_says(stage: Stage, how_many: Any, chance: Any, figure: Any) -> None:
    cells = [
        (row, method, role, relation)
        for row, role, relation in product(ROWS, ROLES, RELATIONS)
        for method in methods(row)
    ]
    chosen = chance.sample(cells, min(how_many(400, len(cells)), len(cells)))
    wrong, seen = [], Counter[str]()
    for row, method, role, relation in chosen:
        worker = stage.worker(role, relation)
        # without a reason nothing is opened in full or switched off that a later cell rests on
        kept = {"reason": ""} if row.endpoint in ("cases.in_full", "agreements.one") else {}
        answer = stage.ask(method, stage.address(row.endpoint, relation), worker, **kept)
        if row.ends_session:
            stage.workers[role, relation] = stage.world.sign_in(worker.id)
        wanted, got = expected(row, role, relation), outcome(answer)
        seen[wanted] += 1
        if got == "told no" and wanted == "open" and row.about in ("case", "task"):
            got = "open"  # they see it, and are told in words that this is another's to do
        if wanted == "nothing" and got == "open" and method == "POST":
            # Refused before anything was looked up, for want of an answer: then it must be refused all the same.
            absent = stage.ask(method, stage.address(row.endpoint, relation, absent=True), worker)
            got = "nothing" if answer.status_code == absent.status_code >= 400 else got
        if got != wanted:
            wrong.append(f"{method} {row.endpoint} as {role}, {relation}: {got}, and the policy says {wanted}")
    figure("cells of the matrix", len(chosen))
    assert not wrong, "\n".join(wrong)
    # the one address that a program asks, with a key, is a few cells alone
    often = [number for said, number in seen.items() if said != "sign in"]
    assert min(often) > len(chosen) // 50, f"the sample is lopsided: {seen}"


def test_what_is_not_there_for_somebody_answers_as_if_it_did_not_exist(stage: Stage) -> None:
    """Byte for byte, for every address about somebody else's case, task, draft, colleague or queue."""
    differs, compared = [], 0
    for row in ROWS:
        roles = ROLES if isinstance(row.who, str) else row.who
        for relation in RELATIONS:
            if row.there_for(relation) or row.about in ("nothing", "own", "log"):
                continue
            worker = stage.worker(roles[0], relation)
            for method in methods(row):
                address = stage.address(row.endpoint, relation)
                absent = stage.address(row.endpoint, relation, absent=True)
                real, none = stage.ask(method, address, worker), stage.ask(method, absent, worker)
                parts = [*address.split("/"), *absent.split("/")]
                names = [part for part in parts if part.startswith(("HAV-", "TSK-", "DRF-"))]
                same = plain(real, *names) == plain(none, *names) and [*real.headers.keys()] == [*none.headers.keys()]
                compared += 1
                # A form that lacks something may lead back to where the case would be, whether there is one or not.
                found = real.status_code == 200 or real.status_code != none.status_code
                if found or (method == "GET" and real.status_code != 404) or not same:
                    differs.append(
                        f"{method} {row.endpoint}, {relation}: {real.status_code}, absent {none.status_code}"
                    )
    assert not differs, "\n".join(differs)
    assert compared > 50


def test_without_a_session_everything_but_the_open_pages_leads_to_signing_in(stage: Stage) -> None:
    got = {
        (row.endpoint, method): outcome(stage.ask(method, stage.address(row.endpoint, "preview"), None))
        for row in ROWS
        for method in methods(row)
    }
    closed = {cell: found for cell, found in got.items() if POLICY[cell[0]].who != EVERYBODY}
    assert set(closed.values()) == {"sign in"}, {cell: found for cell, found in closed.items() if found != "sign in"}


def test_the_sender_alone_opens_what_they_sent_and_what_they_write(stage: Stage) -> None:
    """The other side of the lines that are closed to everybody in the matrix: for the writer they are open."""
    nurse = stage.waiting.nurse
    for endpoint in ("writing.tasks", "writing.page", "sending.check", "referrals.delete", "following.what_i_sent"):
        assert outcome(stage.ask("GET", stage.address(endpoint, "preview"), nurse)) == "open", endpoint


@pytest.mark.parametrize(("endpoint", "mark"), [("cases.case", "signed-in"), ("settings.one", "signed-in")])
def test_a_mark_that_is_taken_off_a_view_is_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, endpoint: str, mark: str
) -> None:
    view = stage.app.view_functions[endpoint]
    monkeypatch.setattr(view, "needs", Needs(mark, view.needs.records, view.needs.purpose))
    answer = stage.ask("GET", stage.address(endpoint, "sent it"), stage.worker("manager", "sent it"))
    assert outcome(answer) != expected(POLICY[endpoint], "manager", "sent it")
