"""Every fault that a definition can have is planted, and found. What is published has none."""

from dataclasses import replace

import pytest

from workflows import vocabulary as words
from workflows.checks import counts, faults
from workflows.pathways import PUBLISHED, newest, of, offered
from workflows.vocabulary import answer

PATHWAY = newest("prison-release")


def changed(kind: str, code: str, **to):
    """The pathway with one of its words changed."""
    kept = tuple(replace(word, **to) if word.code == code else word for word in getattr(PATHWAY, kind))
    return replace(PATHWAY, **{kind: kept})


def without(kind: str, code: str):
    return replace(PATHWAY, **{kind: tuple(word for word in getattr(PATHWAY, kind) if word.code != code)})


def with_one_more(kind: str, word):
    return replace(PATHWAY, **{kind: (*getattr(PATHWAY, kind), word)})


def with_question(**parts):
    asked = {"code": "extra", "label": "Something else", "kind": "text", "category": "core", "required": "no"}
    topic = words.Topic(code="extra", title="Extra", questions=(words.Question(**(asked | parts)),))
    return replace(PATHWAY, sections=(*PATHWAY.sections, words.Section(code="extra", title="Extra", topics=(topic,))))


EXTRA = words.Question(code="extra", label="Something else", kind="text", category="core", required="no")
YES = (words.Choice(code="yes", label="Yes"),)
PLANTED = {
    "stage nobody reaches": (
        with_one_more("stages", words.Stage(code="lost", label="Lost", outside_label="Lost", ends=True)),
        "“lost” can never be reached",
    ),
    "stage without owner": (changed("stages", "accepted", owner=None), "“accepted” has no owner"),
    "stage without clock": (changed("stages", "accepted", clock=None), "“accepted” has no clock"),
    "stage without way out": (
        replace(PATHWAY, moves=tuple(move for move in PATHWAY.moves if "engaged" not in move.from_)),
        "“engaged” has no way out",
    ),
    "stage that leads to no end": (
        replace(PATHWAY, stages=tuple(replace(stage, ends=False) for stage in PATHWAY.stages)),
        "“submitted” leads to no end",
    ),
    "end of which the sender never hears": (
        changed("moves", "decline_no_need", effects=()),
        "“decline_no_need” ends the case, and whoever sent it never hears",
    ),
    "move nobody may make": (changed("moves", "accept", by=()), "“accept” may be made by nobody"),
    "move from nowhere": (changed("moves", "redirect", from_=()), "“redirect” can be made from no stage"),
    "move across lines": (changed("moves", "accept", to="panel_listed"), "on another"),
    "number under a name of its own": (
        with_question(kind="nhs-number"),
        "“extra” asks for a number by which cases are found: call it nhs_number",
    ),
    "two primary moves": (changed("moves", "redirect", weight="primary"), "offers 3 primary moves"),
    "answer never asked": (with_question(when=words.Answered(answer("nowhere"))), "“nowhere” is used but never asked"),
    "fact never kept": (
        with_question(when=words.Answered(words.fact("nowhere"))),
        "“nowhere” is used but never kept",
    ),
    "milestone nobody writes": (
        with_one_more("milestones", words.Milestone(code="silent", label="Silent")),
        "“silent” is written by nothing",
    ),
    "milestone that a measure needs": (
        changed("moves", "list_at_panel", writes=()),
        "counts the milestone “panel-listed”",
    ),
    "milestone with a date nobody gives": (
        changed("milestones", "died", dated_by="first_name"),
        "“died” is dated by “first_name”",
    ),
    "attribute that carries free text": (
        changed("attributes", "prison", of=answer("risk_detail")),
        "only coded answers are counted",
    ),
    "attribute from nowhere": (changed("attributes", "sex", of=None), "“sex” must come from exactly one thing"),
    "attribute that goes nowhere": (
        with_one_more("attributes", words.Attribute(code="idle", label="Idle", of=answer("sex"))),
        "“idle” goes along with no milestone",
    ),
    "unknown category": (with_question(category="gossip"), "names the category “gossip”"),
    "unknown position": (changed("stages", "accepted", owner="nobody"), "names the position “nobody”"),
    "unknown task": (changed("moves", "accept", opens=("nap",)), "names the task “nap”"),
    "unknown clock": (changed("stages", "accepted", clock="never"), "names the clock “never”"),
    "unknown setting": (changed("clocks", "decide", setting="nothing"), "names the setting “nothing”"),
    "unknown origin": (changed("clocks", "decide", origin="birth"), "names the origin “birth”"),
    "unknown effect target": (
        changed("moves", "accept", effects=(words.GrantsPosition(position="nobody", to="accepting-team"),)),
        "names the position “nobody”",
    ),
    "preview of nothing": (changed("hand_overs", "referral", preview=("shoe_size",)), "“shoe_size”"),
    "preview of what is not previewed": (changed("hand_overs", "referral", preview=("dose",)), "not marked as preview"),
    "asked of a team that sees the preview alone": (
        changed("moves", "ask_for_more", asks=(EXTRA,)),
        "asks “extra” of a team that decides on a preview",
    ),
    "hand-over answer without move": (
        changed("hand_overs", "help", answers={"maybe": "shrug"}),
        "“maybe” to the hand-over “help” makes no move",
    ),
    "hand-over answer that the move denies": (
        changed("moves", "accept", hand_over_answer="redirected"),
        "does not say that it answers",
    ),
    "hand-over never answered": (changed("hand_overs", "help", answers={}), "can never be answered"),
    "required without sentence": (
        with_question(required="yes", why="Because."),
        "“extra” must be answered, and has no sentence",
    ),
    "required without why": (with_question(required="yes", missing="Enter it."), "does not say why"),
    "choice without choices": (with_question(kind="choice"), "has 0 choices"),
    "text with choices": (with_question(choices=YES), "has 1 choices"),
    "same choice twice": (with_question(kind="choice", choices=YES + YES), "same choice twice"),
    "consent for nobody": (with_question(kind="consent"), "must say whom the consent is for"),
    "consent asked by a step": (with_question(kind="consent", recipient="panel", later=True), "asked for by a step"),
    "consent for a stranger": (with_question(kind="consent", recipient="stranger"), "nobody known"),
    "later and written by nobody": (with_question(later=True), "nobody may answer it"),
    "writer outside the category": (
        with_question(category="exit", written_by=("panel",)),
        "may not write the category “exit”",
    ),
    "level nobody reads": (with_question(level=True), "nobody reads a level of “core”"),
    "branch that waits for an answer not offered": (
        with_question(when=words.Is(answer("prison"), "moon")),
        "waits for “moon” as the answer to “prison”",
    ),
    "branch that waits for free text": (
        with_question(when=words.Is(answer("surname"), "Marsh")),
        "it has no choices",
    ),
    "branch that waits for itself": (
        with_question(when=words.Answered(answer("extra"))),
        "it can never be asked",
    ),
    "branch that waits for a later question": (
        with_question(when=words.Answered(answer("exit_reason"))),
        "which is asked after it",
    ),
    "card to somebody who may not write": (
        changed("cards", "last-dose", asked_of=("housing",)),
        "asks housing for “dose”",
    ),
    "same code twice": (with_one_more("stages", PATHWAY.stages[0]), "2 stages called “submitted”"),
    "two questions of one code": (with_question(code="surname"), "Two different questions are called “surname”"),
    "task never opened": (
        with_one_more("tasks", words.TaskKind(code="idle", label="Wait", position="spoc", clock="soon")),
        "“idle” is never opened",
    ),
    "step shown to nobody who could take it": (
        changed("moves", "redirect", by=("spoc", "housing"), when=words.Answered(answer("ost_medication"))),
        "“redirect” is never shown to “housing”, who does not read what it hangs on",
    ),
    "task that only others have a step for": (
        changed("tasks", "settle-area", position="referrer"),
        "“settle-area” waits for “referrer”, and only others have a step",
    ),
    "task both done and dropped": (
        changed("moves", "redirect", drops=("decide",)),
        "“redirect” does the task “decide” and says that nobody needs to",
    ),
    "clock that times nothing": (
        with_one_more("clocks", replace(PATHWAY.clock("soon"), code="idle")),
        "“idle” times nothing",
    ),
    "outcome never given": (
        with_one_more("outcomes", words.Outcome(code="moon", label="Moon")),
        "“moon” is never given",
    ),
    "outcome that does not exist": (without("outcomes", "hospital"), "“hospital”, which is no outcome"),
    "position that rests on no consent": (
        changed("positions", "probation", consent=None),
        "no consent question gives it",
    ),
    "unkind word": (with_question(label="Is the offender clean?"), "says “clean”"),
    "jargon": (with_question(label="Is OST given?"), "says “OST”"),
    "whose phone it is": (with_question(label="Your phone"), "say in read_as what stands over the answer"),
    "code in a label": (with_question(label="on_ost"), "holds a code"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_finds_the_fault(name):
    planted, said = PLANTED[name]
    found = faults(planted)
    assert [sentence for sentence in found if said in sentence], found


@pytest.mark.parametrize("pathway", PUBLISHED, ids=lambda each: f"{each.code}-{each.version}")
def test_what_is_published_has_no_faults(pathway):
    assert faults(pathway) == []


def test_the_counting_rules_of_prison_release_are_looked_at():
    assert "M-A1" in counts.named_by_measures("prison-release")
    assert counts.named_by_measures("no-such-thing") == {}


def test_a_case_finds_the_version_it_is_on():
    assert of("prison-release", 1) is PATHWAY
    assert PATHWAY in offered()
    with pytest.raises(LookupError, match="version 99"):
        of("prison-release", 99)
    with pytest.raises(LookupError, match="no pathway called nothing"):
        newest("nothing")
