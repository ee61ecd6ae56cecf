"""Names: no code stands for two things, and whatever is named exists."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from workflows import vocabulary as words
from workflows.vocabulary import Pathway
from workflows.wordwalk import every, inside

COLLECTIONS = (
    "parts", "positions", "categories", "lines", "stages", "moves", "tasks", "hand_overs", "settings", "origins",
    "clocks", "facts", "appointments", "cards", "routes", "joins", "milestones", "attributes", "outcomes", "scores",
    "warnings", "prompts", "ready", "counts",
)  # fmt: skip
OUTSIDE_BODIES = frozenset({"gp", "reconnect", "ndtms"})

# Which field of which word names which kind of thing.
NAMED: tuple[tuple[type[Any], str, str], ...] = (
    (words.Question, "category", "category"),
    (words.Question, "part", "part"),
    (words.Question, "written_by", "position"),
    (words.States, "fact", "fact"),
    (words.States, "kind_from", "question"),
    (words.States, "source_from", "question"),
    (words.States, "confidence_from", "question"),
    (words.Refuse, "at", "question"),
    (words.Refuse, "instead", "question"),
    (words.Warn, "at", "question"),
    (words.Part, "category", "category"),
    (words.Part, "named_by", "question"),
    (words.Part, "born_by", "question"),
    (words.Part, "also_named_by", "question"),
    (words.Part, "sex_by", "question"),
    (words.Part, "numbers_by", "question"),
    (words.Part, "lives_by", "question"),
    (words.Repeat, "part", "part"),
    (words.SheetPart, "answers", "question"),
    (words.LinksCase, "to", "question"),
    (words.LinksCase, "compares", "question"),
    (words.LinksCase, "opens_if_same", "task"),
    (words.NobodyNamed, "identifies", "question"),
    (words.NobodyNamed, "forgets_too", "question"),
    (words.PlaceOf, "part", "part"),
    (words.PlaceOf, "category", "category"),
    (words.PlaceOf, "address", "question"),
    (words.PlaceOf, "unit", "question"),
    (words.PlaceOf, "postcode", "question"),
    (words.PlaceOf, "uprn", "question"),
    (words.Position, "consent", "question"),
    (words.Category, "read", "position"),
    (words.Category, "level", "position"),
    (words.Category, "once", "position"),
    (words.Category, "write", "position"),
    (words.Position, "worked_by", "question"),
    (words.Route, "position", "position"),
    (words.Route, "hand_over", "hand-over"),
    (words.Join, "position", "position"),
    (words.Line, "category", "category"),
    (words.Line, "starts_in", "stage"),
    (words.Stage, "line", "line"),
    (words.Stage, "owner", "position"),
    (words.Stage, "clock", "clock"),
    (words.Stage, "waits_on", "hand-over"),
    (words.Move, "line", "line"),
    (words.Move, "from_", "stage"),
    (words.Move, "to", "stage"),
    (words.Move, "by", "position"),
    (words.Move, "closes", "task"),
    (words.Move, "drops", "task"),
    (words.Move, "opens", "task"),
    (words.Move, "starts", "clock"),
    (words.Move, "stops", "clock"),
    (words.Move, "fills", "topic"),
    (words.Repeat, "part", "part"),
    (words.Repeat, "of", "topic"),
    (words.PartWhen, "part", "part"),
    (words.AnyRow, "of", "topic"),
    (words.EveryRow, "of", "topic"),
    (words.AddsRow, "topic", "topic"),
    (words.AddsRow, "takes", "question"),
    (words.AnswersRows, "topic", "topic"),
    (words.AnswersRows, "from_topic", "topic"),
    (words.AnswersRows, "given", "question"),
    (words.AnswersRows, "as_", "question"),
    (words.Move, "hand_over", "hand-over"),
    (words.Move, "writes", "milestone"),
    (words.Move, "outcome", "outcome"),
    (words.Move, "outcome_from", "question"),
    (words.TaskKind, "position", "position"),
    (words.TaskKind, "clock", "clock"),
    (words.TaskKind, "category", "category"),
    (words.TaskKind, "writes", "milestone"),
    (words.TaskKind, "writes_when_opened", "milestone"),
    (words.HandOverKind, "from_", "position"),
    (words.HandOverKind, "to", "position"),
    (words.HandOverKind, "preview", "question"),
    (words.HandOverKind, "clock", "clock"),
    (words.Clock, "origin", "origin"),
    (words.Clock, "setting", "setting"),
    (words.Clock, "setting_on", "fact"),
    (words.Shorter, "setting", "setting"),
    (words.Clock, "pauses", "stage"),
    (words.Bound, "origin", "origin"),
    (words.DraftRule, "remind_after", "setting"),
    (words.DraftRule, "expires_after", "setting"),
    (words.DraftRule, "warn_before", "setting"),
    (words.FactKind, "category", "category"),
    (words.FactKind, "origin", "origin"),
    (words.FactKind, "written_by", "position"),
    (words.FactKind, "kind_origins", "origin"),
    (words.FactKind, "writes", "milestone"),
    (words.AppointmentKind, "with_position", "position"),
    (words.AppointmentKind, "category", "category"),
    (words.AppointmentKind, "writes", "milestone"),
    (words.AppointmentOutcome, "writes", "milestone"),
    (words.AppointmentOutcome, "moves", "move"),
    (words.AppointmentOutcome, "makes", "move"),
    (words.AppointmentOutcome, "dates", "fact"),
    (words.Reaching, "category", "category"),
    (words.MissedStep, "opens", "task"),
    (words.MissedStep, "tells", "position"),
    (words.FormCard, "questions", "question"),
    (words.FormCard, "asked_of", "position"),
    (words.FormCard, "clock", "clock"),
    (words.ConsentRecord, "on", "question"),
    (words.ConsentRecord, "how", "question"),
    (words.ConsentRecord, "by", "question"),
    (words.Printing, "leave_out", "question"),
    (words.SafetyWarning, "category", "category"),
    (words.Prompt, "category", "category"),
    (words.Prompt, "task", "task"),
    (words.Listing, "name", "question"),
    (words.Listing, "area", "question"),
    (words.Listing, "risk", "question"),
    (words.Listing, "risk_score", "score"),
    (words.Listing, "key_date", "fact"),
    (words.Listing, "born", "question"),
    (words.Listing, "identity", "question"),
    (words.Advice, "alerts", "position"),
    (words.Advice, "within", "setting"),
    (words.DaysSince, "category", "category"),
    (words.DaysSince, "alert_setting", "setting"),
    (words.NextStep, "clock", "clock"),
    (words.NextStep, "who", "position"),
    (words.Ready, "category", "category"),
    (words.ReleaseCalendar, "date", "fact"),
    (words.ReleaseCalendar, "place", "question"),
    (words.ReleaseCalendar, "marks", "mark"),
    (words.PanelReason, "category", "category"),
    (words.PanelRule, "near_category", "category"),
    (words.PanelRule, "consent", "question"),
    (words.PanelRule, "clock", "clock"),
    (words.PanelRule, "again", "clock"),
    (words.Milestone, "attributes", "attribute"),
    (words.Count, "milestone", "milestone"),
    (words.Count, "reaches", "milestone"),
    (words.Count, "unless", "milestone"),
    (words.Count, "of", "count"),
    (words.PublishedColumn, "attribute", "attribute"),
    (words.PublishedColumn, "rests_on", "attribute"),
    (words.PublishedColumn, "written_with", "milestone"),
    (words.PublishedColumn, "reads", "milestone"),
    (words.EventKind, "milestone", "milestone"),
    (words.Published, "booked_by", "milestone"),
    (words.Published, "undone_by", "milestone"),
    (words.Attribute, "at", "origin"),
    (words.AskedOfAnybody, "of", "question"),
    (words.WithoutAccount, "area", "question"),
    (words.WithoutAccount, "shows", "question"),
    (words.WithoutAccount, "clock", "clock"),
    (words.WithoutAccount, "within", "setting"),
    (words.WithoutAccount, "kept", "setting"),
    (words.Score, "category", "category"),
    (words.Score, "judged", "fact"),
    (words.Score, "kept_as", "fact"),
    (words.Points, "each_setting", "setting"),
    (words.Points, "cap_setting", "setting"),
    (words.Band, "opens", "task"),
    (words.Band, "setting", "setting"),
    (words.Override, "setting", "setting"),
    (words.SetsFact, "fact", "fact"),
    (words.SetsFact, "from_answer", "question"),
    (words.StartsLinkedSpell, "carries", "question"),
    (words.StartsLinkedSpell, "starts_in", "stage"),
    (words.StartsLinkedSpell, "without", "position"),
    (words.StartsLinkedSpell, "opens", "task"),
    (words.StartsLinkedSpell, "expected_date", "question"),
    (words.EndsGrants, "positions", "position"),
    (words.GrantsPosition, "position", "position"),
    (words.GrantsPosition, "from_answer", "question"),
    (words.BringsIn, "joins", "join"),
    (words.Tells, "positions", "position"),
    (words.CreatesAppointment, "kind", "appointment"),
    (words.CreatesAppointment, "at", "question"),
    (words.CreatesAppointment, "place", "question"),
    (words.CreatesAppointment, "mode", "question"),
    (words.CancelsAppointments, "kinds", "appointment"),
    (words.OpensHandOver, "kind", "hand-over"),
    (words.OpensHandOver, "to", "question"),
    (words.AnswersHandOver, "kind", "hand-over"),
    (words.WithdrawsConsent, "recipients", "question"),
    (words.WithdrawsConsent, "on", "question"),
    (words.PutsOnPanel, "panel", "panel"),
    (words.PutsOnPanel, "meeting", "question"),
    (words.OpensLine, "line", "line"),
    (words.OpensLine, "stage", "stage"),
    (words.AddsToCase, "to", "question"),
    (words.AddsToCase, "opens_to", "position"),
    (words.LinksCase, "to", "question"),
    (words.LinksEarlier, "fact", "fact"),
    (words.LinksEarlier, "but_not", "outcome"),
    (words.AddsTicks, "from_answer", "question"),
    (words.AddsTicks, "to", "question"),
    (words.AddsEvidence, "to", "question"),
    (words.SettlesAnswer, "to", "question"),
    (words.SettlesAnswer, "from_answer", "question"),
    (words.ShutsOut, "when_yes", "question"),
    (words.Pathway, "starts_in", "stage"),
    (words.Pathway, "submission", "milestone"),
    (words.Pathway, "attached_submission", "milestone"),
    (words.Pathway, "first_tasks", "task"),
    (words.Pathway, "tasks_from_elsewhere", "task"),
    (words.Pathway, "first_clocks", "clock"),
    (words.Pathway, "first_hand_over", "hand-over"),
    (words.MadeAtLeast, "move", "move"),
    (words.BandIs, "score", "score"),
    (words.LastWere, "fact", "fact"),
    (words.InForceOn, "setting", "setting"),
    (words.SettingIs, "setting", "setting"),
    (words.FurtherThan, "setting", "setting"),
    (words.FurtherThan, "origin", "origin"),
    *(
        (kind, "setting", "setting")
        for kind in (words.Written, words.WithinMonths, words.WorkingDaysAfter, words.Count)
    ),
    *(
        (kind, "origin", "origin")
        for kind in (
            words.Unknown, words.Before, words.Within, words.After, words.Since, words.AgeAt, words.NotBeforeOrigin,
            words.SuggestedEarlier,
        )
    ),
    *((kind, "setting", "setting") for kind in (words.Before, words.Within, words.After, words.Since)),
)  # fmt: skip
NAMED_BY = {
    kind: tuple((field, sort) for each, field, sort in NAMED if each is kind) for kind in {each[0] for each in NAMED}
}


def faults(pathway: Pathway) -> Iterator[str]:
    yield from _twice(pathway)
    known = _known(pathway)
    for word in inside(pathway):
        for field, sort in NAMED_BY.get(type(word), ()):
            for name in _names(getattr(word, field)):
                if name not in known[sort]:
                    yield f"{_who(word)} names the {sort} “{name}”, which does not exist."
    yield from _sources(pathway, known)
    for position in pathway.positions:
        if position.basis == "consent" and not _consent_for(pathway, position.consent):
            yield f"The position “{position.code}” rests on consent, and no consent question gives it."
    for question in pathway.questions.values():
        if question.recipient and question.recipient not in known["position"] | OUTSIDE_BODIES:
            yield f"The consent “{question.code}” is for “{question.recipient}”, which is nobody known."


def _twice(pathway: Pathway) -> Iterator[str]:
    for collection in COLLECTIONS:
        counted = Counter(word.code for word in getattr(pathway, collection))
        yield from (f"There are {n} {collection} called “{code}”." for code, n in counted.items() if n > 1)
    pages = Counter(topic.code for section in (*pathway.sections, *pathway.later) for topic in section.topics)
    yield from (f"There are {n} pages called “{code}”." for code, n in pages.items() if n > 1)
    asked: dict[str, words.Question] = {}
    for question in every(pathway, words.Question):
        if asked.setdefault(question.code, question) != question:
            yield f"Two different questions are called “{question.code}”."


def _known(pathway: Pathway) -> dict[str, set[str]]:
    def codes(things: Iterable[Any]) -> set[str]:
        return {thing.code for thing in things}

    return {
        "category": codes(pathway.categories), "part": codes(pathway.parts), "position": codes(pathway.positions),
        "fact": codes(pathway.facts), "question": set(pathway.questions) | set(pathway.topics),
        "hand-over": codes(pathway.hand_overs), "stage": codes(pathway.stages), "line": codes(pathway.lines),
        "clock": codes(pathway.clocks), "task": codes(pathway.tasks), "milestone": codes(pathway.milestones),
        "outcome": codes(pathway.outcomes), "origin": codes(pathway.origins), "setting": codes(pathway.settings),
        "move": codes(pathway.moves), "attribute": codes(pathway.attributes), "join": codes(pathway.joins),
        "topic": {topic.code for topic in pathway.topics.values() if topic.repeat},
        "appointment": codes(pathway.appointments), "score": codes(pathway.scores),
        "count": codes(pathway.counts), "mark": codes(pathway.ready),
        "panel": {rule.panel for rule in pathway.panels},
    }  # fmt: skip


def _sources(pathway: Pathway, known: dict[str, set[str]]) -> Iterator[str]:
    for source in every(pathway, words.AnswerTo):
        if source.field not in pathway.questions:
            yield f"The answer “{source.field}” is used but never asked."
    facts = known["fact"] | set(words.GIVEN_FACTS)
    for fact in every(pathway, words.FactOf):
        if fact.kind not in facts:
            yield f"The fact “{fact.kind}” is used but never kept."


def _names(value: Any) -> Iterable[str]:
    """The names in a field: one, several, or those that a mapping leads to."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return value
    return [name for held in value.values() for name in _names(held)]


def _consent_for(pathway: Pathway, code: str | None) -> bool:
    question = pathway.questions.get(code or "")
    return question is not None and question.kind == "consent"


def _who(word: Any) -> str:
    code = getattr(word, "code", "")
    return f"{type(word).__name__} “{code}”" if code else f"A word of the kind {type(word).__name__}"
