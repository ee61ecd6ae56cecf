"""Questions that a stranger asks: what a page never offers, and files asked for in every way that a client can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.statistics.shown import FILE, HALF_A_YEAR, PAGE, plain
from workflows.measures.from_releases import NOT_RELEASED, RELEASED

GOOD = f"{HALF_A_YEAR}&by=total"
ODD = (
    "by=total&until=2026-06&partnership=havering&since=2026-01",
    f"{GOOD}&pathway=nrm&pathway=nrm",
    f"{GOOD}&pathway=nrm&pathway=cuckooing&sender=metropolitan-police&sender=hmp-pentonville",
    f"{GOOD}&by=sex",
    f"{GOOD}&group=shared",
    f"{GOOD}&sender=shared",
    f"{GOOD}&receiver=shared",
    f"{GOOD}&receiver=outside",
    f"{GOOD}&sender=other-agencies",
    f"{GOOD}&pathway=home-fire-safety",
    f"{GOOD}&pathway=",
    f"{GOOD}&pathway=nrm%00",
    f"{GOOD}&sender[]=nelft",
    "partnership=havering&since=2025-12&until=2026-06&by=total",
    "partnership=havering&since=2026-01&until=2026-07&by=total",
    "partnership=havering&since=2026-06&until=2030-01&by=total",
    "partnership=havering&since=2026-02-01&until=2026-06&by=total",
    "partnership=havering&since=2026-01&until=2026-01&by=events:national&pathway=cuckooing",
    "partnership=havering&since=2026-01&until=2026-01&by=events:lowered",
    "partnership=havering&since=2026-06&until=2026-06&by=continuity",
    "partnership=waltham-forest",
    "partnership=",
    "since=2026-01",
)
ASKED_BY = {
    "as a browser that has it": {"If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"},
    "only if it changed": {"If-Match": '"a"', "If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    "in part": {"Range": "bytes=0-99"},
    "in another part": {"Range": "bytes=-40", "If-Range": '"a"'},
    "compressed": {"Accept-Encoding": "gzip, br"},
    "in another language": {"Accept": "application/json", "Accept-Language": "cy"},
}
OTHERS = (
    "/measures?partnership=havering", "/measures?partnership=havering&by=pillar", "/plan?partnership=havering",
    "/measures/by/outcome/theme-1?partnership=havering", "/board-report?partnership=havering&quarter=2025-26-Q4",
    "/board-report?partnership=havering&quarter=2026-27-Q1", "/measures/exact?partnership=havering",
    "/measures/dp-1-1-4-nrm-referrals/exact?partnership=havering", f"{FILE}exe?{GOOD}", f"{FILE}csv/?{GOOD}",
    "/exact-figures?partnership=havering", "/team-figures", "/data-package/havering/figures.csv",
    "/data-package/havering/figures.csv?key=nothing", "/statistics/package.zip?partnership=waltham-forest",
)  # fmt: skip


DRAWN = re.compile(r"=[^;]{20,}")
ONCE = re.compile(rb'value="[0-9a-f]{32}"')


def oddly_asked(of_each: int) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Who asks, how, what and with which headers. Everything is asked where `of_each` is 1, else a part of it."""
    every = [("manager", "GET", f"{at}{more}?{odd}", {}) for odd in ODD for at, more in ((PAGE, ""), (FILE, "csv"))]
    every += [
        ("manager", method, f"{FILE}{kind}?{GOOD}", headers)
        for kind in ("csv", "xlsx", "ods", "pdf", "definitions.csv")
        for method in ("GET", "HEAD")
        for headers in ({}, *ASKED_BY.values())
    ]
    measures = [f"/measures/{code}" for code in (*RELEASED, *NOT_RELEASED)]
    every += [(role, "GET", address, {}) for role in ("manager", "partnership-lead") for address in measures]
    always = [(role, "GET", address, {}) for role in ("manager", "frontline", "nobody") for address in OTHERS[:-4]]
    always += [("manager", "GET", address, {}) for address in OTHERS[-4:]]
    always += [("nobody", method, f"{FILE}csv?{GOOD}", {}) for method in ("GET", "HEAD", "OPTIONS", "PUT")]
    always += [("manager", method, f"{PAGE}?{GOOD}", {}) for method in ("HEAD", "OPTIONS", "DELETE")]
    yield from every[::of_each]
    yield from always


def oddly_answered(twin: Any, role: str, method: str, address: str, headers: dict[str, str]) -> tuple[int, Any, bytes]:
    """The status, the headers and what is said."""
    answer = twin.ask(role, address, method=method, headers=headers)
    told = {name: value for name, value in answer.headers.items() if name != "Content-Security-Policy"}
    if answer.mimetype == "text/html":
        told.pop("Content-Length", None)
    # drawn by lot for whoever comes without a session, or for a form that must not be sent twice
    told["Set-Cookie"] = DRAWN.sub("", told.get("Set-Cookie", ""))
    return answer.status_code, told, ONCE.sub(b"", plain(answer))
