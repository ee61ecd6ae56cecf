"""Every function of the database that sees more than its caller, under what it asks of whoever calls it.

A new one stands in none of these lists until somebody has read it and decided. `test_functions.py` fails until then.
"""

from __future__ import annotations

# called by other functions, triggers and policies; no login role may call them
INSIDE = frozenset(
    [
        "agency_to_change",
        "ask_to_tell",
        "audience_covers",
        "card_keeps_its_audience",
        "closed_round_stays",
        "concern_follows_its_draft",
        "document_keeps_its_audience",
        "door_opens",
        "grants_follow_the_end",
        "key_opens",
        "keys_go_with_the_name",
        "mail_of_address",
        "may_administer",
        "may_keep_keys",
        "may_tell_of",
        "may_vouch",
        "membership_moves_roles",
        "message_keeps_its_audience",
        "no_change_without_event",
        "open_lost_telephone",
        "open_to_another_authenticator",
        "outbox_keeps_how_they_stood",
        "participant_keeps_to_the_grid",
        "pass_work_on",
        "rated_while_open",
        "refresh_acting",
        "tell_of_newcomer",
        "tell_of_return",
        "tell_of_role",
        "took_part",
        "worker_stands",
    ]
)

# called by machines: the application that people sign in to may not call them
MACHINES = frozenset(
    [
        "address_to_mail",
        "agencies_of_cases",
        "alert_still_waits",
        "appointments_between",
        "audit_verify_seal",
        "audit_verify_some",
        "audit_verify_strays",
        "bookings_to_take_back",
        "case_to_tell_of",
        "cases_to_look_at",
        "cases_without_keys",
        "checkpoint_heads",
        "checkpoint_keep",
        "checkpoint_last",
        "checkpoints_after",
        "clear_sessions",
        "concerns_to_tell_of",
        "enter_job",
        "enter_sweep",
        "erase_concerns",
        "holders_to_tell",
        "keep_address_token",
        "keep_person_keys",
        "keep_verification",
        "milestones_beside",
        "milestones_to_book",
        "teams_with_people",
        "teams_without_people",
        "told_of_people",
        "unshared_cards",
        "urgent_waits_to_be_sealed",
        "workers_to_ask",
        "workers_to_tell",
    ]
)

# nothing without a proof that only the application can make, so plain SQL is not enough
WITH_PROOF = frozenset(
    [
        "ask_for_link",
        "begin_acting",
        "cases_that_grew",
        "concern_receivers",
        "confirm_me",
        "confirm_second_step",
        "fetch_board_report",
        "forgive_try",
        "make_link",
        "note_device",
        "note_sign_in",
        "offer_second_step",
        "public_page_settings",
        "send_concern",
        "set_password",
        "set_recovery_codes",
        "sign_in_lookup",
        "sign_in_of",
        "telephone_is_lost",
        "try_sign_in",
        "use_figure_key",
        "use_recovery_code",
        "use_step",
    ]
)

# the argument is itself a secret of many random bits: a session's token, a link, a key
WITH_A_SECRET = frozenset(
    [
        "address_of_link",
        "arrive",
        "audit_look",
        "confirm_address",
        "end_acting",
        "ended_worker",
        "link_of",
        "still_signed_in",
        "use_link",
    ]
)

# answers about, and changes, what belongs to whoever is signed in: nobody else can be named
ABOUT_THE_CALLER = frozenset(
    [
        "agency_looks",
        "cases_numbered",
        "concerns_counted",
        "concerns_marked",
        "end_my_session",
        "end_my_sessions",
        "lost_telephones_to_answer",
        "my_acting",
        "my_agency",
        "my_blocked_cases",
        "my_holders",
        "my_kind",
        "my_roles",
        "my_sessions",
        "my_sweep",
        "my_teams",
        "my_today",
        "my_worker",
        "notices_at_first",
        "open_cases_alike",
        "search_cases",
        "search_messages",
        "set_my_preference",
        "unscanned_documents",
        "workers_of_my_agency",
    ]
)

# a case, a panel, an agency, a partnership or a document is named: nothing without a part in it or a role there
WITH_A_PART = frozenset(
    [
        "acknowledge_alert",
        "agency_takes_part",
        "answer_lost_telephone",
        "ask_for_address",
        "audit_append_all",
        "audit_chain_check",
        "carry_minutes",
        "case_lookers",
        "case_shares",
        "case_to_audit",
        "cases_at_the_same_place",
        "cases_of_the_same_release",
        "cases_where_a_day_came",
        "chairs_panel",
        "clear_marked_concern",
        "correct_worker",
        "document_of_own_draft",
        "document_takes_from_draft",
        "end_parts_of_seat",
        "forget_who_it_is",
        "give_role",
        "holds_role_in",
        "how_many_to_count",
        "in_audience",
        "invite_worker",
        "may_audit",
        "milestones_of_pathway",
        "milestones_to_count",
        "move_updates",
        "move_worker_away",
        "my_cases_counted",
        "my_role_in",
        "name_who_was_not_known",
        "on_panel",
        "opens_case",
        "panel_waits",
        "place_worker",
        "readers_of_my_message",
        "references_to_audit",
        "releases_between",
        "report_lost_telephone",
        "restore_worker",
        "same_person_beside",
        "seats_panel",
        "shut_myself_out",
        "supersede_answers",
        "suspend_worker",
        "take_role",
        "takes_part",
        "teams_of_member",
        "who_reads",
    ]
)

# numbers and words that are the same for everybody and tell of nobody, and for each why that is so
FOR_EVERYBODY = {
    "failing_jobs": "how many jobs fail, for the page that says whether all is well",
    "last_verification": "when the log was last gone through and whether it was whole, for the same page",
    "somebody_else_is_in": "the same, beside whoever asks",
    "somebody_is_in": "whether a team has anybody in it: an alert that is raised for a team must not wait for nobody",
}
