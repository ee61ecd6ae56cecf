"""What this work counts: its milestones with their coded attributes, and the ways in which it can end."""

from workflows.pathways.hidden_harm.thresholds import EVERY_CHILD_SEEN, TAKE_HOME, UNDER_FIVE_OR_UNBORN
from workflows.vocabulary import Attribute, MadeAtLeast, Milestone, Outcome, answer, fact

ATTRIBUTES = (
    Attribute(code="first-time", label="New to treatment", of=answer("first_time")),
    Attribute(code="child-counts", label="A child under five, or unborn", holds=UNDER_FIVE_OR_UNBORN),
    Attribute(code="every-child-seen", label="Every child under five was seen", holds=EVERY_CHILD_SEEN),
    Attribute(code="visited-before", label="Visited before", holds=MadeAtLeast("record_visit", 2)),
    Attribute(code="children-area", label="Area the children live in", of=answer("children_area")),
    Attribute(code="take-home", label="Medicine taken home", holds=TAKE_HOME),
    Attribute(code="storage", label="How medicine is stored", of=answer("storage")),
    Attribute(code="storage-box", label="Safe storage box", of=answer("storage_box")),
    Attribute(code="classification", label="What it comes to", of=answer("classification")),
    Attribute(code="mash-reply", label="What children's social care decided", of=answer("mash_reply")),
    Attribute(code="outcome", label="Outcome", of=fact("outcome")),
)

MILESTONES = (
    Milestone(
        code="referral-received",
        label="Referral received",
        once="case",
        attributes=("first-time", "child-counts", "children-area"),
    ),
    Milestone(code="referral-added", label="Another referral for the same family"),
    Milestone(code="referral-accepted", label="Referral accepted", once="case"),
    Milestone(code="referral-declined", label="Referral declined"),
    Milestone(
        code="visit-completed",
        label="Visit completed",
        dated_by="visited",
        attributes=(
            "first-time",
            "child-counts",
            "every-child-seen",
            "visited-before",
            "children-area",
            "take-home",
            "storage",
            "storage-box",
            "classification",
        ),
    ),
    Milestone(code="visit-partial", label="Visit cut short"),
    Milestone(code="visit-no-access", label="Nobody opened", dated_by="attempted"),
    Milestone(code="visit-refused", label="Visit refused"),
    Milestone(code="visit-broken-off", label="Visit broken off"),
    Milestone(code="visit-cancelled", label="Visit cancelled"),
    Milestone(code="family-moved", label="The family has moved"),
    Milestone(code="child-born", label="A child was born"),
    Milestone(code="mash-told", label="Children's social care was told"),
    Milestone(code="mash-replied", label="Children's social care replied", attributes=("mash-reply",)),
    Milestone(code="mash-silence-escalated", label="No reply came, and it was taken higher"),
    Milestone(code="early-help-asked", label="Early help was asked"),
    Milestone(code="cancelled", label="Cancelled"),
    Milestone(code="outcome-recorded", label="Outcome recorded", once="case", attributes=("outcome",)),
)

OUTCOMES = (
    Outcome(code="universal-only", label="Help for everybody is enough"),
    Outcome(code="early-help-plan", label="Early help plan"),
    Outcome(code="child-in-need-plan", label="Child in need plan"),
    Outcome(code="child-protection-plan", label="Child protection plan"),
    Outcome(code="looked-after", label="Looked after by a council"),
    Outcome(code="moved-handed-over", label="Moved to another area, which was told"),
    Outcome(code="moved-not-handed-over", label="Moved, and no area could be told"),
    Outcome(code="declined-no-ground", label="Declined, no further safeguarding ground"),
    Outcome(code="lost-contact-escalated", label="Lost contact, taken higher"),
    Outcome(code="aged-out", label="No child is under 18 any more"),
    Outcome(code="death", label="Somebody has died"),
)
