"""What stands in the bar of every page: only what this worker's roles use, and only pages that exist."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from flask import Flask, g, request
from sqlalchemy import select

from coordination.access import SignedIn
from coordination.config import Settings
from coordination.db import NOBODY, reading
from coordination.identity.models import Membership, Partnership
from coordination.identity.queries import unread_messages
from coordination.jobs.queries import late_sweep
from coordination.notifications.queries import urgent_for
from coordination.web.frame import Alert, Frame, Link, provide_frame
from coordination.web.pages import Contact, provide_contacts

PLACES = (
    ("Today", "/today", "signed-in"),
    ("Queues", "/queues", "queue.read"),
    ("Cases", "/cases", "case.read"),
    ("Releases", "/releases", "releases.oversee"),
    ("Panels", "/panels", "panel.seat"),
    ("Log a referral", "/refer", "referral.write"),
    ("My referrals", "/my-referrals", "referral.write"),
    ("Measures", "/measures", "measures.read"),
    ("Delivery plan", "/plan", "measures.read"),
    ("Figures", "/figures", "figures.give"),
    ("Statistics", "/statistics", "statistics.read"),
    ("My teams’ figures", "/team-figures", "figures.own-teams"),
    ("Exact figures", "/exact-figures", "figures.exact"),
    ("My agency", "/audit/my-agency", "audit.own-agency"),
    ("Audit", "/audit", "audit.search"),
    ("Settings", "/settings", "settings.read"),
    ("Public concerns", "/concerns/how-many", "concern.oversee"),
    ("Workers", "/workers", "workers.administer"),
    ("Scanning", "/scanning", "workers.administer"),
    ("Keys to figures", "/statistics/keys", "workers.administer"),
)
# what a first page without work of its own says of the places
ABOUT = {
    "/panels": "Meetings that you sit in or look after, and who has a seat.",
    "/measures": "How the partnership stands against its targets, and the board’s report.",
    "/plan": "What was promised, how it is going, and the self-assessment.",
    "/figures": "Figures and updates that your agency is asked for.",
    "/statistics": "Counts of referrals that can be sent on as they are: they identify nobody.",
    "/exact-figures": "Exact counts, for those who look after the figures alone.",
    "/audit/my-agency": "What the people of your own agency looked at and did, day by day.",
    "/audit": "Who did what, and who looked; the log of a case, and the sheet for the person.",
    "/settings": "What the partnership may change, and which agency may read what.",
    "/concerns/how-many": "How many came without an account and what became of them; what was marked.",
    "/workers": "Invite colleagues, choose their teams and roles, suspend whoever leaves.",
    "/scanning": "Documents that wait for the scanner or were refused by it.",
    "/statistics/keys": "Keys with which a program fetches figures.",
}
REMEMBERED = 60.0  # seconds
LOOKED_AGAIN = 10.0  # seconds: so often a process asks whether the sweep is late, not at every page


@dataclass(frozen=True)
class Banner:
    """The name and colour that an agency's workers see."""

    name: str
    accent: str


def register(app: Flask) -> None:
    """Give the pages of this application their bar."""
    settings: Settings = app.extensions["settings"]
    there = {rule.rule for rule in app.url_map.iter_rules()}
    banners: dict[UUID, tuple[float, Banner]] = {}

    def banner(worker: SignedIn) -> Banner:
        kept = banners.get(worker.agency_id)
        if kept is None or kept[0] < monotonic():
            kept = banners[worker.agency_id] = (monotonic() + REMEMBERED, _banner(worker))
        return kept[1]

    looked: list[tuple[float, str | None]] = []

    def sweep_is_late() -> str | None:
        if not looked or looked[0][0] < monotonic():
            with reading(NOBODY) as session:
                looked[:] = [(monotonic() + LOOKED_AGAIN, late_sweep(session))]
        return looked[0][1]

    def frame() -> Frame:
        worker: SignedIn | None = g.get("worker")
        if worker is None:
            return Frame(demonstration=settings.demo)
        mine = banner(worker)
        places = [(text, href) for text, href, needed in PLACES if href in there and worker.may(needed)]
        here = _nearest([href for _, href in places])
        return Frame(
            partnership=mine.name,
            accent=mine.accent,
            home_href="/today",
            navigation=[Link(text, href, href == here, ABOUT.get(href, "")) for text, href in places],
            search_href="/search" if "/search" in there and worker.may("case.read") else None,
            notices_href="/notices" if "/notices" in there else None,
            notices=worker.notices,
            messages_href="/messages" if "/messages" in there and worker.may("case.read") else None,
            messages=unread_messages(worker),
            worker=worker.name,
            agency=worker.agency_name,
            account_href="/account" if "/account" in there else None,
            alerts=_alerts(worker) if worker.urgent else (),
            urgent=worker.urgent,
            late_sweep=sweep_is_late(),
            sign_out_href="/sign-out" if "/sign-out" in there else None,
            demonstration=settings.demo,
            session_of=worker.reference if "/session" in there else None,
            shortcuts=worker.preferences.get("shortcuts") == "on",
        )

    provide_frame(app, frame)
    provide_contacts(app, _contacts)


def _nearest(places: list[str]) -> str | None:
    """The one place of these that the open page is or lies under."""
    return max((href for href in places if f"{request.path}/".startswith(f"{href}/")), key=len, default=None)


def _alerts(worker: SignedIn) -> list[Alert]:
    """Urgent notices stand above every page until they are acknowledged."""
    with reading(worker) as session:
        waiting = urgent_for(session, worker.id)
    return [
        Alert(
            f"{notice.case_reference}: {notice.sentence}" if notice.case_reference else notice.sentence,
            notice.place[1] if notice.place else "/notices",
            f"/notices/{notice.reference}/acknowledge",
        )
        for notice in waiting
    ]


def _contacts() -> list[Contact]:
    """Of the partnerships that the reader's agency belongs to. A stranger is told of none."""
    worker: SignedIn | None = g.get("worker")
    if worker is None:
        return []
    with reading(worker) as session:
        rows = session.execute(
            select(Partnership.name, Partnership.details)
            .join(Membership, Membership.partnership_id == Partnership.id)
            .where(Membership.agency_id == worker.agency_id, Membership.until_date.is_(None))
            .order_by(Partnership.name)
        ).all()
    return [
        Contact(name, *(str(said.get(f"contact_{part}") or "") for part in ("name", "email", "phone")))
        for name, said in rows
    ]


def _banner(worker: SignedIn) -> Banner:
    """The partnership's own for an agency that is a member of one; a neutral one for an agency of several."""
    with reading(worker) as session:
        rows = session.execute(
            select(Partnership.name, Partnership.details)
            .join(Membership, Membership.partnership_id == Partnership.id)
            .where(Membership.agency_id == worker.agency_id, Membership.until_date.is_(None))
        ).all()
    if len(rows) != 1:
        return Banner("Case coordination", Frame().accent)
    name, details = rows[0]
    return Banner(name, str(details.get("accent") or Frame().accent).lstrip("#"))
