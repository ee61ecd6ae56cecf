"""Every job there is: its name in the outbox, the function that does it, and as which sweep when nobody caused it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from coordination.jobs import Asked

Does = Callable[[Session, Asked], None]


@dataclass(frozen=True)
class Job:
    """Where the function stands, as `module:name`. A relay knows jobs by name alone and stays small."""

    at: str
    sweep: str | None = None

    def function(self) -> Does:
        """The function itself, imported the first time."""
        module, _, name = self.at.partition(":")
        does: Does = getattr(importlib.import_module(module), name)
        return does


TELLING = "coordination.notifications.jobs"
JOBS: dict[str, Job] = {
    "tell_of_event": Job(f"{TELLING}:tell_of_event"),
    "tell_first_sender": Job(f"{TELLING}:tell_first_sender"),
    "tell_positions": Job(f"{TELLING}:tell_positions"),
    "tell_of_retiming": Job(f"{TELLING}:tell_of_retiming"),
    "tell_of_deadline": Job(f"{TELLING}:tell_of_deadline", sweep="deadlines"),
    "tell_of_alert": Job("coordination.notifications.alerting:tell_of_alert", sweep="deadlines"),
    "alert_was_acknowledged": Job("coordination.notifications.alerting:alert_was_acknowledged", sweep="deadlines"),
    "tell_of_mentions": Job("coordination.worker.mentions:tell_of_mentions"),
    "tell_of_refused_document": Job("coordination.worker.refused_documents:tell_of_refused_document"),
    "tell_of_card": Job("coordination.worker.cards:tell_of_card"),
    "look_for_unshared_cards": Job("coordination.worker.cards:look_for_unshared_cards", sweep="agreements"),
    "close_unshared_card": Job("coordination.worker.cards:close_unshared_card"),
    "expire_drafts": Job("coordination.referrals.jobs:expire_drafts", sweep="drafts"),
    "remind_of_draft": Job("coordination.referrals.jobs:remind_of_draft"),
    "tell_of_passed_on_draft": Job("coordination.referrals.jobs:tell_of_passed_on_draft"),
    "warn_of_draft_expiry": Job("coordination.referrals.jobs:warn_of_draft_expiry"),
    "look_for_teams_without_people": Job(
        "coordination.notifications.without_people:tell_of_teams_without_people", sweep="deadlines"
    ),
    "expire_hand_over": Job("coordination.cases.jobs:expire_hand_over", sweep="deadlines"),
    "end_hand_over": Job("coordination.cases.jobs:end_hand_over"),
    "look_for_prompts": Job("coordination.cases.jobs:look_for_prompts", sweep="deadlines"),
    "open_prompted": Job("coordination.cases.jobs:open_prompted"),
    "keep_person_keys": Job("coordination.worker.regular:keep_person_keys"),
    "keep_missing_person_keys": Job("coordination.worker.regular:keep_missing_person_keys", sweep="same-person"),
    "carry_out_list": Job("coordination.lists.jobs:carry_out_list"),
    "clear_lists": Job("coordination.lists.jobs:clear_lists", sweep="drafts"),
    "tell_of_meeting": Job("coordination.panels.jobs:tell_of_meeting"),
    "print_minutes": Job("coordination.panels.jobs:print_minutes"),
    "clear_minutes_prints": Job("coordination.panels.jobs:clear_minutes_prints", sweep="drafts"),
    "clear_unfinished_messages": Job("coordination.worker.regular:clear_unfinished_messages", sweep="drafts"),
    "end_agreements": Job("coordination.sharing.jobs:end_agreements", sweep="agreements"),
    "tell_of_concern": Job("coordination.concerns.jobs:tell_of_concern", sweep="deadlines"),
    "look_at_concerns": Job("coordination.concerns.jobs:look_at_concerns", sweep="deadlines"),
    "erase_concerns": Job("coordination.concerns.jobs:erase_concerns", sweep="drafts"),
    "scan_document": Job("coordination.documents.jobs:scan_document"),
    "scan_draft_document": Job("coordination.documents.jobs:scan_draft_document"),
    "scan_waiting": Job("coordination.documents.jobs:scan_waiting", sweep="documents"),
    "close_months": Job("coordination.statistics.jobs:close_months", sweep="releases"),
    "clear_sessions": Job("coordination.worker.regular:clear_sessions", sweep="sessions"),
    "tell_of_account": Job("coordination.worker.regular:tell_of_account"),
    "verify_log": Job("coordination.worker.regular:verify_log", sweep="checkpoints"),
    "mail_of_address": Job("coordination.worker.regular:mail_of_address"),
    "send_link": Job("coordination.worker.regular:send_link"),
    # whatever may tell workers of a case may also mail them that they were told
    "send_message": Job("coordination.worker.regular:send_message", sweep="deadlines"),
    "message_resident": Job("coordination.worker.regular:message_resident"),
    "remind_residents": Job("coordination.notifications.outgoing.residents:remind_residents", sweep="deadlines"),
    "send_after_quiet": Job("coordination.notifications.outgoing.sending:send_after_quiet", sweep="deadlines"),
    "make_digests": Job("coordination.notifications.outgoing.digests:make_digests", sweep="deadlines"),
    "ask_for_figures": Job("coordination.outcomes.jobs:ask_for_figures", sweep="deadlines"),
    "count_measures": Job("coordination.outcomes.jobs:count_measures", sweep="releases"),
    "make_board_report": Job("coordination.outcomes.jobs:make_board_report"),
    "tell_of_figure_sent_back": Job("coordination.outcomes.jobs:tell_of_figure_sent_back"),
}


def preload() -> None:
    """Import every job before the first one runs: what is imported here, no job has to wait for."""
    for job in JOBS.values():
        job.function()
