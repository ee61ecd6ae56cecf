"""Who may open what: one line for every address of the product, to be read and agreed by whoever governs it.

`ROWS` says for each page which roles may open it and what it is about. `CASES` says, for what is about a case, what
each relation to that case gives. The matrix compares every cell with these two tables, and fails on an address that
stands in neither.
"""

from __future__ import annotations

from dataclasses import dataclass

ROLES = (
    "no role", "frontline", "triage", "team-lead", "panel", "manager", "data-lead", "governance", "partnership-lead",
    "administrator",
)  # fmt: skip

EVERYBODY = "everybody, signed in or not"
A_PROGRAM = "a program with a key; to be signed in does not help"
SIGNED_IN = "everybody who is signed in"
CASEWORK = ("frontline", "triage", "team-lead", "panel")
REFERRING = ("frontline", "triage", "team-lead")
LEADS = ("team-lead",)
OWN_AGENCY = ("team-lead", "governance")
GOVERNANCE = ("governance",)
READS_MEASURES = ("manager", "data-lead", "partnership-lead")
KEEPS_MEASURES = ("data-lead", "partnership-lead")
APPROVES = ("data-lead",)
GIVES_FIGURES = ("team-lead", "manager", "data-lead", "partnership-lead")
READS_SETTINGS = ("governance", "partnership-lead", "data-lead")
READS_FIGURES = ("manager", "data-lead", "partnership-lead")
ADMINISTRATOR = ("administrator",)
VOUCHES = ("team-lead", "administrator")
KEEPS_KEYS = (*KEEPS_MEASURES, *ADMINISTRATOR)
DATA_LEAD = ("data-lead",)
PANEL = ("panel",)
SEATING = ("panel", "administrator")

# What somebody is to a case.
RELATIONS = (
    "sent it",  # a colleague in the team that sent it
    "takes part",  # in the team that accepted another referral of the same sender
    "preview",  # in the team that has been asked and has not answered
    "same partnership",  # an agency beside it, which nobody has asked
    "another partnership",
    "shut out",  # in the team that was asked, and shut out of this case by name
)
ANY = frozenset(RELATIONS)
SEES = frozenset({"sent it", "takes part", "preview"})
IN_THE_TEAM = frozenset({"takes part", "preview", "shut out"})  # by the agency and the team, not by the case


@dataclass(frozen=True)
class Row:
    """One line: the address by its name, what may be done there, and by whom. `about` is a word of `ABOUT`."""

    endpoint: str
    methods: str
    who: str | tuple[str, ...]
    about: str = "nothing"
    # pressing it ends the session that presses
    ends_session: bool = False

    def there_for(self, relation: str) -> bool:
        """Whether somebody in this relation to the case finds anything here, given the role for it."""
        return relation in ABOUT[self.about][1]


# What an address is about, and for whom in the matrix it is there. For all others it is as if there were nothing.
ABOUT: dict[str, tuple[str, frozenset[str]]] = {
    "nothing": ("no person: everybody with the role gets the page", ANY),
    "own": ("the asker's own rows alone: nobody else's can be named in the address", ANY),
    "log": ("the looks of the asker's own agency", ANY),
    "case": ("one case: for those who take part in it, or have been asked to", SEES),
    # a receiver decides on a preview and writes nothing beside it; who sent it may correct it, and change its dates
    "work": ("something to do on a case: for those who take part in it", SEES - {"preview"}),
    "visit": ("an appointment or a contact: for those who see the person", frozenset({"takes part"})),
    "sheet": ("a person's own sheet: for those on the case who answer for their agency", SEES),
    "team": ("one team's queue: for those who work in that team", IN_THE_TEAM),
    "contacts": (
        "the three lists of a single point of contact team, its own alone: for those who work in one",
        IN_THE_TEAM | {"another partnership"},
    ),
    "task": ("one task: for those who work in the team that it waits for", IN_THE_TEAM - {"shut out"}),
    "colleague": ("an account, or its days: for those who answer for the same agency", IN_THE_TEAM),
    # of these the matrix has only other people's: the sender's and the writer's own are asked for by name
    "sender": ("a referral as it was sent: for whoever sent it, themselves", frozenset()),
    "draft": ("a half-written referral: for its writer alone", frozenset()),
    "concern": ("a concern in a team's public inbox: for that team, in which nobody in the matrix works", frozenset()),
    "message": ("a message to change: for its writer alone", frozenset()),
    "document": ("one document: for its readers, once it is clean", frozenset()),
    "own document": ("a document to replace or remove: for whoever added it", frozenset()),
    "notice": ("what one worker was told: for that worker alone", frozenset()),
    "unsent": ("a mail that did not go out: for administrators of its reader's agency", frozenset()),
    "asked": ("a figure or an update that the agency of that team is asked for", IN_THE_TEAM),
    "plan": ("what a partnership asks of its members: for those of its own members", ANY - {"another partnership"}),
    "given": ("a figure that waits, or a report: in the matrix nobody has made one", frozenset()),
    "round": ("a round of the self-assessment: in the matrix nobody has opened one", frozenset()),
    # in the matrix nobody sits on a panel
    "panel": ("a panel, its meetings and minutes: for those who sit on it", frozenset()),
    "asked by a panel": ("what a panel asked an agency: for that agency", frozenset()),
    # in the matrix nobody has an appointment to move, nobody reads the category of a protected address, and no case is
    # of a pathway with a sheet for a national form
    "closed": ("something inside a case which nobody in the matrix may read", frozenset()),
}

ROWS = (
    # assets and standing pages
    Row("accent", "GET", EVERYBODY),
    Row("assets.assets", "GET", EVERYBODY),
    Row("assets.static", "GET", EVERYBODY),
    Row("assets.vendor", "GET", EVERYBODY),
    Row("pages.accessibility", "GET", EVERYBODY),
    Row("pages.cookies", "GET", EVERYBODY),
    Row("pages.help_and_contact", "GET", EVERYBODY),
    Row("pages.privacy", "GET", EVERYBODY),
    Row("healthz", "GET", EVERYBODY),
    # what pages listen to
    Row("live.case", "GET", CASEWORK, "case"),
    Row("live.here", "GET", CASEWORK, "case"),
    Row("live.queue", "GET", CASEWORK, "team"),
    Row("live.waiting", "GET", SIGNED_IN, "own"),
    Row("arriving.new", "GET", CASEWORK, "case"),
    Row("arriving.seen", "POST", CASEWORK, "case"),
    Row("queues.rows", "GET", CASEWORK, "team"),
    # signing in
    Row("sign_in.front_door", "GET", EVERYBODY),
    Row("sign_in.sign_in", "POST", EVERYBODY, ends_session=True),
    Row("sign_in.home", "GET", SIGNED_IN),
    Row("sign_in.out", "POST", SIGNED_IN, "own", ends_session=True),
    Row("second_step.ask", "GET", EVERYBODY),
    Row("second_step.answer", "POST", EVERYBODY, ends_session=True),
    Row("second_step.set_up", "GET", EVERYBODY),
    Row("second_step.finish_set_up", "POST", EVERYBODY, ends_session=True),
    Row("second_step.recover", "GET", EVERYBODY),
    Row("second_step.recovered", "POST", EVERYBODY, ends_session=True),
    Row("links.forgotten", "GET", EVERYBODY),
    Row("links.send", "POST", EVERYBODY),
    Row("links.follow", "GET", EVERYBODY),
    Row("links.choose", "POST", EVERYBODY),
    Row("particulars.address", "GET", EVERYBODY),
    Row("particulars.confirm_address", "POST", EVERYBODY),
    # concerns without an account, and the inbox in which they wait
    Row("public_concerns.where", "GET", EVERYBODY),
    Row("public_concerns.tell", "GET POST", EVERYBODY),
    Row("public_concerns.sent", "GET", EVERYBODY),
    Row("concerns.listed", "GET", REFERRING, "own"),
    Row("overseeing.counted", "GET", ("team-lead", "governance"), "own"),
    Row("overseeing.clear", "POST", ("governance",), "own"),
    Row("concerns.marked", "GET POST", ("triage", "team-lead"), "own"),
    Row("concerns.read", "GET", REFERRING, "concern"),
    Row("concerns.open_it", "POST", REFERRING, "concern"),
    Row("concerns.take_up", "POST", REFERRING, "concern"),
    Row("concerns.turn_down", "GET POST", REFERRING, "concern"),
    Row("concerns.put_back", "POST", REFERRING, "concern"),
    # one's own account
    Row("account.mine", "GET", SIGNED_IN, "own"),
    Row("account.password", "GET", SIGNED_IN, "own"),
    Row("account.change_password", "POST", SIGNED_IN, "own"),
    Row("account.second_step", "GET", SIGNED_IN, "own"),
    Row("account.change_second_step", "POST", SIGNED_IN, "own"),
    Row("account.confirm", "GET", SIGNED_IN, "own"),
    Row("account.confirm_now", "POST", SIGNED_IN, "own"),
    Row("account.end_session", "POST", SIGNED_IN, "own"),
    Row("account.sign_out_everywhere", "POST", SIGNED_IN, "own", ends_session=True),
    Row("account.shortcuts", "GET", SIGNED_IN, "own"),
    Row("account.set_shortcuts", "POST", SIGNED_IN, "own"),
    Row("account.lives", "GET", SIGNED_IN, "own"),
    Row("account.still_lives", "GET", SIGNED_IN, "own"),
    # work that waits
    Row("queues.today", "GET", SIGNED_IN, "own"),
    Row("queues.queues", "GET", CASEWORK, "own"),
    Row("queues.my_work", "GET", CASEWORK, "own"),
    Row("queues.queue", "GET", CASEWORK, "team"),
    Row("queues.press", "POST", CASEWORK, "team"),
    Row("queues.take_next", "POST", CASEWORK, "team"),
    Row("queues.give_back", "POST", CASEWORK, "team"),
    Row("queues.assign", "POST", LEADS, "team"),
    Row("queues.ask_again", "POST", CASEWORK, "task"),
    Row("queues.give_back_one", "POST", CASEWORK, "task"),
    # notices
    Row("notices.mine", "GET", SIGNED_IN, "own"),
    Row("notices.read_all", "POST", SIGNED_IN, "own"),
    Row("notices.read_one", "POST", SIGNED_IN, "notice"),
    Row("notices.acknowledge", "POST", SIGNED_IN, "notice"),
    Row("notice_choices.choose", "GET", SIGNED_IN, "own"),
    Row("notice_choices.keep", "POST", SIGNED_IN, "own"),
    Row("unsent.not_out", "GET", ADMINISTRATOR, "own"),
    Row("unsent.again", "POST", ADMINISTRATOR, "unsent"),
    # lists brought in as files
    Row("lists.lists", "GET POST", REFERRING, "own"),
    Row("working.brought", "GET POST", REFERRING, "draft"),
    Row("working.copy", "GET", REFERRING, "draft"),
    Row("reconciling.reconciliation", "GET", LEADS, "contacts"),
    # figures in fives, as pages and as files
    Row("statistics.ask", "GET", READS_FIGURES),
    Row("statistics.dictionary", "GET", READS_FIGURES),
    Row("statistics_files.dictionary", "GET", READS_FIGURES),
    Row("statistics_files.figures", "GET", READS_FIGURES),
    Row("statistics_files.package", "GET", READS_FIGURES),
    # keys with which programs fetch figures; in the matrix nobody has one, and nobody has made one
    Row("figure_keys.keys", "GET POST", KEEPS_KEYS),
    Row("figure_keys.revoke", "POST", KEEPS_KEYS, "given"),
    Row("figure_feed.fetch", "GET", A_PROGRAM),
    Row("report_feed.fetch", "GET", A_PROGRAM),
    # writing a referral, and what became of it
    Row("referrals.begin", "GET POST", REFERRING),
    Row("referrals.which", "GET POST", REFERRING),
    Row("referrals.blank", "GET", REFERRING),
    Row("referrals.open_drafts", "GET", REFERRING, "own"),
    Row("referrals.delete", "GET POST", REFERRING, "draft"),
    Row("writing.tasks", "GET", REFERRING, "draft"),
    Row("writing.page", "GET POST", REFERRING, "draft"),
    Row("writing.keep", "POST", REFERRING, "draft"),
    Row("chat.resume", "GET", REFERRING, "draft"),
    Row("chat.ask", "GET POST", REFERRING, "draft"),
    Row("chat.all_asked", "GET", REFERRING, "draft"),
    Row("rows.rows", "GET", REFERRING, "draft"),
    Row("rows.row", "GET POST", REFERRING, "draft"),
    Row("rows.remove", "POST", REFERRING, "draft"),
    Row("urgent.part", "GET POST", REFERRING, "draft"),
    Row("urgent.part_sent", "GET", REFERRING, "draft"),
    Row("attaching.new", "GET POST", REFERRING, "draft"),
    Row("attaching.file", "GET", REFERRING, "draft"),
    Row("attaching.remove", "GET POST", REFERRING, "draft"),
    Row("sending.check", "GET POST", REFERRING, "draft"),
    Row("sending.sent_page", "GET", REFERRING, "draft"),
    Row("sending.copy", "GET", REFERRING, "sender"),
    Row("following.mine", "GET", REFERRING, "own"),
    Row("following.what_i_sent", "GET", REFERRING, "sender"),
    # cases
    Row("listing.cases", "GET", CASEWORK, "own"),
    Row("listing.search", "GET", CASEWORK, "own"),
    Row("releases.as_list", "GET", CASEWORK, "own"),
    Row("releases.board", "GET", CASEWORK, "own"),
    Row("releases.month", "GET", CASEWORK, "own"),
    Row("cases.case", "GET", CASEWORK, "case"),
    Row("cases.whole_timeline", "GET", CASEWORK, "case"),
    Row("cases.in_full", "GET POST", CASEWORK, "case"),
    Row("prints.summary", "GET", CASEWORK, "case"),
    Row("prints.preparation_sheet", "GET", CASEWORK, "closed"),
    Row("moves.ask", "GET", CASEWORK, "case"),
    Row("moves.make", "POST", CASEWORK, "case"),
    Row("moves.finish", "POST", CASEWORK, "case"),
    Row("facts.record", "GET POST", CASEWORK, "work"),
    Row("correcting.correct", "GET POST", CASEWORK, "work"),
    Row("appointments.book", "GET POST", CASEWORK, "work"),
    Row("appointments.contact", "GET POST", CASEWORK, "visit"),
    Row("appointments.move", "GET POST", CASEWORK, "closed"),
    Row("appointments.outcome", "GET POST", CASEWORK, "closed"),
    Row("prints.letter", "GET", CASEWORK, "closed"),
    Row("visits.visit", "GET POST", CASEWORK, "closed"),
    Row("protecting.unmask", "GET POST", CASEWORK, "closed"),
    Row("protecting.still_opens", "GET", CASEWORK, "closed"),
    Row("protecting.shutting_out", "GET", OWN_AGENCY, "case"),
    Row("protecting.shut_out", "POST", OWN_AGENCY, "case"),
    Row("protecting.let_back_in", "POST", OWN_AGENCY, "case"),
    # whether people on two cases are one; in the matrix the other case is the stage's other one
    Row("same_person.others", "GET", CASEWORK, "case"),
    Row("same_person.compare", "GET POST", CASEWORK, "case"),
    Row("same_person.undo", "POST", CASEWORK, "case"),
    # conversation; whoever has only been asked is told that it opens once their team has accepted
    Row("conversation.conversation", "GET POST", CASEWORK, "case"),
    Row("conversation.keep_draft", "POST", CASEWORK, "case"),
    Row("conversation.people", "GET", CASEWORK, "case"),
    Row("conversation.seen", "POST", CASEWORK, "case"),
    # cards; one is there for those who read what it asks, and in the matrix nobody has asked anything
    Row("linking.refer", "GET POST", REFERRING, "case"),
    Row("asking.ask", "GET POST", CASEWORK, "case"),
    Row("giving.task", "GET POST", CASEWORK, "case"),
    Row("finishing.outcome", "GET POST", CASEWORK, "case"),
    Row("asking.choose", "GET POST", CASEWORK, "closed"),
    Row("cards.answer", "GET POST", CASEWORK, "closed"),
    Row("cards.decline", "GET POST", CASEWORK, "closed"),
    Row("cards.withdraw", "GET POST", CASEWORK, "closed"),
    Row("changing.words", "GET POST", CASEWORK, "message"),
    Row("changing.readers", "GET POST", CASEWORK, "message"),
    Row("changing.remove", "GET POST", CASEWORK, "message"),
    Row("before.words", "GET", GOVERNANCE, "message"),
    Row("messages.mine", "GET", CASEWORK, "own"),
    # exact figures: of a partnership for its data lead, of the cases of a team for its lead; both as RLS shows them
    Row("exact_figures.closed", "GET", DATA_LEAD, "own"),
    Row("team_figures.last_year", "GET", LEADS, "own"),
    # documents; those who have only been asked are told that they open once their team has accepted
    Row("documents.listing", "GET", CASEWORK, "case"),
    Row("documents.file", "GET", CASEWORK, "document"),
    Row("documents.original", "GET", GOVERNANCE, "document"),
    Row("document_adding.new", "GET POST", CASEWORK, "case"),
    Row("document_adding.replace", "GET POST", CASEWORK, "own document"),
    Row("document_adding.remove", "GET POST", CASEWORK, "own document"),
    Row("unscanned.scanning", "GET", ADMINISTRATOR),
    # panels
    Row("panels.mine", "GET", SEATING, "own"),
    Row("panels.panel", "GET POST", SEATING, "panel"),
    Row("panels.members", "GET POST", SEATING, "panel"),
    Row("panels.how_it_goes", "GET", PANEL, "panel"),
    Row("agenda.agenda", "GET POST", PANEL, "panel"),
    Row("agenda.board", "GET POST", PANEL, "panel"),
    Row("agenda.add", "GET POST", PANEL, "panel"),
    Row("agenda.interest", "GET POST", PANEL, "panel"),
    Row("updates.update", "GET POST", CASEWORK, "asked by a panel"),
    Row("meeting.live", "GET POST", PANEL, "panel"),
    Row("meeting.item", "GET POST", PANEL, "panel"),
    Row("meeting.changed", "GET", PANEL, "panel"),
    Row("meeting.stream", "GET", PANEL, "panel"),
    Row("closing.close", "GET POST", PANEL, "panel"),
    Row("closing.moved", "GET POST", PANEL, "panel"),
    Row("closing.called_off", "GET POST", PANEL, "panel"),
    Row("letters.letter", "GET", CASEWORK, "closed"),
    Row("minutes.minutes", "GET POST", PANEL, "panel"),
    Row("minutes.waiting", "GET", PANEL, "panel"),
    Row("minutes.paper", "GET", PANEL, "panel"),
    # governing
    Row("audit.search", "GET", GOVERNANCE, "log"),
    Row("own_agency.days", "GET", OWN_AGENCY, "log"),
    Row("own_agency.one_day", "GET", OWN_AGENCY, "colleague"),
    Row("sheet.safety", "GET", OWN_AGENCY, "sheet"),
    Row("sheet.made", "POST", OWN_AGENCY, "sheet"),
    Row("settings.everything", "GET", READS_SETTINGS),
    Row("settings.one", "GET POST", GOVERNANCE),
    Row("agreements.everything", "GET", READS_SETTINGS),
    Row("agreements.one", "GET POST", GOVERNANCE),
    # measures, figures and the delivery plan
    Row("measures.overview", "GET", READS_MEASURES),
    Row("measures.group", "GET", READS_MEASURES),
    Row("measures.one", "GET", READS_MEASURES),
    Row("measures.cases", "GET", READS_MEASURES),
    Row("measures.exact_overview", "GET", APPROVES),
    Row("measures.exact_count", "GET", APPROVES),
    Row("measures_of.every_count", "GET", APPROVES),
    Row("keeping.target", "GET POST", KEEPS_MEASURES),
    Row("keeping.agency", "GET POST", KEEPS_MEASURES, "plan"),
    Row("keeping.published", "GET POST", KEEPS_MEASURES),
    Row("figures.asked", "GET", GIVES_FIGURES),
    Row("figures.give", "GET POST", GIVES_FIGURES, "asked"),
    Row("figures.file", "GET POST", GIVES_FIGURES),
    Row("figures.blank", "GET", GIVES_FIGURES),
    Row("looking_at_figures.waiting", "GET POST", APPROVES),
    Row("looking_at_figures.one", "GET POST", APPROVES, "given"),
    Row("reports.quarter", "GET POST", READS_MEASURES),
    Row("reports.download", "GET", READS_MEASURES, "given"),
    Row("reports.sentence", "GET POST", KEEPS_MEASURES, "given"),
    Row("plan.everything", "GET", GIVES_FIGURES),
    Row("plan.one", "GET", GIVES_FIGURES, "plan"),
    Row("plan.update", "GET POST", GIVES_FIGURES, "asked"),
    Row("assessment.rounds", "GET", GIVES_FIGURES),
    Row("assessment.open_one", "GET POST", KEEPS_MEASURES),
    Row("assessment.one", "GET", GIVES_FIGURES, "round"),
    Row("assessment.paper", "GET", GIVES_FIGURES, "round"),
    Row("assessment.close", "GET POST", KEEPS_MEASURES, "round"),
    Row("assessing.statement", "GET POST", GIVES_FIGURES, "round"),
    Row("assessing.action", "GET POST", KEEPS_MEASURES, "round"),
    Row("assessing.compare", "GET", GIVES_FIGURES),
    # an agency's accounts
    Row("teams.everybody", "GET", SIGNED_IN),
    Row("teams.one", "GET", SIGNED_IN),
    Row("teams.ask", "GET", VOUCHES, "team"),
    Row("teams.change", "POST", VOUCHES, "team"),
    Row("workers.everybody", "GET", ADMINISTRATOR, "own"),
    Row("workers.invite", "GET", ADMINISTRATOR),
    Row("workers.send_invitation", "POST", ADMINISTRATOR),
    Row("workers.one", "GET", ADMINISTRATOR, "colleague"),
    Row("workers.roles", "GET", ADMINISTRATOR, "colleague"),
    Row("workers.set_roles", "POST", ADMINISTRATOR, "colleague"),
    Row("workers.teams", "GET", ADMINISTRATOR, "colleague"),
    Row("workers.place", "POST", ADMINISTRATOR, "colleague"),
    Row("workers.sure_to_suspend", "GET", ADMINISTRATOR, "colleague"),
    Row("workers.suspend", "POST", ADMINISTRATOR, "colleague"),
    Row("workers.restore", "POST", ADMINISTRATOR, "colleague"),
    Row("workers.hand_over_link", "POST", ADMINISTRATOR, "colleague"),
    Row("lost_telephones.report", "GET", ADMINISTRATOR, "colleague"),
    Row("lost_telephones.keep", "POST", ADMINISTRATOR, "colleague"),
    Row("lost_telephones.waiting", "GET", VOUCHES, "own"),
    Row("lost_telephones.look", "GET", VOUCHES, "colleague"),
    Row("lost_telephones.answer", "POST", VOUCHES, "colleague"),
    Row("particulars.details", "GET", ADMINISTRATOR, "colleague"),
    Row("particulars.correct", "POST", ADMINISTRATOR, "colleague"),
    Row("particulars.agency", "GET", ADMINISTRATOR, "colleague"),
    Row("particulars.move", "POST", ADMINISTRATOR, "colleague"),
)
POLICY = {row.endpoint: row for row in ROWS}
assert len(POLICY) == len(ROWS), "an address stands here twice"
