"""What this process was told by its environment, read once and then fixed.

Whoever starts a process (the one-machine supervisor, a service file, a test) says everything by environment variables.
Nothing else is read: no file of settings, and no default that would be unsafe on a real machine.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


class SettingsRefused(Exception):
    """The environment does not make a running product. Its text says what to change, one sentence a fault."""


NOTIFY_ADDRESS = "https://api.notifications.service.gov.uk"


@dataclass(frozen=True)
class Mail:
    """Where messages go. With neither server nor key the product keeps its e-mail in `folder` and sends none.

    GOV.UK Notify is used for what it has both a key and a template for; each template is one of its ids.
    """

    sender: str
    server: str | None
    notify_key: str | None = field(repr=False)
    folder: Path | None
    notify_address: str = NOTIFY_ADDRESS
    email_template: str | None = None
    text_template: str | None = None

    @property
    def texts_residents(self) -> bool:
        """Whether texts to the people whom cases are about are set up at all."""
        return bool(self.notify_key and self.text_template)


@dataclass(frozen=True)
class Settings:
    """Everything a process may know about where it runs. Secrets are left out when it is printed."""

    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    secret: str = field(repr=False)
    base_url: str
    data_dir: Path | None
    demo: bool
    clock_file: Path | None
    mail: Mail
    proxies: int
    streams_per_process: int
    # where documents are scanned; without it they stay in quarantine
    scanner: str | None = None
    checkpoint_copies: str | None = None
    # the same database as the role that reads frozen figures and nothing else
    statistics_url: str | None = field(default=None, repr=False)

    @property
    def https(self) -> bool:
        """Whether people reach us by https, so cookies are `Secure` and carry the `__Host-` prefix."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def libpq_url(self) -> str:
        """The database address as psycopg itself reads it, for LISTEN and other work below SQLAlchemy."""
        return plain_database_url(self.database_url)


def plain_database_url(url: str) -> str:
    """`postgresql://…`, as psql and psycopg read it."""
    return "postgresql://" + url.split("://", 1)[1]


def sqlalchemy_database_url(url: str) -> str:
    """`postgresql+psycopg://…`, the driver named."""
    return "postgresql+psycopg://" + url.split("://", 1)[1]


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only be reached from this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address_faults(base_url: str) -> list[str]:
    """What is wrong with the address people are told, as sentences."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return [f"COORDINATION_ADDRESS is “{base_url}”. Give the whole address, like https://coordination.example.org."]
    if parts.path.rstrip("/") or parts.query or parts.fragment:
        return [f"COORDINATION_ADDRESS is “{base_url}”. Give it without anything after the host name."]
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        sentence = (
            f"COORDINATION_ADDRESS is “{base_url}”. Sign-in over plain http is only allowed on this machine itself: "
            "put https in front and give the https address."
        )
        return [sentence]
    return []


def scanner_faults(address: str) -> list[str]:
    """What is wrong with the address of the scanner, as sentences."""
    parts = urlsplit(address)
    if (parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path.startswith("/")):
        return []
    return [f"COORDINATION_SCANNER is “{address}”. Give tcp://host:port or unix:///path/to/the/socket of clamd."]


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, or `SettingsRefused` with a sentence for each thing that is missing or unsafe."""
    env = os.environ if environ is None else environ
    faults: list[str] = []

    def needed(name: str, what: str) -> str:
        value = env.get(name, "").strip()
        if not value:
            faults.append(f"{name} is not set. It is {what}.")
        return value

    def whole_number(name: str, default: int) -> int:
        text = env.get(name, "").strip() or str(default)
        if text.isascii() and text.isdigit():
            return int(text)
        faults.append(f"{name} is “{text}”. Give a whole number, 0 or more.")
        return default

    database_url = needed("DATABASE_URL", "the address of PostgreSQL with this process's own role in it")
    if database_url and not database_url.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        faults.append("DATABASE_URL does not begin with postgresql://. No other database is supported.")
    statistics_url = env.get("STATISTICS_DATABASE_URL", "").strip()
    if statistics_url and not statistics_url.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        faults.append("STATISTICS_DATABASE_URL does not begin with postgresql://. No other database is supported.")
    redis_url = needed("REDIS_URL", "the address of Valkey or Redis")
    if redis_url and not redis_url.startswith(("redis://", "rediss://", "unix://")):
        faults.append("REDIS_URL does not begin with redis://, rediss:// or unix://.")
    secret = needed("COORDINATION_SECRET", "a random text of at least 32 characters, the same for every process")
    if secret and len(secret) < 32:
        faults.append("COORDINATION_SECRET is shorter than 32 characters. Make a longer one.")
    base_url = needed("COORDINATION_ADDRESS", "the address that people type, like https://coordination.example.org")
    if base_url:
        faults += address_faults(base_url)
    copies = env.get("COORDINATION_CHECKPOINT_COPIES", "").strip() or None
    if copies and not copies.startswith(("https://", "/")):
        faults.append(
            f"COORDINATION_CHECKPOINT_COPIES is “{copies}”. Give a folder from the root, like /mnt/witness, or an "
            "https address."
        )
    demo = env.get("COORDINATION_DEMO", "") == "1"
    proxies = whole_number("COORDINATION_PROXIES", 0)
    streams = whole_number("COORDINATION_STREAMS", 300)
    scanner = env.get("COORDINATION_SCANNER", "").strip() or None
    if scanner:
        faults += scanner_faults(scanner)
    if faults:
        raise SettingsRefused("\n".join(faults))

    data_dir = Path(env["DATA_DIR"]).absolute() if env.get("DATA_DIR") else None
    clock_file = Path(env["COORDINATION_CLOCK_FILE"]) if demo and env.get("COORDINATION_CLOCK_FILE") else None
    mail = Mail(
        sender=env.get("COORDINATION_MAIL_FROM") or f"coordination@{urlsplit(base_url).hostname}",
        server=env.get("COORDINATION_SMTP") or None,
        notify_key=env.get("COORDINATION_NOTIFY_KEY") or None,
        folder=data_dir / "mail" if data_dir else None,
        notify_address=(env.get("COORDINATION_NOTIFY_ADDRESS") or NOTIFY_ADDRESS).rstrip("/"),
        email_template=env.get("COORDINATION_NOTIFY_EMAIL_TEMPLATE") or None,
        text_template=env.get("COORDINATION_NOTIFY_TEXT_TEMPLATE") or None,
    )
    return Settings(
        database_url=sqlalchemy_database_url(database_url),
        redis_url=redis_url,
        secret=secret,
        base_url=base_url.rstrip("/"),
        data_dir=data_dir,
        demo=demo,
        clock_file=clock_file,
        mail=mail,
        proxies=proxies,
        streams_per_process=streams,
        scanner=scanner,
        checkpoint_copies=copies,
        statistics_url=sqlalchemy_database_url(statistics_url) if statistics_url else None,
    )
