"""Answers from sharing agreements: who may give what to whom on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflows.partnerships.shape import Agreement, PartnershipFile

KIND = "kind:"
# an agency that is a member of another partnership alone: a family lives in one borough and is seen in the next
OTHER = "other:"


@dataclass(frozen=True, slots=True)
class Permission:
    """One agreement spelt out for one giver, one taker and one category."""

    agreement: str
    giver: str
    taker: str
    pathway: str
    category: str
    purpose: str
    basis: str
    starts: date
    ends: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the agreement is in force; its last day counts."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def permissions(file: PartnershipFile) -> Iterator[Permission]:
    """Every agreement of the file spelt out agency by agency and category by category.

    An agency needs no agreement with itself, so giver and taker always differ.
    """
    for agreement in file.agreements:
        for giver in agencies_meant(agreement.givers, file):
            for taker in agencies_meant(agreement.takers, file):
                if giver != taker:
                    yield from _spelt_out(agreement, giver, taker)


def agencies_meant(names: tuple[str, ...], file: PartnershipFile) -> tuple[str, ...]:
    """The agencies that a list of codes and `kind:` names means, each once: members, but for those named `other:`."""
    members = {member.agency for member in file.members}
    meant = [
        code
        for code, agency in file.agencies.items()
        if (code in members and (code in names or KIND + agency.kind in names))
        or (code not in members and OTHER + code in names)
    ]
    return tuple(meant)


def _spelt_out(agreement: Agreement, giver: str, taker: str) -> Iterator[Permission]:
    for category in agreement.categories:
        yield Permission(
            agreement.code,
            giver,
            taker,
            agreement.pathway,
            category,
            agreement.purpose,
            agreement.basis,
            agreement.starts,
            agreement.ends,
        )
