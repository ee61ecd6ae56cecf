"""The form, third section: what treatment they have had and will need."""

from workflows.pathways.prison_release.form_substances import (
    DOSE_NEEDED,
    DRUG_1,
    ON_SUBSTITUTE,
    OPIOID_NEED,
    OTHER_DRUGS,
    USE,
)
from workflows.vocabulary import (
    AllOf,
    AnyIs,
    Choice,
    InOrder,
    Is,
    Not,
    NotInFuture,
    Question,
    Refuse,
    Section,
    Topic,
    Warn,
    answer,
)

SUPPORT = Topic(
    code="support",
    title="Help so far",
    questions=(
        Question(
            code="engaged_in_custody",
            label="Are they in touch with the drug and alcohol service in prison?",
            kind="yes-no",
            category="support",
            missing="Select whether they are in touch with the service in prison.",
            why="Somebody who has begun treatment in prison can go straight on with it.",
        ),
        Question(
            code="intends_referral",
            label="Do you mean them to go on with a service after release?",
            kind="yes-no",
            category="health",
            missing="Select whether they are meant to go on with a service.",
            why="So that the community service knows what has been promised.",
        ),
        Question(
            code="service_name",
            label="Which service?",
            kind="text",
            category="health",
            when=Is(answer("intends_referral"), "yes"),
            hint="If you do not know its name, write what kind of service it is.",
            missing="Enter which service they are meant to go on with.",
            why="So that the community service knows what has been promised.",
        ),
        Question(
            code="support_status",
            label="How far has planning for treatment got?",
            kind="choice",
            category="support",
            choices=(
                Choice(code="not-started", label="Not started"),
                Choice(code="in-progress", label="In progress"),
                Choice(code="support-required", label="Support is needed"),
                Choice(code="not-required", label="Not needed"),
                Choice(code="declined", label="They have declined it"),
                Choice(code="done", label="Done"),
            ),
            missing="Select how far planning has got.",
            why="So that nobody does the same thing twice, and nothing is left to the day of release.",
        ),
    ),
)

SUBSTITUTE = Topic(
    code="substitute-medication",
    title="Substitute medication",
    questions=(
        Question(
            code="on_ost",
            label="Do they take substitute medication for opioids?",
            kind="yes-no",
            category="health",
            preview=True,
            hint="For example methadone or buprenorphine.",
            missing="Select whether they take substitute medication.",
            why="A gap of a few days between two prescribers puts somebody's life at risk.",
            chat="Do they take substitute medication, such as methadone or buprenorphine?",
        ),
        Question(
            code="ost_medication",
            label="Which medication?",
            kind="choice",
            category="health",
            when=ON_SUBSTITUTE,
            choices=(
                Choice(code="methadone", label="Methadone"),
                Choice(code="oral-buprenorphine", label="Buprenorphine, by mouth"),
                Choice(code="depot-buprenorphine", label="Buprenorphine, by injection"),
                Choice(code="other", label="Another"),
            ),
            missing="Select which medication they take.",
            why="The community prescriber has to be ready with the same one.",
        ),
    ),
)

DOSE = Topic(
    code="dose",
    title="Dose and last dose",
    help="Only the key worker and their clinicians read this page.",
    when=ON_SUBSTITUTE,
    questions=(
        Question(
            code="dose",
            label="Dose, in milligrams",
            kind="number",
            category="clinical",
            when=DOSE_NEEDED,
            unit="milligrams",
            least=0,
            most=1000,
            hint="A day's dose, or the last injection. For example, 60.",
            missing="Enter the dose in milligrams.",
            why="Release is near or has happened, and the community prescriber must not have to guess.",
        ),
        Question(
            code="last_dose_at",
            label="When was the last dose?",
            kind="date-time",
            category="clinical",
            when=DOSE_NEEDED,
            hint="For example, 14 7 2026 at 08:15.",
            missing="Enter the day and time of the last dose.",
            why="The days since the last dose decide how treatment can safely be taken up again.",
            checks=(Refuse(unless=NotInFuture(answer("last_dose_at")), say="Enter when the last dose was given."),),
        ),
        Question(
            code="dose_supervised",
            label="Was the last dose taken under supervision?",
            kind="yes-no",
            category="clinical",
            when=DOSE_NEEDED,
            missing="Select whether the last dose was supervised.",
            why="A clinician needs to know that the dose was really taken.",
        ),
        Question(
            code="next_injection_on",
            label="When is the next injection due?",
            kind="date",
            category="clinical",
            required="no",
            when=Is(answer("ost_medication"), "depot-buprenorphine"),
            hint="For example, 3 8 2026.",
        ),
        Question(
            code="bridging_prescription",
            label="Is there a prescription to bridge the days after release?",
            kind="yes-no",
            category="clinical",
            when=ON_SUBSTITUTE,
            missing="Select whether there is a bridging prescription.",
            why="It shows whether there are days on which nobody prescribes.",
        ),
        Question(
            code="bridging_start",
            label="First day of the bridging prescription",
            kind="date",
            category="clinical",
            when=Is(answer("bridging_prescription"), "yes"),
            missing="Enter the first day of the bridging prescription.",
            why="It shows whether there are days on which nobody prescribes.",
        ),
        Question(
            code="bridging_end",
            label="Last day of the bridging prescription",
            kind="date",
            category="clinical",
            when=Is(answer("bridging_prescription"), "yes"),
            missing="Enter the last day of the bridging prescription.",
            why="The community prescriber has to begin no later than the day after.",
            checks=(
                Refuse(
                    unless=InOrder(answer("bridging_start"), answer("bridging_end")),
                    say="Enter a last day that is not before the first day.",
                ),
            ),
        ),
        Question(
            code="pharmacy",
            label="Pharmacy",
            kind="text",
            category="clinical",
            when=Is(answer("bridging_prescription"), "yes"),
            hint="Name and street.",
            missing="Enter the pharmacy.",
            why="So that they know where to collect it, and the next prescriber whom to ring.",
        ),
    ),
)

PRESCRIBER = Topic(
    code="prescriber",
    title="Community prescriber",
    when=ON_SUBSTITUTE,
    questions=(
        Question(
            code="prescriber_slot",
            label="When do they see the community prescriber?",
            kind="date-time",
            category="health",
            required="no",
            written_by=("spoc", "key-worker"),
            hint="If a slot is already booked. For example, 13 7 2026 at 10:30.",
            checks=(
                Warn(
                    unless=InOrder(answer("prescriber_slot"), answer("bridging_end"), days=1),
                    say="There are days on which nobody prescribes. Ask for an earlier slot, or for the bridging "
                    "prescription to be made longer.",
                ),
            ),
        ),
    ),
)

ALCOHOL = Topic(
    code="alcohol",
    title="Alcohol",
    help="Only the key worker and their clinicians read this page.",
    questions=(
        Question(
            code="alcohol_dependence",
            label="How dependent on alcohol were they before prison?",
            kind="choice",
            category="clinical",
            choices=(
                Choice(code="none", label="Not dependent"),
                Choice(code="mild", label="Mildly"),
                Choice(code="moderate", label="Moderately"),
                Choice(code="severe", label="Severely"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select how dependent they were, or “Not known”.",
            why="Drinking again after a break can be dangerous, and so can stopping suddenly.",
        ),
        Question(
            code="alcohol_withdrawal_risk",
            label="Would withdrawal from alcohol be a risk?",
            kind="choice",
            category="clinical",
            choices=(
                Choice(code="no", label="No"),
                Choice(code="yes", label="Yes"),
                Choice(code="seizures", label="Yes, with seizures or delirium before"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select whether withdrawal would be a risk, or “Not known”.",
            why="Drinking again after a break can be dangerous, and so can stopping suddenly.",
        ),
        Question(
            code="alcohol_medication",
            label="Do they take medication to stay off alcohol?",
            kind="choice",
            category="clinical",
            choices=(
                Choice(code="none", label="None"),
                Choice(code="acamprosate", label="Acamprosate"),
                Choice(code="naltrexone", label="Naltrexone"),
                Choice(code="disulfiram", label="Disulfiram"),
                Choice(code="other", label="Another"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select which medication they take, “None” or “Not known”.",
            why="So that it can go on without a break.",
        ),
    ),
)

BLOOD_BORNE = Topic(
    code="blood-borne-viruses",
    title="Injecting and blood-borne viruses",
    help="Only the key worker and their clinicians read this page. Leave empty what you do not know.",
    questions=(
        Question(
            code="injecting_status",
            label="Have they injected?",
            kind="choice",
            category="clinical",
            required="no",
            choices=(
                Choice(code="never", label="Never"),
                Choice(code="previously", label="In the past"),
                Choice(code="currently", label="In the last month before prison, or since"),
                Choice(code="not-known", label="Not known"),
            ),
        ),
        Question(
            code="bbv_status",
            label="Tests and vaccinations that have been done",
            kind="choices",
            category="clinical",
            required="no",
            choices=(
                Choice(code="hepatitis-b-vaccinated", label="Vaccinated against hepatitis B"),
                Choice(code="hepatitis-c-tested", label="Tested for hepatitis C"),
                Choice(code="hepatitis-c-treatment", label="In treatment for hepatitis C"),
                Choice(code="hiv-tested", label="Tested for HIV"),
                Choice(code="none", label="None of these"),
            ),
        ),
    ),
)

OVERDOSE = Topic(
    code="overdose",
    title="Overdose",
    questions=(
        Question(
            code="overdose_last_year",
            label="Have they had an overdose in the last 12 months?",
            kind="yes-no",
            category="overdose",
            missing="Select whether they have had an overdose in the last 12 months.",
            why="Somebody who has had an overdose is more likely to have another, above all in the first weeks.",
        ),
        Question(
            code="overdose_in_custody",
            label="Was there one in prison?",
            kind="yes-no",
            category="overdose",
            when=Is(answer("overdose_last_year"), "yes"),
            missing="Select whether there was an overdose in prison.",
            why="It shows how recent the danger is.",
        ),
        Question(
            code="overdose_date",
            label="When was the last one?",
            kind="date",
            category="overdose",
            required="no",
            when=Is(answer("overdose_last_year"), "yes"),
            checks=(Refuse(unless=NotInFuture(answer("overdose_date")), say="Enter a day that is not in the future."),),
        ),
    ),
)

NALOXONE = Question(
    code="naloxone",
    label="Will they leave with naloxone in their hands?",
    kind="yes-no-unknown",
    category="support",
    written_by=("referrer", "spoc", "key-worker"),
    missing="Select whether they will leave with naloxone, or “Don't know”.",
    why="Naloxone reverses an opioid overdose, and the first weeks after prison are the most dangerous.",
    checks=(
        Warn(
            unless=Not(AllOf(OPIOID_NEED, AnyIs(answer("naloxone"), ("no", "dont-know")))),
            say="They use opioids and have no naloxone yet. Offer a kit and training: before they leave, or today if "
            "they have left.",
        ),
    ),
)

NALOXONE_PAGE = Topic(
    code="naloxone",
    title="Naloxone",
    questions=(
        NALOXONE,
        Question(
            code="naloxone_kit",
            label="Which kit?",
            kind="choice",
            category="support",
            when=Is(answer("naloxone"), "yes"),
            choices=(
                Choice(code="nasal", label="Nasal spray"),
                Choice(code="injection", label="Injection"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select which kit they have, or “Not known”.",
            why="The people they live with need to know how to use it.",
        ),
        Question(
            code="naloxone_trained",
            label="Have they been shown how to use it?",
            kind="yes-no",
            category="support",
            when=Is(answer("naloxone"), "yes"),
            missing="Select whether they have been shown how to use it.",
            why="A kit that nobody knows how to use saves nobody.",
        ),
    ),
)

OTHER_NEEDS = Topic(
    code="other-needs",
    title="Other health needs",
    help="The least that is needed for a safe first appointment. Only the key worker and their clinicians read it.",
    questions=(
        Question(
            code="mental_health_needs",
            label="Mental health",
            kind="long-text",
            category="clinical",
            required="no",
            max_length=1000,
        ),
        Question(
            code="learning_needs",
            label="Learning, memory or reading",
            kind="long-text",
            category="clinical",
            required="no",
            max_length=1000,
        ),
        Question(
            code="physical_needs",
            label="Physical health",
            kind="long-text",
            category="clinical",
            required="no",
            max_length=1000,
        ),
    ),
)

TREATMENT = Section(
    code="treatment",
    title="Treatment",
    topics=(
        DRUG_1,
        OTHER_DRUGS,
        USE,
        SUPPORT,
        SUBSTITUTE,
        DOSE,
        PRESCRIBER,
        ALCOHOL,
        BLOOD_BORNE,
        OVERDOSE,
        NALOXONE_PAGE,
        OTHER_NEEDS,
    ),
)
