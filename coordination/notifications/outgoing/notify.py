"""A small client of GOV.UK Notify's documented HTTP interface: send by template, and ask what became of a reference."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from coordination import clock
from coordination.notifications.outgoing.ways import NotNow, Refused, Unsure

PATIENCE = 15.0
# the last 73 characters of a key are the service's id, a hyphen and the secret
ID, SECRET = slice(-73, -37), slice(-36, None)


@dataclass(frozen=True)
class Notify:
    """One service of GOV.UK Notify, by its address and key."""

    address: str
    key: str

    def send_email(self, template: str, to: str, words: dict[str, str], reference: str) -> None:
        """Ask for one e-mail. Raises NotNow, Refused or Unsure."""
        self._send("email", {"email_address": to}, template, words, reference)

    def send_text(self, template: str, to: str, words: dict[str, str], reference: str) -> None:
        """Ask for one text message. Raises NotNow, Refused or Unsure."""
        self._send("sms", {"phone_number": to}, template, words, reference)

    def has(self, reference: str) -> bool:
        """Whether a message with this reference was taken. Raises NotNow when Notify does not say."""
        try:
            found = self._ask("GET", f"/v2/notifications?reference={quote(reference)}")
        except (Refused, Unsure) as error:
            raise NotNow(str(error)) from error
        return bool(found.get("notifications"))

    def _send(self, way: str, to: dict[str, str], template: str, words: dict[str, str], reference: str) -> None:
        body = to | {"template_id": template, "personalisation": words, "reference": reference}
        self._ask("POST", f"/v2/notifications/{way}", body)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 (the address is a setting of the installation)
            self.address + path,
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Authorization": f"Bearer {self.token()}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                read: dict[str, Any] = json.load(answer)
                return read
        except urllib.error.HTTPError as error:
            error.close()
            # Too many requests, their own trouble, or a key or clock of ours that is wrong until somebody mends it:
            # later, for it says nothing about this message. Their words may repeat the address, the number does not.
            if error.code in (401, 403, 429) or error.code >= 500:
                raise NotNow(f"Notify {error.code}") from None
            raise Refused(f"Notify {error.code}") from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, ConnectionRefusedError):
                raise NotNow("ConnectionRefusedError") from error
            raise Unsure(type(error.reason).__name__) from error
        except (OSError, ValueError) as error:
            raise Unsure(type(error).__name__) from error

    def token(self) -> str:
        """The signed token that each request carries: who asks, and when, by the machine's own clock."""
        head = _coded(json.dumps({"typ": "JWT", "alg": "HS256"}).encode())
        claims = {"iss": self.key[ID], "iat": int(clock.machine_now().timestamp())}
        signed = f"{head}.{_coded(json.dumps(claims).encode())}"
        seal = hmac.new(self.key[SECRET].encode(), signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{_coded(seal)}"


def _coded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
