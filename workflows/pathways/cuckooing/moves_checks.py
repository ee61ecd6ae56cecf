"""The moves before the plan: the checks of each agency, and the first meeting."""

from workflows.pathways.cuckooing.stages import WORKING
from workflows.vocabulary import (
    Choice,
    Move,
    NotInFuture,
    Question,
    Refuse,
    States,
    Tells,
    answer,
)

CHECKS_DONE = Move(
    code="checks_done",
    label="The checks are in: prepare the meeting",
    from_=("checking",),
    to="meeting",
    by=("lead",),
    asks=(
        Question(
            code="checks_missing",
            label="Who has not answered?",
            kind="text",
            category="case-notes",
            required="no",
            written_by=("lead",),
        ),
    ),
    closes=("collect-checks", "collect-checks-urgently"),
    drops=("police-check", "care-check"),
    done="Written down. Meet next.",
    weight="primary",
)

POLICE_CHECK = Move(
    code="police_check",
    label="Say what the police know",
    from_=WORKING,
    to=None,
    by=("police",),
    asks=(
        Question(
            code="police_say",
            label="What can everybody at the meeting know?",
            kind="long-text",
            category="concern",
            max_length=2000,
            written_by=("police",),
            hint="Name no suspects and no visits to come.",
            missing="Enter what the meeting can know, or that nothing is known.",
            why="Without it the meeting decides blind.",
        ),
        Question(
            code="police_only",
            label="What must stay with the police?",
            kind="long-text",
            category="intelligence",
            required="no",
            max_length=2000,
            written_by=("police",),
        ),
    ),
    closes=("police-check",),
    done="Written down.",
)

CARE_CHECK = Move(
    code="care_check",
    label="Say what adult social care knows",
    from_=WORKING,
    to=None,
    by=("adult-social-care",),
    asks=(
        Question(
            code="care_say",
            label="What does adult social care know?",
            kind="long-text",
            category="safeguarding",
            max_length=2000,
            written_by=("adult-social-care",),
            missing="Enter what is known, or that nothing is known.",
            why="Somebody may have been protected before.",
        ),
    ),
    closes=("care-check",),
    done="Written down.",
)

RECORD_MEETING = Move(
    code="record_meeting",
    label="Record the meeting and its plan",
    from_=("meeting", "active"),
    to="active",
    by=("lead",),
    asks=(
        Question(
            code="met_on",
            label="When did the agencies meet?",
            kind="date",
            category="concern",
            written_by=("lead",),
            sets_fact=States(fact="met"),
            missing="Enter the day of the meeting.",
            why="The next review is counted from it.",
            checks=(Refuse(unless=NotInFuture(answer("met_on")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="is_it_cuckooing",
            label="Is it cuckooing?",
            kind="choice",
            category="band",
            written_by=("lead",),
            choices=(
                Choice(code="confirmed", label="Confirmed"),
                Choice(code="suspected", label="Still suspected"),
            ),
            sets_fact=States(fact="confirmed"),
            missing="Select whether it is confirmed.",
            why="Only confirmed homes count as found.",
        ),
        Question(
            code="victim_status",
            label="Is the occupier being exploited?",
            kind="choice",
            category="concern",
            written_by=("lead",),
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="suspected", label="It is suspected"),
                Choice(code="no", label="No"),
            ),
            sets_fact=States(fact="victim"),
            missing="Select whether the occupier is being exploited.",
            why="Somebody whom the police look at may be exploited all the same. The two are kept apart.",
        ),
        Question(
            code="plan",
            label="What was agreed, and who does it by when?",
            kind="long-text",
            category="concern",
            max_length=3000,
            written_by=("lead",),
            missing="Enter what was agreed.",
            why="A plan that nobody owns is none.",
        ),
    ),
    closes=("meeting-red", "meeting-amber", "review-red", "review-amber", "urgent-talk"),
    opens=("review-red", "review-amber"),
    effects=(Tells(positions=("panel", "police", "adult-social-care"), say="The plan for the home was written down."),),
    writes=("meeting-held",),
    done="Written down. The next review has its date.",
    weight="primary",
)
