"""The form, fourth section: risk and safeguarding."""

from workflows.vocabulary import (
    AnyIs,
    AnyOf,
    Choice,
    HasAny,
    Is,
    Not,
    NotBoth,
    NotInFuture,
    Question,
    Refuse,
    Section,
    Topic,
    Warn,
    answer,
)

RISK_LEVELS = (
    Choice(code="low", label="Low"),
    Choice(code="medium", label="Medium"),
    Choice(code="high", label="High"),
    Choice(code="very-high", label="Very high"),
    Choice(code="not-known", label="Not known"),
)

SERIOUS_HARM = Topic(
    code="serious-harm",
    title="Risk of serious harm",
    help="Copy what probation has said. Make no assessment of your own: if probation has not said, choose “Not known”.",
    questions=(
        Question(
            code="risk_children",
            label="Risk of serious harm to children",
            kind="choice",
            category="risk",
            preview=True,
            level=True,
            written_by=("referrer", "probation"),
            choices=RISK_LEVELS,
            missing="Select the level that probation gives for children, or “Not known”.",
            why="So that visits and appointments are safe for everybody.",
        ),
        Question(
            code="risk_public",
            label="Risk of serious harm to the public",
            kind="choice",
            category="risk",
            preview=True,
            level=True,
            written_by=("referrer", "probation"),
            choices=RISK_LEVELS,
            missing="Select the level that probation gives for the public, or “Not known”.",
            why="So that visits and appointments are safe for everybody.",
        ),
        Question(
            code="risk_known_adult",
            label="Risk of serious harm to an adult they know",
            kind="choice",
            category="risk",
            preview=True,
            level=True,
            written_by=("referrer", "probation"),
            choices=RISK_LEVELS,
            missing="Select the level that probation gives for an adult they know, or “Not known”.",
            why="So that visits and appointments are safe for everybody.",
        ),
        Question(
            code="risk_staff",
            label="Risk of serious harm to staff",
            kind="choice",
            category="risk",
            preview=True,
            level=True,
            written_by=("referrer", "probation"),
            choices=RISK_LEVELS,
            missing="Select the level that probation gives for staff, or “Not known”.",
            why="So that visits and appointments are safe for everybody.",
        ),
        Question(
            code="risk_detail",
            label="What should people who meet them know?",
            kind="long-text",
            category="risk",
            required="no",
            max_length=1000,
            written_by=("referrer", "probation"),
            hint="Only what probation has said.",
        ),
    ),
)

SELF_HARM = Topic(
    code="self-harm",
    title="Self-harm and suicide",
    help="If they are in danger now, tell the prison's staff at once. This form is not read that fast.",
    questions=(
        Question(
            code="self_harm_concern",
            label="Is anybody worried that they may harm or kill themselves?",
            kind="yes-no",
            category="self-harm",
            missing="Select whether anybody is worried about self-harm or suicide.",
            why="Release is a dangerous time for somebody who is thinking of suicide.",
        ),
        Question(
            code="safety_plan",
            label="Is there a safety plan, and may it be shared?",
            kind="choice",
            category="self-harm",
            when=Is(answer("self_harm_concern"), "yes"),
            choices=(
                Choice(code="yes-shared", label="Yes, and they agree to share it"),
                Choice(code="yes-not-shared", label="Yes, but they do not agree to share it"),
                Choice(code="none", label="No plan"),
            ),
            missing="Select whether there is a safety plan.",
            why="A plan that has been made should go on working outside.",
        ),
        Question(
            code="acct_open",
            label="Has the prison opened a suicide and self-harm monitoring record (ACCT) for them?",
            kind="yes-no",
            category="overdose",
            missing="Select whether a monitoring record has been opened.",
            why="Monitoring stops at the gate, so somebody outside has to know of it.",
        ),
        Question(
            code="acct_date",
            label="When was it opened?",
            kind="date",
            category="overdose",
            when=Is(answer("acct_open"), "yes"),
            missing="Enter the day the monitoring record was opened.",
            why="It shows how recent the worry is.",
            checks=(Refuse(unless=NotInFuture(answer("acct_date")), say="Enter a day that is not in the future."),),
        ),
    ),
)

SAFEGUARDING = Topic(
    code="safeguarding",
    title="Safeguarding",
    questions=(
        Question(
            code="safeguarding_concern",
            label="Is anybody worried about their safety, or about how vulnerable they are?",
            kind="yes-no",
            category="safeguarding",
            missing="Select whether there is a safeguarding worry.",
            why="So that the right people can protect them from the first day outside.",
        ),
        Question(
            code="safeguarding_detail",
            label="What is the worry?",
            kind="long-text",
            category="safeguarding",
            max_length=1000,
            when=Is(answer("safeguarding_concern"), "yes"),
            missing="Enter what the worry is.",
            why="So that the right people can protect them from the first day outside.",
        ),
        Question(
            code="exploitation",
            label="Do any of these apply to them?",
            kind="choices",
            category="safeguarding",
            hint="Select all that apply.",
            choices=(
                Choice(code="exploited", label="Somebody may be exploiting them"),
                Choice(code="cuckooing", label="Somebody may have taken over their home"),
                Choice(code="debt", label="They owe money to people who may harm them"),
                Choice(code="county-lines", label="They may be made to carry or sell drugs (county lines)"),
                Choice(code="none", label="None of these"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select all that apply, “None of these” or “Not known”.",
            why="People are often found again by those who exploited them on the day they leave.",
            checks=(
                Refuse(
                    unless=AnyOf(
                        Not(HasAny(answer("exploitation"), ("none", "not-known"))),
                        Not(HasAny(answer("exploitation"), ("exploited", "cuckooing", "debt", "county-lines"))),
                    ),
                    say="Select what applies, or “None of these” or “Not known” on its own.",
                ),
                Refuse(
                    unless=NotBoth(answer("exploitation"), "none", "not-known"),
                    say="Select either “None of these” or “Not known”.",
                ),
            ),
        ),
    ),
)

CHILDREN = Topic(
    code="children",
    title="Children",
    questions=(
        Question(
            code="children_contact",
            label="Will they live with children, or be in touch with any?",
            kind="choice",
            category="children",
            choices=(
                Choice(code="living-with", label="They will live with children"),
                Choice(code="in-touch", label="They will be in touch with children"),
                Choice(code="none", label="Neither"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select whether they will live with or be in touch with children.",
            why="A family may need help as well. It is a reason to think, not a mark against anybody.",
        ),
        Question(
            code="children_social_worker",
            label="Do the children have a social worker?",
            kind="choice",
            category="children",
            when=AnyIs(answer("children_contact"), ("living-with", "in-touch")),
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="no", label="No"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select whether the children have a social worker.",
            why="So that whoever knows the family already can be spoken to.",
            checks=(
                Warn(
                    unless=Is(answer("children_social_worker"), "yes"),
                    say="Think about speaking to children's social care (MASH). This form does not do it for you.",
                ),
            ),
        ),
    ),
)

DOMESTIC_ABUSE = Topic(
    code="domestic-abuse",
    title="Domestic abuse",
    help="Only the safeguarding lead reads this page. An address written here is protected.",
    questions=(
        Question(
            code="domestic_abuse",
            label="Is there domestic abuse?",
            kind="choices",
            category="domestic-abuse",
            hint="Select all that apply.",
            choices=(
                Choice(code="harmed", label="Somebody is or was abusing them"),
                Choice(code="harming", label="They are or were abusing somebody"),
                Choice(code="marac", label="It has been heard at a MARAC (domestic abuse risk meeting)"),
                Choice(code="none", label="None that anybody knows of"),
            ),
            missing="Select all that apply, or “None that anybody knows of”.",
            why="So that nobody is sent to where they would be in danger, or would put somebody else in danger.",
            checks=(
                Refuse(
                    unless=AnyOf(
                        Not(HasAny(answer("domestic_abuse"), ("none",))),
                        Not(HasAny(answer("domestic_abuse"), ("harmed", "harming", "marac"))),
                    ),
                    say="Select what applies, or “None that anybody knows of” on its own.",
                ),
            ),
        ),
        Question(
            code="protected_address",
            label="Is there an address that must be protected?",
            kind="address",
            category="domestic-abuse",
            required="no",
            part="protected-person",
            when=HasAny(answer("domestic_abuse"), ("harmed", "harming", "marac")),
            hint="It is shown to the safeguarding lead and to nobody else.",
        ),
    ),
)

RESTRICTIONS = Topic(
    code="restrictions",
    title="Restrictions",
    questions=(
        Question(
            code="mappa_level",
            label="Are they managed under MAPPA (public protection arrangements)?",
            kind="choice",
            category="justice",
            choices=(
                Choice(code="none", label="No"),
                Choice(code="level-1", label="Level 1"),
                Choice(code="level-2", label="Level 2"),
                Choice(code="level-3", label="Level 3"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select the MAPPA level, “No” or “Not known”.",
            why="It decides who else must hear of the plan.",
        ),
        Question(
            code="exclusion_zone",
            label="Is there an area that they may not enter?",
            kind="yes-no-unknown",
            category="justice",
            missing="Select whether there is an area that they may not enter.",
            why="An appointment inside it would break their licence.",
        ),
        Question(
            code="exclusion_zone_detail",
            label="Which area?",
            kind="long-text",
            category="justice",
            max_length=500,
            when=Is(answer("exclusion_zone"), "yes"),
            hint="For example, Romford town centre inside the ring road.",
            missing="Enter the area that they may not enter.",
            why="An appointment inside it would break their licence.",
        ),
        Question(
            code="contact_restrictions",
            label="Is there anybody they may not be in touch with?",
            kind="long-text",
            category="justice",
            required="no",
            max_length=500,
            hint="Say what is forbidden. Give no address of the person protected.",
        ),
    ),
)

LONE_WORKING = Topic(
    code="lone-working",
    title="Visiting safely",
    help="Everybody on the case reads this page.",
    questions=(
        Question(
            code="lone_worker_warning",
            label="Is there a reason not to see them alone, or at home?",
            kind="yes-no",
            category="core",
            missing="Select whether there is a reason not to see them alone or at home.",
            why="Everybody who may visit has to know before they go.",
        ),
        Question(
            code="lone_worker_detail",
            label="What should a visitor do?",
            kind="long-text",
            category="core",
            max_length=300,
            when=Is(answer("lone_worker_warning"), "yes"),
            hint="What to do, not why. For example: meet two together, at the office.",
            missing="Enter what a visitor should do.",
            why="Everybody who may visit has to know before they go.",
        ),
    ),
)

RISK = Section(
    code="risk",
    title="Safety",
    topics=(SERIOUS_HARM, SELF_HARM, SAFEGUARDING, CHILDREN, DOMESTIC_ABUSE, RESTRICTIONS, LONE_WORKING),
)
