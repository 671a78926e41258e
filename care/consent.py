"""What a client agreed to: one purpose, one yes, each revocable on its own."""

from enum import StrEnum

CONSENT_VERSION = 1
"""The version of the texts a client agrees to; a changed text is a new version."""


class Purpose(StrEnum):
    """What may be kept and done, asked for and revoked separately."""

    CHECK_INS = "check-ins"
    ALERTS = "alerts"
