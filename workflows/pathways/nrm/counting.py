"""Dated facts, and what is counted: assessments, national referrals, Duties to Notify, decisions, endings."""

from workflows.pathways.nrm.not_referring import REVIEW_FACT
from workflows.pathways.nrm.route import CHILD
from workflows.vocabulary import Answered, Attribute, Choice, FactKind, Milestone, Outcome, answer, fact

FACTS = (
    FactKind(
        code="county_lines",
        label="County lines, as we see it here",
        category="county-lines",
        value="choice",
        choices=(
            Choice(code="yes", label="Yes"),
            Choice(code="suspected", label="It is suspected"),
            Choice(code="no", label="No"),
            Choice(code="not-known", label="Not known"),
        ),
    ),
    FactKind(code="earlier", label="An earlier case ended", category="core", value="date"),
    FactKind(code="turns_18", label="18th birthday", category="turning-18", value="date", origin="turns_18"),
    FactKind(
        code="form_sent",
        label="The national form was sent",
        category="national-form",
        value="date-time",
        origin="form_sent",
    ),
    FactKind(
        code="asked_by",
        label="The authority wants an answer by",
        category="grounds-decision",
        value="date",
        origin="asked_by",
    ),
    FactKind(
        code="positive_on",
        label="Positive reasonable-grounds decision",
        category="grounds-decision",
        value="date",
        origin="positive_on",
    ),
    FactKind(
        code="negative_on", label="Negative decision", category="grounds-decision", value="date", origin="negative_on"
    ),
    FactKind(
        code="whereabouts",
        label="Whether they are missing",
        category="safeguarding",
        value="choice",
        choices=(Choice(code="missing", label="Missing"), Choice(code="back", label="Back, or found")),
    ),
    REVIEW_FACT,
)

ATTRIBUTES = (
    Attribute(code="child", label="Under 18 or treated as a child when it was raised", holds=CHILD),
    Attribute(code="county-lines", label="Our own county lines flag", of=fact("county_lines")),
    Attribute(code="exploitation", label="Kind of exploitation", of=answer("exploitation")),
    Attribute(code="route", label="Who decides", of=answer("decision_route")),
    Attribute(code="sent-for", label="First responder organisation", of=answer("sent_for")),
    Attribute(code="assessed-as", label="Why it was not indicated", of=answer("not_indicated_why")),
    Attribute(code="age-settled", label="Age when it was settled", of=answer("age_settled")),
    Attribute(code="treatment", label="Drug or alcohol treatment", of=answer("treatment")),
    Attribute(code="responsible-area", label="Council that answers for the child", of=answer("responsible_area")),
    Attribute(code="repeat", label="An earlier case of theirs has ended", holds=Answered(fact("earlier"))),
    Attribute(code="outcome", label="How it ended", of=fact("outcome")),
)

SPLIT = ("child", "county-lines")

MILESTONES = (
    Milestone(
        code="concern-raised",
        label="Worry raised",
        attributes=("child", "county-lines", "exploitation", "treatment", "responsible-area"),
    ),
    Milestone(code="referral-accepted", label="Taken up"),
    Milestone(code="referral-declined", label="Declined"),
    Milestone(
        code="safeguarding-made", label="Safeguarding referral made", attributes=SPLIT, dated_by="safeguarding_on"
    ),
    Milestone(code="age-settled", label="The age was settled", attributes=("age-settled",)),
    Milestone(
        code="assessment-completed",
        label="Assessment completed",
        once="case",
        attributes=("child", "county-lines", "assessed-as"),
    ),
    Milestone(
        code="nrm-submitted",
        label="National referral sent by us",
        once="case",
        attributes=("child", "county-lines", "route", "sent-for", "responsible-area", "repeat"),
        dated_by="form_sent",
    ),
    Milestone(
        code="referred-by-others",
        label="National referral sent by somebody else",
        once="case",
        attributes=SPLIT,
        dated_by="form_sent",
    ),
    Milestone(
        code="dtn-submitted", label="Duty to Notify sent", once="case", attributes=("sent-for",), dated_by="sent_at"
    ),
    Milestone(code="crime-recorded", label="Recorded as a crime"),
    Milestone(code="county-lines-changed", label="Our own county lines flag was changed", attributes=("county-lines",)),
    Milestone(
        code="reasonable-grounds-positive",
        label="Reasonable grounds: yes",
        attributes=("route",),
        dated_by="positive_on",
    ),
    Milestone(
        code="reasonable-grounds-negative",
        label="Reasonable grounds: no",
        attributes=("route",),
        dated_by="negative_on",
    ),
    Milestone(code="conclusive-grounds-positive", label="Conclusive grounds: yes", dated_by="conclusive_on"),
    Milestone(code="conclusive-grounds-negative", label="Conclusive grounds: no", dated_by="conclusive_on"),
    Milestone(
        code="treatment-referred",
        label="Referred to young people's treatment",
        once="case",
        attributes=("child",),
        dated_by="treatment_referred_on",
    ),
    Milestone(code="reconsideration-asked", label="Reconsideration asked for"),
    Milestone(code="negative-stands", label="The negative decision stands"),
    Milestone(code="choice-at-18", label="Choice at 18 recorded", once="case"),
    Milestone(code="cancelled", label="Cancelled"),
    Milestone(code="outcome-recorded", label="Outcome recorded", once="case", attributes=("outcome",)),
)

OUTCOMES = (
    Outcome(code="positive", label="Conclusive grounds: yes"),
    Outcome(code="negative", label="A negative decision"),
    Outcome(code="notified", label="Duty to Notify sent"),
    Outcome(code="withdrew", label="Left the national system"),
    Outcome(code="suspended", label="Suspended"),
    Outcome(code="disqualified", label="Disqualified"),
    Outcome(code="left-area", label="Moved to another area, which took it on"),
    Outcome(code="died", label="Died"),
    Outcome(code="indicators-not-met", label="What was seen does not point to modern slavery"),
    Outcome(code="no-concern", label="No worry left"),
    Outcome(code="person-not-found", label="The person could not be found"),
)
