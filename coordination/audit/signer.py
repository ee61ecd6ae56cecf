"""The signer: a process with a key of its own. It signs checkpoints that follow from one another, and nothing else.

It has no database and no secret of the product. It keeps its own copy of all that it signed, one line each, and
refuses to sign a number twice or a chain that became shorter, so the copy cannot be led astray by the database.
Run as `python -m coordination.audit.signer`, under an account of its own where there is one.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from coordination.audit.proof.canonical import moment_of
from coordination.audit.proof.checkpoints import Sealed, faults, from_line
from coordination.audit.proof.signing import SignerRefused, reachable, read_line


class Desk:
    """The key, and the copies of everything that it signed."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.folder = data_dir / "signer"
        self.copies = data_dir / "checkpoints"
        for folder in (self.folder, self.copies):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.key = Ed25519PrivateKey.from_private_bytes(_seed(self.folder / "key"))
        self.public_key = self.key.public_key().public_bytes_raw()
        self.last: Sealed | None = None
        self.lengths: dict[str, int] = {}
        for file in sorted(self.copies.glob("*.jsonl")):
            _drop_what_broke_off(file)
            with file.open() as lines:
                for line in lines:
                    self._note(from_line(line))

    def sign(self, asked: Sealed) -> Sealed:
        """The checkpoint with our signature, kept in our copy first. Raises SignerRefused with the reason."""
        if self.last and asked.number == self.last.number:
            return self.last
        wrong = next(faults(asked, self.last), None)
        shorter = next((head.chain for head in asked.heads if head.seq <= self.lengths.get(head.chain, 0)), None)
        if wrong is None and shorter is not None:
            wrong = f"The chain {shorter} is not longer than it was when it was sealed before."
        if wrong is None and self.last and asked.at < self.last.at:
            wrong = f"Checkpoint {asked.number} is earlier than the one before it."
        if wrong is not None:
            raise SignerRefused(wrong)
        signed = Sealed(
            asked.number,
            asked.at,
            asked.heads,
            asked.previous,
            asked.root,
            asked.hash,
            self.public_key,
            self.key.sign(asked.hash),
        )
        self._keep(signed)
        self._note(signed)
        return signed

    def stands_apart(self) -> bool:
        """Whether this account is another one than the account that keeps the rest of the data."""
        return self.data_dir.stat().st_uid != os.geteuid()

    def _keep(self, signed: Sealed) -> None:
        file = self.copies / f"{moment_of(signed.at):%Y-%m}.jsonl"
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as copy:
            copy.write(signed.as_line() + "\n")
            copy.flush()
            os.fsync(copy.fileno())

    def _note(self, signed: Sealed) -> None:
        self.last = signed
        self.lengths |= {head.chain: head.seq for head in signed.heads}


def _drop_what_broke_off(file: Path) -> None:
    """A line without its end was being written when the power went; nobody was told of it, so it is signed anew."""
    written = file.read_bytes()
    if not written.endswith(b"\n"):
        with file.open("r+b") as copy:
            copy.truncate(written.rfind(b"\n") + 1)


def _seed(path: Path) -> bytes:
    """The key's thirty-two bytes, made once; only this account may read them."""
    try:
        new = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            raise SystemExit(f"{path} can be read by other accounts. Say chmod 600, and ask who has read it.") from None
        return path.read_bytes()
    with os.fdopen(new, "wb") as file:
        file.write(os.urandom(32))
    return path.read_bytes()


def serve(desk: Desk) -> None:
    """Answer one caller after another until told to stop."""
    with reachable(desk.folder) as path, socket.socket(socket.AF_UNIX) as door:
        Path(path).unlink(missing_ok=True)
        door.bind(path)
        Path(path).chmod(0o660 if desk.stands_apart() else 0o600)
        door.listen(8)
        while True:
            caller, _ = door.accept()
            with caller:
                caller.settimeout(10.0)
                _answer(desk, caller)


def _answer(desk: Desk, caller: socket.socket) -> None:
    try:
        answer = desk.sign(from_line(read_line(caller))).as_line()
    except (SignerRefused, ValueError) as refused:
        answer = json.dumps({"refused": str(refused)})
    except OSError as away:
        print(f"A caller went away: {away}", file=sys.stderr, flush=True)
        return
    try:
        caller.sendall(answer.encode() + b"\n")
    except OSError as away:
        print(f"A caller went away: {away}", file=sys.stderr, flush=True)


def main() -> None:
    """Serve the data folder that DATA_DIR names."""
    desk = Desk(Path(os.environ["DATA_DIR"]))
    if desk.stands_apart():
        print("The signing key belongs to an account of its own: web, worker and database cannot read it.", flush=True)
    else:
        print(
            "The signing key is in a file that only this account can read, but the web and the worker run under the "
            "same account. Keep copies of the checkpoints folder on another machine.",
            flush=True,
        )
    signal.signal(signal.SIGTERM, _stop)
    serve(desk)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
