"""The pages of documents in a real browser: no accessibility fault that axe can see, at a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from coordination.access import SignedIn
from coordination.conversation.commands.asking import ToAsk, ask
from coordination.db import writing
from coordination.documents.commands import adding
from coordination.documents.given import ToAdd
from coordination.web.assets import missing
from tests.cases import stories
from tests.documents import files
from tests.documents.scanner import EICAR
from tests.documents.test_attached_to_a_draft import a_draft, attach, sent

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_documents_can_be_read_and_added_by_anybody(world, app, served, browser, sound) -> None:
    story = stories.accepted(world)
    with writing(story.spoc) as session:
        sent = ToAdd(files.pdf(), "a.pdf", "Letter from the housing office about the tenancy, 3 November")
        reference = adding.add(session, story.spoc, story.reference, sent, once=uuid4().hex)
    address, here = served(app), f"/cases/{story.reference}/documents"
    with browser.new_context() as context:
        context.add_cookies([{"name": "coordination_session", "value": story.spoc.token, "url": address}])
        page = context.new_page()
        for path in (here, f"{here}/new", f"{here}/{reference}/replace", f"{here}/{reference}/remove"):
            answer = page.goto(address + path)
            assert answer.status == 200
            sound(page, path)


@pytest.fixture
def opened(app, served, browser) -> Iterator[Callable[[SignedIn], Any]]:
    """A page for each worker, signed in. What is typed into the address bar of a page is only a path."""
    address, contexts = served(app), []

    def open_for(worker: SignedIn) -> Any:
        context = browser.new_context(base_url=address)
        contexts.append(context)
        context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": address}])
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


def test_what_is_attached_to_a_draft_is_in_nobodys_way_in_any_state(
    world, opened, sound, scanner, machine, held_time
) -> None:
    nurse = world.worker(stories.PRISON, name="Ana Example")
    draft = a_draft(nurse)
    page, here = opened(nurse), f"/refer/{draft}"
    page.goto(f"{here}/documents/new?page=check")
    sound(page, "attaching nothing yet")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    sound(page, "attaching nothing chosen")

    for state, title, content in (
        ("quarantined", "Risk assessment of the wing, with what probation said about it in October", files.pdf()),
        ("clean", "Letter from the GP", files.pdf("a letter")),
        ("refused", "A copy that somebody sent", EICAR),
        ("waiting", "What the ward wrote", b"Words."),
    ):
        attach(nurse, draft, content, title=title)
        if state != "waiting":
            machine(None if state == "quarantined" else scanner.address, job="scan_draft_document")
    for name, path in (
        ("list of pages", here),
        ("check", f"{here}/check"),
        ("end of the chat", f"{here}/chat/all-asked"),
        ("attaching one more", f"{here}/documents/new?page=check"),
    ):
        page.goto(path)
        for tag in ("Waiting to be scanned", "In quarantine", "Refused by the scanner"):
            expect(page.get_by_text(tag, exact=True)).to_have_count(0 if "chat" in path else 1)
        sound(page, name)

    page.goto(f"{here}/check")
    page.get_by_role("link", name="Remove A copy that somebody sent").click()
    sound(page, "removing")
    page.get_by_role("button", name="Remove it").click()
    expect(page).to_have_url(re.compile("/check#documents$"))
    expect(page.locator("#documents")).to_be_focused()
    expect(page.get_by_text("A copy that somebody sent")).to_have_count(0)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Letter from the GP (a file, PDF)", exact=True).click()
    assert saved.value.suggested_filename == "a.pdf"
    attach(nurse, draft, EICAR, title="Another copy")
    sent(nurse, draft)
    page.goto(f"{here}/sent")
    expect(page.get_by_text("4 documents went along")).to_be_visible()
    sound(page, "sent and waiting")
    machine(scanner.address)
    page.goto(f"{here}/sent")
    expect(page.get_by_text("Refused by the scanner", exact=True)).to_be_visible()
    sound(page, "sent and refused")


def test_a_document_beside_an_answer_is_in_nobodys_way(world, opened, sound) -> None:
    story = stories.accepted(world)
    probation = world.worker("hav-probation", name="Pat Example")
    with writing(story.spoc) as session:
        asked = ask(session, story.spoc, story.reference, ToAsk("hav-probation", "risk-levels"), once=uuid4().hex)
    page = opened(probation)
    page.goto(f"/cases/{story.reference}/cards/{asked.reference}")
    sound(page, "closed")
    page.get_by_text("Add a document to your answer").click()
    sound(page, "unfolded")
    page.get_by_label("What it is, in your own words").fill("The plan")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.get_by_label("What it is, in your own words")).to_be_visible()
    sound(page, "words without a file")
    page.goto(f"/cases/{story.reference}/cards/{asked.reference}/decline")
    sound(page, "declining")


def test_documents_in_every_state_and_for_fewer_readers_are_in_nobodys_way(
    world, opened, sound, scanner, machine
) -> None:
    story = stories.accepted(world)
    page, here = opened(story.spoc), f"/cases/{story.reference}"
    machine(scanner.address)
    for title, content, audience, after in (
        ("Kept where there is no scanner", files.pdf("1"), "everyone", None),
        ("Refused", EICAR, "agency", "scanner"),
        ("For my team alone", files.pdf("2"), "team", "scanner"),
        ("Waits", b"Words.", "everyone", "nothing"),
    ):
        with writing(story.spoc) as session:
            adding.add(session, story.spoc, story.reference, ToAdd(content, "a.pdf", title, audience), once=uuid4().hex)
        if after != "nothing":
            machine(scanner.address if after else None)
    for path in (f"{here}/documents", here, f"{here}/conversation"):
        page.goto(path)
        expect(page.get_by_text("In quarantine", exact=True).first).to_be_attached()
        sound(page, path)
    page.goto(f"{here}/documents/new")
    page.get_by_label("Chosen agencies").check()
    sound(page, "fewer readers")
    page.get_by_label("The file").set_input_files({"name": "a.exe.txt", "mimeType": "text/plain", "buffer": b"MZ\x90"})
    page.get_by_label("What it is, in your own words").fill("A plan")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    sound(page, "a file that is not taken, for fewer readers")
