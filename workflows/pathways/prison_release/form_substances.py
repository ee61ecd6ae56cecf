"""The form, third section, first half: which substances, and how they were used."""

from workflows.vocabulary import (
    AllOf,
    AnyIs,
    AnyOf,
    Choice,
    Is,
    Question,
    Topic,
    Unknown,
    Within,
    answer,
)

OPIOIDS = ("heroin", "methadone", "other-opioids")
DRUGS = (
    Choice(code="heroin", label="Heroin"),
    Choice(code="methadone", label="Methadone that was not prescribed"),
    Choice(code="other-opioids", label="Other opioids, such as codeine, tramadol or buprenorphine not prescribed"),
    Choice(code="crack", label="Crack cocaine"),
    Choice(code="cocaine", label="Powder cocaine"),
    Choice(code="alcohol", label="Alcohol"),
    Choice(code="cannabis", label="Cannabis"),
    Choice(code="synthetic-cannabinoids", label="Synthetic cannabinoids, such as Spice"),
    Choice(code="benzodiazepines", label="Benzodiazepines, such as diazepam"),
    Choice(code="gabapentinoids", label="Pregabalin or gabapentin"),
    Choice(code="amphetamines", label="Amphetamines"),
    Choice(code="methamphetamine", label="Methamphetamine"),
    Choice(code="ketamine", label="Ketamine"),
    Choice(code="ecstasy", label="MDMA (ecstasy)"),
    Choice(code="ghb", label="GHB or GBL"),
    Choice(code="solvents", label="Solvents or gases"),
    Choice(code="other", label="Something else"),
)
ROUTES = (
    Choice(code="swallowed", label="Swallowed or drunk"),
    Choice(code="smoked", label="Smoked or inhaled"),
    Choice(code="sniffed", label="Sniffed"),
    Choice(code="injected", label="Injected"),
    Choice(code="other", label="Another way"),
    Choice(code="not-known", label="Not known"),
)
FREQUENCIES = (
    Choice(code="daily", label="Every day"),
    Choice(code="most-days", label="4 to 6 days a week"),
    Choice(code="some-days", label="1 to 3 days a week"),
    Choice(code="less-often", label="Less often than every week"),
    Choice(code="not-known", label="Not known"),
)
YES_NO_NO_ANSWER = (
    Choice(code="yes", label="Yes"),
    Choice(code="no", label="No"),
    Choice(code="no-answer", label="No answer given"),
)
ON_SUBSTITUTE = Is(answer("on_ost"), "yes")
OPIOID_NEED = AnyOf(
    Is(answer("on_ost"), "yes"),
    AnyIs(answer("drug_1"), OPIOIDS),
    AnyIs(answer("drug_2"), OPIOIDS),
    AnyIs(answer("drug_3"), OPIOIDS),
)
DOSE_NEEDED = AllOf(
    ON_SUBSTITUTE,
    AnyOf(Within("release", working_days=3), Unknown("release"), Is(answer("already_released"), "yes")),
)

DRUG_1 = Topic(
    code="drug-1",
    title="The main substance",
    questions=(
        Question(
            code="drug_1",
            label="Which substance causes them the most trouble?",
            kind="choice",
            category="health",
            preview=True,
            choices=DRUGS,
            hint="Alcohol counts too.",
            missing="Select the main substance.",
            why="It decides which kind of treatment is prepared.",
            chat="Which substance causes them the most trouble?",
        ),
        Question(
            code="drug_1_route",
            label="How did they take it?",
            kind="choice",
            category="health",
            choices=ROUTES,
            missing="Select how they took it, or “Not known”.",
            why="The way a substance is taken changes the risk to health.",
        ),
        Question(
            code="drug_1_frequency",
            label="How often, before prison?",
            kind="choice",
            category="health",
            choices=FREQUENCIES,
            missing="Select how often they took it before prison, or “Not known”.",
            why="Tolerance falls in prison, so what was usual before can be dangerous afterwards.",
        ),
    ),
)

OTHER_DRUGS = Topic(
    code="other-drugs",
    title="Other substances",
    help="Leave this page empty if there is no other.",
    questions=(
        Question(
            code="drug_2",
            label="Second substance",
            kind="choice",
            category="health",
            required="no",
            choices=DRUGS,
        ),
        Question(
            code="drug_2_route",
            label="How did they take the second substance?",
            kind="choice",
            category="health",
            required="no",
            choices=ROUTES,
        ),
        Question(
            code="drug_2_frequency",
            label="How often did they take it, before prison?",
            kind="choice",
            category="health",
            required="no",
            choices=FREQUENCIES,
        ),
        Question(
            code="drug_3",
            label="Third substance",
            kind="choice",
            category="health",
            required="no",
            choices=DRUGS,
        ),
        Question(
            code="drug_3_route",
            label="How did they take the third substance?",
            kind="choice",
            category="health",
            required="no",
            choices=ROUTES,
        ),
        Question(
            code="drug_3_frequency",
            label="How often did they take that one, before prison?",
            kind="choice",
            category="health",
            required="no",
            choices=FREQUENCIES,
        ),
    ),
)

USE = Topic(
    code="use",
    title="Use in prison and before",
    questions=(
        Question(
            code="uses_in_custody",
            label="Do they use illegal substances in prison?",
            kind="yes-no",
            category="health",
            missing="Select whether they use illegal substances in prison.",
            why="What somebody uses now shows which tolerance they still have, and which risks they face at the gate.",
        ),
        Question(
            code="uses_in_custody_detail",
            label="What do they use?",
            kind="long-text",
            category="health",
            max_length=500,
            when=Is(answer("uses_in_custody"), "yes"),
            missing="Enter what they use in prison.",
            why="What somebody uses now shows which tolerance they still have, and which risks they face at the gate.",
        ),
        Question(
            code="past_misuse",
            label="Did drugs or alcohol do them harm before prison?",
            kind="yes-no",
            category="health",
            missing="Select whether drugs or alcohol did them harm before prison.",
            why="It tells the service what has already been tried, and what went wrong.",
        ),
        Question(
            code="past_misuse_detail",
            label="What happened, and is there a risk of overdose?",
            kind="long-text",
            category="health",
            max_length=1000,
            when=Is(answer("past_misuse"), "yes"),
            hint="A few sentences. Write nothing about other people.",
            missing="Enter what happened, and any risk of overdose.",
            why="It tells the service what has already been tried, and what went wrong.",
        ),
        Question(
            code="drug_issue",
            label="Do they have a problem with drugs, now or in the past?",
            kind="choice",
            category="health",
            choices=YES_NO_NO_ANSWER,
            missing="Select whether they have or had a problem with drugs.",
            why="It is how they see it themselves that decides what help they will take.",
        ),
        Question(
            code="alcohol_issue",
            label="Do they have a problem with alcohol, now or in the past?",
            kind="choice",
            category="health",
            choices=YES_NO_NO_ANSWER,
            missing="Select whether they have or had a problem with alcohol.",
            why="It is how they see it themselves that decides what help they will take.",
        ),
    ),
)
