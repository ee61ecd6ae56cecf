"""Everything that is out of one partnership, put together as a data package."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination.statistics.answering import everything
from coordination.statistics.dictionary import HEADINGS, rows
from coordination.statistics.files.as_package import Package, as_package
from coordination.statistics.queries.menu import Menu
from coordination.statistics.tables import plain_rows
from coordination.statistics.words import HOW_FIVES, IN_FIVES, USE


def package_of(session: Session, offered: Menu) -> Package:
    """The package of a partnership of which at least one month is closed."""
    every = everything(session, offered)
    return as_package(
        offered.partnership.code,
        f"Referrals, {offered.partnership.label}",
        (IN_FIVES, HOW_FIVES, USE),
        (row for each in every for row in plain_rows(each.question, each.answer, each.laid)),
        (HEADINGS, rows()),
        max(each.document.as_at for each in every),
    )
