"""What Telegram says to show that it is Telegram: a secret of its own for every bot."""

import base64
import hashlib
import hmac

_PURPOSE = "telegram webhook"


def secret_of(master: str, practice: str, bot: str) -> str:
    """This bot's secret, made from the one in the settings; it tells nothing of any other's."""
    purpose = "\0".join((_PURPOSE, practice, bot)).encode()
    digest = hmac.new(master.encode(), purpose, hashlib.sha256).digest()
    # Telegram takes letters, digits, _ and -, at most 256 of them.
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def is_same(given: str, expected: str) -> bool:
    """Compares without telling by its duration how much was right."""
    # Headers may hold anything; only bytes are compared in constant time whatever they are.
    return hmac.compare_digest(given.encode(errors="surrogateescape"), expected.encode())
