"""A deadline with the setting that it can be changed by, said once for both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from workflows.vocabulary import Clock, DraftRule, Rung, Setting, Unit

TO_THE_LEAD = (Rung(after=0, tell="team-lead"),)
URGENT = (Rung(after=0, tell="team-lead"), Rung(after=0, tell="duty"))
SPOKEN: dict[str, str] = {"working-days": "working days", "days": "days", "hours": "hours"}


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A clock and its settings. Its code is the clock's."""

    clock: Clock
    settings: tuple[Setting, ...]

    @property
    def code(self) -> str:
        """The clock's own."""
        return self.clock.code


def deadline(
    kind: str,
    code: str,
    label: str,
    *,
    origin: str,
    length: int,
    unit: Unit = "working-days",
    mark: Literal["K", "I"] | None = "I",
    source: str = "",
    meaning: str = "",
    urgent: bool = False,
    shorter_settings: tuple[Setting, ...] = (),
    **more: Any,
) -> Deadline:
    """A deadline of this kind of referral whose length is a setting called KIND.CODE-UNIT. `shorter_settings` are
    those that shorter lengths of the same deadline name."""
    own = Setting(
        code=f"{kind}.{code}-{unit}",
        default=length,
        mark=mark,
        source=source,
        unit=SPOKEN[unit],
        meaning=meaning or f"By when: {label[:1].lower()}{label[1:]}.",
    )
    clock = Clock(
        code=code,
        label=label,
        origin=origin,
        length=length,
        unit=unit,
        setting=own.code,
        ladder=URGENT if urgent else TO_THE_LEAD,
        **more,
    )
    return Deadline(clock=clock, settings=(own, *shorter_settings))


def drafts_of(kind: str) -> tuple[DraftRule, tuple[Setting, ...]]:
    """How a half-filled form of this kind is kept."""
    said = (
        ("draft-remind-working-days", 1, "working days", "How long a half-filled form may lie until a reminder comes."),
        ("draft-expires-days", 30, "days", "How long a half-filled form is kept."),
        ("draft-warn-days", 3, "days", "How long before a half-filled form is cleared away its writer is warned."),
    )  # fmt: skip
    settings = tuple(
        Setting(code=f"{kind}.{code}", default=default, mark="I", unit=unit, meaning=meaning)
        for code, default, unit, meaning in said
    )
    remind, expires, warn = (setting.code for setting in settings)
    return DraftRule(remind_after=remind, expires_after=expires, warn_before=warn), settings
