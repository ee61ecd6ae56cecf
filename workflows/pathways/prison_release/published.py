"""What is published of prison releases each month: columns, continuity of care, first doses and housing referrals.

A column that decides with another who takes part, or hangs on the same answer, may not stand beside it.
"""

from workflows.vocabulary import Cut, OutcomeAttribute, Published, PublishedColumn, PublishedMeasure

SEX = PublishedColumn(
    code="sex",
    label="Sex",
    attribute="sex",
    written_with="released",
    cuts=(Cut(code="female", label="Female", values=("female",)), Cut(code="male", label="Male", values=("male",))),
)
AGE = PublishedColumn(
    code="age",
    label="Age on the day of release",
    attribute="age-at-release",
    written_with="released",
    cuts=(
        Cut(code="0-15", label="0 to 15", least=0, most=15),
        Cut(code="16-17", label="16 and 17", least=16, most=17),
        Cut(code="18-25", label="18 to 25", least=18, most=25),
        Cut(code="26-29", label="26 to 29", least=26, most=29),
        Cut(code="30-49", label="30 to 49", least=30, most=49),
        Cut(code="50-over", label="50 and over", least=50),
    ),
)
ADULTS = ("18-25", "26-29", "30-49", "50-over")
YES = (Cut(code="yes", label="Yes", values=("yes",)), Cut(code="no", label="No", values=("no",)))
PASSED_ON = PublishedColumn(
    code="passed-on",
    label="The prison passed their treatment on to this area",
    rule="passed-on-to-this-area",
    reads=("exit-recorded",),
    rests_on=("exit-reason", "discharge-reason", "exit-destination"),
    cuts=YES,
)
REFERRED = PublishedColumn(
    code="referred-in-time",
    label="A referral came on or before the day of release",
    rule="referred-by-release",
    reads=("referral-received", "referral-added"),
    cuts=YES,
)
STARTED = PublishedColumn(
    code="started",
    label="Structured treatment started by day 21",
    rule="started-by-day-21",
    reads=("treatment-started", "contact-attended"),
    rests_on=("start-area",),
    cuts=YES,
)

PUBLISHED = Published(
    booked_by="released",
    undone_by=("cancelled",),
    columns=(SEX,),
    outcome=OutcomeAttribute(
        code="continuity",
        label="Continuity of care, by age",
        parts=(AGE, PASSED_ON, REFERRED, STARTED),
        broken_down_by=("age",),
        measures=(
            PublishedMeasure(
                code="passed-on",
                label="Passed on to this area by the prison",
                holds={"age": ADULTS, "passed-on": ("yes",)},
            ),
            PublishedMeasure(
                code="referred",
                label="Referred by the day of release",
                holds={"age": ADULTS, "passed-on": ("yes",), "referred-in-time": ("yes",)},
                of="passed-on",
            ),
            PublishedMeasure(
                code="started",
                label="Treatment started by day 21",
                holds={"age": ADULTS, "passed-on": ("yes",), "started": ("yes",)},
                of="passed-on",
            ),
        ),
        wait_days=21,
    ),
)
