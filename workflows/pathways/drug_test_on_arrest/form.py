"""A drug test in custody, and the assessment that it may require."""

from workflows.pathways.shared.justice import PERSON, SENDER, WHY
from workflows.phrases import any_positive, ask, ask_choice, ask_listed, ask_yes_no, drug_results, page, section
from workflows.vocabulary import AgeOn, AnyOf, InOrder, Is, Refuse, WorkingDaysAfter, answer

BORN, TESTED = answer("date_of_birth"), answer("tested_at")
ADULT = AgeOn(BORN, TESTED, at_least=18)
POSITIVE = any_positive("tested-drugs")
REQUIRED = Is(answer("ra_required"), "yes")
DISPUTED = Is(answer("disputed"), "yes")
AUTHORITY = Is(answer("ground"), "authority")

CUSTODY = page(
    "custody",
    "In custody",
    ask(
        "custody_record",
        "Custody record number",
        kind="text",
        category="custody",
        max_length=30,
        missing="Enter the custody record number.",
        why="The test and the assessment belong to it.",
    ),
    ask(
        "station",
        "Police station",
        kind="text",
        category="custody",
        max_length=80,
        missing="Enter the police station.",
        why="So that the custody suite can be rung.",
    ),
    ask(
        "arrested_at",
        "When were they arrested?",
        kind="date-time",
        category="custody",
        past=True,
        missing="Enter the day and time of the arrest.",
        why="It says which test the law allows.",
    ),
    ask_choice(
        "ground",
        "On which ground was the test made?",
        {"trigger": "A trigger offence", "authority": "An inspector's authority"},
        category="police",
        missing="Select on which ground.",
        why="Without a trigger offence an inspector has to authorise it.",
    ),
    ask_listed(
        "trigger_offence",
        "Which trigger offence?",
        "trigger-offences",
        on=answer("arrested_at"),
        category="police",
        when=Is(answer("ground"), "trigger"),
        missing="Select which trigger offence.",
        why="For an offence that is not in the list an inspector has to authorise the test.",
        say="That was no trigger offence on the day of the arrest. Select another, or an inspector's authority.",
    ),
    ask(
        "authority_name",
        "Who authorised it?",
        kind="person-name",
        category="police",
        when=AUTHORITY,
        missing="Enter the name of the officer who authorised it.",
        why="Without name, rank and time the test does not stand.",
    ),
    ask(
        "authority_rank",
        "Their rank",
        kind="text",
        category="police",
        max_length=40,
        when=AUTHORITY,
        missing="Enter the rank: inspector or above.",
        why="Without name, rank and time the test does not stand.",
    ),
    ask(
        "authority_at",
        "When did they authorise it?",
        kind="date-time",
        category="police",
        when=AUTHORITY,
        past=True,
        missing="Enter when it was authorised.",
        why="Without name, rank and time the test does not stand.",
    ),
)
TEST = page(
    "test",
    "The test",
    ask(
        "tested_at",
        "When was the sample taken, or asked for?",
        kind="date-time",
        category="police",
        past=True,
        missing="Enter the day and time.",
        why="Their age at that moment decides what the law allows.",
        checks=(
            Refuse(
                unless=InOrder(answer("arrested_at"), answer("tested_at")),
                say="Enter a time that is not before the arrest.",
            ),
        ),
    ),
    ask_choice(
        "test_stage",
        "Was it on arrest or on charge?",
        {"arrest": "On arrest", "charge": "On charge"},
        category="police",
        missing="Select whether it was on arrest or on charge.",
        why="On arrest the law asks for 18 years, on charge for 14.",
        checks=(
            Refuse(
                unless=AnyOf(Is(answer("test_stage"), "charge"), ADULT),
                say="They were under 18 when the sample was taken: on arrest only adults may be tested.",
            ),
            Refuse(
                unless=AgeOn(BORN, TESTED, at_least=14),
                say="They were under 14 when the sample was taken: nobody under 14 may be tested.",
            ),
        ),
    ),
    ask_choice(
        "test_outcome",
        "What came of it?",
        {
            "completed": "Completed",
            "refused-cause": "Refused, with good cause",
            "refused": "Refused, without good cause",
            "insufficient": "Not enough for a test",
            "second": "A second sample was taken, and completed",
        },
        category="police",
        missing="Select what came of the test.",
        why="Refused and insufficient samples are counted apart.",
    ),
    drug_results("tested-drugs", on=TESTED, category="custody"),
    ask_yes_no(
        "disputed",
        "Do they dispute the result?",
        category="custody",
        when=POSITIVE,
        missing="Select whether they dispute the result.",
        why="Then the sample goes to a laboratory.",
    ),
    ask(
        "sample_sent_on",
        "When was the sample sent to the laboratory?",
        kind="date",
        category="custody",
        when=DISPUTED,
        past=True,
        missing="Enter the day on which it was sent.",
        why="The assessment waits for the result.",
    ),
)
REQUIREMENT = page(
    "requirement",
    "The required assessment",
    ask_yes_no(
        "ra_required",
        "Was an assessment required of them?",
        category="custody",
        when=POSITIVE,
        missing="Select whether an assessment was required.",
        why="It is required before they are released, or not at all.",
        checks=(
            Refuse(
                unless=AnyOf(Is(answer("ra_required"), "no"), ADULT),
                say="An assessment can be required of adults only. They were under 18 when they were tested.",
            ),
        ),
    ),
    ask(
        "ra1_at",
        "When were they given the notice (form RA1)?",
        kind="date-time",
        category="custody",
        when=REQUIRED,
        past=True,
        missing="Enter when they were given the notice.",
        why="Without a notice there is no duty to come.",
    ),
    ask(
        "ra1_appointment_at",
        "When is the assessment?",
        kind="date-time",
        category="custody",
        preview=True,
        when=REQUIRED,
        missing="Enter the day and time of the assessment.",
        why="It stands on the notice.",
        checks=(
            Refuse(
                unless=AnyOf(
                    Is(answer("disputed"), "no"),
                    WorkingDaysAfter(
                        answer("sample_sent_on"),
                        answer("ra1_appointment_at"),
                        working_days=5,
                        setting="drug-test-on-arrest.disputed-working-days",
                    ),
                ),
                say="The sample is at the laboratory: set the assessment at least 5 working days after it was sent.",
            ),
        ),
    ),
    ask(
        "ra1_place",
        "Where?",
        kind="text",
        category="custody",
        max_length=200,
        when=REQUIRED,
        missing="Enter where the assessment is.",
        why="It stands on the notice.",
    ),
    ask(
        "same_appointment",
        "Does it point to an appointment from an earlier arrest?",
        kind="text",
        category="custody",
        max_length=40,
        when=REQUIRED,
        hint="The reference of the earlier case, if so.",
    ),
    ask_yes_no(
        "in_treatment",
        "Are they in treatment already?",
        unknown=True,
        category="health",
        missing="Select whether they are in treatment already.",
        why="They may be assessed all the same, and are counted apart.",
    ),
)
SECTIONS = (PERSON, section("test", "The test", CUSTODY, TEST, REQUIREMENT), WHY, SENDER)
