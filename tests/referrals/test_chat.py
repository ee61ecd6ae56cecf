"""A referral by chat, without JavaScript: one question at a time on the same draft as the form."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest

from coordination import clock, db
from coordination.forms.pages import Sent
from coordination.referrals.commands.drafting import begin, keep_answers
from coordination.referrals.queries import drafts
from coordination.referrals.queries.talk import Talk
from tests.answers import plainest
from tests.referrals.plain import PlainBrowser
from tests.referrals.test_repeated_pages import CHILDREN
from tests.referrals.test_sending import a_draft
from workflows import pathways
from workflows.vocabulary import Section


@pytest.fixture(autouse=True)
def saturday():
    with clock.at("2026-11-21T10:42"):
        yield


class Chat(PlainBrowser):
    """A browser without JavaScript at the chat."""

    @property
    def asked(self) -> str:
        return " ".join(self.page.select_one("#asked").find(string=True).split())

    @property
    def reference(self) -> str:
        return self.address.split("/")[2]

    @property
    def place(self) -> str:
        return self.address.partition("?")[0].partition("#")[0].rpartition("/")[2]

    @property
    def offers(self) -> list[str]:
        return [each["value"] for each in self.page.select("#asked-back button")]

    def at(self, place: str) -> Chat:
        self.open(f"/refer/{self.reference}/chat/{place}")
        return self

    def reply(self, text: str | None = None, **boxes: object) -> Chat:
        form = self.page.select_one(".chat__form")
        sent = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
        sent |= {"reply": text} if text is not None else {}
        self._arrived(self.client.post(str(form["action"]), data={**sent, **boxes}))
        return self

    def skip(self) -> Chat:
        self.open(self.page.select(".chat__ways a[data-chat]")[-1]["href"])
        return self

    def answers(self, worker) -> dict:
        with db.reading(worker) as session:
            return drafts.get(session, self.reference).answers


@pytest.fixture
def chat(nurse, browser_of) -> Chat:
    """A nurse's new draft, at the first question of its chat."""
    browser = Chat(browser_of(nurse))
    browser.open("/refer").fill("pathway", "prison-release").press("by_chat")
    return browser


def test_whoever_adds_a_document_comes_back_to_the_question_and_is_told_once(chat):
    chat.reply("Jo").open(chat.page.select_one(".chat__ways a[href*=documents]")["href"])
    form = chat.page.select_one("form[enctype]")
    sent = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
    sent |= {"title": "Letter", "audience": "everyone", "category": "core", "file": (BytesIO(b"Words."), "a.txt")}
    chat._arrived(chat.client.post(chat.address, data=sent, content_type="multipart/form-data"))
    assert chat.asked == "And their surname?" and "The document is added" in chat.words
    chat.reply("Doe")
    assert "The document is added" not in chat.words


def test_one_question_after_another(chat, nurse):
    assert chat.asked == "What is their first name?"
    assert "Topic 1 of about" in chat.words
    chat.reply("Jo")
    assert chat.asked == "And their surname?"
    assert "Jo Change" in chat.words
    chat.reply("O’Example")
    assert chat.asked == "Other names they are known by"
    chat.skip().reply("7/3/87")
    assert "Saturday 7 March 1987. Is that right?" in chat.words
    assert "date_of_birth" not in chat.answers(nurse), "nothing is kept before it is confirmed"
    chat.reply(surely=chat.offers[0])
    assert chat.answers(nurse)["date_of_birth"] == "1987-03-07"
    assert "Saturday 7 March 1987" in chat.words


def test_quick_replies_numbers_and_labels_are_one_and_the_same(chat, nurse):
    for boxes in ({"pick": "havering"}, {"text": "havering"}):
        chat.at("area_on_release").reply(**boxes)
        assert chat.answers(nurse)["area_on_release"] == "havering"
    assert chat.at("area_on_release").reply("nowhere at all").status == 422
    assert chat.title.startswith("Error: ")
    assert "Give its number" in chat.words
    assert chat.page.select_one("#reply")["value"] == "nowhere at all"
    assert chat.reply("1", pick="havering").status == 422


def test_skip_back_why_and_remove(chat, nurse):
    assert "Skip for now" in chat.words
    chat.skip()
    assert chat.asked == "And their surname?"
    assert chat.follow("Back").page and chat.asked == "What is their first name?"
    chat.at("date_of_birth").reply("why do you ask?")
    assert chat.page.select_one(".chat__bubble details[open]")
    chat.reply("skip")
    assert chat.place != "date_of_birth"
    chat.at("first_name").reply("back")
    assert chat.offers == ["back"], "a name may be any word"
    chat.reply(surely="back")
    assert chat.answers(nurse)["first_name"] == "back"
    assert chat.at("no_such_question").status == 404


def test_whoever_says_stop_is_told_that_it_is_kept_and_may_go(chat, nurse):
    before = chat.answers(nurse)
    chat.at("date_of_birth").reply("stop")
    assert chat.status == 200 and "is kept" in chat.page.select_one("#asked-back").get_text()
    assert chat.page.select_one("#asked-back a")["href"] == "/today"
    assert chat.place == "date_of_birth" and chat.answers(nurse) == before


def test_dunno_is_not_kept_as_a_name_before_it_was_confirmed(chat, nurse):
    chat.at("first_name").reply("dunno")
    assert chat.offers == ["dunno"] and "Skip" in chat.page.select_one("#asked-back").get_text()
    assert "first_name" not in chat.answers(nurse)


def test_an_answer_that_raises_an_alarm_says_so_before_the_next_question(chat):
    chat.at("self_harm_concern").reply("yes")
    assert chat.status == 200 and chat.place != "self_harm_concern"
    assert chat.page.select_one("#chat > .advice").find("h2").text == "If they are in danger now"
    chat.skip()
    assert chat.page.select_one(".chat__turn ~ .cannot-wait") and not chat.page.select_one(".advice ~ .chat__turn")
    assert chat.page.select_one("#chat details .advice"), "and it stays at hand"


def test_the_pathways_own_checks_speak_and_the_answer_is_kept_as_on_the_form(chat, nurse):
    chat.at("date_of_birth").reply("3 March 2030")
    assert chat.place == "date_of_birth"
    assert chat.page.select_one("#asked-problem")
    assert chat.answers(nurse)["date_of_birth"] == "2030-03-03"


def test_form_and_chat_lead_to_each_other_at_the_same_place(chat):
    chat.reply("Jo").follow("Switch to the form")
    assert chat.address.partition("#")[0].endswith("/name")
    assert chat.box("first_name") == "Jo"
    chat.follow("Answer by chat instead")
    assert chat.asked == "And their surname?"
    chat.open(f"/refer/{chat.reference}").follow("Answer by chat instead")
    assert chat.asked == "And their surname?", "it goes on after the last answer"
    chat.open(f"/refer/{chat.reference}/name").fill("surname", "Example").press("save_for_later")
    assert chat.follow("Answer by chat instead").page and chat.asked == "Other names they are known by"


def test_a_second_device_is_told_and_overwrites_nothing(chat, nurse):
    phone = Chat(chat.client)
    phone.open(chat.address)
    chat.reply("Jo")
    phone.reply("Jo")
    assert phone.place == chat.place, "the same reply twice does no harm"
    phone.at("first_name")
    chat.at("first_name").reply("Joanna")
    phone.reply("Josephine")
    assert phone.status == 409 and "“Joanna”" in phone.words
    assert chat.answers(nurse)["first_name"] == "Joanna"
    phone.reply("Josephine")
    assert chat.answers(nurse)["first_name"] == "Josephine", "sent again, knowing the other"


def test_changing_one_answer_comes_back_to_where_it_was(chat):
    chat.reply("Jo").reply("Example").follow("Change")
    assert chat.asked == "What is their first name?"
    assert chat.reply("Joan").asked == "Other names they are known by"


def test_to_the_end_and_sent(chat, nurse):
    chat.open(f"/refer/{a_draft(nurse, surname=None)}/chat/all-asked")
    assert "1 answer still to give" in chat.words
    chat.follow("Answer what is missing")
    assert chat.asked == "And their surname?"
    chat.reply("O'Example")
    assert chat.asked == "That is everything. Thank you."
    chat.follow("Check your answers").fill("agree", "agree").press()
    assert "Referral sent" in chat.words, chat.words


def test_a_draft_is_its_writers_alone(chat, world, browser_of):
    other = world.worker("hmp-pentonville-release", name="Ola Example")
    assert Chat(browser_of(other)).open(chat.address).status == 404
    stranger = Chat(browser_of(other))
    stranger.open("/refer").fill("pathway", "prison-release").press("by_chat")
    stranger.page.select_one(".chat__form")["action"] = chat.address
    assert stranger.reply("Jo").status == 404


def test_each_of_several_people(chat, nurse, monkeypatch):
    released = pathways.newest("prison-release")
    family = Section(code="family", title="Family", topics=(CHILDREN,))
    made = replace(released, code="with-children", sections=(family, released.sections[0]))
    monkeypatch.setattr(pathways, "PUBLISHED", (released, made))
    chat.open("/refer").fill("pathway", "with-children").press("by_chat")
    chat.at("each-child.more")
    assert chat.asked == "Is there any child to add?"
    for name in ("Al", "Bo"):
        chat.reply("yes").reply(name).skip().reply(pick="yes").reply("Mead School")
        assert chat.asked == "Is there another child to add?"
    assert chat.answers(nurse)["each-child"] == [
        {"child_name": name, "child_school_known": "yes", "child_school": "Mead School"} for name in ("Al", "Bo")
    ]
    chat.reply("no")
    assert not chat.place.startswith("each-child")
    assert chat.at("each-child.5.child_name").address != "each-child.5.child_name", "a row is begun after the last"


def test_what_was_answered_is_asked_again_with_the_answer(nurse, chat):
    """One of every kind of question, whatever its answer is made of: words, a number, a date, several choices."""
    seen: set[str] = set()
    for pathway in pathways.offered():
        with db.writing(nurse) as session:
            reference = begin(session, nurse, pathway.code, once=uuid4().hex)
        with db.reading(nurse) as session:
            draft = drafts.get(session, reference)
        asked = {step.question.kind: step for step in Talk(draft).order if step.question is not None}
        new = {kind: step for kind, step in asked.items() if kind not in seen}
        seen |= new.keys()
        answers = [
            Sent(
                step.question.code,
                plainest(step.question, clock.today()),
                None,
                draft.kept[step.question.code, 0].version if (step.question.code, 0) in draft.kept else 0,
                "-",
                "new",
            )
            for step in new.values()
        ]
        with db.writing(nurse) as session:
            keep_answers(session, nurse, reference, answers)
        chat.address = f"/refer/{reference}/chat"
        for step in new.values():
            assert chat.at(step.place).status == 200, step.place
    assert {"number", "date", "choices", "long-text"} <= seen
