"""The two kinds of list, and the headings under which each of their columns is recognised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ReadsAs = Literal["text", "day", "past-day", "prison-number", "choice"]


@dataclass(frozen=True)
class Column:
    """One column: its name in words, how its cells are read, and what else it may be called.

    `choices` maps a value as we keep it to the words for it; both are recognised, in any case.
    """

    code: str
    label: str
    reads: ReadsAs = "text"
    needed: bool = False
    also: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class ListKind:
    """A kind of list. Of the columns in `one_of` a row needs at least one."""

    code: str
    label: str
    columns: tuple[Column, ...]
    one_of: tuple[str, ...] = ()


NUMBER_ALSO = ("noms", "noms number", "nomis number", "nomis id", "pnomis id", "prisoner number", "prison no")

RELEASE_DATES = ListKind(
    code="release-dates",
    label="New release dates",
    one_of=("prison_number", "reference"),
    columns=(
        Column("prison_number", "Prison number", "prison-number", also=NUMBER_ALSO),
        Column("reference", "Case reference", also=("reference", "case", "our reference")),
        Column("day", "New date", "day", needed=True, also=("new release date", "release date", "date", "new day")),
        Column(
            "kind",
            "Kind",
            "choice",
            needed=True,
            also=("date kind", "kind of date", "release date kind", "type"),
            choices={
                "confirmed": ("date confirmed by the prison", "confirmed date"),
                "conditional": ("conditional release date", "crd", "ard"),
                "home-detention-curfew": ("home detention curfew date", "home detention curfew", "hdc", "hdced"),
                "post-recall": ("release date after recall", "post recall", "prrd"),
            },
        ),
        Column(
            "source",
            "Source",
            "choice",
            needed=True,
            also=("who said so", "from"),
            choices={
                "prison": ("hmp",),
                "probation": (),
                "court": (),
                "person": ("the person",),
                "other": ("somebody else",),
            },
        ),
        Column(
            "confidence",
            "Confidence",
            "choice",
            needed=True,
            also=("how sure", "certainty"),
            choices={"confirmed": (), "likely": (), "unknown": ("not known", "not sure")},
        ),
    ),
)

PRISON_LIST = ListKind(
    code="prison-list",
    label="The prison’s own list",
    columns=(
        Column("first_name", "First name", needed=True, also=("forename", "given name", "firstname")),
        Column("surname", "Surname", needed=True, also=("last name", "family name", "lastname")),
        Column("date_of_birth", "Date of birth", "past-day", needed=True, also=("dob", "birth date", "born")),
        Column(
            "sex",
            "Sex",
            "choice",
            needed=True,
            also=("gender", "sex recorded"),
            choices={"female": ("f", "woman"), "male": ("m", "man"), "not-recorded": ("not recorded", "unknown", "u")},
        ),
        Column("prison_number", "Prison number", "prison-number", needed=True, also=NUMBER_ALSO),
        Column("reception_date", "Reception date", "past-day", also=("date of reception", "received", "reception")),
        Column("drug_1", "Drug 1", also=("drug1", "main drug", "problem substance 1")),
        Column("drug_2", "Drug 2", also=("drug2", "second drug", "problem substance 2")),
        Column("drug_3", "Drug 3", also=("drug3", "third drug", "problem substance 3")),
        Column(
            "discharge_reason",
            "Discharge reason",
            "choice",
            needed=True,
            also=("prison discharge reason", "reason for discharge"),
            choices={
                "transferred-not-in-custody": ("transferred not in custody",),
                "transferred-in-custody": ("transferred in custody",),
                "treatment-completed": (
                    "treatment completed",
                    "treatment completed drug free",
                    "treatment completed alcohol free",
                    "treatment completed occasional user",
                ),
                "onward-referral-refused": (
                    "onward referral offered and refused",
                    "onward referral refused",
                ),
                "incomplete": (
                    "not completed",
                    "incomplete dropped out",
                    "incomplete treatment withdrawn by provider",
                    "incomplete retained in custody",
                    "incomplete treatment commencement declined by client",
                    "incomplete deported",
                ),
                "died": ("incomplete client died", "client died"),
                "not-known": ("not known", "unknown"),
            },
        ),
        Column("exit_date", "Exit date", "past-day", needed=True, also=("date of exit", "release date", "left on")),
        Column(
            "exit_reason",
            "Exit reason",
            "choice",
            needed=True,
            also=("prison exit reason", "reason for exit"),
            choices={
                "released": ("release",),
                "transferred": (
                    "transferred to other prison",
                    "transferred to another prison",
                    "moved to another prison",
                ),
                "hospital": ("taken to hospital",),
                "deported": (),
                "absconded": ("escaped",),
                "died": ("death",),
            },
        ),
        Column(
            "exit_destination",
            "Exit destination",
            needed=True,
            also=("destination", "partnership", "exit destination area", "local authority", "area"),
        ),
        Column(
            "referral_on_release",
            "Referral on release",
            "choice",
            also=("referral on release status", "referral on release"),
            choices={
                "structured-treatment": ("structured treatment",),
                "recovery-support": ("recovery support",),
                "both": (),
                "none": ("no",),
                "declined": ("they declined", "refused"),
            },
        ),
    ),
)

KINDS = {kind.code: kind for kind in (RELEASE_DATES, PRISON_LIST)}


def plain(words: str) -> str:
    """Words as headings and choices are compared: letters and figures alone, in lower case."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def column_called(kind: ListKind, heading: str) -> Column | None:
    """The column that a heading means, or None."""
    wanted = plain(heading)
    for column in kind.columns:
        if wanted in {plain(column.code), plain(column.label), *map(plain, column.also)}:
            return column
    return None
