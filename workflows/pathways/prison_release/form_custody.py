"""The form, second section: prison, sentence and release."""

from workflows.vocabulary import (
    AllOf,
    AnyIs,
    AnyOf,
    Choice,
    HasAny,
    InOrder,
    Is,
    Not,
    NotBoth,
    NotInFuture,
    NotInPast,
    Question,
    Refuse,
    Section,
    States,
    SuggestedEarlier,
    Topic,
    Warn,
    answer,
)

PRISONS = (
    Choice(code="belmarsh", label="Belmarsh"),
    Choice(code="brixton", label="Brixton"),
    Choice(code="bronzefield", label="Bronzefield"),
    Choice(code="chelmsford", label="Chelmsford"),
    Choice(code="downview", label="Downview"),
    Choice(code="feltham", label="Feltham"),
    Choice(code="high-down", label="High Down"),
    Choice(code="highpoint", label="Highpoint"),
    Choice(code="isis", label="Isis"),
    Choice(code="pentonville", label="Pentonville"),
    Choice(code="send", label="Send"),
    Choice(code="thameside", label="Thameside"),
    Choice(code="the-mount", label="The Mount"),
    Choice(code="wandsworth", label="Wandsworth"),
    Choice(code="wormwood-scrubs", label="Wormwood Scrubs"),
    Choice(code="another", label="Another prison"),
)
DATE_KINDS = (
    Choice(code="conditional", label="Conditional release date"),
    Choice(code="home-detention-curfew", label="Home detention curfew date"),
    Choice(code="post-recall", label="Release date after recall"),
    Choice(code="confirmed", label="Date confirmed by the prison"),
)
ACTUAL_KIND = Choice(code="actual", label="Day they left")
DATE_SOURCES = (
    Choice(code="prison", label="Prison"),
    Choice(code="probation", label="Probation"),
    Choice(code="court", label="Court"),
    Choice(code="person", label="The person"),
    Choice(code="other", label="Somebody else"),
)
CONFIDENCES = (
    Choice(code="confirmed", label="Confirmed"),
    Choice(code="likely", label="Likely"),
    Choice(code="unknown", label="Not known"),
)

ACTUAL_RELEASE = Question(
    code="actual_release",
    label="When did they leave prison?",
    kind="date-time",
    category="custody",
    preview=True,
    written_by=("referrer", "probation", "spoc"),
    sets_fact=States(fact="release_date", kind="actual"),
    hint="The day and the time, for example 14 7 2026 at 16:10. If they left from court, when they left the court.",
    missing="Enter the day and time they left.",
    why="Three weeks are counted from this day, and the first four weeks are the most dangerous.",
    checks=(
        Refuse(
            unless=NotInFuture(answer("actual_release")),
            say="Enter when they left. If they have not left yet, give the planned date instead.",
        ),
        Refuse(
            unless=InOrder(answer("reception_date"), answer("actual_release")),
            say="Enter a day that is not before the day they came to prison.",
        ),
    ),
)

PRISON = Topic(
    code="prison",
    title="Which prison",
    questions=(
        Question(
            code="prison",
            label="Which prison are they in?",
            kind="choice",
            category="custody",
            preview=True,
            choices=PRISONS,
            missing="Select the prison.",
            why="The community service contacts the prison's team, and visits or calls before release.",
        ),
        Question(
            code="other_prison",
            label="Which prison?",
            kind="text",
            category="custody",
            preview=True,
            when=Is(answer("prison"), "another"),
            missing="Enter the name of the prison.",
            why="The community service contacts the prison's team, and visits or calls before release.",
        ),
        Question(
            code="reception_date",
            label="When did they come to prison?",
            kind="date",
            category="custody",
            preview=True,
            hint="For this sentence, remand or recall. For example, 2 3 2026.",
            missing="Enter the day they came to prison.",
            why="A short stay leaves less time to plan, and changes how early a housing referral can be made.",
            checks=(
                Refuse(unless=NotInFuture(answer("reception_date")), say="Enter a day that is not in the future."),
            ),
        ),
        Question(
            code="prison_of_release",
            label="Which prison will they leave from, if it is a different one?",
            kind="choice",
            category="custody",
            required="no",
            preview=True,
            choices=PRISONS,
        ),
    ),
)

SENTENCE = Topic(
    code="sentence",
    title="Sentence or remand",
    questions=(
        Question(
            code="sentence_type",
            label="What are they in prison for?",
            kind="choice",
            category="custody",
            preview=True,
            choices=(
                Choice(code="standard-determinate", label="A standard determinate sentence"),
                Choice(code="extended", label="An extended sentence"),
                Choice(code="life", label="A life sentence"),
                Choice(code="ipp", label="A sentence of imprisonment for public protection (IPP)"),
                Choice(
                    code="offender-rehabilitation-act",
                    label="A short sentence under the 2014 Rehabilitation Act",
                ),
                Choice(code="remand", label="On remand"),
                Choice(code="civil", label="A civil matter"),
                Choice(code="post-sentence-supervision", label="Post-sentence supervision", until="2026-05-11"),
            ),
            missing="Select what they are in prison for.",
            why="It decides how the release date is set, whether it may come forward, and if probation is involved.",
        ),
        Question(
            code="sentence_date",
            label="Date of sentence or recall",
            kind="date",
            category="custody",
            preview=True,
            when=Not(AnyIs(answer("sentence_type"), ("remand", "civil"))),
            hint="Whichever came last. For example, 2 3 2026.",
            missing="Enter the date of sentence or recall.",
            why="Together with the next answer it tells whether release before a weekend may come forward.",
            checks=(Refuse(unless=NotInFuture(answer("sentence_date")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="served_under_28_days",
            label="Will they have served fewer than 28 days by then, since sentence or recall?",
            kind="yes-no",
            category="custody",
            preview=True,
            when=Not(AnyIs(answer("sentence_type"), ("remand", "civil"))),
            hint="Days in prison since the sentence. After a recall, count all the days of the sentence together.",
            missing="Select whether they will have served fewer than 28 days.",
            why="The rule that lets people leave before a weekend does not cover very short stays.",
        ),
    ),
)

RELEASE = Topic(
    code="release",
    title="Their release",
    help="A day out on temporary licence is not a release: do not send this form for it.",
    questions=(
        Question(
            code="already_released",
            label="Have they already left prison?",
            kind="yes-no",
            category="custody",
            preview=True,
            missing="Select whether they have already left.",
            why="If they have, the community service is alerted at once.",
            chat="Have they already left prison?",
        ),
        Question(
            code="release_type",
            label="How are they being released?",
            kind="choices",
            category="custody",
            preview=True,
            least=1,
            most=2,
            choices=(
                Choice(code="crd", label="On the conditional release date"),
                Choice(code="parole", label="By the Parole Board"),
                Choice(code="fixed-term-recall", label="After a fixed-term recall"),
                Choice(code="standard-recall", label="After a standard recall"),
                Choice(code="risk-assessed-recall-review", label="After a risk-assessed recall review"),
                Choice(code="ipp-recall-review", label="After a recall review of an IPP sentence"),
                Choice(code="hdc", label="On home detention curfew"),
                Choice(code="time-served", label="Time served"),
                Choice(code="bail-or-remand-release", label="On bail, or from remand"),
                Choice(code="early-release-scheme", label="Under an early release scheme"),
                Choice(code="unknown", label="Not known yet"),
                Choice(code="end-of-custody-supervised-licence", label="End of custody supervised licence", until=""),
            ),
            hint="Select one, or two if both apply.",
            missing="Select how they are being released, or “Not known yet”.",
            why="Some kinds of release come at short notice, or move to an earlier day.",
            checks=(
                Refuse(
                    unless=NotBoth(answer("release_type"), "fixed-term-recall", "standard-recall"),
                    say="Select either a fixed-term or a standard recall: it cannot be both.",
                ),
                Refuse(
                    unless=NotBoth(answer("release_type"), "hdc", "parole"),
                    say="Select either home detention curfew or the Parole Board: it cannot be both.",
                ),
                Refuse(
                    unless=NotBoth(answer("release_type"), "hdc", "bail-or-remand-release"),
                    say="Select either home detention curfew or bail: it cannot be both.",
                ),
                Refuse(
                    unless=NotBoth(answer("release_type"), "crd", "parole"),
                    say="Select either the conditional release date or the Parole Board: it cannot be both.",
                ),
                Refuse(
                    unless=AnyOf(
                        Not(HasAny(answer("release_type"), ("unknown",))),
                        Not(
                            HasAny(
                                answer("release_type"),
                                (
                                    "crd",
                                    "parole",
                                    "fixed-term-recall",
                                    "standard-recall",
                                    "risk-assessed-recall-review",
                                    "ipp-recall-review",
                                    "hdc",
                                    "time-served",
                                    "bail-or-remand-release",
                                    "early-release-scheme",
                                ),
                            )
                        ),
                    ),
                    say="Select “Not known yet” on its own, or take it away.",
                ),
            ),
        ),
    ),
)

RELEASE_DATE_KNOWN = Question(
    code="release_date_known",
    label="Is there a date?",
    kind="yes-no",
    category="custody",
    preview=True,
    missing="Select whether there is a release date yet.",
    why="With a date every deadline is set by it. Without one this referral is treated as urgent.",
)
PLANNED_RELEASE_DATE = Question(
    code="planned_release_date",
    label="When are they due to leave?",
    kind="date",
    category="custody",
    preview=True,
    when=Is(answer("release_date_known"), "yes"),
    sets_fact=States(
        fact="release_date",
        kind_from="release_date_kind",
        source_from="release_date_source",
        confidence_from="release_date_confidence",
    ),
    written_by=("referrer", "probation", "spoc"),
    hint="For example, 24 9 2026.",
    missing="Enter the day they are due to leave.",
    why="Every deadline before release is counted back from this day.",
    chat="When are they due to leave?",
    checks=(
        Refuse(
            unless=InOrder(answer("reception_date"), answer("planned_release_date")),
            say="Enter a day that is not before the day they came to prison.",
        ),
        Warn(
            unless=AnyOf(Not(Is(answer("already_released"), "no")), NotInPast(answer("planned_release_date"))),
            say="This day has passed, and they have not left. Check the day and the year. If they have left, change "
            "“Have they already left prison?”. If they are still there, ask the prison for the new day.",
        ),
        Warn(
            unless=Not(
                AllOf(
                    SuggestedEarlier("release"),
                    NotInPast(answer("planned_release_date")),
                    Not(Is(answer("release_date_kind"), "confirmed")),
                    Not(HasAny(answer("release_type"), ("hdc", "parole", "ipp-recall-review"))),
                    Not(AnyIs(answer("sentence_type"), ("life", "ipp", "remand", "civil"))),
                    Is(answer("served_under_28_days"), "no"),
                )
            ),
            say="This is a Friday, or a day before services are shut, so they will probably leave earlier. "
            "Ask the prison. The date stays as you gave it until the prison confirms another.",
        ),
    ),
)
RELEASE_DATE_KIND = Question(
    code="release_date_kind",
    label="What kind of date is it?",
    kind="choice",
    category="custody",
    preview=True,
    when=Is(answer("release_date_known"), "yes"),
    choices=DATE_KINDS,
    missing="Select what kind of date it is.",
    why="Some kinds of date move more than others.",
)
RELEASE_DATE_SOURCE = Question(
    code="release_date_source",
    label="Who told you the date?",
    kind="choice",
    category="custody",
    preview=True,
    when=Is(answer("release_date_known"), "yes"),
    choices=DATE_SOURCES,
    missing="Select who told you the date.",
    why="So that the right person is asked when two dates differ.",
)
RELEASE_DATE_CONFIDENCE = Question(
    code="release_date_confidence",
    label="How sure is it?",
    kind="choice",
    category="custody",
    preview=True,
    when=Is(answer("release_date_known"), "yes"),
    choices=CONFIDENCES,
    missing="Select how sure the date is.",
    why="A likely date is checked again before anybody travels for it.",
)

PLANNED_DATE = Topic(
    code="planned-date",
    title="When they are due to leave",
    help="Copy the date that prison or probation has stated. Do not work one out.",
    when=Is(answer("already_released"), "no"),
    questions=(
        RELEASE_DATE_KNOWN,
        PLANNED_RELEASE_DATE,
        RELEASE_DATE_KIND,
        RELEASE_DATE_SOURCE,
        RELEASE_DATE_CONFIDENCE,
    ),
)

ALREADY_LEFT = Topic(
    code="already-left",
    title="When they left",
    when=Is(answer("already_released"), "yes"),
    questions=(ACTUAL_RELEASE,),
)

CUSTODY = Section(
    code="custody",
    title="Prison and release",
    topics=(PRISON, SENTENCE, RELEASE, PLANNED_DATE, ALREADY_LEFT),
)
