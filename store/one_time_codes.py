"""Time-based one-time codes, as authenticator apps make them (RFC 6238): six digits, 30 seconds."""

import hmac
import secrets
from datetime import UTC, datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES = 20
DIGITS, SECONDS = 6, 30
DRIFT = 1
"""By how many steps the clock of a telephone may be ahead of ours, or behind it."""


def new_secret() -> bytes:
    """What the telephone and we have in common."""
    return secrets.token_bytes(SECRET_BYTES)


def address(secret: bytes, account: str, issuer: str) -> str:
    """What an authenticator app reads from the picture."""
    return TOTP(secret, DIGITS, _SHA1, SECONDS).get_provisioning_uri(account, issuer)


def code_at(secret: bytes, now: datetime) -> str:
    """The code that an authenticator shows at this instant."""
    return _code(secret, _counter(now))


def next_after(now: datetime) -> datetime:
    """When the code of this instant gives way to the next."""
    return datetime.fromtimestamp((_counter(now) + 1) * SECONDS, UTC)


def counter_of(secret: bytes, given: str, now: datetime) -> int | None:
    """The step whose code this is, the newest first; None when it is of no step near now."""
    here = _counter(now)
    # Every step is looked at, so that the time it takes says nothing.
    near = range(here + DRIFT, max(here - DRIFT, 0) - 1, -1)
    found = [
        each for each in near if hmac.compare_digest(_code(secret, each).encode(), given.encode())
    ]
    return found[0] if found else None


def _counter(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def _code(secret: bytes, counter: int) -> str:
    return HOTP(secret, DIGITS, _SHA1).generate(counter).decode()


# What every authenticator app knows; the weakness of SHA-1 is about collisions, and a keyed hash
# has no use for them.
_SHA1 = SHA1()  # noqa: S303
