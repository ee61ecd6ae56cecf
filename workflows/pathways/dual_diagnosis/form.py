"""What a worker says of somebody with both mental ill health and a drug or alcohol need, whom no one service holds."""

from workflows.phrases import (
    agreement_page,
    ask,
    ask_choice,
    ask_ticks,
    ask_yes_no,
    choices,
    contact_page,
    names_page,
    page,
    section,
    sender_section,
)
from workflows.vocabulary import AllOf, AnyOf, Has, HasAny, Not, Refuse, Warn, answer

REASONS = answer("why_group")
# more than one of: a personality disorder, crisis or police contact again and again, a refusal
SEVERAL = AnyOf(
    AllOf(Has(REASONS, "personality"), HasAny(REASONS, ("crisis", "police", "refused"))),
    AllOf(Has(REASONS, "refused"), HasAny(REASONS, ("crisis", "police"))),
)
STATUS = choices(
    {
        "open": "Open",
        "waiting": "Waiting to be seen",
        "refused": "Refused them",
        "closed": "Closed",
        "none": "Never known",
    }
)
WHY = {
    "personality": "A personality disorder",
    "crisis": "In crisis again and again",
    "police": "Often in contact with the police",
    "refused": "Refused by one service because of the other need",
}
BOTH = page(
    "both-services",
    "Both services",
    ask_choice(
        "mental_health_status",
        "Mental health service",
        STATUS,
        category="mental-health",
        preview=True,
        missing="Select where they stand with the mental health service.",
        why="The group begins with who holds them now.",
    ),
    ask(
        "mental_health_last",
        "Last seen there",
        kind="date",
        category="mental-health",
        past=True,
    ),
    ask_choice(
        "treatment_status",
        "Drug and alcohol treatment service",
        STATUS,
        category="treatment",
        preview=True,
        missing="Select where they stand with the treatment service.",
        why="The group begins with who holds them now.",
    ),
    ask("treatment_last", "Last seen there", kind="date", category="treatment", past=True),
    ask_ticks(
        "why_group",
        "Why does it need the group?",
        WHY,
        category="core",
        preview=True,
        missing="Tick why it needs the group.",
        why="The group takes on what no one service can hold.",
        checks=(
            Warn(
                unless=SEVERAL,
                say="The group takes on people with more than one of these: a personality disorder, crisis or police "
                "contact again and again, a refusal. You can send it all the same.",
            ),
        ),
    ),
    ask(
        "refused_by",
        "Who has refused, and why?",
        kind="long-text",
        category="mental-health",
        max_length=500,
        when=Has(answer("why_group"), "refused"),
        missing="Enter who has refused, and why.",
        why="A wrong door is counted, so that it can be put right.",
    ),
)
NEEDS = page(
    "needs",
    "Needs and risks",
    ask(
        "diagnoses",
        "Diagnoses, known or suspected",
        kind="long-text",
        category="mental-health",
        max_length=500,
        missing="Enter the diagnoses, or “None known”.",
        why="Both sides plan from the same picture.",
    ),
    ask(
        "substances",
        "What they use, and how much",
        kind="long-text",
        category="treatment",
        max_length=500,
        missing="Enter what they use.",
        why="Both sides plan from the same picture.",
    ),
    ask_ticks(
        "risks",
        "Which risks are there?",
        {"suicide": "Suicide", "self-harm": "Self-harm", "neglect": "Self-neglect", "others": "Harm to others",
         "from-others": "Harm from others", "none": "None known"},
        category="risk",
        preview=True,
        missing="Tick the risks, or “None known”.",
        why="A risk to life does not wait for a meeting.",
        checks=(
            Refuse(
                unless=Not(
                    AllOf(
                        HasAny(answer("risks"), ("suicide", "self-harm", "neglect", "others", "from-others")),
                        Has(answer("risks"), "none"),
                    )
                ),
                say="Take out “None known”, or the risks.",
            ),
        ),
    ),
    ask(
        "admissions",
        "Stays in a mental health hospital in 12 months",
        kind="number",
        category="mental-health",
        least=0,
        most=99,
        missing="Enter how many, 0 if none.",
        why="It shows how often a crisis came.",
    ),
    ask(
        "section_136",
        "Taken to a place of safety by the police (section 136) in 12 months",
        kind="number",
        category="mental-health",
        least=0,
        most=99,
        missing="Enter how many times, 0 if none.",
        why="It shows how often a crisis came.",
    ),
    ask(
        "emergency_visits",
        "Emergency department visits in 12 months",
        kind="number",
        category="mental-health",
        least=0,
        most=365,
        missing="Enter how many, 0 if none.",
        why="It shows how often a crisis came.",
    ),
    ask("offending", "Contact with the law", kind="long-text", category="risk", max_length=500),
    ask_choice(
        "safeguarding",
        "Is there a safeguarding concern?",
        {"adult": "Yes, an adult", "child": "Yes, a child", "no": "No"},
        category="risk",
        missing="Select whether there is a safeguarding concern.",
        why="Social care is told separately, and first.",
    ),
)  # fmt: skip
ASKED = page(
    "asked",
    "What you ask of the group",
    ask(
        "asked_of_group",
        "What should the group decide?",
        kind="long-text",
        category="core",
        max_length=500,
        preview=True,
        missing="Enter what the group should decide.",
        why="A clear question gets an answer in one meeting.",
    ),
    ask_choice(
        "proposed_lead",
        "Who should lead, in your view?",
        {"nelft": "The mental health service", "cgl": "The treatment service", "other": "Another service",
         "not-sure": "Not sure"},
        category="core",
        missing="Select who should lead, or “Not sure”.",
        why="The group names one lead, and your view counts.",
    ),
    ask(
        "persons_view",
        "What do they say themselves?",
        kind="long-text",
        category="core",
        max_length=500,
        missing="Enter what they say, in their own words where you can.",
        why="Nothing is decided about somebody without them.",
    ),
    ask(
        "advocate",
        "Who speaks for them, if anybody does?",
        kind="text",
        category="core",
        max_length=120,
    ),
    ask_yes_no(
        "crisis_plan",
        "Is there a crisis plan?",
        unknown=True,
        category="mental-health",
        hint="Add it to the case as a document once this is sent.",
        missing="Select whether there is a crisis plan.",
        why="At night it is the first thing that anybody looks for.",
    ),
)  # fmt: skip
SECTIONS = (
    section("who", "The person", names_page(), contact_page()),
    section("need", "Both needs", BOTH, NEEDS, ASKED),
    section("agreement", "Agreement", agreement_page(to="the complex needs group")),
    sender_section("The group's coordinator"),
)
