"""A checkpoint: at one moment, how far every changed chain had grown, under one root, one number and one signature."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from coordination.audit.proof import merkle
from coordination.audit.proof.canonical import canonical

# What stands before the first checkpoint.
NOTHING = sha256(b"no checkpoint yet").digest()


@dataclass(frozen=True, order=True)
class Head:
    """How far one chain had grown: the number and hash of its newest entry."""

    chain: str
    seq: int
    hash: bytes

    def leaf(self) -> bytes:
        """This head's place in the Merkle tree."""
        return merkle.leaf(canonical("head-v1", self.chain, str(self.seq), self.hash.hex()))


@dataclass(frozen=True)
class Sealed:
    """One checkpoint, as it is signed and kept. `at` is in microseconds since 1970."""

    number: int
    at: int
    heads: tuple[Head, ...]
    previous: bytes
    root: bytes
    hash: bytes
    public_key: bytes = b""
    signature: bytes = b""

    def as_line(self) -> str:
        """One line of JSON: the outside copy, and what travels to the signer and back."""
        return json.dumps(
            {
                "number": self.number,
                "at": self.at,
                "heads": [[head.chain, head.seq, head.hash.hex()] for head in self.heads],
                "previous": self.previous.hex(),
                "root": self.root.hex(),
                "hash": self.hash.hex(),
                "public_key": self.public_key.hex(),
                "signature": self.signature.hex(),
            },
            separators=(",", ":"),
        )


def seal(number: int, at: int, heads: Iterable[Head], previous: bytes) -> Sealed:
    """A checkpoint over these heads, not signed yet."""
    ordered = tuple(sorted(heads))
    root = merkle.root([head.leaf() for head in ordered])
    return Sealed(number, at, ordered, previous, root, _hash(number, at, previous, root, len(ordered)))


def from_line(line: str) -> Sealed:
    """A checkpoint out of its line. Raises ValueError, in words, when the line is not one."""
    try:
        parts: dict[str, Any] = json.loads(line)
        return Sealed(
            number=int(parts["number"]),
            at=int(parts["at"]),
            heads=heads_of(parts["heads"]),
            previous=bytes.fromhex(parts["previous"]),
            root=bytes.fromhex(parts["root"]),
            hash=bytes.fromhex(parts["hash"]),
            public_key=bytes.fromhex(parts["public_key"]),
            signature=bytes.fromhex(parts["signature"]),
        )
    except (ValueError, KeyError, TypeError, IndexError) as broken:
        raise ValueError(f"A line is not a checkpoint: {line[:60]!r}") from broken


def heads_of(listed: Sequence[Sequence[Any]]) -> tuple[Head, ...]:
    """Heads out of their plain lists of chain, number and hexadecimal hash."""
    return tuple(Head(str(chain), int(seq), bytes.fromhex(digest)) for chain, seq, digest in listed)


def faults(sealed: Sealed, before: Sealed | None) -> Iterator[str]:
    """Everything wrong with a checkpoint in itself and as the one that follows `before`, as sentences."""
    name = f"Checkpoint {sealed.number}"
    chains = [head.chain for head in sealed.heads]
    if len(set(chains)) != len(chains) or chains != sorted(chains):
        yield f"{name} does not list its chains once each and in order."
    if sealed.root != merkle.root([head.leaf() for head in sealed.heads]):
        yield f"{name} lists other heads than the ones it was sealed over."
    if sealed.hash != _hash(sealed.number, sealed.at, sealed.previous, sealed.root, len(sealed.heads)):
        yield f"{name} was changed after it was sealed."
    if before and sealed.number != before.number + 1:
        yield f"Checkpoint {before.number + 1} is missing."
    if before and sealed.previous != before.hash:
        yield f"{name} does not follow from the one before it."
    if not before and sealed.number == 1 and sealed.previous != NOTHING:
        yield f"{name} says that something stood before it."


def is_signed(sealed: Sealed) -> bool:
    """Whether the signature is right for the key that the checkpoint names. Whose key that is, others must know."""
    try:
        Ed25519PublicKey.from_public_bytes(sealed.public_key).verify(sealed.signature, sealed.hash)
    except (InvalidSignature, ValueError):
        return False
    return True


def _hash(number: int, at: int, previous: bytes, root: bytes, count: int) -> bytes:
    return sha256(canonical("checkpoint-v1", str(number), str(at), previous.hex(), root.hex(), str(count))).digest()
