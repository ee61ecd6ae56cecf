"""The words for what follows a move, beyond the stage, the tasks and the clocks that the move itself names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Effect:
    """Something that the one command which makes the move also does, in the same transaction."""


@dataclass(frozen=True, kw_only=True)
class SetsFact(Effect):
    """Adds a value to the history of a dated fact: taken from an answer, or `value` itself."""

    fact: str
    from_answer: str | None = None
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class StartsLinkedSpell(Effect):
    """Opens a new case and release spell of the same person, linked to this one, and carries these answers over.

    `opens` is what has to be done there from the first day, beside what its first stage asks. Whoever holds one of the
    positions in `without` takes part in this one alone.
    """

    carries: tuple[str, ...]
    starts_in: str
    without: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    expected_date: str | None = None


@dataclass(frozen=True, kw_only=True)
class AnswersRows(Effect):
    """Carries what a filled topic says over to the rows of the topic that it is about: a birth makes of the unborn
    child a child with a date of birth.

    Each row in which `given` was answered gets that answer under `as_`, and the answers in `sets`. The part of the
    person follows, and what was answered before stays in the history.
    """

    topic: str
    from_topic: str
    given: str
    as_: str
    sets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AddsRow(Effect):
    """Puts one more person into a repeated topic: a child who has moved in. `takes` says which answer of the move is
    which answer of the row. They are on the case from then on like those whom the referral named."""

    topic: str
    takes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SilencesMessages(Effect):
    """Stops every reminder, text and e-mail about this person, waiting ones included, and hides the name from lists.

    Whoever takes part hears at once that there is sad news, so that nobody rings, writes or goes there unknowing.
    """

    hides_name: bool = False


@dataclass(frozen=True, kw_only=True)
class EndsGrants(Effect):
    """Ends what these positions may see; with `resting_on`, only grants that rest on that ground."""

    positions: tuple[str, ...] = ()
    resting_on: Literal["consent", ""] = ""


@dataclass(frozen=True, kw_only=True)
class GrantsPosition(Effect):
    """Gives a position to whoever accepted the hand-over, to a worker named in an answer, or to a panel chosen.

    With `replaces` whoever was named for it before leaves the case, and what they had to do in it is the new one's.
    """

    position: str
    to: Literal["accepting-team", "answered-worker", "answered-team", "answered-panel"]
    from_answer: str | None = None
    replaces: bool = False


@dataclass(frozen=True, kw_only=True)
class BringsIn(Effect):
    """Lets the joins with these codes happen now, each if its own condition holds."""

    joins: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TellsFirstSender(Effect):
    """The first sender hears, in these words."""

    say: str


@dataclass(frozen=True, kw_only=True)
class Tells(Effect):
    """These positions hear, in these words. `urgent` notices stand above everything until acknowledged."""

    positions: tuple[str, ...]
    say: str
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class CreatesAppointment(Effect):
    """Makes an appointment of this kind from the answers that hold its time, place and mode."""

    kind: str
    at: str
    place: str | None = None
    mode: str | None = None


@dataclass(frozen=True, kw_only=True)
class CancelsAppointments(Effect):
    """Cancels what is still to come, and records that the service did so."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OpensHandOver(Effect):
    """Sends a hand-over of this kind to the team or outside organisation that an answer names."""

    kind: str
    to: str


@dataclass(frozen=True, kw_only=True)
class AnswersHandOver(Effect):
    """Gives this answer to the open hand-over of this kind."""

    kind: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class WithdrawsConsent(Effect):
    """Ends the consent to share with the recipients that an answer names, from this moment."""

    recipients: str
    on: str


@dataclass(frozen=True, kw_only=True)
class PutsOnPanel(Effect):
    """Puts the case on the agenda of the panel's next meeting, or of the one that an answer names."""

    panel: str
    meeting: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpensLine(Effect):
    """Opens a further line of the case in this stage."""

    line: str
    stage: str


@dataclass(frozen=True, kw_only=True)
class AddsToCase(Effect):
    """Joins this case to the open one that an answer names, because both are about the same thing.

    From then on what happens there is told to this case's sender too, and whoever holds one of `opens_to` there reads
    this one. `say` is told to the first sender there.
    """

    to: str
    opens_to: tuple[str, ...]
    say: str


@dataclass(frozen=True, kw_only=True)
class LinksEarlier(Effect):
    """Links this case to the newest ended one about the same place or the same person, among those that whoever makes
    the move may see. With `fact`, the day on which that one ended is added to the fact's history. Cases that ended in
    an outcome of `but_not` are passed over."""

    same: Literal["place", "person"]
    fact: str | None = None
    but_not: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LinksCase(Effect):
    """Notes on this case and on the one that an answer names that they belong together. Both stay cases of their own,
    and nobody reads more of either. Where an answer in `compares` is the same in both, as if it was copied, the tasks
    in `opens_if_same` are opened."""

    to: str
    compares: tuple[str, ...] = ()
    opens_if_same: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AddsEvidence(Effect):
    """Adds what was sent here to the open case that an answer names, and lets the sender follow that one.

    Ticks unite, rows of a repeated page are added to those that are there, and an answer fills what was not answered;
    nothing that is there is replaced.
    """

    to: str


@dataclass(frozen=True, kw_only=True)
class ShutsOut(Effect):
    """Shuts whoever makes the move out of the case when the answer is “yes”: they know somebody in it."""

    when_yes: str


@dataclass(frozen=True, kw_only=True)
class Forgets(Effect):
    """Takes out of the case, for good and from its history too, every answer that tells who it is about, and the name
    that lists show. From then on the case is about nobody by name."""


@dataclass(frozen=True, kw_only=True)
class SettlesAnswer(Effect):
    """What the move says becomes the answer to an earlier question: `value`, or what was answered to `from_answer`.
    The earlier answer stays in the history."""

    to: str
    from_answer: str | None = None
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddsTicks(Effect):
    """Adds what was ticked in one answer to what stands ticked in another; nothing is taken away."""

    from_answer: str
    to: str
