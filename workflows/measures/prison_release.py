"""Continuity of care after prison (M-A1), the reasons for not engaging (M-A13), and the two lists laid side by side.

Counts are exact and belong to exact screens. What is published comes from frozen releases, never from here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.measures.prison_outcomes import NOT_RECORDED, outcome
from workflows.measures.prison_spells import (
    ADULT,
    PASSED_TO_THE_COMMUNITY,
    RELEASED,
    ReleaseSpell,
    StructuredStart,
)
from workflows.measures.rates import Period, Rate, share

# The milestones whose records feed each rule. A pathway that writes none of a rule's milestones cannot feed it:
# `workflows.checks` reads this.
NAMES_MILESTONES: dict[str, tuple[str, ...]] = {
    "M-A1": ("released", "exit-recorded", "treatment-started", "contact-attended", "returned-to-custody", "died"),
    "M-A2": ("referral-received",),
    "M-A3": ("referral-received", "released"),
    "M-A4": ("referral-accepted", "released", "contact-attended"),
    "M-A5": ("referral-accepted", "released", "appointment-set"),
    "M-A6": ("released", "exit-recorded", "treatment-started"),
    "M-A7": ("released", "naloxone-recorded"),
    "M-A8": ("released", "community-dose-started", "returned-to-custody", "died"),
    "M-A9": ("appointment-due",),
    "M-A10": ("released", "duty-to-refer-sent"),
    "M-A11": ("released", "panel-listed", "panel-reviewed", "panel-action-due", "panel-action-done"),
    "M-A12": ("released", "exit-recorded", "referral-received"),
    "M-A13": ("released", "exit-recorded", "outcome-recorded"),
}


@dataclass(frozen=True)
class Rules:
    """Where and when is counted. `engagement_anywhere` also counts starts on another area's books; off by default."""

    area: str
    period: Period
    engagement_anywhere: bool = False


@dataclass(frozen=True)
class People:
    """The same spells seen as people: one who was released twice is one person."""

    released: int
    engaged: int


@dataclass(frozen=True)
class Reconciliation:
    """Three lists of spells. `prison_record_only` is the hidden failure: the prison passed someone on, nobody heard."""

    both: tuple[str, ...]
    referral_only: tuple[str, ...]
    prison_record_only: tuple[str, ...]


def in_cohort(spell: ReleaseSpell, rules: Rules) -> bool:
    """Whether the release belongs in the denominator, once its window has passed."""
    return (
        spell.released_on in rules.period
        and spell.released_on is not None
        and spell.age_on(spell.released_on) >= ADULT
        and spell.exit_reason == RELEASED
        and spell.discharge_reason == PASSED_TO_THE_COMMUNITY
        and spell.exit_area == rules.area
    )


def is_engaged(spell: ReleaseSpell, rules: Rules) -> bool:
    """A structured start from day 0 to day 21; one from before release only with an attended contact in that time."""
    return any(_counts(start, spell, rules) for start in spell.starts)


def _counts(start: StructuredStart, spell: ReleaseSpell, rules: Rules) -> bool:
    if spell.released_on is None or (start.area != rules.area and not rules.engagement_anywhere):
        return False
    if start.on >= spell.released_on:
        return spell.within_window(start.on)
    still_open = start.ended_on is None or start.ended_on >= spell.released_on
    return still_open and any(spell.within_window(day) for day in spell.contacts_attended)


def cohort(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> tuple[list[ReleaseSpell], list[ReleaseSpell]]:
    """The spells that count on that day, and those that are still pending and sit in neither count."""
    inside = [spell for spell in spells if in_cohort(spell, rules) and _has_happened(spell, as_of)]
    return [s for s in inside if s.is_mature(as_of)], [s for s in inside if not s.is_mature(as_of)]


def _has_happened(spell: ReleaseSpell, as_of: date) -> bool:
    return spell.released_on is not None and spell.released_on <= as_of


def continuity_of_care(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A1: adults passed to this area who started structured treatment within three weeks of release."""
    mature, pending = cohort(spells, rules, as_of)
    return share(mature, lambda spell: is_engaged(spell, rules), "releases", len(pending))


def locally_adjusted(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A1 without those who died or went back to custody within the window. Never mixed with M-A1 itself."""
    mature, pending = cohort(spells, rules, as_of)
    kept = [s for s in mature if not s.within_window(s.died_on) and not s.within_window(s.returned_to_custody_on)]
    of = "releases without a death or a return to custody within 21 days"
    return share(kept, lambda spell: is_engaged(spell, rules), of, len(pending))


def people(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> People:
    """Persons among the mature spells, and those of them who engaged after at least one release."""
    mature, _ = cohort(spells, rules, as_of)
    engaged = {spell.person for spell in mature if is_engaged(spell, rules)}
    return People(len({spell.person for spell in mature}), len(engaged))


def reconcile(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Reconciliation:
    """Lay the prison's list beside the referrals. Pending spells are in it too: somebody can still act on them."""
    listed = [spell for spell in spells if spell.released_on in rules.period and _has_happened(spell, as_of)]
    on_prison_list = [spell for spell in listed if in_cohort(spell, rules)]
    return Reconciliation(
        both=_names(spell for spell in on_prison_list if spell.referrals),
        prison_record_only=_names(spell for spell in on_prison_list if not spell.referrals),
        referral_only=_names(spell for spell in listed if spell.referrals and _prison_record_missing(spell, rules)),
    )


def _prison_record_missing(spell: ReleaseSpell, rules: Rules) -> bool:
    """Released, and nobody else's, but not on the prison's list for this area."""
    recorded = spell.discharge_reason == PASSED_TO_THE_COMMUNITY and spell.exit_area == rules.area
    return not recorded and spell.exit_reason in (None, RELEASED) and spell.accepted_by_area in (None, rules.area)


def prison_record_only(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Rate:
    """M-A12: the share of M-A1's denominator that no referral reached. The target is none."""
    mature, pending = cohort(spells, rules, as_of)
    return share(mature, lambda spell: not spell.referrals, "releases", len(pending))


def not_engaged_reasons(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> dict[str, int]:
    """M-A13: one outcome code for each mature spell without a start; what is missing is told as not recorded."""
    mature, _ = cohort(spells, rules, as_of)
    missed = [spell for spell in mature if not is_engaged(spell, rules)]
    return dict(Counter(outcome(spell, engaged=False, area=rules.area) or NOT_RECORDED for spell in missed))


def outcomes_demanded(spells: Iterable[ReleaseSpell], rules: Rules, as_of: date) -> Sequence[str]:
    """The mature spells that still need somebody to say what happened."""
    mature, _ = cohort(spells, rules, as_of)
    return [s.spell for s in mature if outcome(s, engaged=is_engaged(s, rules), area=rules.area) is None]


def _names(spells: Iterable[ReleaseSpell]) -> tuple[str, ...]:
    return tuple(spell.spell for spell in spells)
