"""What is counted of requirements: orders made, requirements completed, breaches followed up, tags."""

from workflows.pathways.shared.justice import AGE, HARM_BASIS, SOURCE
from workflows.vocabulary import Answered, Attribute, Count, Milestone, answer

SUCCESS = ("completed-full-term", "completed-early", "revoked-good-progress")
NOT_IN_RATE = ("transferred-out", "died", "recorded-in-error")
TREATMENT_SUCCESS = ("completed-free", "completed-occasional")

MILESTONES = (
    Milestone(code="order-made", label="Order made", once="case", dated_by="sentenced", attributes=("requirements",)),
    Milestone(code="requirement-begun", label="Requirement begun", once="case"),
    Milestone(code="absence", label="Missed without a reason that holds"),
    Milestone(code="breach-reported", label="Reported to probation"),
    Milestone(code="breach-decided", label="Probation decided"),
    Milestone(code="warned", label="Warned"),
    Milestone(code="information-laid", label="Taken to court"),
    Milestone(code="court-decided", label="The court decided"),
    Milestone(code="reviewed", label="Reviewed by the court"),
    Milestone(code="tested", label="Drug test"),
    Milestone(
        code="drr-ended",
        label="Drug rehabilitation requirement ended",
        once="case",
        dated_by="ended",
        on=Answered(answer("drr_end")),
        attributes=("drr-end", "treatment-outcome"),
    ),
    Milestone(
        code="atr-ended",
        label="Alcohol treatment requirement ended",
        once="case",
        dated_by="ended",
        on=Answered(answer("atr_end")),
        attributes=("atr-end", "treatment-outcome"),
    ),
)
ATTRIBUTES = (
    AGE,
    SOURCE,
    HARM_BASIS,
    Attribute(code="requirements", label="Requirements", of=answer("requirements")),
    Attribute(code="drr-end", label="How the DRR ended", of=answer("drr_end")),
    Attribute(code="atr-end", label="How the ATR ended", of=answer("atr_end")),
    Attribute(code="treatment-outcome", label="How treatment stood then", of=answer("case_outcome")),
)
COUNTS = (
    Count(
        code="CJ5-drr-ended",
        label="Drug rehabilitation requirements that ended",
        says="All that ended in the period, but for those transferred, ended by a death or recorded in error.",
        milestone="drr-ended",
        leaving_out={"drr-end": NOT_IN_RATE},
    ),
    Count(
        code="CJ5-drr",
        label="Successful completions of drug rehabilitation requirements",
        says="Those completed for the full term, completed early, or revoked for good progress; a share of those that "
        "ended.",
        milestone="drr-ended",
        where={"drr-end": SUCCESS},
        of="CJ5-drr-ended",
        source="Havering strategy, row 859",
    ),
    Count(
        code="CJ5-atr-ended",
        label="Alcohol treatment requirements that ended",
        says="All that ended in the period, but for those transferred, ended by a death or recorded in error.",
        milestone="atr-ended",
        leaving_out={"atr-end": NOT_IN_RATE},
    ),
    Count(
        code="CJ5-atr",
        label="Successful completions of alcohol treatment requirements",
        says="Those completed for the full term, completed early, or revoked for good progress; a share of those that "
        "ended.",
        milestone="atr-ended",
        where={"atr-end": SUCCESS},
        of="CJ5-atr-ended",
        source="Havering strategy, row 859",
    ),
    Count(
        code="CJ6-drr",
        label="Treatment completed among them",
        says="Of drug rehabilitation requirements completed with success, those in which treatment was completed too.",
        milestone="drr-ended",
        where={"drr-end": SUCCESS, "treatment-outcome": TREATMENT_SUCCESS},
        of="CJ5-drr",
    ),
    Count(
        code="CJ6-atr",
        label="Treatment completed among them",
        says="Of alcohol treatment requirements completed with success, those in which treatment was completed too.",
        milestone="atr-ended",
        where={"atr-end": SUCCESS, "treatment-outcome": TREATMENT_SUCCESS},
        of="CJ5-atr",
    ),
    Count(
        code="CJ7",
        label="Orders with drug treatment requirements",
        says="Community and suspended sentence orders made with a drug rehabilitation requirement, each order once.",
        milestone="order-made",
        where={"requirements": ("drr",)},
        source="Havering strategy, row 760",
    ),
    Count(
        code="CJ8",
        label="Breaches decided in time",
        says="Of breaches reported, those that probation decided within 10 working days.",
        milestone="breach-reported",
        reaches="breach-decided",
        within_working_days=10,
        setting="sentence-requirement.breach-decision-working-days",
    ),
    Count(
        code="CJ10",
        label="Alcohol tags",
        says="Orders made with an alcohol tag, never added to alcohol treatment requirements.",
        milestone="order-made",
        where={"requirements": ("aamr",)},
        source="Waltham Forest framework, row 172",
    ),
)
