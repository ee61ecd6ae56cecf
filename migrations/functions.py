"""One helper gives a function to `guard`, who owns every function that sees more than its caller."""

from __future__ import annotations

from collections.abc import Iterator


def hand_to_guard(function: str, *callers: str) -> Iterator[str]:
    """The statements that hand a function over and close it to everybody but these roles.

    Rights are given and taken as guard: a function's former owner can do neither, and PostgreSQL only warns. `migrate`
    keeps the right to call it, because whoever makes a trigger or a policy with it needs that.
    """
    yield f"alter function {function} owner to guard"
    yield "set role guard"
    yield f"revoke all on function {function} from public"
    yield f"grant execute on function {function} to {', '.join(dict.fromkeys(('migrate', *callers)))}"
    yield "reset role"
