"""What is known of one release from prison: the plain facts that every prison measure is counted from."""

from dataclasses import dataclass
from datetime import date, datetime

RELEASED = "released"
PASSED_TO_THE_COMMUNITY = "transferred-not-in-custody"
ADULT = 18
WINDOW_DAYS = 21


@dataclass(frozen=True, kw_only=True)
class StructuredStart:
    """A structured treatment start in the community. An episode left open over a short stay began before release."""

    on: date
    area: str
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A community appointment. `outcome` is empty until somebody records it."""

    on: date
    set_at: datetime
    outcome: str | None = None  # attended, did-not-attend, cancelled-by-service, cancelled-by-person


@dataclass(frozen=True, kw_only=True)
class Referral:
    """One referral for the spell. Sending it again changes nothing: the first sending is the one kept."""

    submitted_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class PanelAction:
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseSpell:
    """One person, one stay in custody, one release. What nobody has said is None.

    `released_on` is the actual date: a planned date or a day out on temporary licence leaves it None.
    `prison_exits` that are only moves between prisons never become spells of their own.
    """

    spell: str
    person: str
    born: date
    released_on: date | None = None
    released_at: datetime | None = None
    exit_reason: str | None = None
    discharge_reason: str | None = None
    exit_area: str | None = None
    prison: str | None = None
    received_into_prison_on: date | None = None
    referrals: tuple[Referral, ...] = ()
    accepted_on: date | None = None
    accepted_by_area: str | None = None
    recovery_support_only: bool = False
    starts: tuple[StructuredStart, ...] = ()
    contacts_attended: tuple[date, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    returned_to_custody_on: date | None = None
    return_kind: str | None = None  # recall, new-custody
    died_on: date | None = None
    recorded_outcome: str | None = None
    naloxone: str | None = None  # yes, no, dont-know
    opioid_use: bool = False
    on_ost: bool = False
    last_dose_on: date | None = None
    bridging_ends: date | None = None
    first_community_dose_on: date | None = None
    homeless_or_at_risk: bool = False
    duty_to_refer_consent: bool = False
    duty_to_refer_sent_on: date | None = None
    panel_listed: bool = False
    panel_reviewed_on: date | None = None
    panel_actions: tuple[PanelAction, ...] = ()

    def age_on(self, day: date) -> int:
        """Whole years. Somebody born on 29 February comes of age on 1 March of other years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def days_after_release(self, day: date) -> int | None:
        return (day - self.released_on).days if self.released_on else None

    def within_window(self, day: date | None, days: int = WINDOW_DAYS) -> bool:
        """Whether the day is the day of release (day 0) or one of the next days, the last one counted in."""
        after = self.days_after_release(day) if day else None
        return after is not None and 0 <= after <= days

    def is_mature(self, as_of: date) -> bool:
        """Whether the whole window has passed, so that the result is final."""
        after = self.days_after_release(as_of)
        return after is not None and after > WINDOW_DAYS
