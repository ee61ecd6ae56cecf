"""The form, second section: what was seen or said, and what it points to."""

from workflows.pathways.nrm.route import MAY_BE_NAMED, REFUSES
from workflows.vocabulary import AnyOf, Choice, HoldsNo, Not, Question, Refuse, Section, States, Topic, Warn, answer

YES_SUSPECTED_NO = (
    Choice(code="yes", label="Yes"),
    Choice(code="suspected", label="It is suspected"),
    Choice(code="no", label="No"),
    Choice(code="not-known", label="Not known"),
)

WHAT = Topic(
    code="account",
    title="What you saw or were told",
    help="Write in general words. Do not write how to reach anybody who may exploit them: there is a place for that "
    "on the next page.",
    questions=(
        Question(
            code="account",
            label="What was seen or said, and when?",
            kind="long-text",
            category="account",
            least=10,
            max_length=15000,
            missing="Write what was seen or said, and when.",
            why="The first responder decides on this. What is written may be disclosed later.",
            checks=(
                Warn(
                    unless=HoldsNo(answer("account"), "street"),
                    say="This names a street. If the person said no, take it out.",
                ),
                Warn(
                    unless=HoldsNo(answer("account"), "postcode"),
                    say="This has a postcode in it. If the person said no, take it out.",
                ),
                Warn(
                    unless=HoldsNo(answer("account"), "phone"),
                    say="This has a phone number in it. If the person said no, take it out.",
                ),
                Refuse(
                    unless=AnyOf(Not(REFUSES), MAY_BE_NAMED, HoldsNo(answer("account"), "anything")),
                    say="The person does not agree to be named, and this could tell who they are. Take out streets, "
                    "postcodes, phone numbers, numbers and dates of birth, or write below why the law allows it.",
                    instead="lawful_reason",
                ),
            ),
        ),
        Question(
            code="lawful_reason",
            label="If something that could tell who they are has to stay: why does the law allow it?",
            kind="long-text",
            category="account",
            required="no",
            when=REFUSES,
            max_length=500,
        ),
        Question(
            code="indicators",
            label="What makes you think so?",
            kind="choices",
            category="screening",
            choices=(
                Choice(code="fear", label="Afraid, or watched"),
                Choice(code="spoken-for", label="Others speak for them"),
                Choice(code="documents-held", label="Others hold their papers"),
                Choice(code="cannot-leave", label="Cannot leave, or is told where to go"),
                Choice(code="no-pay", label="Little or no pay, or no hold of what they earn"),
                Choice(code="debt", label="Owes a debt that does not end"),
                Choice(code="poor-housing", label="Poor housing, long hours"),
                Choice(code="injuries", label="Injuries, or no health care"),
                Choice(code="threats", label="Threats to them or their family"),
                Choice(code="missing", label="Goes missing"),
                Choice(code="travels-alone", label="A child who travels alone or with unrelated people"),
                Choice(code="out-of-school", label="A child who is out of school"),
                Choice(code="unexplained-goods", label="Things or money that nobody can explain"),
                Choice(code="older-associates", label="A child with much older friends"),
                Choice(code="carries-drugs", label="Carries, holds or sells drugs"),
                Choice(code="home-taken-over", label="A home that others have taken over"),
                Choice(code="train-travel", label="Train travel that nobody can explain"),
                Choice(code="drug-debt", label="A drug debt"),
                Choice(code="several-phones", label="Several phones"),
                Choice(code="other", label="Something else"),
            ),
            missing="Tick at least one thing.",
            why="The national form asks what was noticed.",
            least=1,
            unite=True,
        ),
        Question(
            code="exploitation",
            label="What kind of exploitation do you suspect?",
            kind="choices",
            category="screening",
            preview=True,
            choices=(
                Choice(code="labour", label="Forced work, or money taken"),
                Choice(code="sexual", label="Sexual"),
                Choice(code="criminal", label="Made to commit crime"),
                Choice(code="domestic-servitude", label="Unpaid work in a home"),
                Choice(code="organ", label="Removal of organs"),
                Choice(code="other-unknown", label="Something else, or not known"),
            ),
            missing="Tick at least one kind.",
            why="Counts are split by it.",
            least=1,
        ),
        Question(
            code="county_lines",
            label="Is it county lines, as far as you can tell here?",
            kind="choice",
            category="county-lines",
            preview=True,
            choices=YES_SUSPECTED_NO,
            hint="This is our own local flag. The national form has no such question, so national figures differ.",
            missing="Select whether it is county lines.",
            why="Both boroughs want to see county lines early. It is kept apart from the national count.",
            sets_fact=States(fact="county_lines"),
        ),
        Question(
            code="cuckooing",
            label="Has a home been taken over?",
            kind="choice",
            category="account",
            preview=True,
            choices=YES_SUSPECTED_NO,
            missing="Select whether a home has been taken over.",
            why="There is separate help to make a home safe again.",
        ),
        Question(
            code="treatment",
            label="Drug or alcohol treatment",
            kind="choice",
            category="screening",
            choices=(
                Choice(code="in-treatment", label="In treatment"),
                Choice(code="needs", label="Needs it"),
                Choice(code="declined", label="Does not want it"),
                Choice(code="none", label="No need known"),
            ),
            missing="Select what is known about treatment.",
            why="So that help with drugs and alcohol is offered as well.",
        ),
    ),
)

SEEN = Section(code="seen", title="What makes you worry", topics=(WHAT,))
