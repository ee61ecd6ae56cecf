"""Children's social care: told, answering, silent, disagreed with; and early help, which needs agreement."""

from workflows.pathways.hidden_harm.stages import OPEN_STAGES, TAKEN_UP
from workflows.pathways.hidden_harm.thresholds import REPLY_OUTSTANDING
from workflows.pathways.hidden_harm.visit import PARENT_TOLD_MASH
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyOf,
    BringsIn,
    Choice,
    Is,
    MadeAtLeast,
    Move,
    Not,
    Question,
    Refuse,
    SetsFact,
    Since,
    Tells,
    answer,
    fact,
)

TREATMENT_SERVICE = ("lead", "worker", "treatment")

TELL_MASH = Move(
    code="tell_mash",
    label="Tell children's social care (MASH)",
    from_=OPEN_STAGES,
    to=None,
    by=TREATMENT_SERVICE,
    asks=(
        Question(
            code="mash_why",
            label="What did you tell them?",
            kind="long-text",
            category="family",
            written_by=TREATMENT_SERVICE,
            max_length=1500,
            missing="Write down what you told them.",
            why="They decide within one working day by what you say.",
        ),
        PARENT_TOLD_MASH,
        Question(
            code="mash_reference",
            label="Their reference",
            kind="text",
            category="family",
            written_by=("lead", "worker", "treatment", "childrens-social-care"),
            required="no",
            max_length=40,
        ),
    ),
    closes=("ring-mash", "tell-mash", "tell-new-area"),
    opens=("mash-decide", "chase-mash", "other-mash"),
    effects=(
        BringsIn(joins=("mash", "mash-too")),
        SetsFact(fact="mash", value="yes"),
        SetsFact(fact="mash_reply", value="awaited"),
        Tells(
            positions=("childrens-social-care",),
            say="You have been told of a child at risk. Decide within one working day.",
            urgent=True,
        ),
    ),
    writes=("mash-told",),
    confirm="Nobody's agreement is needed where a child is at risk.",
    done="Recorded. A reply is due by the next working day.",
)

MASH_REPLY = (
    Question(
        code="mash_reply",
        label="What was decided?",
        kind="choice",
        category="family",
        written_by=("childrens-social-care", "lead", "worker"),
        choices=(
            Choice(code="no-action", label="No further action"),
            Choice(code="information-only", label="Kept as information only"),
            Choice(code="early-help", label="Early help"),
            Choice(code="assessment", label="Assessment (section 17)"),
            Choice(code="strategy-discussion", label="Strategy discussion"),
            Choice(code="section-47", label="Section 47 enquiry"),
            Choice(code="already-open", label="Already open: passed to the allocated worker"),
            Choice(code="returned", label="Sent back for more information"),
        ),
        missing="Select what was decided.",
        why="The referrer of a child at risk is owed an answer.",
    ),
    Question(
        code="mash_reply_note",
        label="Anything to add?",
        kind="long-text",
        category="family",
        written_by=("childrens-social-care", "lead", "worker"),
        required="no",
        max_length=1000,
    ),
)
RECORD_MASH_REPLY = Move(
    code="record_mash_reply",
    label="Record what children's social care decided",
    from_=OPEN_STAGES,
    to=None,
    by=("childrens-social-care", "lead", "worker"),
    asks=MASH_REPLY,
    closes=("mash-decide", "chase-mash"),
    effects=(
        SetsFact(fact="mash_reply", value="given"),
        Tells(positions=("lead", "worker"), say="Children's social care has decided."),
    ),
    writes=("mash-replied",),
    done="Recorded.",
)

# A parent has died, and what was asked for the children waits still.
RECORD_MASH_REPLY_AFTER_DEATH = Move(
    code="record_mash_reply_after_death",
    label="Record what children's social care decided",
    from_=("closed",),
    to=None,
    by=("childrens-social-care", "lead", "worker"),
    when=AllOf(MadeAtLeast("record_death", 1), REPLY_OUTSTANDING),
    asks=MASH_REPLY,
    closes=("mash-decide-after-death",),
    effects=(SetsFact(fact="mash_reply", value="given"),),
    writes=("mash-replied",),
    done="Recorded.",
)

ESCALATE_SILENCE = Move(
    code="escalate_silence",
    label="Go higher: no reply has come",
    from_=OPEN_STAGES,
    to=None,
    by=("lead", "worker"),
    when=AllOf(
        Since("mash_told", working_days=1, setting="hidden-harm.mash-reply-working-days"),
        # told a second time, of another child or of something new, they owe a second reply
        AnyOf(
            Is(fact("mash_reply"), "awaited"),
            AllOf(Not(Answered(fact("mash_reply"))), Not(MadeAtLeast("record_mash_reply", 1))),
        ),
    ),
    asks=(
        Question(
            code="silence_taken_to",
            label="To whom did you go?",
            kind="text",
            category="family",
            written_by=("lead", "worker"),
            max_length=120,
            missing="Enter to whom you went.",
            why="Silence is not an answer.",
        ),
    ),
    effects=(
        Tells(
            positions=("childrens-social-care",),
            say="Your reply about a child at risk is overdue, and this has been taken higher.",
            urgent=True,
        ),
    ),
    writes=("mash-silence-escalated",),
    done="Recorded.",
)

RECORD_DISAGREEMENT = Move(
    code="record_disagreement",
    label="We do not agree with what was decided",
    from_=OPEN_STAGES,
    to=None,
    by=("lead", "worker"),
    when=MadeAtLeast("record_mash_reply", 1),
    asks=(
        Question(
            code="disagreement",
            label="What has been done about it?",
            kind="choice",
            category="family",
            written_by=("lead", "worker"),
            choices=(
                Choice(code="discussed", label="Talked over with the manager of the hub"),
                Choice(code="escalated", label="Taken up under the procedure for professional differences"),
            ),
            missing="Select what has been done about it.",
            why="Two services that disagree about a child must not leave it there.",
        ),
        Question(
            code="disagreement_why",
            label="Why do you not agree?",
            kind="long-text",
            category="family",
            written_by=("lead", "worker"),
            max_length=1500,
            missing="Write down why you do not agree.",
            why="Two services that disagree about a child must not leave it there.",
        ),
    ),
    opens=("settle-disagreement",),
    effects=(
        SetsFact(fact="disagreement_open", value="yes"),
        Tells(positions=("childrens-social-care",), say="The treatment service does not agree with your decision."),
    ),
    done="Recorded. The case cannot close until it is settled.",
)

SETTLE_DISAGREEMENT = Move(
    code="settle_disagreement",
    label="Settle the disagreement",
    from_=OPEN_STAGES,
    to=None,
    by=("lead",),
    when=MadeAtLeast("record_disagreement", 1),
    asks=(
        Question(
            code="disagreement_end",
            label="How did it end?",
            kind="choice",
            category="family",
            written_by=("lead",),
            choices=(
                Choice(code="resolved", label="Settled between us"),
                Choice(code="signed-off", label="Not settled, and I answer for leaving it there"),
            ),
            missing="Select how it ended.",
            why="The case can close only then.",
        ),
        Question(
            code="disagreement_end_why",
            label="How, or why?",
            kind="long-text",
            category="family",
            written_by=("lead",),
            max_length=1000,
            missing="Write down how it was settled, or why you leave it there.",
            why="The case can close only then.",
        ),
    ),
    closes=("settle-disagreement",),
    stops=("disagreement",),
    done="Settled.",
)

TELL_SOCIAL_WORKER = Move(
    code="tell_social_worker",
    label="Record that the allocated social worker was told",
    from_=TAKEN_UP,
    to=None,
    by=("lead", "worker"),
    asks=(
        Question(
            code="social_worker_told",
            label="Who was told, and how?",
            kind="text",
            category="family",
            written_by=("lead", "worker"),
            max_length=200,
            missing="Enter who was told, and how.",
            why="They hear of a visit on the same day.",
        ),
    ),
    closes=("tell-social-worker",),
    done="Recorded.",
)

ASK_EARLY_HELP = Move(
    code="ask_early_help",
    label="Ask early help",
    from_=TAKEN_UP,
    to=None,
    by=("lead", "worker"),
    asks=(
        Question(
            code="early_help_what",
            label="What should early help do?",
            kind="long-text",
            category="family",
            written_by=("lead", "worker"),
            max_length=1000,
            missing="Write down what early help should do.",
            why="They plan it with the family.",
        ),
    ),
    guards=(
        Refuse(
            unless=AllOf(Answered(answer("share_early_help")), Is(answer("share_early_help"), "yes")),
            say="Early help needs their agreement. Ask them, and correct the answer about early help first.",
        ),
    ),
    effects=(
        BringsIn(joins=("early-help",)),
        Tells(positions=("early-help",), say="You are asked to help a family that has agreed to it."),
    ),
    writes=("early-help-asked",),
    done="Early help takes part now.",
)
