"""The servers of a test run end with it, also when it is killed."""

import json
import shutil
import signal
import subprocess
import sys

from tests.platform.launcher import CHECKOUT, alive, wait_until

# What the controller does first, in a process that can be killed without killing this run; its tables would be more of
# the same.
A_RUN = """
import json, sys, time
from pathlib import Path
from tests import conftest

servers = conftest.start_servers()
note = {"pids": list(servers.pids().values()), "folders": [str(servers.folder.path), str(servers.sockets)]}
Path(sys.argv[1]).write_text(json.dumps(note))
time.sleep(60)
"""


def test_the_servers_of_a_killed_test_run_end(tmp_path):
    note = tmp_path / "note"
    run = subprocess.Popen([sys.executable, "-c", A_RUN, str(note)], cwd=CHECKOUT)
    wait_until(lambda: note.exists() and note.read_text().endswith("}"), "its servers run")
    noted = json.loads(note.read_text())
    assert all(map(alive, noted["pids"]))
    run.send_signal(signal.SIGKILL)
    run.wait()
    wait_until(lambda: not any(map(alive, noted["pids"])), "its servers have ended")
    for folder in noted["folders"]:
        shutil.rmtree(folder)
