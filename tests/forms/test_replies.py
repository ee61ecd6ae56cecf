"""A typed reply is read as it was meant, asked back where it could be meant otherwise, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from coordination.forms.asking import FIELDS
from coordination.forms.chat.meanings import AskAgain, AskBack, Understood
from coordination.forms.chat.replies import could_be_answer, picked, read_reply, standing, wish_in
from coordination.forms.words import in_words
from tests.answers import plainest
from workflows import pathways
from workflows.vocabulary import Choice, NotInFuture, Question, Refuse, answer

TODAY = date(2026, 11, 21)  # a Saturday
ON = TODAY.isoformat()
EVERY_QUESTION = [
    pytest.param(question, id=f"{pathway.code}-{pathway.version}-{question.code}")
    for pathway in pathways.PUBLISHED
    for question in pathway.asked_at_referral
]
TREATMENTS = (
    Choice(code="methadone", label="Methadone"),
    Choice(code="bup", label="Buprenorphine"),
    Choice(code="bup-depot", label="Buprenorphine, long-acting"),
    Choice(code="talk", label="Talking and support"),
    Choice(code="none", label="None of these"),
)


def question(kind: str, **more) -> Question:
    return Question(code="asked", label="Asked", kind=kind, category="core", missing="Say it.", **more)


def meant(kind: str, text: str, *, surely: bool = False, **more):
    return read_reply(question(kind, **more), text, ON, TODAY, surely=surely)


def value(kind: str, text: str, **more):
    meaning = meant(kind, text, **more)
    assert isinstance(meaning, Understood), meaning
    return meaning.value


def offered(kind: str, text: str, **more) -> list[str]:
    meaning = meant(kind, text, **more)
    assert isinstance(meaning, AskBack), meaning
    for offer in meaning.offers:
        assert isinstance(meant(kind, offer.reply, surely=True, **more), Understood), "an offer settles it"
    return [offer.words for offer in meaning.offers]


@pytest.mark.parametrize("asked", EVERY_QUESTION)
def test_every_question_of_every_pathway_takes_its_answers_in_words(asked):
    choices = asked.offered(ON)
    for number, choice in enumerate(choices, 1):
        whole = [choice.code] if asked.kind == "choices" else choice.code
        for reply in (str(number), choice.label, choice.label.upper()):
            meaning = read_reply(asked, reply, ON, TODAY)
            same_words = [each for each in choices if each.label.casefold() == choice.label.casefold()]
            if isinstance(meaning, Understood) or len(same_words) == 1:
                assert isinstance(meaning, Understood) and meaning.value == whole, reply
        assert picked(asked, [choice.code], ON).value == whole
    if not choices:
        plain = plainest(asked, TODAY)
        spoken = in_words(asked, plain)[: asked.max_length]
        assert isinstance(read_reply(asked, spoken, ON, TODAY), Understood), spoken


def test_no_kind_of_field_is_left_out():
    """Whatever a form can ask, a conversation can: a new kind of field has to say how a reply is read."""
    for kind in FIELDS:
        made = question(kind, choices=TREATMENTS if kind in ("choice", "choices") else ())
        answers = made.offered(ON)
        reply = answers[0].label if answers else in_words(made, plainest(made, TODAY))
        assert isinstance(read_reply(made, reply, ON, TODAY), Understood), (kind, reply)


@pytest.mark.parametrize(
    ("text", "code"),
    [("1", "methadone"), ("methadone", "methadone"), (" Meth ", "methadone"), ("Buprenorphine", "bup"),
     ("talking & support", "talk"), ("none", "none")],
)  # fmt: skip
def test_a_choice_by_number_label_and_unique_beginning(text, code):
    assert value("choice", text, choices=TREATMENTS) == code


def test_a_choice_that_could_be_another_is_asked_back():
    assert offered("choice", "bup", choices=TREATMENTS) == ["Buprenorphine", "Buprenorphine, long-acting"]
    assert offered("choice", "m", choices=TREATMENTS) == ["Methadone"]
    assert offered("choice", "support", choices=TREATMENTS) == ["Talking and support"]
    assert isinstance(meant("choice", "6", choices=TREATMENTS), AskAgain)
    assert isinstance(meant("choice", "a little of everything", choices=TREATMENTS), AskAgain)
    numbers = (Choice(code="b", label="2"), Choice(code="a", label="1"))
    assert offered("choice", "1", choices=numbers) == ["1", "2"]


def test_several_choices():
    assert value("choices", "1, 2 and talking and support", choices=TREATMENTS) == ["methadone", "bup", "talk"]
    assert value("choices", "3 1", choices=TREATMENTS) == ["methadone", "bup-depot"]
    assert value("choices", "Buprenorphine, long-acting", choices=TREATMENTS) == ["bup-depot"]
    unclear = meant("choices", "methadone, bup", choices=TREATMENTS)
    assert isinstance(unclear, AskAgain) and "“bup”" in unclear.say
    alone = meant("choices", "methadone and none", choices=TREATMENTS)
    assert isinstance(alone, AskAgain) and "None of these" in alone.say, "the field itself refuses the two together"


@pytest.mark.parametrize(("text", "code"), [("y", "yes"), ("No", "no"), ("yeah", "yes"), ("don’t know", "dont-know")])
def test_yes_and_no_as_people_say_them(text, code):
    assert value("yes-no-unknown", text) == code


@pytest.mark.parametrize(
    ("text", "understood"),
    [("next Friday", "Friday 27 November 2026"), ("12/3/26", "Thursday 12 March 2026"),
     ("in two weeks", "Saturday 5 December 2026"), ("around 3 March 2026", "Tuesday 3 March 2026")],
)  # fmt: skip
def test_a_date_is_said_back_in_full(text, understood):
    meaning = meant("date", text)
    assert isinstance(meaning, AskBack)
    assert meaning.say == f"{understood}. Is that right?"
    assert offered("date", text) == ["Yes, that is right"]


def test_a_next_weekday_that_people_mean_differently_is_offered_both_ways():
    monday = date(2026, 11, 23)
    meaning = read_reply(question("date"), "next fri", ON, monday)
    assert isinstance(meaning, AskBack) and meaning.say == "Which day is that?"
    assert [each.words for each in meaning.offers] == ["Friday 27 November 2026", "Friday 4 December 2026"]
    at = read_reply(question("date-time"), "next fri at half 2", ON, monday)
    assert isinstance(at, AskBack)
    assert [each.words for each in at.offers] == [
        "Friday 27 November 2026 at 2:30am", "Friday 27 November 2026 at 2:30pm",
        "Friday 4 December 2026 at 2:30am", "Friday 4 December 2026 at 2:30pm",
    ]  # fmt: skip
    for offer in at.offers:
        assert isinstance(read_reply(question("date-time"), offer.reply, ON, monday, surely=True), Understood)


@pytest.mark.parametrize("typed", ["tmrw", "2moro", "tommorow"])
def test_a_hurried_tomorrow_is_said_back(typed):
    meaning = meant("date", typed)
    assert isinstance(meaning, AskBack) and meaning.say == "Sunday 22 November 2026. Is that right?"


def test_half_two_tomorrow_asks_which_half_of_the_day():
    assert offered("date-time", "half 2 tmrw") == [
        "Sunday 22 November 2026 at 2:30am", "Sunday 22 November 2026 at 2:30pm",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["dunno", "n/a", "Don’t know", "not sure", "unknown", "N/A."])
def test_whoever_does_not_know_is_not_written_down_as_called_that(typed):
    for kind in ("person-name", "text", "long-text", "prison-number"):
        meaning = meant(kind, typed)
        assert isinstance(meaning, AskBack) and "use “Skip”" in meaning.say, kind
        assert offered(kind, typed) == [f"Yes, the answer is “{typed}”"]
    for kind in ("date", "date-time", "time", "number", "nhs-number", "phone"):
        meaning = meant(kind, typed)
        assert isinstance(meaning, AskAgain) and "use “Skip”" in meaning.say, kind
    unfit = meant("choice", typed, choices=TREATMENTS)
    assert isinstance(unfit, AskAgain) and "use “Skip”" in unfit.say


def test_dunno_is_the_choice_not_known_where_there_is_one():
    assert value("yes-no-unknown", "dunno") == "dont-know"
    known = (Choice(code="yes", label="Yes"), Choice(code="not-known", label="Not known"))
    assert value("choice", "no idea", choices=known) == "not-known"


def test_a_whole_date_is_taken_and_a_day_is_never_made_up():
    assert value("date", "27 November 2026") == "2026-11-27"
    assert value("date", "27/11/2026") == "2026-11-27"
    for text, sentence in (
        ("March 1987", "The date must include a day."),
        ("1987", "The date must include a day and a month."),
        ("31/2/2026", "There is no 31 February 2026. Check the day and the month."),
        ("some time in spring", "Enter a date, for example 27 March 2026 or 27/3/2026."),
    ):
        assert meant("date", text) == AskAgain(sentence)


def test_a_birthday_of_two_figures_has_gone_by():
    born = question("date", checks=(Refuse(unless=NotInFuture(answer("asked")), say="Not yet."),))
    meaning = read_reply(born, "7/3/30", ON, TODAY)
    assert isinstance(meaning, AskBack) and meaning.say == "Friday 7 March 1930. Is that right?"


def test_a_time_says_which_half_of_the_day():
    assert value("time", "2:30pm") == "14:30"
    assert value("time", "14:30") == "14:30"
    assert offered("time", "2:30") == ["2:30am", "2:30pm"]
    assert offered("time", "half past 9") == ["9:30am", "9:30pm"]
    assert offered("time", "at 3") == ["3:00am", "3:00pm"]
    assert offered("time", "about 9am") == ["Yes, that is right"]


def test_a_day_with_its_time():
    assert value("date-time", "20 November 2026 at 9:15am") == "2026-11-20T09:15:00+00:00"
    assert value("date-time", "9:15am on 20/11/2026") == "2026-11-20T09:15:00+00:00"
    assert offered("date-time", "yesterday at 9:15am") == ["Friday 20 November 2026 at 9:15am"]
    assert offered("date-time", "20/11/2026 at 3") == [
        "Friday 20 November 2026 at 3:00am", "Friday 20 November 2026 at 3:00pm",
    ]  # fmt: skip
    assert isinstance(meant("date-time", "20/11/2026"), AskAgain)


@pytest.mark.parametrize(
    ("text", "words"),
    [("about 20", ["20 mg"]), ("£45", ["45 mg"]), ("20ish", ["20 mg"]), ("twenty five", ["25 mg"]),
     ("20-30", ["20 mg", "30 mg"]), ("10 to 12", ["10 mg", "12 mg"])],
)  # fmt: skip
def test_a_number_with_anything_beside_it_is_asked_back(text, words):
    assert offered("number", text, unit="mg") == words


def test_a_number_is_never_worked_out():
    assert value("number", "45", unit="mg") == 45
    assert value("number", "45mg", unit="milligrams") == 45
    assert value("number", "1,200 mg", unit="mg") == 1200
    for text in (
        "2 g",
        "2 grams a day",
        "60mcg",
        "3 weeks",
        "half a gram",
        "a few",
        "½",
        "1,5",
        "12 50 20 30 40",
        "lots",
        "40/2",
    ):
        assert isinstance(meant("number", text, unit="mg"), AskAgain), text
    assert isinstance(meant("number", "5000", unit="mg", most=200), AskAgain)


def test_words_of_ones_own_are_the_answer_but_a_wish_is_asked_back():
    assert value("person-name", "Jo O’Example") == "Jo O’Example"
    assert value("address", "1 High Street\nRomford") == "1 High Street\nRomford"
    assert offered("person-name", "Back") == ["Yes, the answer is “Back”"]
    assert value("person-name", "Back", surely=True) == "Back"
    for typed, instead in (
        ("back", "use “Back”"),
        ("later", "use “Skip”"),
        ("help", "open “Why do you ask?”"),
        ("stop", "is kept"),
    ):
        assert instead in meant("person-name", typed).say
    named = question("person-name")
    assert could_be_answer(named, "Back", ON)
    assert not could_be_answer(named, "Why do you ask?", ON), "nobody is called that"
    wishes = [wish_in(each) for each in ("Skip", "back", "why do you ask?", "stop", "Jo")]
    assert wishes == ["skip", "back", "explain", "stop", None]


def test_what_its_field_refuses_is_refused_here_in_the_same_words():
    assert meant("phone", "12345") == AskAgain(
        "Check this telephone number: with its area code it should have 10 to 15 digits."
    )
    assert value("outward-code", "rm3 0ab") == "RM3"
    assert value("nhs-number", "999 000 0018") == "9990000018"
    assert meant("text", "") == AskAgain("Say it.")
    assert isinstance(meant("choice", "x" * 5000, choices=TREATMENTS), AskAgain)
    assert isinstance(meant("text", "a\x07b"), AskAgain)


def test_a_kept_answer_stands_in_the_box_so_that_it_is_read_again_as_it_was():
    for kind, kept in (
        ("date", "2026-11-27"), ("date-time", "2026-11-20T09:15:00+00:00"), ("time", "14:30"), ("number", 45),
        ("nhs-number", "9990000018"), ("person-name", "Jo"),
    ):  # fmt: skip
        written, of = standing(question(kind), ON, kept, None)
        meaning = read_reply(question(kind), written, ON, TODAY)
        assert isinstance(meaning, Understood) and meaning.value == kept
        assert standing(question(kind), ON, meaning.value, None)[1] == of


@pytest.mark.parametrize(
    ("text", "understood"),
    [("the 3rd", "Thursday 3 December 2026"), ("on the 20th", "Friday 20 November 2026"),
     ("11/12", "Friday 11 December 2026"), ("25.12", "Friday 25 December 2026"), ("xmas", "Friday 25 December 2026"),
     ("Boxing Day", "Saturday 26 December 2026"), ("New Year’s Eve", "Thursday 31 December 2026"),
     ("01031990", "Thursday 1 March 1990"), ("born 3/4/88", "Sunday 3 April 1988"),
     ("12 / 3 / 26", "Thursday 12 March 2026"), ("25 dec.", "Friday 25 December 2026")],
)  # fmt: skip
def test_a_day_in_a_hurry_is_said_back_in_full(text, understood):
    meaning = meant("date", text)
    assert isinstance(meaning, AskBack) and meaning.say == f"{understood}. Is that right?"


def test_a_day_of_the_month_goes_by_what_is_asked():
    born = question("date", checks=(Refuse(unless=NotInFuture(answer("asked")), say="Not yet."),))
    meaning = read_reply(born, "the 25th", ON, TODAY)
    assert isinstance(meaning, AskBack) and meaning.say == "Sunday 25 October 2026. Is that right?"
    assert isinstance(meant("date", "the 32nd"), AskAgain)
    assert isinstance(meant("date", "31/11"), AskAgain)


@pytest.mark.parametrize(
    ("text", "at"),
    [("quarter past 3", ["3:15am", "3:15pm"]), ("quarter to 4", ["3:45am", "3:45pm"]),
     ("quarter to 1", ["12:45am", "12:45pm"]), ("10ish", ["10:00am", "10:00pm"])],
)  # fmt: skip
def test_a_part_of_an_hour_asks_which_half_of_the_day(text, at):
    assert offered("time", text) == at
    assert offered("date-time", f"20/11/2026 {text}") == [f"Friday 20 November 2026 at {each}" for each in at]


def test_a_part_of_an_hour_with_its_half_of_the_day_is_taken():
    assert value("time", "quarter to 12pm") == "11:45"
    assert value("time", "quarter to 1pm") == "12:45"
    assert value("time", "half past 2pm") == "14:30"
    assert value("time", "0930hrs") == "09:30"
    assert isinstance(meant("time", "half to 3"), AskAgain)


@pytest.mark.parametrize("typed", ["no", "None", "yes please", "?", "what?", "-", "😀"])
def test_nobody_is_called_yes_or_no(typed):
    meaning = meant("person-name", typed)
    assert isinstance(meaning, AskBack) and "use “Skip”" in meaning.say
    assert value("person-name", typed, surely=True) == typed


@pytest.mark.parametrize(
    ("typed", "wish"),
    [("Please skip", "skip"), ("can I skip this one?", "skip"), ("skip this question please", "skip"),
     ("go back please", "back"), ("let me stop here", "stop"), ("why do you need this?", "explain"),
     ("help me please", "explain")],
)  # fmt: skip
def test_a_wish_is_heard_with_its_courtesy(typed, wish):
    assert wish_in(typed) == wish
    assert isinstance(meant("text", typed), AskBack), "where it could be the answer it is asked back"
    assert wish_in("Please") is None
    assert wish_in("It") is None


def test_a_point_that_could_mean_a_thousand_is_asked_about():
    assert offered("number", "1.000", unit="mg") == ["1 mg", "1,000 mg"]


def test_numbers_as_they_are_read_out():
    assert value("nhs-number", "NHS no. 943 476 5919") == "9434765919"
    assert value("outward-code", "RM1 3") == "RM1", "not RM13, which is another place"
    assert value("outward-code", "rm 13") == "RM13"
    assert value("phone", "+44 (0)7700 900123") == "+44 (0)7700 900123"
    short = "Check this mobile number: it should have 11 digits, and has 10."
    for typed in ("07700 90012", "+44 7700 90012", "0044 7700 90012"):
        assert meant("phone", typed) == AskAgain(short)
