"""The way to the signer: one line over a socket in the data folder, one line back."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from coordination.audit.proof.checkpoints import Sealed, from_line

LONGEST_LINE = 64 * 1024 * 1024
PATIENCE = 10.0


class SignerRefused(Exception):
    """The signer did not sign. Its text is a sentence that says why."""


class Signs(Protocol):
    """Whoever signs checkpoints."""

    def sign(self, sealed: Sealed) -> Sealed:
        """The checkpoint with a signature; or the one that was signed under its number before. Else SignerRefused."""
        ...


class Signer:
    """The signer process of this machine, which alone can read the key."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "signer"

    def sign(self, sealed: Sealed) -> Sealed:
        """See Signs."""
        try:
            with reachable(self.folder) as path, socket.socket(socket.AF_UNIX) as line:
                line.settimeout(PATIENCE)
                line.connect(path)
                line.sendall(sealed.as_line().encode() + b"\n")
                answer = read_line(line)
        except OSError as away:
            raise SignerRefused(f"The signer does not answer: {away}.") from away
        said = json.loads(answer)
        if "refused" in said:
            raise SignerRefused(said["refused"])
        return from_line(answer)


@contextmanager
def reachable(folder: Path) -> Iterator[str]:
    """A path to the signer's socket that is short enough for the kernel, however deep the data folder lies."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        short = Path(f"/proc/self/fd/{opened}")
        yield str((short if short.exists() else folder) / "socket")
    finally:
        os.close(opened)


def read_line(line: socket.socket) -> str:
    """Everything up to the end of the line. Raises SignerRefused for a line that is too long or breaks off."""
    parts, size = [], 0
    while part := line.recv(1 << 20):
        parts.append(part)
        size += len(part)
        if part.endswith(b"\n"):
            return b"".join(parts).decode()
        if size > LONGEST_LINE:
            raise SignerRefused("A checkpoint of this size is not signed.")
    raise SignerRefused("The line broke off before the checkpoint was whole.")
