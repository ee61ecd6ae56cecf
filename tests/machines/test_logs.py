"""What processes write about themselves: JSON lines, and nothing that somebody typed."""

from __future__ import annotations

import json
import subprocess
import sys

TALKS = """
import logging
from coordination import logs
logs.configure("a test")
logs.log().info("job-done", row="0123")
try:
    raise ValueError("Kelly Marsh")
except ValueError as error:
    logs.log().error("job-failed", exc_info=error)
    logging.getLogger("a.library").exception("could not read %s", "Kelly Marsh")
    logging.getLogger("a.library").warning("Kelly Marsh")
    logging.getLogger("coordination.web").error("fault %s in %s", "FB50", "cases.page")
logging.getLogger("a.library").info("Kelly Marsh")
"""


def test_every_line_is_json_with_ids_and_codes_alone():
    done = subprocess.run([sys.executable, "-c", TALKS], capture_output=True, text=True, check=True)
    assert "Kelly" not in done.stderr + done.stdout
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == [
        "job-done",
        "job-failed",
        "library",
        "library",
        "fault FB50 in cases.page",
    ]
    assert lines[0]["row"] == "0123"
    assert lines[1]["error"] == lines[2]["error"] == "ValueError"
    assert lines[2]["pattern"] == "could not read %s"
    assert {line["process"] for line in lines} == {"a test"}
