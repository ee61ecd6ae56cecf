"""The moves that decide what becomes of a worry about a home: taken up, asked about, joined, not cuckooing."""

from workflows.pathways.cuckooing.stages import OUTLASTS_THE_CASE
from workflows.vocabulary import (
    AddsEvidence,
    Answered,
    AnswersHandOver,
    AnyOf,
    Choice,
    EndsGrants,
    GrantsPosition,
    LinksEarlier,
    Move,
    Question,
    Refuse,
    SetsFact,
    Tells,
    TellsFirstSender,
    answer,
)

WAITING = ("submitted", "info_requested")
OPEN = ("submitted", "info_requested", "checking", "meeting", "active", "monitoring", "stepped_down")

TAKEN_UP_ALL_THE_SAME = Question(
    code="taken_up_all_the_same",
    label="If only what makes it harder to say no was ticked: why do you take it up all the same?",
    kind="text",
    category="concern",
    required="no",
    written_by=("lead",),
    hint="Otherwise choose “Not cuckooing”, and say what would help instead.",
)
SOMETHING_POINTS_TO_IT = Refuse(
    unless=AnyOf(Answered(answer("property_signs")), Answered(answer("control_signs")), Answered(answer("harm_signs"))),
    say="Nothing about the home, control or harm was ticked. Choose “Not cuckooing” and another way to help, or say "
    "why you take it up all the same.",
    at="taken_up_all_the_same",
    instead="taken_up_all_the_same",
)

TAKE_UP = Move(
    code="take_up",
    label="Take it up in the usual time",
    from_=WAITING,
    to="checking",
    by=("lead",),
    asks=(TAKEN_UP_ALL_THE_SAME,),
    guards=(SOMETHING_POINTS_TO_IT,),
    hand_over="referral",
    hand_over_answer="accepted",
    closes=("triage",),
    drops=("answer-questions",),
    opens=("collect-checks", "police-check", "care-check"),
    effects=(
        GrantsPosition(position="lead", to="accepting-team"),
        SetsFact(fact="urgency", value="standard"),
        SetsFact(fact="confirmed", value="suspected"),
        LinksEarlier(same="place", fact="earlier_here", but_not=("merged_duplicate", "cancelled")),
        LinksEarlier(same="person", fact="earlier_of_occupier", but_not=("merged_duplicate", "cancelled")),
        TellsFirstSender(say="What you told us has been taken up."),
    ),
    writes=("flag-triaged",),
    done="Taken up. Partners are asked what they know.",
    weight="primary",
)

TAKE_UP_URGENTLY = Move(
    code="take_up_urgently",
    label="Take it up as urgent",
    from_=WAITING,
    to="checking",
    by=("lead",),
    asks=(TAKEN_UP_ALL_THE_SAME,),
    guards=(SOMETHING_POINTS_TO_IT,),
    hand_over="referral",
    hand_over_answer="accepted-urgent",
    closes=("triage",),
    drops=("answer-questions",),
    opens=("collect-checks-urgently", "police-check", "care-check", "urgent-talk"),
    effects=(
        GrantsPosition(position="lead", to="accepting-team"),
        SetsFact(fact="urgency", value="urgent"),
        SetsFact(fact="confirmed", value="suspected"),
        LinksEarlier(same="place", fact="earlier_here", but_not=("merged_duplicate", "cancelled")),
        LinksEarlier(same="person", fact="earlier_of_occupier", but_not=("merged_duplicate", "cancelled")),
        TellsFirstSender(say="What you told us has been taken up as urgent."),
    ),
    writes=("flag-triaged",),
    done="Taken up as urgent. Speak with the other agencies within a working day.",
)

ASK_FOR_MORE = Move(
    code="ask_for_more",
    label="Ask for more information",
    from_=("submitted",),
    to="info_requested",
    by=("lead",),
    asks=(
        Question(
            code="information_wanted",
            label="What do you need to know?",
            preview=True,
            kind="long-text",
            category="core",
            max_length=500,
            written_by=("lead",),
            hint="Everybody who joins later can read it: name nobody here.",
            missing="Enter what you need to know.",
            why="Whoever raised it can answer a clear question at once.",
        ),
    ),
    hand_over="referral",
    hand_over_answer="more-information",
    opens=("answer-questions",),
    starts=("answer-questions",),
    effects=(TellsFirstSender(say="The community safety team asks you for more information."),),
    done="Sent. Your own deadline stands still until they answer.",
)

SEND_MORE = Move(
    code="send_more",
    label="Answer what was asked",
    from_=("info_requested",),
    to="submitted",
    by=("referrer",),
    asks=(
        Question(
            code="information_given",
            label="Your answer",
            read_as="The answer",
            preview=True,
            kind="long-text",
            category="concern",
            max_length=2000,
            written_by=("referrer",),
            missing="Enter your answer.",
            why="They need it to decide.",
        ),
    ),
    closes=("answer-questions",),
    stops=("answer-questions",),
    effects=(Tells(positions=("lead",), say="Your question about a home was answered."),),
    done="Sent. They decide next.",
    weight="primary",
)

NOT_CUCKOOING = Move(
    code="not_cuckooing",
    label="Not cuckooing",
    from_=("submitted", "info_requested", "checking", "meeting", "active"),
    to="not_cuckooing",
    by=("lead",),
    asks=(
        Question(
            code="help_instead",
            label="What would help them instead?",
            kind="choice",
            category="core",
            written_by=("lead",),
            choices=(
                Choice(code="safeguarding", label="Adult social care"),
                Choice(code="treatment", label="Drug and alcohol treatment"),
                Choice(code="mental-health", label="Mental health"),
                Choice(code="housing", label="Housing"),
                Choice(code="hidden-harm", label="Help for children in the family"),
                Choice(code="antisocial-behaviour", label="Dealing with antisocial behaviour"),
                Choice(code="nothing", label="Nothing is needed"),
            ),
            missing="Select what would help them instead.",
            why="Whoever raised it was worried about somebody. The worry has to go somewhere.",
        ),
        Question(
            code="why_not_cuckooing",
            label="Why is it not cuckooing?",
            kind="long-text",
            category="concern",
            max_length=500,
            written_by=("lead",),
            missing="Enter why it is not cuckooing.",
            why="If more comes to light, the next one has to know.",
        ),
    ),
    hand_over="referral",
    hand_over_answer="not-cuckooing",
    whose_no="need",
    closes=("triage",),
    opens=OUTLASTS_THE_CASE,
    effects=(
        SetsFact(fact="confirmed", value="not-cuckooing"),
        TellsFirstSender(say="It was looked at and is not cuckooing. What would help instead was written down."),
    ),
    outcome="not_substantiated",
    writes=("flag-triaged", "closed-flag"),
    confirm="Whoever raised it hears at once.",
    done="Closed. Whoever raised it has been told.",
    weight="warning",
)

JOIN_WITH_OPEN = Move(
    code="join_with_open",
    label="It belongs to a case that is open: add it there",
    from_=WAITING,
    to="joined",
    by=("lead",),
    asks=(
        Question(
            code="belongs_to",
            label="Which case?",
            kind="case",
            read_as="Case that it belongs to",
            category="concern",
            written_by=("lead",),
            hint="Its reference. Cases about the same address are named above.",
            missing="Enter the reference of the case that it belongs to.",
            why="One home has one case, however many worry about it.",
        ),
    ),
    hand_over="referral",
    hand_over_answer="duplicate",
    whose_no="record",
    closes=("triage",),
    effects=(
        GrantsPosition(position="lead", to="accepting-team"),
        AddsEvidence(to="belongs_to"),
        TellsFirstSender(say="What you told us has been taken up."),
    ),
    outcome="merged_duplicate",
    writes=("flag-triaged", "flag-joined"),
    confirm="Its signs are added to that case with their dates. Whoever raised it can follow that case.",
    done="Added to that case.",
)

CANCEL = Move(
    code="cancel",
    label="Cancel: sent by mistake",
    from_=("submitted", "info_requested", "checking"),
    to="cancelled",
    by=("lead", "referrer"),
    asks=(
        Question(
            code="cancel_reason",
            label="What was the mistake?",
            kind="choice",
            category="core",
            written_by=("lead", "referrer"),
            choices=(
                Choice(code="wrong-address", label="The wrong address"),
                Choice(code="sent-twice", label="Sent twice"),
                Choice(code="other", label="Something else"),
            ),
            missing="Select what the mistake was.",
            why="The record stays, so that everybody can see what happened.",
        ),
    ),
    effects=(
        AnswersHandOver(kind="referral", answer="withdrawn"),
        EndsGrants(positions=("panel", "police", "adult-social-care", "landlord", "treatment", "visitor")),
        TellsFirstSender(say="It was cancelled because it was sent by mistake."),
    ),
    outcome="cancelled",
    whose_no="record",
    writes=("cancelled",),
    confirm="The record of what was sent and read stays.",
    done="Cancelled.",
    weight="warning",
)
