"""The way in to the record page in words, from Slack to the code, and what is said in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from care.visits import LeadsTo
from conversations.contents import Style
from conversations.envelopes import ShownLine
from conversations.record_pages import Frame, ShownField, ShownKey, ShownStep
from conversations.wording import Wording

NOTICES = ("link-over", "over", "left", "nothing", "busy", "stale", "too-large", "broken")
"""What may be said in the place of a page."""


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link for one person, in a window of the platform that is gone when it is closed."""

    title: str
    lines: tuple[str, ...]
    label: str
    close: str
    url: str = field(repr=False)


def link(
    url: str,
    code: str | None,
    until: datetime,
    words: Wording,
    leads_to: LeadsTo = LeadsTo.RECORD,
) -> ShownLink:
    """A one-time link to a client's record, to a note about a session, or to the reading list."""
    key = "record-link-about" if leads_to is LeadsTo.RECORD else "record-link-note"
    about = words.say(key, {"client": code}) if code else words.say("record-link-list")
    return ShownLink(
        words.say("record-link-title"),
        (about, words.say("record-link-once", {"until": until})),
        words.say("record-link-button"),
        words.say("record-link-close"),
        url,
    )


def frame(words: Wording, practice: str, reader: str = "") -> Frame:
    """What stands around a page; the ways on only for who has signed in."""
    if not reader:
        return Frame(words.locale, practice, skip=words.say("record-skip"))
    return Frame(
        words.locale,
        practice,
        reader,
        words.say("record-skip"),
        words.say("record-list-title"),
        words.say("record-caseload-title"),
        words.say("record-sign-out-button"),
    )


def _said(key: str, words: Wording, practice: str) -> tuple[ShownLine, ...]:
    return (ShownLine(words.say(key, {"practice": practice})),)


def greeting(words: Wording, practice: str) -> ShownStep:
    """Behind the link, before it is used: a program that looks at links must not use it up."""
    return ShownStep(
        frame(words, practice),
        words.say("record-enter-title"),
        _said("record-enter", words, practice),
        button=words.say("record-enter-button"),
    )


def asked_for_code(words: Wording, practice: str, trouble: str = "") -> ShownStep:
    """The second factor, please."""
    asks = ShownField(words.say("record-code-label"), words.say("record-code-hint"), trouble)
    return ShownStep(
        frame(words, practice),
        words.say("record-code-title"),
        _said("record-code", words, practice),
        button=words.say("record-code-button"),
        asks=asks,
    )


def setting_up(
    words: Wording, practice: str, address: str, typed: str, trouble: str = ""
) -> ShownStep:
    """A second factor to be set up: scanned or typed, then confirmed with a first code."""
    return ShownStep(
        frame(words, practice),
        words.say("record-setup-title"),
        _said("record-setup", words, practice),
        button=words.say("record-setup-button"),
        asks=ShownField(words.say("record-setup-code"), trouble=trouble),
        key=ShownKey(
            address,
            typed,
            words.say("record-setup-picture"),
            words.say("record-setup-key"),
            words.say("record-setup-here"),
        ),
    )


def recovery_codes(words: Wording, practice: str, codes: Sequence[str]) -> ShownStep:
    """What lets in who has lost the telephone; shown this once."""
    return ShownStep(
        frame(words, practice),
        words.say("record-codes-title"),
        _said("record-codes", words, practice),
        codes=tuple(codes),
        onward=words.say("record-codes-onward"),
    )


def wrong_code(words: Wording) -> str:
    """What stands beside the field after a wrong code."""
    return words.say("record-code-wrong")


def locked(words: Wording, until: datetime | None) -> str:
    """What stands beside the field while nobody may try."""
    return words.say("record-code-locked", {"until": until}) if until else wrong_code(words)


def notice(key: str, words: Wording, practice: str) -> ShownStep:
    """A word in the place of a page: its title, and what to do."""
    note = ShownLine(words.say("record-again"), Style.NOTE)
    title, said = words.say(f"record-{key}-title"), words.say(f"record-{key}-said")
    return ShownStep(frame(words, practice), title, (ShownLine(said), note))
