"""A typed reply read for its question: put into the boxes of the question's own field, which alone judges it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import cast

from werkzeug.datastructures import MultiDict
from wtforms import Form

from coordination.forms.asking import field_for
from coordination.forms.chat.amounts import amount
from coordination.forms.chat.choosing import one_of, plain, some_of
from coordination.forms.chat.meanings import AskAgain, AskBack, Boxes, Heard, Meaning, Offer, Understood
from coordination.forms.chat.moments import day, day_and_time, time_of_day
from coordination.forms.values import AsTyped, kept, mark, read, type_again, typed
from coordination.web.fields import Asked, DateField, TimeField
from coordination.web.fields.asked import tidy
from workflows.dates_in_words import MONTHS
from workflows.dates_said import Leaning
from workflows.vocabulary import Question

LATER = ("skip", "later", "pass")
BEFORE = ("back", "go back", "previous")
EXPLAIN = ("why", "why do you ask", "why do you need", "why do you need to know", "help", "help me")
STOP = ("stop", "quit", "exit", "pause", "finish later", "save and exit")
# said by whoever does not know: kept as an answer it would read as a name, a number or an address
NOT_KNOWN = (
    "dont know", "do not know", "i dont know", "i do not know", "dunno", "i dunno", "dk", "idk", "no idea", "not sure",
    "im not sure", "unsure", "not known", "unknown", "unkown", "not got it", "havent got it", "dont have it", "tbc",
    "n a", "na", "not applicable",
)  # fmt: skip
# Answers to another question, or none: whoever types one where a name or a number belongs has mistaken what is asked.
NO_NAME = ("yes", "no", "y", "n", "yes please", "no thanks", "nope", "yeah", "yep", "ok", "okay", "none", "nobody",
           "what", "eh", "huh", "nil", "null")  # fmt: skip
NAMED_BY = ("person-name", "prison-number")
COURTESY = re.compile(
    r"^(?:(?:please|can i|can we|could i|could we|may i|i want to|i would like to|id like to|let me|lets) )+"
    r"|(?: (?:please|this|it|that|one|question|for now|now|here|pls|plz|thanks))+$"
)
# nobody is called that, and no answer says it
NEVER_AN_ANSWER = ("why do you ask",)
INSTEAD = {
    "skip": "To leave this question for now, use “Skip” below.",
    "back": "To go back, use “Back” below.",
    "explain": "To read why we ask, open “Why do you ask?” above, where it stands.",
    "stop": "What you have said is kept. To stop here, leave this page and go on later from “Today”.",
    "not known": "If you do not know it, or it does not apply, use “Skip” below.",
    "no name": "If there is none to give, use “Skip” below.",
}
LEAVING = "What you have said so far is kept. You can leave it here, and go on later from “Today”, on any device."
SKIP_INSTEAD = " If you do not know it, use “Skip” below."
# An answer that is not words of one's own is never longer than a few choices by their labels.
LONGEST = 1_000
NOTHING_TO_SAY = "Give an answer, or skip this question."


def read_reply(question: Question, text: str, on: str, today: date, *, surely: bool = False) -> Meaning:
    """What the reply means as an answer to this question, in a form begun on the ISO day `on`.

    `surely` is a reply that the worker has confirmed already: its words are not asked back for looking like a wish
    to skip. Nothing is guessed: where the words leave room for error the meaning is an AskBack.
    """
    text = tidy(text)
    if not text:
        return AskAgain(question.missing if question.required != "no" else NOTHING_TO_SAY)
    wish = wish_in(text)
    if wish and not surely and could_be_answer(question, text, on):
        return _is_it(text, wish)
    field = _field(question, on)
    if len(text) > LONGEST and not takes_any_words(question, on):
        return AskAgain("Keep to the answer alone: this is too long to be read as one.")
    heard = _heard(question, field, text, on, today, surely)
    meaning = heard if isinstance(heard, AskBack | AskAgain) else _judged(question, on, heard)
    if not surely and isinstance(meaning, Understood) and _is_no_answer(question, text, on):
        return _is_it(text, "no name")
    if surely or not _does_not_know(text):
        return meaning
    if isinstance(meaning, AskAgain):
        return AskAgain(f"{meaning.say}{SKIP_INSTEAD}")
    return _is_it(text, "not known") if takes_any_words(question, on) else meaning


def _is_it(text: str, wish: str) -> AskBack:
    return AskBack(
        f"Is “{text}” your answer? {INSTEAD[wish]}",
        (Offer(f"Yes, the answer is “{text}”", text),),
    )


def picked(question: Question, codes: Sequence[str], on: str) -> Meaning:
    """What was chosen with buttons or ticks."""
    if not codes:
        return AskAgain(question.missing if question.required != "no" else NOTHING_TO_SAY)
    return _judged(question, on, {question.code: list(codes)})


def takes_any_words(question: Question, on: str) -> bool:
    """Whether any words at all could be the answer, so that “skip” or “back” may be one."""
    field = _field(question, on)
    return field.draws_as in ("text", "long_text") and not isinstance(field, TimeField)


def could_be_answer(question: Question, text: str, on: str) -> bool:
    """Whether what sounds like a wish may be meant as the answer."""
    return takes_any_words(question, on) and _said(text) not in NEVER_AN_ANSWER


def wish_in(text: str) -> str | None:
    """ "skip", "back", "explain" or "stop" where the reply is nothing but a wish about the conversation."""
    said = _said(text)
    for wish, words in (("skip", LATER), ("back", BEFORE), ("explain", EXPLAIN), ("stop", STOP)):
        if said in words:
            return wish
    return None


def _is_no_answer(question: Question, text: str, on: str) -> bool:
    """Whether words that could be kept are not likely to be meant: “yes” for a name, or nothing but a question mark."""
    if not takes_any_words(question, on):
        return False
    return not any(sign.isalnum() for sign in text) or (question.kind in NAMED_BY and plain(text) in NO_NAME)


def _said(text: str) -> str:
    """The words of a wish, without the signs around them and without what is said out of courtesy."""
    said = " ".join(re.sub(r"['’‘]", "", text.lower()).strip(" .!?").split())
    return COURTESY.sub("", said) or said


def _does_not_know(text: str) -> bool:
    return plain(text) in NOT_KNOWN


def _heard(question: Question, field: Asked, text: str, on: str, today: date, surely: bool) -> Heard:
    name = question.code
    match field.draws_as:
        case "radios" | "select":
            one = one_of(text, question.offered(on), surely=surely)
            return {name: [one]} if isinstance(one, str) else one
        case "checkboxes":
            some = some_of(text, question.offered(on))
            return {name: some} if isinstance(some, list) else some
        case "date" | "date_time":
            leaning: Leaning = "past" if cast(DateField, field).years == "past" else "nearest"
            parts = (day if field.draws_as == "date" else day_and_time)(text, today, leaning)
            return {f"{name}-{part}": [each] for part, each in parts.items()} if isinstance(parts, dict) else parts
        case "number":
            number = amount(text, question.unit)
            return {name: [number]} if isinstance(number, str) else number
    if isinstance(field, TimeField):
        at = time_of_day(text)
        return {name: [at]} if isinstance(at, str) else at
    return {name: [text]}


def _judged(question: Question, on: str, boxes: Boxes) -> Meaning:
    field = _field(question, on)
    field.process(MultiDict([(name, each) for name, values in boxes.items() for each in values]))
    if field.process_errors:
        return AskAgain(str(field.process_errors[0]))
    return Understood(kept(field.data), typed(field))


def _field(question: Question, on: str) -> Asked:
    # a field of no page: this is read where no request is, too
    return cast(Asked, field_for(question, on).bind(form=Form(), name=question.code))


def standing(question: Question, on: str, value: object, as_typed: AsTyped | None) -> tuple[str, str]:
    """An answer that was kept: what to put into the box of the conversation to change it, and the mark of the boxes
    of the form, by which a page says what it was drawn from."""
    field = _field(question, on)
    if as_typed is not None:
        type_again(field, as_typed)
        return " ".join(each for values in as_typed.values() for each in values), mark(typed(field))
    field.process(None, read(question, value))
    if field.draws_as in ("date", "date_time") and field.data is not None:
        parts = cast(DateField, field).typed
        at = f" at {parts['time']}" if "time" in parts else ""
        return f"{parts['day']} {MONTHS[int(parts['month']) - 1]} {parts['year']}{at}", mark(typed(field))
    written = field.typed if field.draws_as in ("text", "long_text", "number") else ""
    return written, mark(typed(field))
