"""The moves that end a cuckooing case."""

from workflows.pathways.cuckooing.stages import OUTLASTS_THE_CASE, WORKING
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyIs,
    AnyOf,
    BringsIn,
    CancelsAppointments,
    Choice,
    Is,
    MadeAtLeast,
    Move,
    Not,
    NotInFuture,
    Question,
    Refuse,
    SilencesMessages,
    Since,
    Tells,
    TellsFirstSender,
    answer,
    fact,
)

SUPPORT_RESULTS = Question(
    code="support_results",
    label="What help came of it?",
    kind="choices",
    category="treatment",
    least=1,
    written_by=("lead",),
    choices=(
        Choice(code="treatment-started", label="Treatment started"),
        Choice(code="treatment-refused", label="They did not want treatment"),
        Choice(code="mental-health", label="Mental health"),
        Choice(code="slavery-positive", label="Recognised as modern slavery"),
        Choice(code="housing-duty", label="The council accepted a housing duty"),
        Choice(code="fire-visit", label="Visit of the fire brigade"),
        Choice(code="debt-help", label="Help with debt"),
        Choice(code="none", label="None"),
    ),
    missing="Select what help came of it.",
    why="It shows what helps.",
)
# Each of those who took part may think that another goes on looking after the home.
EVERYBODY_HEARS = Tells(
    positions=(
        "panel",
        "police",
        "adult-social-care",
        "childrens-social-care",
        "treatment",
        "landlord",
        "visitor",
        "council-legal",
    ),
    say="The work together on a home has ended. What your team still does there goes on only if you do it.",
)
CASE_OUTCOME = Question(
    code="case_outcome",
    label="How did it end?",
    kind="choice",
    category="core",
    written_by=("lead",),
    choices=(
        Choice(code="safeguarded_at_home", label="Safe in their own home"),
        Choice(code="moved_permanently", label="Moved for good"),
        Choice(code="moved_and_returned", label="Moved for a time, then came back"),
        Choice(code="vacated_unplanned", label="Left the home without a plan"),
        Choice(code="in_custody", label="In custody"),
        Choice(code="not_substantiated", label="It did not prove true"),
        Choice(code="other_borough", label="Passed to another borough"),
        Choice(code="no_contact", label="Closed without contact"),
    ),
    missing="Select how it ended.",
    why="It is counted, and whoever raised it hears.",
)

WHO_KNOWS_IN_CUSTODY = Question(
    code="custody_told",
    label="Who in the prison or in probation knows that the home was taken over?",
    kind="text",
    category="concern",
    when=Is(answer("case_outcome"), "in_custody"),
    written_by=("lead",),
    missing="Enter who in the prison or in probation knows.",
    why="They are released to the same people unless somebody there knows.",
)
WHERE_NOW = Question(
    code="whereabouts_at_end",
    label="Where is the occupier now?",
    kind="choice",
    read_as="Whether it was known where the occupier was at the end",
    category="accommodation",
    when=AnyIs(answer("case_outcome"), ("vacated_unplanned", "no_contact")),
    written_by=("lead",),
    choices=(
        Choice(code="known", label="It is known, and somebody has spoken to them"),
        Choice(code="reported", label="It is not known: they were reported missing to the police"),
        Choice(code="not-known", label="It is not known"),
    ),
    missing="Select where they are.",
    why="Somebody who was made to leave, or is held, is not heard of either.",
)
NOBODY_IS_MISSING = Refuse(
    unless=Not(Is(answer("whereabouts_at_end"), "not-known")),
    say="Nobody knows where they are. Report them missing to the police first, and record that.",
    at="whereabouts_at_end",
)
PASSED_ON_AND_TOLD = Refuse(
    unless=AnyOf(Not(Is(answer("case_outcome"), "other_borough")), MadeAtLeast("tell_other_borough", 1)),
    say="Nobody has written down that the other borough was told. Record that first.",
    at="case_outcome",
)

CLOSE = Move(
    code="close",
    label="Close the case",
    from_=("stepped_down",),
    to="closed",
    by=("lead",),
    asks=(CASE_OUTCOME, WHO_KNOWS_IN_CUSTODY, WHERE_NOW, SUPPORT_RESULTS),
    guards=(
        Refuse(
            unless=Since("monitoring_began", days=84, setting="cuckooing.monitoring-days"),
            say="Not yet: the home is watched for twelve weeks first. If it cannot wait, use “Close early”.",
        ),
        Refuse(
            unless=Not(Is(fact("band"), "red")),
            say="The home is red again. Take the plan up again, or lower the level at a meeting first.",
        ),
        PASSED_ON_AND_TOLD,
        NOBODY_IS_MISSING,
    ),
    opens=OUTLASTS_THE_CASE,
    effects=(TellsFirstSender(say="The work on the home that you told us about has ended."), EVERYBODY_HEARS),
    outcome_from="case_outcome",
    writes=("closed-flag",),
    confirm="Whoever raised it hears. A new worry about the home opens a new case, linked to this one.",
    done="Closed.",
    weight="warning",
)
CLOSE_EARLY = Move(
    code="close_early",
    label="Close early",
    from_=WORKING,
    to="closed",
    by=("lead",),
    asks=(
        CASE_OUTCOME,
        WHO_KNOWS_IN_CUSTODY,
        WHERE_NOW,
        SUPPORT_RESULTS,
        Question(
            code="close_early_reason",
            label="Why can it not wait?",
            kind="long-text",
            category="concern",
            max_length=1000,
            written_by=("lead",),
            missing="Enter why it cannot wait.",
            why="Homes that nobody watches are taken over again.",
        ),
    ),
    guards=(
        PASSED_ON_AND_TOLD,
        NOBODY_IS_MISSING,
        Refuse(
            unless=AnyOf(
                Not(Is(fact("band"), "red")),
                MadeAtLeast("ask_safeguarding", 1),
                Is(answer("case_outcome"), "not_substantiated"),
            ),
            say="The home is red, and adult social care was never asked for a safeguarding decision. Ask first: their "
            "decision is still asked for when the case has ended.",
        ),
    ),
    opens=OUTLASTS_THE_CASE,
    effects=(TellsFirstSender(say="The work on the home that you told us about has ended."), EVERYBODY_HEARS),
    outcome_from="case_outcome",
    writes=("closed-flag",),
    confirm="Whoever raised it hears. A new worry about the home opens a new case, linked to this one.",
    done="Closed.",
    weight="warning",
)
# Adult social care has decided, and is asked for nothing more.
SAFEGUARDING_DECIDED = AllOf(Answered(fact("safeguarding_decision")), Is(fact("safeguarding_waits"), "nothing"))
CLOSE_DECLINED = Move(
    code="close_declined",
    label="Close: they do not want this, and the risks are managed without",
    from_=WORKING,
    to="closed",
    by=("lead",),
    when=Is(answer("occupier_agrees"), "disagrees"),
    asks=(
        Question(
            code="declined_capacity",
            label="Can they decide this, free of pressure from others?",
            kind="choice",
            category="safeguarding",
            written_by=("lead",),
            choices=(
                Choice(code="no-doubt", label="Yes: seen alone, and there is no reason to doubt it"),
                Choice(code="assessed", label="Yes: it was assessed, and pressure was considered"),
                Choice(code="doubted", label="It is in doubt, or they were not seen alone"),
                Choice(code="cannot", label="No"),
            ),
            missing="Select whether they can decide this, free of pressure.",
            why="Somebody who is threatened may say that they want no help.",
        ),
        Question(
            code="declined_risks",
            label="Who keeps an eye on the risks from now on, and how?",
            kind="long-text",
            category="concern",
            max_length=1000,
            written_by=("lead",),
            missing="Enter who keeps an eye on the risks, and how.",
            why="The risks do not end with the case.",
        ),
        SUPPORT_RESULTS,
    ),
    guards=(
        Refuse(
            unless=AnyOf(
                Not(
                    AnyOf(
                        Is(fact("band"), "red"),
                        AnyIs(fact("capacity"), ("lacks", "not-assessed")),
                        AnyIs(answer("declined_capacity"), ("doubted", "cannot")),
                    )
                ),
                SAFEGUARDING_DECIDED,
            ),
            say="Not yet: the home is red, or it is in doubt whether they can decide this. Adult social care decides "
            "about safeguarding first. Ask them.",
        ),
    ),
    opens=OUTLASTS_THE_CASE,
    effects=(TellsFirstSender(say="The work on the home that you told us about has ended."), EVERYBODY_HEARS),
    outcome="declined_risks_managed",
    writes=("closed-flag",),
    whose_no="person",
    done="Closed.",
    weight="warning",
)
RECORD_DEATH = Move(
    code="record_death",
    label="Record that the occupier has died",
    from_=("submitted", "info_requested", "checking", "meeting", "active", "monitoring", "stepped_down"),
    to="closed_died",
    by=("lead", "police"),
    asks=(
        Question(
            code="died_on",
            label="When did they die?",
            kind="date",
            category="concern",
            written_by=("lead", "police"),
            missing="Enter the day, or the day on which you heard of it.",
            why="The review is counted from it.",
            checks=(Refuse(unless=NotInFuture(answer("died_on")), say="Enter a day that is not in the future."),),
        ),
    ),
    effects=(
        SilencesMessages(hides_name=True),
        CancelsAppointments(kinds=("welfare-visit", "disruption-visit")),
        BringsIn(joins=("death-review",)),
    ),
    opens=("death-review", "still-in-force", "order-last-warning", "decide-safeguarding", "end-enquiry"),
    outcome="occupier_died",
    writes=("closed-flag",),
    confirm="Every message and visit still to come is stopped. The record stays.",
    done="Written down. Nothing more goes out.",
    weight="warning",
)
