"""The steps of a required assessment: booked, held or missed, followed up, told to the police, decided by them."""

from workflows.pathways.drug_test_on_arrest.asked import (
    EVIDENCE_SEEN,
    FAILURE,
    FOLLOW_UP,
    LAB_RESULT_ON,
    NEW_TIME,
    RESULT,
    WHEN_HELD,
)
from workflows.phrases import ask, ask_yes_no, closing, closing_plainly, outcomes, step, together
from workflows.vocabulary import (
    AnyOf,
    CancelsAppointments,
    CreatesAppointment,
    Is,
    SetsFact,
    States,
    Tells,
    answer,
)

POLICE = ("police",)
ASSESSMENTS = ("initial", "follow-up")
ENGAGED = outcomes(
    {
        "structured-treatment": "In structured treatment",
        "brief-intervention": "A brief intervention only",
        "already-in-treatment": "They were in treatment already",
        "no-need": "No need was found",
        "refused-treatment": "They declined treatment, as they may",
    }
)
DECIDED = outcomes(
    {
        "good-cause": "Police: good cause accepted",
        "charged": "Police: charged",
        "no-further-action": "Police: no further action",
    }
)

NEW_INITIAL = (CancelsAppointments(kinds=("initial",)), CreatesAppointment(kind="initial", at="ra2_at"))
NEW_FOLLOWUP = (CancelsAppointments(kinds=("follow-up",)), CreatesAppointment(kind="follow-up", at="ra2_at"))
MOVES = (
    step(
        "book_initial",
        "Put the assessment in the diary",
        at=("ra-required",),
        to="initial-booked",
        asks=(
            ask(
                "initial_at",
                "When is it?",
                kind="date-time",
                category="custody",
                missing="Enter the day and time, as they stand on the notice.",
                why="A time that differs from the notice cannot be missed.",
            ),
        ),
        effects=(CreatesAppointment(kind="initial", at="initial_at"),),
        closes=("book-initial",),
        writes=("ra-imposed",),
        weight="primary",
        done="In the diary.",
    ),
    step(
        "record_attended",
        "They attended and remained",
        at=("initial-booked",),
        to="initial-held",
        asks=together(RESULT, WHEN_HELD, FOLLOW_UP),
        writes=("initial-attended",),
    ),
    step(
        "record_left_early",
        "They left early",
        at=("initial-booked", "followup-booked"),
        to="failed",
        asks=(FAILURE,),
        opens=("notify-police",),
        writes=("assessment-missed",),
        done="Recorded as not attended. Tell the police by the next working day.",
    ),
    step(
        "record_failed",
        "They did not come",
        at=("initial-booked", "followup-booked"),
        to="failed",
        asks=(FAILURE,),
        opens=("notify-police",),
        writes=("assessment-missed",),
        done="Recorded. Tell the police by the next working day.",
    ),
    step(
        "excuse",
        "They are excused, with evidence",
        at=("initial-booked",),
        to="initial-booked",
        asks=together(EVIDENCE_SEEN, NEW_TIME),
        effects=NEW_INITIAL,
        writes=("excused",),
        done="Recorded. It is no failure to attend, and the new time is in the diary.",
    ),
    step(
        "change_time",
        "Change the time, with a notice (form RA2)",
        at=("initial-booked",),
        asks=NEW_TIME,
        effects=NEW_INITIAL,
        writes=("time-changed",),
        done="Changed. The new time is in the diary.",
    ),
    step(
        "excuse_followup",
        "They are excused from the follow-up, with evidence",
        at=("followup-booked",),
        to="followup-booked",
        asks=together(EVIDENCE_SEEN, NEW_TIME),
        effects=NEW_FOLLOWUP,
        writes=("excused",),
        done="Recorded. It is no failure to attend, and the new time is in the diary.",
    ),
    step(
        "change_followup_time",
        "Change the time of the follow-up, with a notice (form RA2)",
        at=("followup-booked",),
        asks=NEW_TIME,
        effects=NEW_FOLLOWUP,
        writes=("time-changed",),
        done="Changed. The new time is in the diary.",
    ),
    step(
        "book_followup",
        "Put the follow-up in the diary",
        at=("initial-held",),
        to="followup-booked",
        when=Is(answer("follow_up"), "required"),
        asks=(
            ask(
                "followup_at",
                "When is it?",
                kind="date-time",
                category="attendance",
                missing="Enter the day and time, as they stand on the notice.",
                why="A time that differs from the notice cannot be missed.",
            ),
        ),
        effects=(CreatesAppointment(kind="follow-up", at="followup_at"),),
        writes=("followup-required",),
        weight="primary",
    ),
    step(
        "record_followup",
        "They attended the follow-up and remained",
        at=("followup-booked",),
        to="assessed",
        asks=(
            ask(
                "followup_ended_at",
                "When did it end?",
                kind="date-time",
                category="attendance",
                past=True,
                missing="Enter when it ended.",
                why="With it nothing more is required of them.",
            ),
        ),
        writes=("followup-attended",),
    ),
    step(
        "followup_not_needed",
        "No follow-up is held",
        at=("initial-held",),
        to="assessed",
        when=AnyOf(Is(answer("follow_up"), "lifted"), Is(answer("follow_up"), "too-late")),
        writes=("followup-lifted",),
    ),
    step(
        "lab_positive",
        "The laboratory says positive",
        at=("ra-required", "initial-booked", "initial-held", "followup-booked"),
        by=("lead", "police"),
        asks=(LAB_RESULT_ON,),
        when=Is(answer("disputed"), "yes"),
        effects=(Tells(positions=("lead", "police"), say="The result was confirmed: the assessment is required."),),
        writes=("lab-positive",),
        done="Recorded. The assessment is still required.",
    ),
    step(
        "lab_negative",
        "The laboratory says negative",
        at=("ra-required", "initial-booked", "initial-held", "followup-booked"),
        to="lapsed",
        by=("lead", "police"),
        asks=(LAB_RESULT_ON,),
        when=Is(answer("disputed"), "yes"),
        effects=(CancelsAppointments(kinds=ASSESSMENTS), Tells(positions=("lead", "police"), say="The result was "
                 "negative: the assessment is no longer required.")),
        closes=("book-initial",),
        writes=("ra-lapsed",),
        done="Lapsed. The appointments are cancelled, and missing one has no consequence.",
    ),
    step(
        "notify_police",
        "Tell the police that they did not attend",
        at=("failed",),
        to="breach-notified",
        asks=(
            ask(
                "told_police_on",
                "When were they told?",
                kind="date",
                category="attendance",
                level=True,
                past=True,
                missing="Enter the day on which they were told.",
                why="The police decide what follows, not the treatment service.",
            ),
        ),
        effects=(
            SetsFact(fact="breach_notified", value="yes"),
            Tells(positions=POLICE, say="A required assessment was not attended. You decide what follows."),
        ),
        closes=("notify-police",),
        opens=("police-decide",),
        writes=("breach-notified",),
        weight="primary",
        done="The police have been told. They decide what follows.",
    ),
    step(
        "police_excuse",
        "Good cause: set a new assessment",
        at=("breach-notified",),
        to="ra-required",
        by=POLICE,
        asks=(
            ask(
                "police_excuse_why",
                "What was the good cause?",
                kind="text",
                category="police",
                max_length=300,
                missing="Enter the good cause.",
                why="It is told apart from a failure.",
            ),
        ),
        closes=("police-decide",),
        opens=("book-initial",),
        writes=("breach-decided",),
    ),
    closing(
        at=("breach-notified",),
        ending=DECIDED,
        code="police_decide",
        label="Record what the police decided",
        to="closed",
        by=POLICE,
        field="breach_result",
        writes=("breach-decided",),
    ),
    closing_plainly(
        at=("assessed",),
        ending=ENGAGED,
        asks=(
            ask_yes_no(
                "assessment_done",
                "Is the assessment completed?",
                category="assessment",
                level=True,
                missing="Select whether it is completed.",
                why="The police read this line and no more.",
            ),
            ask(
                "treatment_from",
                "When did structured treatment begin?",
                kind="date",
                category="assessment",
                when=Is(answer("case_outcome"), "structured-treatment"),
                past=True,
                sets_fact=States(fact="treatment_began"),
                missing="Enter the day on which treatment began.",
                why="It is counted from the test, and never from a booking.",
            ),
        ),
    ),
)  # fmt: skip
OUTCOMES = outcomes(
    {
        "structured-treatment": "In structured treatment",
        "brief-intervention": "A brief intervention only",
        "already-in-treatment": "They were in treatment already",
        "no-need": "No need was found",
        "refused-treatment": "They declined treatment, as they may",
        "good-cause": "Police: good cause accepted",
        "charged": "Police: charged",
        "no-further-action": "Police: no further action",
    }
)
