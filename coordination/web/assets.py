"""The files a browser fetches beside a page: ours in static/, and those of the three front-end packages."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic

from flask import Flask, Response, abort, request

ROOT = Path(__file__).parents[2]

VENDOR = {
    "govuk.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "moj.css": "@ministryofjustice/frontend/moj/moj-frontend.min.css",
    "moj.js": "@ministryofjustice/frontend/moj/moj-frontend.min.js",
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "hx-sse.js": "htmx.org/dist/ext/hx-sse.min.js",
}
PICTURES = (
    "@ministryofjustice/frontend/moj/assets",
    "govuk-frontend/dist/govuk/assets",
)
# Crown, crests and favicons belong to gov.uk hosts, and the packages' own fonts with them: only plain icons are served.
PICTURE = re.compile(r"images/icon-[a-z-]+\.svg")

FONT_FACE = re.compile(rb"@font-face\{[^}]*\}")
GOV_UK_FONT = b"GDS Transport,arial,sans-serif"
OUR_FONT = b'"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif'
SOURCE_MAP = re.compile(rb"(/\*|//)# sourceMappingURL=\S+( \*/)?")

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
LOOKED_AGAIN = 1.0  # seconds: a page names seven files, and looking for them on the disk took longer than its rows


@dataclass(frozen=True)
class Asset:
    """One file as it leaves us, with the digest that stands in its address."""

    body: bytes
    packed: bytes
    digest: str
    kind: str


def missing(packages: Path = ROOT / "node_modules") -> list[str]:
    """Front-end files that should be here and are not; start-up can refuse with their names."""
    return [name for name in VENDOR.values() if not (packages / name).is_file()]


def register(app: Flask) -> None:
    """Serve /static, /vendor and /assets, and give templates `asset_url`. FRONT_END names another packages folder."""
    packages = Path(app.config.get("FRONT_END") or ROOT / "node_modules")
    ours = Path(app.config.get("STATIC") or ROOT / "static")

    def find(address: str) -> Asset | None:
        """The file behind an address like `vendor/moj.css`, or None. Never leaves the three folders."""
        place, _, name = address.partition("/")
        if place == "vendor" and name in VENDOR:
            return _load(packages / VENDOR[name])
        if place == "static":
            return _load_inside(ours, name)
        if place == "assets" and PICTURE.fullmatch(name):
            return next((found for folder in PICTURES if (found := _load(packages / folder / name))), None)
        return None

    known: dict[str, tuple[float, str]] = {}

    def asset_url(address: str) -> str:
        """The address with the digest of the content, so that a browser may keep it for ever."""
        until, url = known.get(address, (0.0, ""))
        if until < monotonic():
            asset = find(address)
            url = f"/{address}?v={asset.digest}" if asset else f"/{address}"
            known[address] = (monotonic() + LOOKED_AGAIN, url)
        return url

    def serve(name: str) -> Response:
        asset = find(request.path.lstrip("/"))
        if asset is None:
            abort(404)
        return _answer(asset)

    for place in ("static", "vendor", "assets"):
        app.add_url_rule(f"/{place}/<path:name>", f"assets.{place}", serve, methods=["GET"])
    app.jinja_env.globals["asset_url"] = asset_url


def is_asset(path: str) -> bool:
    """Whether this address carries files only, so nothing about a person and nothing that a cache must forget."""
    return path.startswith(("/static/", "/vendor/", "/assets/", "/accent/"))


def _answer(asset: Asset) -> Response:
    packed = "gzip" in request.headers.get("Accept-Encoding", "") and len(asset.packed) < len(asset.body)
    response = Response(asset.packed if packed else asset.body, mimetype=asset.kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER if request.args.get("v") == asset.digest else ASK_AGAIN
    response.set_etag(asset.digest, weak=True)
    return response.make_conditional(request)  # type: ignore[return-value]


def _load_inside(folder: Path, name: str) -> Asset | None:
    path = (folder / name).resolve()
    return _load(path) if path.is_relative_to(folder.resolve()) else None


def _load(path: Path) -> Asset | None:
    try:
        changed = path.stat()
    except (OSError, ValueError):
        return None
    return _read(path, changed.st_mtime_ns) if path.is_file() else None


@lru_cache(maxsize=256)
def _read(path: Path, changed: int) -> Asset:
    body = path.read_bytes()
    if path.suffix in {".css", ".js"}:
        body = SOURCE_MAP.sub(b"", body)
    if path.suffix == ".css":
        # The packages name the GOV.UK typeface in every rule; it may be used on gov.uk hosts only.
        body = FONT_FACE.sub(b"", body).replace(GOV_UK_FONT, OUR_FONT)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(body, gzip.compress(body, 6, mtime=0), hashlib.sha256(body).hexdigest()[:16], kind)
