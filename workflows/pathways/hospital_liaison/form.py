"""What a ward or the emergency department says about somebody who may need help with alcohol."""

from workflows.phrases import (
    agreement_page,
    ask,
    ask_choice,
    ask_ticks,
    ask_yes_no,
    contact_page,
    names_page,
    page,
    section,
    sender_section,
)
from workflows.vocabulary import AnyIs, AtLeast, AtMost, HasAny, InOrder, NotBoth, Refuse, States, Warn, answer

IN_HOSPITAL = page(
    "hospital",
    "In hospital",
    ask(
        "hospital_number",
        "Hospital number",
        kind="text",
        category="hospital",
        max_length=30,
        missing="Enter their hospital number.",
        why="So that the liaison team finds them on the ward.",
    ),
    ask(
        "ward",
        "Ward or department",
        kind="text",
        category="hospital",
        max_length=80,
        preview=True,
        missing="Enter the ward or department.",
        why="So that they can be seen before they leave.",
    ),
    ask(
        "ward_contact",
        "Whom to ask for on the ward",
        kind="text",
        category="hospital",
        max_length=120,
        missing="Enter whom to ask for, with a number.",
        why="A question at the bedside is answered in a minute.",
    ),
    ask(
        "admitted_on",
        "When did they come in?",
        kind="date",
        category="hospital",
        past=True,
        missing="Enter the day on which they came in.",
        why="Withdrawal begins within hours of the last drink.",
    ),
    ask(
        "discharge_on",
        "When do they leave, as far as is known?",
        kind="date",
        category="hospital",
        preview=True,
        hint="Leave it empty if nobody knows yet.",
        sets_fact=States(fact="discharge"),
        checks=(
            Refuse(
                unless=InOrder(answer("admitted_on"), answer("discharge_on")),
                say="Enter a day that is not before the day on which they came in.",
            ),
        ),
    ),
)

DRINKING = page(
    "drinking",
    "Drinking",
    ask(
        "audit_c",
        "AUDIT-C score",
        kind="number",
        category="health",
        least=0,
        most=12,
        preview=True,
        missing="Enter the AUDIT-C score, from 0 to 12.",
        why="From 5 on, advice or a referral is offered.",
    ),
    ask(
        "audit_full",
        "Full AUDIT score",
        kind="number",
        category="health",
        least=0,
        most=40,
        hint="If it was done.",
        checks=(
            Warn(unless=AtMost(answer("audit_full"), 19), say="20 or more may be dependence: ask about withdrawal."),
        ),
    ),
    ask_yes_no(
        "dependence",
        "Do you think that they are dependent on alcohol?",
        unknown=True,
        category="health",
        preview=True,
        missing="Select whether you think that they are dependent.",
        why="Somebody who is dependent must not stop at once without help.",
        checks=(
            Warn(
                unless=AtLeast(answer("audit_c"), 5),
                say="The AUDIT-C score is below 5. Brief advice may be all that is needed.",
            ),
        ),
    ),
    ask_choice(
        "withdrawal_regime",
        "Medicine for withdrawal",
        {
            "none": "None given",
            "fixed": "A fixed, falling dose",
            "symptom-led": "Given by symptoms",
            "finished": "Given, and finished",
            "not-known": "Not known",
        },
        category="health",
        missing="Select which medicine for withdrawal they have.",
        why="Treatment begins where the ward stops.",
    ),
    ask(
        "dose_at_discharge",
        "Dose on the day that they leave",
        kind="text",
        category="health",
        max_length=120,
        when=AnyIs(answer("withdrawal_regime"), ("fixed", "symptom-led")),
        hint="Medicine, dose, and for how many days it was given to take home.",
    ),
    ask_yes_no(
        "thiamine",
        "Is thiamine given?",
        unknown=True,
        category="health",
        missing="Select whether thiamine is given.",
        why="It protects the brain, and has to go on at home.",
    ),
    ask(
        "diagnosis",
        "Diagnosis",
        kind="long-text",
        category="health",
        max_length=500,
        missing="Enter the diagnosis, or “None”.",
        why="Liver, heart and head injuries change what is safe.",
    ),
)

SAFEGUARDING = page(
    "safeguarding",
    "Keeping people safe",
    ask_ticks(
        "safeguarding_for",
        "Are you worried about somebody's safety?",
        {"adult": "An adult at risk", "child": "A child", "none": "None of these"},
        category="safeguarding",
        missing="Select whom you are worried about, or “None of these”.",
        why="Telling children's or adult social care is separate from this, and comes first.",
        checks=(
            Refuse(unless=NotBoth(answer("safeguarding_for"), "none", "adult"), say="Take out “None of these”."),
            Refuse(unless=NotBoth(answer("safeguarding_for"), "none", "child"), say="Take out “None of these”."),
        ),
    ),
    ask(
        "safeguarding_done",
        "What has been done about it?",
        kind="long-text",
        category="safeguarding",
        max_length=500,
        when=HasAny(answer("safeguarding_for"), ("adult", "child")),
        missing="Enter what has been done about it.",
        why="So that nobody thinks that somebody else has told them.",
    ),
)

SECTIONS = (
    section("who", "The person", names_page(), contact_page(address=True)),
    section("need", "In hospital", IN_HOSPITAL, DRINKING, SAFEGUARDING),
    section("agreement", "Agreement", agreement_page(to="the hospital alcohol team and the treatment service")),
    sender_section("The hospital alcohol team"),
)
