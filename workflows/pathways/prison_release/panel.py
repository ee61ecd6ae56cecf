"""When a prison release belongs before the resettlement panel, and what puts it high on the agenda."""

from workflows.pathways.prison_release.form_substances import ON_SUBSTITUTE
from workflows.pathways.prison_release.showing import COVER_GAP, HIGH_RISK, RELEASED_SUBSTITUTE_WITHOUT_SLOT
from workflows.vocabulary import (
    AgeAt,
    AllOf,
    AnyOf,
    HasAny,
    Is,
    Not,
    PanelReason,
    PanelRule,
    Within,
    answer,
)

PANELS = (
    PanelRule(
        panel="resettlement",
        label="Resettlement panel",
        consent="consent_panel",
        listed_when=AllOf(
            Within("release", days=84, setting="prison-release.planning-window-days"),
            AnyOf(
                ON_SUBSTITUTE,
                Is(answer("accommodation"), "no-fixed-abode"),
                HIGH_RISK,
                HasAny(
                    answer("release_type"),
                    ("fixed-term-recall", "standard-recall", "risk-assessed-recall-review", "ipp-recall-review"),
                ),
                HasAny(answer("exploitation"), ("exploited", "cuckooing", "debt", "county-lines")),
                Not(AgeAt(answer("date_of_birth"), "release", at_least=25)),
            ),
        ),
        clock="panel-first",
        again="panel-again",
        decisions=("plan-agreed", "plan-agreed-with-actions", "deferred", "escalated"),
        near=((5, 60), (14, 40), (28, 25), (84, 10)),
        near_to="release",
        near_category="custody",
        missed=8,
        returned=6,
        reasons=(
            PanelReason(
                code="high-risk",
                say="high or very high risk of serious harm",
                when=HIGH_RISK,
                weight=30,
                category="risk",
                level=True,
            ),
            PanelReason(
                code="nowhere-to-live",
                say="nowhere to live on release",
                when=Is(answer("accommodation"), "no-fixed-abode"),
                weight=30,
                category="core",
            ),
            PanelReason(
                code="home-not-known",
                say="where they will live is not known",
                when=Is(answer("accommodation"), "not-known"),
                weight=15,
                category="core",
            ),
            PanelReason(
                code="no-prescriber",
                say="substitute medication and no community prescriber yet",
                when=RELEASED_SUBSTITUTE_WITHOUT_SLOT,
                weight=35,
                category="health",
            ),
            PanelReason(
                code="no-cover",
                say="days on which nobody prescribes",
                when=AllOf(ON_SUBSTITUTE, COVER_GAP),
                weight=20,
                category="clinical",
            ),
            PanelReason(
                code="recalled",
                say="back in prison after a recall",
                when=HasAny(
                    answer("release_type"),
                    ("fixed-term-recall", "standard-recall", "risk-assessed-recall-review", "ipp-recall-review"),
                ),
                weight=12,
                category="custody",
            ),
        ),
    ),
)
