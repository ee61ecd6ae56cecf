"""Files as prisons and probation send them. Every person in them is invented."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from tests.cases import stories
from tests.make import World

DATES = "Prison number,New release date,Kind,Source,Confidence"
PRISON = (
    "Surname,Forename,DOB,Sex,NOMIS ID,Reception date,Drug 1,Drug 2,Drug 3,Discharge reason,Exit date,Exit reason,"
    "Exit destination,Referral on release status"
)


def prison_row(**given: str) -> str:
    """One row of a prison's list: released and passed to Havering, unless it says otherwise."""
    row = {
        "surname": "Nought", "forename": "Ari", "born": "04/03/1988", "sex": "M", "number": "Z9017TX",
        "received": "02/03/2026", "drug": "Alcohol", "reason": "Transferred - not in custody", "left": "10/09/2026",
        "exit": "Released", "area": "Havering", "referral": "Structured treatment",
    } | given  # fmt: skip
    return ",".join(
        [row["surname"], row["forename"], row["born"], row["sex"], row["number"], row["received"], row["drug"], "", "",
         row["reason"], row["left"], row["exit"], row["area"], row["referral"]]
    )  # fmt: skip


def bring(client: FlaskClient, kind: str, content: bytes | str) -> Any:
    """Send a file as the page does, and follow to the page that answers."""
    body = content if isinstance(content, bytes) else content.encode()
    sent = {"once": uuid4().hex, "kind": kind, "pasted": "", "file": (io.BytesIO(body), "list.csv")}
    answer = client.post("/lists", data=sent, follow_redirects=True)
    # The test client leaves what it sent from in the hands of the collector.
    for each in (answer, *answer.history):
        each.request.environ["wsgi.input"].close()
    return answer


def press(client: FlaskClient, answer: Any, button: str, **fields: str) -> Any:
    """Press a button of the page that answered."""
    return client.post(answer.request.path, data={"once": uuid4().hex, button: button, **fields}, follow_redirects=True)


def words(answer: Any) -> str:
    """What the page says, without its markup."""
    main = answer.text.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def accepted(world: World, released_on: Any, number: str, **given: Any) -> stories.Story:
    """An accepted case with this prison number."""
    return stories.accepted(world, released_on, {"prison_number": number, **given})
