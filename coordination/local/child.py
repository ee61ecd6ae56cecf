"""Start a program that cannot outlive us: Linux kills it when the process that started it is gone, however it went."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from coordination.local.account import Account

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522


def start(
    argv: Sequence[str | os.PathLike[str]],
    *,
    log: Path,
    env: Mapping[str, str],
    account: Account | None = None,
    dies_by: signal.Signals = signal.SIGTERM,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """A foreground child in a process group of its own, so Ctrl-C reaches us alone and we stop children in order.

    Call it from the main thread only: the kernel ties the child's life to the thread that made it.
    """
    with log.open("ab") as out:
        return subprocess.Popen(
            argv,
            stdin=stdin,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            preexec_fn=_before_the_program(account or Account(), dies_by, os.getpid()),  # noqa: PLW1509
        )


def run(
    argv: Sequence[str | os.PathLike[str]],
    *,
    env: Mapping[str, str],
    account: Account | None = None,
    cwd: Path = Path("/"),
) -> None:
    """Run a program to its end under `account`; RuntimeError with what it said when it fails."""
    done = subprocess.run(
        argv,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=dict(env),
        cwd=cwd,
        check=False,
        preexec_fn=_before_the_program(account or Account(), signal.SIGTERM, os.getpid()),
    )
    if done.returncode:
        raise RuntimeError(f"{Path(argv[0]).name} failed:\n{done.stdout}{done.stderr}".strip())


def stop(child: subprocess.Popen[bytes], how: signal.Signals, patience: float) -> None:
    """Ask a child to end, and after `patience` seconds end it and whatever it started."""
    if child.poll() is not None:
        return
    child.send_signal(how)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def die_with(parent: int, by: signal.Signals, libc: ctypes.CDLL | None = None) -> None:
    """Let the kernel end this process when `parent`, which started it, is gone; at once when it is gone already."""
    (libc or ctypes.CDLL(None)).prctl(PR_SET_PDEATHSIG, by, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _before_the_program(account: Account, dies_by: signal.Signals, parent: int) -> Callable[[], None]:
    libc = ctypes.CDLL(None, use_errno=True)

    def prepare() -> None:
        os.setpgid(0, 0)
        if account.uid is not None and account.gid is not None:
            if account.reads_closed_folders:
                # Keeps what is chosen below over the change of account, and lets access() count it: initdb asks that.
                libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
            os.setgroups([])
            os.setresgid(account.gid, account.gid, account.gid)
            os.setresuid(account.uid, account.uid, account.uid)
            if account.reads_closed_folders:
                _keep_one_capability(libc)
        # Last, because a change of account clears it.
        die_with(parent, dies_by, libc)

    return prepare


def _keep_one_capability(libc: ctypes.CDLL) -> None:
    """Of all that root may do, keep passing through closed folders, and hand it on to the program."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    mask = 1 << CAP_DAC_READ_SEARCH
    data = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    if libc.capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "the servers' account could not be prepared")
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0)
