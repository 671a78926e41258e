"""What a client agreed to: one purpose, one yes, each revocable on its own."""

from enum import StrEnum

CONSENT_VERSION = 2
"""The version of the texts a client agrees to; a changed text is a new version."""


class Purpose(StrEnum):
    """What may be kept and done, asked for and revoked separately; each names its one channel.

    A purpose stands here when something obeys it, and not before.
    """

    CHECK_INS = "check-ins"
    """Questions are asked in Telegram, and what is answered is kept."""
    ALERTS = "alerts"
    """Rules tell the therapist in Slack; an answer about safety is told in any case."""
    SHARING = "sharing"
    """What is told in Slack shows the numbers and pictures it is about."""
    MESSAGES = "messages"
    """The therapist may write in Telegram."""
    GROUPS = "groups"
    """The practice may enrol the client in a group in Telegram."""
    GROUP_COUNT = "group-count"
    """Who leads the client's group sees how many of it practised: a number, and nobody's name."""
    JOURNAL = "journal"
    """What is written into a journal in Telegram is kept, for the client alone."""
    JOURNAL_SHARING = "journal-sharing"
    """What the client shares of it is read on the record page, and days without it may be told."""

    NOTES = "notes"
    """Notes of sessions are proposed in Telegram, and what the client answers is kept with them."""


AT_JOINING = (
    Purpose.CHECK_INS,
    Purpose.ALERTS,
    Purpose.SHARING,
    Purpose.MESSAGES,
    Purpose.GROUPS,
)
"""What joining asks for, and a client may switch off. Any other is asked for where it begins."""

AFTER_DISCHARGE = (Purpose.SHARING, Purpose.NOTES)
"""What holds when a therapy has ended: cards that stand keep their numbers, and a note that was
proposed may be answered until its date. Everything else rests until there is a new one."""


class Ended(StrEnum):
    """How a consent ended; what a stop ended comes back when the client does."""

    SWITCHED_OFF = "switched-off"
    DECLINED = "declined"
    """It was asked for where it begins, and never given."""
    STOPPED = "stopped"
    RENEWED = "renewed"
    """Given again, to a newer version of the text."""
