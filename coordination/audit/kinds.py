"""What can happen. Each kind of event is declared once: what it carries, its sentence, who may see it.

`record()` refuses a missing or extra detail. Details hold codes, ids and dates of the work, never a person's words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One sort of event: exactly which details it carries, and how each reader treats it.

    `sentence` may name the details and `actor`; details listed in `optional` may be left out.
    """

    sentence: str
    fields: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    on_timeline: bool = True
    look: bool = False


def _kind(sentence: str, fields: str = "", optional: str = "", *, on_timeline: bool = True) -> Kind:
    return Kind(sentence, frozenset(fields.split()), frozenset(optional.split()), on_timeline)


KINDS: dict[str, Kind] = {
    # drafts: nothing but that they were
    "draft.begun": _kind("{actor} began a referral", "pathway", on_timeline=False),
    "draft.expired": _kind("A draft passed its last day and was removed", "pathway", on_timeline=False),
    "draft.part-sent": _kind("{actor} sent the part of a referral that could not wait", "pathway", on_timeline=False),
    "draft.submitted": _kind("{actor} sent a referral", "pathway", on_timeline=False),
    "draft.passed-on": _kind("A draft passed to the team lead", "pathway to", on_timeline=False),
    # concerns that come without an account: never a word of them
    "concern.received": _kind("A concern came without an account", "concern pathway team marks", on_timeline=False),
    "concern.opened": _kind("{actor} opened a concern that came without an account", "concern", on_timeline=False),
    "concern.taken-up": _kind("{actor} began a referral from a concern", "concern", on_timeline=False),
    "concern.came-back": _kind(
        "The draft of a referral from a concern ended unsent, so the concern waits again",
        "concern because",
        on_timeline=False,
    ),
    "concern.turned-down": _kind("{actor} turned a concern down", "concern reason", on_timeline=False),
    "concern.cleared": _kind("{actor} cleared a concern away as not true", "concern reason", on_timeline=False),
    "concern.put-back": _kind("{actor} let a concern wait again", "concern", on_timeline=False),
    # cases
    "case.opened": _kind("{actor} opened this case", "pathway version", "linked_from"),
    "referral.received": _kind("{actor} sent a referral", "referral", "added"),
    "referral.part-sent": _kind("{actor} sent what could not wait, and is still writing the rest", "referral"),
    "case.moved": _kind("{actor}: {move}", "move was now", "reason whose_no outcome"),
    "move.refused": _kind("{actor} tried a step that is not theirs: {move}", "move", on_timeline=False),
    "case.ended": _kind("This case was closed: {outcome}", "outcome"),
    "case.name-hidden": _kind("The name was taken from the lists: case {link} says why", "link"),
    "case.linked": _kind("{actor} linked another case", "link"),
    # what was said of two people on cases, without a word of the other case: not everybody here may know of that one
    "person.compared": _kind(
        "{actor} said whether this is the same person as on another case", "verdict", on_timeline=False
    ),
    "person.comparison-undone": _kind("{actor} took back what was said of the same person", on_timeline=False),
    "answer.given": _kind("{actor} recorded: {fields}", "fields"),
    "answer.corrected": _kind("{actor} corrected: {fields}", "fields"),
    "answer.renewed": _kind("{actor} recorded anew: {fields}", "fields"),
    "answer.forgotten": _kind("{actor} took out of this case what told who it is about", "fields"),
    "fact.recorded": _kind("{actor} recorded: {fact}", "fact kind", "source confidence"),
    "participant.joined": _kind("{holder} joined as {position}", "holder position sees basis"),
    "participant.left": _kind("{holder} left", "holder position reason"),
    "participant.opened-in-full": _kind("{actor} opened this in full before accepting", "position reason"),
    "address.unmasked": _kind("{actor} opened a protected address", "place reason"),
    "case.blocked": _kind("{actor} shut a colleague out of this case", "worker", on_timeline=False),
    "case.unblocked": _kind("{actor} let a colleague back into this case", "worker", on_timeline=False),
    # hand-overs
    "hand-over.asked": _kind("{actor} asked {to} to take this on", "hand_over kind to"),
    "hand-over.answered": _kind("{to} answered: {answer}", "hand_over answer to", "reason whose_no"),
    "hand-over.redirected": _kind("{actor} passed this on to {to}", "hand_over redirected_from to reason"),
    "hand-over.withdrawn": _kind("{actor} withdrew the request to {to}", "hand_over to reason"),
    "hand-over.waits-again": _kind("{to} decides again: nobody took what was passed on", "hand_over to"),
    "hand-over.expired": _kind("The request to {to} ran out without an answer", "hand_over to"),
    # tasks and clocks
    "task.opened": _kind("A task for {team}: {asks}", "task asks team due"),
    "task.claimed": _kind("{actor} took a task: {asks}", "task asks", on_timeline=False),
    "task.handed-back": _kind("{actor} handed a task back: {asks}", "task asks", "because", on_timeline=False),
    "task.assigned": _kind("{actor} gave a task to {to}: {asks}", "task asks to", on_timeline=False),
    "task.done": _kind("{actor} finished a task: {asks}", "task asks ended_as"),
    "task.reopened": _kind("{actor} asked again what nobody was asked any more: {asks}", "task asks"),
    "task.nudged": _kind("{actor} asked for an answer: {asks}", "task asks"),
    "clock.retimed": _kind("A deadline moved: {rule}", "clock rule was now because"),
    "clock.reminded": _kind("A reminder was sent: {rule}", "clock rule rung tell", "skipped"),
    # urgent alerts
    "alert.raised": _kind("An urgent alert for {to}: {because}", "alert to because"),
    "alert.passed-on": _kind("Nobody answered an urgent alert, so it goes on to {to}", "alert step to"),
    "alert.passed-over": _kind(
        "Nobody else is in the team that an urgent alert is for, so it went to {to} at once", "alert step to"
    ),
    "alert.acknowledged": _kind("{actor} has seen the urgent alert", "alert worker step"),
    # consent and sharing
    "consent.recorded": _kind(
        "{actor} recorded consent to share. Agreed: {agreed}. Not agreed: {refused}", "agreed refused"
    ),
    "consent.withdrawn": _kind("Consent to share with {recipient} was withdrawn", "recipient"),
    "agreement.switched-off": _kind(
        "{actor} switched a sharing agreement off: {agreement}", "agreement", "category reason", on_timeline=False
    ),
    "agreement.switched-on": _kind(
        "{actor} switched a sharing agreement on: {agreement}", "agreement", "category reason", on_timeline=False
    ),
    "setting.changed": _kind(
        "{actor} changed a setting, {code}", "setting code", "value was in_force_from reason", on_timeline=False
    ),
    # appointments and contact
    "appointment.made": _kind("{actor} booked {kind}", "appointment kind"),
    "appointment.moved": _kind("{actor} moved {kind}", "appointment kind moved_to"),
    "appointment.outcome": _kind("{kind}: {outcome}", "appointment kind outcome"),
    "contact.recorded": _kind("{actor} recorded an attempt to reach the person", "contact how outcome"),
    # conversation: what was said stands in the message; here is that it was, and to what sort of audience
    "message.posted": _kind("{actor} wrote a message", "message audience", on_timeline=False),
    "message.edited": _kind("{actor} changed the words of a message", "message", on_timeline=False),
    "message.narrowed": _kind("{actor} let fewer read a message", "message was audience", on_timeline=False),
    "message.removed": _kind("{actor} removed a message", "message", on_timeline=False),
    # documents: never what they are called
    "document.added": _kind("{actor} added a document for {audience}", "document audience"),
    "document.replaced": _kind("{actor} added a new version of a document for {audience}", "document audience"),
    "document.scanned": _kind("A document was scanned", "document state", on_timeline=False),
    "document.removed": _kind("{actor} removed a document", "document"),
    # form cards: what is answered is recorded as answers; here is that somebody was asked, and what became of it
    "card.asked": _kind("{actor} asked {team} for {fields}", "card team fields"),
    "card.answered": _kind("{actor} answered what was asked of {team}", "card team"),
    "card.declined": _kind("{actor} answered for {team}: {answer}", "card team answer"),
    "card.withdrawn": _kind("{actor} withdrew what was asked of {team}", "card team"),
    # panels: what was said and decided stands in their own rows
    "panel.member-seated": _kind("{actor} gave a seat at a panel", "panel worker office", on_timeline=False),
    "panel.member-left": _kind("{actor} ended a seat at a panel", "panel worker", on_timeline=False),
    "meeting.planned": _kind("{actor} planned a meeting", "meeting", on_timeline=False),
    "meeting.published": _kind("{actor} published an agenda", "meeting items", on_timeline=False),
    "meeting.changed": _kind("{actor} changed an agenda", "meeting", on_timeline=False),
    "meeting.moved": _kind("{actor} moved a meeting", "meeting", on_timeline=False),
    "meeting.began": _kind("{actor} opened a meeting", "meeting", on_timeline=False),
    "meeting.attended": _kind("Somebody came to a meeting", "meeting worker", on_timeline=False),
    "meeting.left": _kind("Somebody left a meeting", "meeting worker", on_timeline=False),
    "meeting.reopened": _kind("{actor} opened a meeting again", "meeting", on_timeline=False),
    "meeting.called-off": _kind("{actor} called a meeting off", "meeting", on_timeline=False),
    "meeting.ended": _kind("{actor} closed a meeting", "meeting", on_timeline=False),
    "minutes.made": _kind("{actor} made minutes", "meeting revision", on_timeline=False),
    "minutes.approved": _kind("{actor} approved minutes", "meeting revision", on_timeline=False),
    "panel.listed": _kind("{actor} put this on the agenda of a panel", "meeting because"),
    "panel.weighed": _kind("The agenda was weighed again", "meeting", on_timeline=False),
    "panel.taken-off": _kind("{actor} took this off the agenda of a panel", "meeting state"),
    # the card that asks says so on the timeline
    "panel.update-asked": _kind(
        "{actor} asked an agency to tell the panel what is new", "meeting agency task", on_timeline=False
    ),
    "panel.update-given": _kind("{actor} told the panel what is new", "meeting"),
    "panel.interest": _kind("A member of the panel stepped aside", "meeting", on_timeline=False),
    "panel.decided": _kind("The panel decided: {label}", "meeting decision label"),
    "panel.action-given": _kind("The panel gave an action", "meeting task"),
    "panel.minuted": _kind("What the panel did was written into its minutes", "meeting revision"),
    "card.late": _kind("What was asked of {team} has not been answered in time", "card team"),
    "card.closed": _kind("What was asked of {team} was closed, because it is not shared any more", "card team"),
    # printing and copies
    "case.printed": _kind("{actor} printed a {what}", "what"),
    "sheet.printed": _kind(
        "{actor} made the sheet for the person, of what was shared on {case}", "case", on_timeline=False
    ),
    # identity
    "worker.invited": _kind("{actor} invited a worker", "worker", on_timeline=False),
    "team.changed": _kind("{actor} changed how a team is reached: {changes}", "team changes", on_timeline=False),
    "worker.suspended": _kind("{actor} suspended a worker", "worker tasks drafts", on_timeline=False),
    "worker.restored": _kind("{actor} restored a worker", "worker", on_timeline=False),
    "worker.moved": _kind("{actor} moved a worker", "worker teams tasks drafts", on_timeline=False),
    "worker.corrected": _kind("{actor} corrected a worker's name or job title", "worker", on_timeline=False),
    "worker.address-asked": _kind("{actor} asked for another address for a worker", "worker", on_timeline=False),
    "worker.left-agency": _kind(
        "{actor} moved a worker to another agency", "worker to tasks drafts", on_timeline=False
    ),
    "worker.arrived": _kind("{actor} moved a worker here from another agency", "worker", on_timeline=False),
    "worker.telephone-lost": _kind("{actor} reported that a worker lost their telephone", "worker", on_timeline=False),
    "worker.telephone-answered": _kind(
        "{actor} said whether it was the worker who lost their telephone", "worker is_them", on_timeline=False
    ),
    "sign-in.address-confirmed": _kind("A new e-mail address was confirmed", "worker", on_timeline=False),
    "role.given": _kind("{actor} gave a role", "worker role", on_timeline=False),
    "role.taken": _kind("{actor} took a role away", "worker role", on_timeline=False),
    "sign-in.succeeded": _kind("{actor} signed in", on_timeline=False),
    "sign-in.on-new-device": _kind("{actor} signed in on a device that was not known", on_timeline=False),
    "sign-in.failed": _kind("A sign-in failed", "why", "worker", on_timeline=False),
    "sign-in.ended": _kind("{actor} signed out", "everywhere", on_timeline=False),
    "sign-in.password-set": _kind("{actor} set a password", "", "worker", on_timeline=False),
    "sign-in.second-step-set": _kind("{actor} set up a second step", "", "worker", on_timeline=False),
    "sign-in.link-made": _kind("A one-time link was made", "worker purpose", on_timeline=False),
    "partnership.seeded": _kind("A partnership was set up from its file", "partnership digest", on_timeline=False),
    "partnership.changed": _kind("A partnership's file was applied", "partnership changes", on_timeline=False),
    # figures of measures and the delivery plan: which, of which period; never the figure itself
    "figure.given": _kind("{actor} gave a figure: {measure}, {period}", "measure period revision", on_timeline=False),
    "figure.approved": _kind(
        "{actor} approved a figure: {measure}, {period}", "measure period revision", on_timeline=False
    ),
    "figure.sent-back": _kind(
        "{actor} sent a figure back: {measure}, {period}", "measure period revision", on_timeline=False
    ),
    "figure.brought-in": _kind(
        "{actor} brought in a published figure: {measure}, {period}", "measure period", on_timeline=False
    ),
    "target.set": _kind("{actor} set a target: {measure} by {by}", "measure by", on_timeline=False),
    "reporting.given-to": _kind("{actor} gave the reporting of {subject} to {to}", "subject to", on_timeline=False),
    "board-report.asked": _kind("{actor} had the board's report made: {period}", "period", on_timeline=False),
    "board-report.sentence": _kind(
        "{actor} put a sentence beside a figure of the board's report: {subject}, {period}",
        "subject period",
        on_timeline=False,
    ),
    # the self-assessment: which round and statement; what was written stands in its own rows
    "assessment.opened": _kind(
        "{actor} opened round {number} of the self-assessment", "round number", on_timeline=False
    ),
    "assessment.rated": _kind(
        "{actor} rated {statement} in the self-assessment: {rating}",
        "round statement rating revision",
        on_timeline=False,
    ),
    "assessment.closed": _kind(
        "{actor} closed round {number} of the self-assessment", "round number", on_timeline=False
    ),
    "assessment.action-added": _kind(
        "{actor} added {action} to the delivery plan", "round statement action to due", on_timeline=False
    ),
    "plan.updated": _kind("{actor} told how {action} is going: {status}", "action period status", on_timeline=False),
    "statistics.downloaded": _kind("{actor} took figures away as a file, {file}", "question file", on_timeline=False),
    "statistics.key-made": _kind(
        "{actor} made a key for a program to fetch figures: {key}, until {until}",
        "key until",
        "opens",
        on_timeline=False,
    ),
    "statistics.key-revoked": _kind("{actor} revoked a key to figures: {key}", "key", on_timeline=False),
    "statistics.fetched": _kind("A program fetched figures with the key {key}: {file}", "key file", on_timeline=False),
    "job.closed": _kind("A job that kept failing was given up: {job}", "job row reason", on_timeline=False),
    "release.closed": _kind("{actor} closed {month}: its figures are frozen", "partnership month", on_timeline=False),
    "import.made": _kind("{actor} imported a list", "what rows", on_timeline=False),
}
