"""What became of a release: exactly one code, from the facts where they settle it, else as a worker recorded it."""

from workflows.measures.prison_spells import ReleaseSpell

NOT_RECORDED = "not-recorded"

# The pathway says how each reads to people.
OUTCOMES = frozenset(
    {
        "structured_start",
        "contact_only",
        "recovery_support_only",
        "dna_all",
        "declined_after_release",
        "not_released",
        "recalled_before_start",
        "new_custody_before_start",
        "moved_out_of_area_started_there",
        "moved_out_of_area_unknown",
        "hospital",
        "died",
        "lost_contact",
        "wrong_area",
        "unmatched_under_review",
    }
)


def outcome(spell: ReleaseSpell, *, engaged: bool, area: str) -> str | None:
    """The one code that holds for a spell whose window has passed; None when somebody must still record it.

    A start, a death and a return to custody are facts and win over what was recorded. A recorded reason wins over
    what only follows from contacts, since the worker may know more.
    """
    settled = _settled_by_facts(spell, engaged, area)
    if settled:
        return settled
    if spell.recorded_outcome and not refusal(spell, spell.recorded_outcome, engaged=engaged):
        return spell.recorded_outcome
    return _follows_from_contacts(spell)


def refusal(spell: ReleaseSpell, code: str, *, engaged: bool) -> str | None:
    """Why this outcome cannot be recorded for this spell, as a sentence, else None."""
    if code not in OUTCOMES:
        return "Choose one of the outcomes in the list."
    if code == "structured_start" and not engaged:
        return "No structured treatment start within 21 days of release is recorded. Record the start first."
    if code != "structured_start" and engaged:
        return "A structured treatment start is recorded. Correct the start first if it is wrong."
    if code == "died" and spell.died_on is None:
        return "Record the date of death first."
    if code in ("recalled_before_start", "new_custody_before_start") and spell.returned_to_custody_on is None:
        return "Record the date of the return to custody first."
    if code == "not_released" and spell.released_on is not None:
        return "An actual release date is recorded. Correct the date first if it is wrong."
    return None


def _settled_by_facts(spell: ReleaseSpell, engaged: bool, area: str) -> str | None:
    if engaged:
        return "structured_start"
    if spell.released_on is None:
        return "not_released"
    if any(start.area != area and spell.within_window(start.on) for start in spell.starts):
        return "moved_out_of_area_started_there"
    if spell.within_window(spell.died_on):
        return "died"
    if spell.within_window(spell.returned_to_custody_on):
        return "new_custody_before_start" if spell.return_kind == "new-custody" else "recalled_before_start"
    return None


def _follows_from_contacts(spell: ReleaseSpell) -> str | None:
    seen = any(spell.within_window(day) for day in spell.contacts_attended)
    if seen:
        return "recovery_support_only" if spell.recovery_support_only else "contact_only"
    offered = [a for a in spell.appointments if spell.within_window(a.on) and a.outcome]
    if offered and all(appointment.outcome == "did-not-attend" for appointment in offered):
        return "dna_all"
    return None
