"""The form, third section: what may harm the children, and what keeps them safe."""

from workflows.pathways.hidden_harm.thresholds import HARM_AT_REFERRAL, MEDICINE_AT_HOME, SIGNS_OF_HARM
from workflows.vocabulary import AllOf, Choice, Has, Is, Question, Section, Topic, answer

HARM = Topic(
    code="harm",
    title="Is a child in danger?",
    help="If a child is in danger now, ring 999 first. If any of these is so, children's social care (MASH) is told as "
    "soon as you send this. It does not wait for a visit, and nobody's agreement is asked.",
    questions=(
        Question(
            code="harm_signs",
            label="Is any of this so, or suspected?",
            kind="choices",
            category="family",
            preview=True,
            choices=SIGNS_OF_HARM,
            missing="Select what is so or suspected, or “None of these”.",
            why="These are signs of significant harm, for which a visit is never waited for.",
        ),
        Question(
            code="harm_detail",
            label="What happened, or what do you suspect?",
            kind="long-text",
            category="family",
            when=HARM_AT_REFERRAL,
            max_length=1000,
            missing="Write down what happened or what you suspect, in a few words.",
            why="Children's social care decides by what you saw and heard.",
        ),
        Question(
            code="mash_rung",
            label="Have you rung children's social care (MASH) yourself?",
            kind="yes-no",
            category="family",
            when=HARM_AT_REFERRAL,
            missing="Select whether you have rung them.",
            why="A call is faster than any form. Ring first, and send this as well.",
        ),
    ),
)

SUBSTANCES = Topic(
    code="substances",
    title="Drugs and alcohol",
    questions=(
        Question(
            code="substances",
            label="What do they use, how, and how often?",
            kind="long-text",
            category="treatment",
            max_length=1000,
            hint="For each: days in the last 28, and how. For alcohol, units a week. Write “not known” if you do not "
            "know.",
            missing="Enter what they use, or that it is not known.",
            why="It decides what advice, naloxone and medicine the family needs.",
        ),
        Question(
            code="injecting",
            label="Do they inject?",
            kind="yes-no-unknown",
            category="treatment",
            missing="Select whether they inject.",
            why="Needles have to be out of a child's reach.",
        ),
        Question(
            code="substances_summary",
            label="What of this bears on the children?",
            kind="choice",
            category="treatment",
            level=True,
            choices=(
                Choice(code="stable", label="In treatment, and use does not affect care"),
                Choice(code="some-effect", label="Use sometimes affects care"),
                Choice(code="unpredictable", label="Use is heavy or unpredictable, and affects care"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select how it bears on the children, or “Not known”.",
            why="Children's social care reads this line, and not the whole of the treatment record.",
        ),
    ),
)

MEDICINE = Topic(
    code="medicine",
    title="Medicine at home",
    questions=(
        Question(
            code="medicine_home",
            label="Which medicine is kept at home?",
            kind="choice",
            category="medicine",
            preview=True,
            choices=(
                Choice(code="none", label="None"),
                Choice(code="methadone", label="Methadone"),
                Choice(code="buprenorphine", label="Buprenorphine"),
                Choice(code="benzodiazepines", label="Benzodiazepines"),
                Choice(code="other-opioid", label="Another opioid"),
                Choice(code="other", label="Another medicine"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select which medicine is kept at home, or “Not known”.",
            why="A small amount can kill a child, and a child-resistant cap does not keep a child out.",
        ),
        Question(
            code="medicine_supply",
            label="How do they get it?",
            kind="choice",
            category="medicine",
            when=MEDICINE_AT_HOME,
            choices=(
                Choice(code="supervised", label="Taken each day at the pharmacy"),
                Choice(code="take-home", label="To take home"),
            ),
            missing="Select how they get it.",
            why="Doses that are taken home have to be locked away.",
        ),
        Question(
            code="take_home_days",
            label="Doses for how many days?",
            kind="number",
            category="medicine",
            when=AllOf(MEDICINE_AT_HOME, Is(answer("medicine_supply"), "take-home")),
            least=1,
            most=28,
            unit="days",
            missing="Enter for how many days they take doses home.",
            why="It says how much is in the home at once.",
        ),
    ),
)

OTHER = Topic(
    code="other-risks",
    title="Other risks, and what keeps the children safe",
    help="Never ask about domestic abuse while a partner can hear.",
    questions=(
        Question(
            code="other_risks",
            label="Is there anything else?",
            kind="choices",
            category="family",
            choices=(
                Choice(code="domestic-abuse", label="Domestic abuse"),
                Choice(code="mental-health", label="Mental ill health"),
                Choice(code="housing", label="Housing"),
                Choice(code="debt", label="Debt"),
                Choice(code="others-using", label="Others come to use drugs there"),
                Choice(code="dealing", label="Drugs are sold there"),
                Choice(code="weapons", label="Weapons"),
                Choice(code="dogs", label="Dogs"),
                Choice(code="isolation", label="The family is alone"),
                Choice(code="child-removed", label="An earlier child was taken into care"),
                Choice(code="none", label="None of these"),
            ),
            missing="Select what else there is, or “None of these”.",
            why="They change who visits, how, and how soon.",
        ),
        Question(
            code="partner_at_home",
            label="Does the partner live there?",
            kind="yes-no-unknown",
            category="family",
            when=Has(answer("other_risks"), "domestic-abuse"),
            missing="Select whether the partner lives there.",
            why="A letter or a message read by the wrong person can put a family in danger.",
        ),
        Question(
            code="protective",
            label="What keeps the children safe?",
            kind="choices",
            category="family",
            required="no",
            choices=(
                Choice(code="sober-adult", label="Another adult who is sober"),
                Choice(code="in-treatment", label="They take part in treatment"),
                Choice(code="nursery", label="A place at nursery or school"),
                Choice(code="family-help", label="Help from family"),
                Choice(code="insight", label="They see the risk themselves"),
            ),
        ),
        Question(
            code="protective_detail",
            label="Anything more that keeps them safe?",
            kind="long-text",
            category="family",
            required="no",
            max_length=500,
        ),
        Question(
            code="visit_safely",
            label="Is there anything that a visitor must know to be safe?",
            kind="yes-no",
            category="core",
            preview=True,
            missing="Select whether a visitor must know something to be safe.",
            why="Two people visit where one would not be safe.",
        ),
        Question(
            code="visit_safely_detail",
            label="What must they know?",
            kind="long-text",
            category="family",
            when=Is(answer("visit_safely"), "yes"),
            max_length=500,
            missing="Enter what a visitor must know.",
            why="Two people visit where one would not be safe.",
        ),
    ),
)

RISK = Section(code="risk", title="What may harm the children", topics=(HARM, SUBSTANCES, MEDICINE, OTHER))
