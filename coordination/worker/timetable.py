"""Regular work and when it is due, by the clock on the wall in London.

What is due once a day is due outside the hour from one to two, which clock changes leave out or repeat.
"""

from coordination.jobs.beat import Regular

TIMETABLE = (
    Regular("end_agreements", "5 0 * * *"),
    Regular("look_for_unshared_cards", "20 0 * * *"),
    # on most days no month is due; on the tenth working day one is
    Regular("close_months", "30 4 * * *"),
    Regular("count_measures", "50 3 * * *"),
    Regular("verify_log", "40 2 * * *"),
    Regular("keep_missing_person_keys", "20 3 * * *"),
    Regular("look_for_prompts", "15 5 * * *"),
    Regular("ask_for_figures", "30 6 * * *"),
    Regular("expire_drafts", "10 * * * *"),
    Regular("look_for_teams_without_people", "40 * * * *"),
    Regular("clear_lists", "15 * * * *"),
    Regular("clear_minutes_prints", "35 * * * *"),
    Regular("clear_unfinished_messages", "25 * * * *"),
    Regular("look_at_concerns", "*/5 * * * *"),
    Regular("erase_concerns", "45 3 * * *"),
    Regular("scan_waiting", "*/5 * * * *"),
    Regular("clear_sessions", "20 * * * *"),
    Regular("remind_residents", "0 10 * * *"),
    # quiet hours end, and a digest goes out, within a quarter of an hour of when a worker chose
    Regular("send_after_quiet", "*/15 * * * *"),
    Regular("make_digests", "*/15 * * * *"),
)
