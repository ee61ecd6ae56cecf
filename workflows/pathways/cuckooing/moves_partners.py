"""The moves by which others take part in the plan, and what they say."""

from workflows.pathways.cuckooing.stages import PLANNED, WORKING
from workflows.vocabulary import (
    BringsIn,
    Choice,
    GrantsPosition,
    Move,
    NotInFuture,
    OpensHandOver,
    Question,
    Refuse,
    ShutsOut,
    States,
    Tells,
    answer,
)

ADD_LANDLORD = Move(
    code="add_landlord",
    label="Bring in the landlord",
    from_=WORKING,
    to=None,
    by=("lead",),
    asks=(
        Question(
            code="landlord_team",
            label="Which landlord's team?",
            kind="team",
            category="concern",
            written_by=("lead",),
            missing="Select the landlord's team.",
            why="They can change locks and offer a move. They never read who is suspected, or about treatment.",
        ),
    ),
    effects=(GrantsPosition(position="landlord", to="answered-team", from_answer="landlord_team"),),
    done="The landlord takes part.",
)
ADD_VISITOR = Move(
    code="add_visitor",
    label="Name who visits",
    from_=WORKING,
    to=None,
    by=("lead",),
    asks=(
        Question(
            code="visitor_worker",
            label="Who visits?",
            kind="worker",
            category="concern",
            written_by=("lead",),
            missing="Select who visits.",
            why="Visitors read how to reach the occupier and how to visit safely.",
        ),
    ),
    effects=(GrantsPosition(position="visitor", to="answered-worker", from_answer="visitor_worker"),),
    done="They can read how to visit safely.",
)
ADD_MEETING_MEMBER = Move(
    code="add_meeting_member",
    label="Add a member to the meeting",
    from_=PLANNED,
    to=None,
    by=("lead",),
    asks=(
        Question(
            code="meeting_member",
            label="Who?",
            kind="worker",
            category="concern",
            written_by=("lead",),
            missing="Select who is added.",
            why="Only those whom the occupier needs are at the table.",
        ),
    ),
    effects=(GrantsPosition(position="panel", to="answered-worker", from_answer="meeting_member"),),
    done="Added. They are asked whether they know anybody in this case.",
)
DECLARE_INTEREST = Move(
    code="declare_interest",
    label="Say whether you know anybody in this case",
    from_=WORKING,
    to=None,
    by=("panel",),
    asks=(
        Question(
            code="knows_somebody",
            label="Are you related to, or close to, anybody in this case?",
            kind="yes-no",
            category="core",
            written_by=("panel",),
            missing="Select whether you know anybody.",
            why="Whoever is close to somebody in a case should not have to keep its secrets.",
        ),
    ),
    effects=(ShutsOut(when_yes="knows_somebody"),),
    confirm="With “yes” you can no longer open this case. Nobody is told why.",
    done="Written down.",
)
ASK_TREATMENT = Move(
    code="ask_treatment",
    label="Bring in the treatment service",
    from_=WORKING,
    to=None,
    by=("lead",),
    effects=(BringsIn(joins=("treatment",)),),
    done="The treatment service takes part.",
)
RECORD_TREATMENT = Move(
    code="record_treatment",
    label="Record what became of the offer of treatment",
    from_=WORKING,
    to=None,
    by=("treatment",),
    asks=(
        Question(
            code="treatment_offer",
            label="What became of it?",
            kind="choice",
            category="treatment",
            written_by=("treatment",),
            choices=(
                Choice(code="started", label="Treatment started"),
                Choice(code="refused", label="They do not want it now"),
                Choice(code="in-treatment", label="They have it already"),
                Choice(code="not-reached", label="They could not be reached"),
            ),
            missing="Select what became of it.",
            why="The landlord never reads it.",
        ),
    ),
    done="Written down.",
)
ASK_FOR_HELP = Move(
    code="ask_for_help",
    label="Ask a landlord for help",
    from_=WORKING,
    to=None,
    by=("lead",),
    asks=(
        Question(
            code="help_from",
            label="Which team?",
            kind="team",
            category="concern",
            written_by=("lead",),
            missing="Select the team.",
            why="Only teams that an agreement lets in can be asked.",
        ),
        Question(
            code="help_wanted",
            label="What do you ask of them?",
            kind="long-text",
            category="core",
            max_length=300,
            written_by=("lead",),
            hint="Name nobody here.",
            missing="Enter what you ask of them.",
            why="A clear question gets an answer.",
        ),
    ),
    opens=("help",),
    effects=(OpensHandOver(kind="help", to="help_from"),),
    done="Asked. The case stays with you.",
)
HELP_PROMISED = Move(
    code="help_promised",
    label="Yes, we will help",
    from_=WORKING,
    to=None,
    by=("landlord",),
    hand_over="help",
    hand_over_answer="accepted",
    closes=("help",),
    effects=(Tells(positions=("lead",), say="The team you asked will help."),),
    done="They have been told.",
)
HELP_DECLINED = Move(
    code="help_declined",
    label="No, we cannot help",
    from_=WORKING,
    to=None,
    by=("landlord",),
    asks=(
        Question(
            code="help_declined_reason",
            label="Why, and who else could?",
            kind="text",
            category="core",
            written_by=("landlord",),
            missing="Enter why, and who else could help.",
            why="A no with a way on is half a yes.",
        ),
    ),
    hand_over="help",
    hand_over_answer="declined",
    whose_no="receiver",
    closes=("help",),
    effects=(Tells(positions=("lead",), say="The team you asked cannot help."),),
    done="They have been told.",
)
RECORD_SUSPECT_STATUS = Move(
    code="record_suspect_status",
    label="Record whether the occupier is a suspect",
    from_=WORKING,
    to=None,
    by=("police",),
    asks=(
        Question(
            code="suspect_status",
            label="Is the occupier a suspect?",
            kind="choice",
            category="intelligence",
            written_by=("police",),
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="suspected", label="It is suspected"),
                Choice(code="no", label="No"),
            ),
            sets_fact=States(fact="suspect"),
            missing="Select whether the occupier is a suspect.",
            why="Kept apart from whether they are exploited: one never decides the other.",
        ),
    ),
    done="Written down, for the police alone.",
)
RECORD_DISRUPTION = Move(
    code="record_disruption",
    label="Record a disruption visit that was made",
    from_=WORKING,
    to=None,
    by=("police",),
    asks=(
        Question(
            code="disruption_on",
            label="When was it made?",
            kind="date",
            category="concern",
            written_by=("police",),
            missing="Enter the day of the visit.",
            why="Others learn of it once it is over, never before.",
            checks=(
                Refuse(unless=NotInFuture(answer("disruption_on")), say="Only a visit that was made is recorded here."),
            ),
        ),
        Question(
            code="disruption_found",
            label="What was found?",
            kind="long-text",
            category="intelligence",
            required="no",
            max_length=2000,
            written_by=("police",),
        ),
    ),
    writes=("disruption-visit",),
    done="Written down.",
)
RECORD_SLAVERY_ROUTE = Move(
    code="record_slavery_route",
    label="Record how it was reported as possible modern slavery",
    from_=WORKING,
    to=None,
    by=("lead", "police"),
    asks=(
        Question(
            code="slavery_route",
            label="How was it reported?",
            kind="choice",
            category="modern-slavery",
            written_by=("lead", "police"),
            choices=(
                Choice(code="none", label="Not considered yet"),
                Choice(code="national-with-consent", label="A national referral, with the adult's consent"),
                Choice(code="anonymous", label="An anonymous notification, without consent"),
                Choice(code="considered-no-grounds", label="Considered, and there are no grounds"),
            ),
            missing="Select how it was reported.",
            why="The police and the council must tell the Home Office.",
        ),
    ),
    done="Written down.",
)
