"""Notes in words as staff have them in the browser: in the record, in their form, as proposed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from care.local_time import zone
from care.notes import (
    ANSWER_DAYS,
    REWRITTEN,
    TEXT_LIMIT,
    USUAL_DAYS,
    Note,
    NoteState,
    Version,
    last_day,
    too_late_at,
)
from conversations.contents import Argument
from conversations.record_pages import (
    Badge,
    ShownEntry,
    ShownNote,
    ShownOption,
    ShownPress,
    ShownSelect,
    ShownSending,
    ShownText,
    ShownWriting,
    Tone,
    Way,
)
from conversations.wording import Wording

DAYS_BACK = 14
"""So long ago the session may have been that a new note is about."""

KEEP, PROPOSE = "keep", "propose"
"""What is to follow when a note is saved."""

_TONES = {
    NoteState.CHANGE_ASKED: Tone.WARM,
    NoteState.AGREED: Tone.CALM,
}


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note, who wrote it, and whether the reader may go on with it."""

    by: str
    note: Note
    zone: str
    """The client's: on whose days an answer counts."""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form of a note."""

    note: UUID
    text: str = field(default="", repr=False)
    session: str = ""
    """The day of the session as it came from the form."""
    base: str = ""
    """From what the text was made."""


def address(note: UUID, *below: str) -> str:
    """Where a note stands, below the page of its client."""
    return "/".join(("notes", str(note), *below))


# --- in the record ----------------------------------------------------------------------------


def entry(facts: NoteFacts, words: Wording) -> ShownEntry:
    """A note in the record, with what became of it and the versions before it."""
    note = facts.note
    ways: tuple[Way, ...] = ()
    if facts.goes_on and not note.is_final:
        # One that was altered is looked at, and not written on.
        goes_on = note.state if note.is_whole else NoteState.PROPOSED
        ways = (Way(words.say(f"record-note-on-{goes_on}"), address(note.id)),)
    return ShownEntry(
        _session(note, words),
        badge(note, words),
        words.instant(note.settled_at or note.changed_at),
        tuple(_standing(facts, words)),
        (words.say("record-note-by", {"therapist": facts.by}),),
        texts=(*_newest(note, words), *earlier(note, words)),
        ways=ways,
    )


def _session(note: Note, words: Wording) -> str:
    return words.say("record-note-session", {"on": words.full_day(note.session_on)})


def badge(note: Note, words: Wording) -> Badge:
    """Where it stands, in a word."""
    if not note.is_whole:
        return Badge(words.say("record-note-torn"), Tone.URGENT)
    return Badge(words.say(f"record-note-{note.state}"), _TONES.get(note.state, Tone.PLAIN))


def _standing(facts: NoteFacts, words: Wording) -> list[str]:
    """What is to be said of a note beside its text."""
    note = facts.note
    if not note.is_whole:
        return [words.say("record-note-torn-said")]
    args: dict[str, Argument] = {"at": note.settled_at or note.changed_at}
    if note.answer_by is not None:
        args["on"] = words.full_day(last_day(note.answer_by, zone(facts.zone)))
    key = f"record-note-{note.state}-said"
    if note.state is not NoteState.PROPOSED or note.answer_by is not None:
        return [words.say(key, args)]
    return []


def _newest(note: Note, words: Wording) -> list[ShownText]:
    """The text that counts, and what the client said to it."""
    return [
        ShownText(_version(note.versions[-1], words), note.text),
        *_said(note.versions[-1], words),
    ]


def _version(version: Version, words: Wording) -> str:
    if version.proposed_at is None:
        return words.say("record-note-working")
    number: dict[str, Argument] = {"number": version.number, "at": version.proposed_at}
    return words.say("record-note-version", number)


def _said(version: Version, words: Wording, *, folded: bool = False) -> list[ShownText]:
    if version.answer is None or not version.words:
        return []
    at: dict[str, Argument] = {"at": version.answered_at} if version.answered_at else {}
    title = words.say(f"record-note-words-{version.answer}", at)
    return [ShownText(title, version.words, folded)]


def earlier(note: Note, words: Wording) -> list[ShownText]:
    """What was proposed before, the newest first: folded, but for what the client wrote to it."""
    told: list[ShownText] = []
    is_newest = note.versions[-1].proposed_at is None
    for each in reversed(note.versions[:-1]):
        told += _said(each, words, folded=not is_newest)
        told.append(ShownText(_version(each, words), each.text, is_folded=True))
        is_newest = False
    return told


# --- writing ----------------------------------------------------------------------------------


def blank(
    code: str, typed: Typed, words: Wording, today: date, until: datetime | None
) -> ShownNote:
    """A form that is not a note yet; without an end where nobody is signed in."""
    return ShownNote(
        code,
        words.say("record-note-new-title", {"client": code}),
        words.say("record-note-to-record"),
        lines=_told_before(words, until),
        forms=(_writing(typed, today, words),),
    )


def written(
    code: str, facts: NoteFacts, typed: Typed, words: Wording, today: date, until: datetime
) -> ShownNote:
    """A draft, or what the client wants changed, in its form."""
    note = facts.note
    discard = (
        (Way(words.say("record-note-discard"), address(note.id, "discard")),)
        if note.draft is not None
        else ()
    )
    return ShownNote(
        code,
        words.say("record-note-written-title", {"client": code}),
        words.say("record-note-to-record"),
        (badge(note, words),),
        lines=(
            words.say("record-note-saved", {"at": note.changed_at}),
            *_standing(facts, words),
            *_told_before(words, until),
        ),
        ways=discard,
        texts=tuple(_said(note.shown, words)) if note.shown else (),
        forms=(_writing(typed, today, words),),
        kept=tuple(each for each in earlier(note, words) if each.is_folded),
    )


def _told_before(words: Wording, until: datetime | None) -> tuple[str, ...]:
    """What a note is not, and how long there is to write it."""
    what = words.say("record-note-what")
    if until is None:
        return (what,)
    return what, words.say(
        "record-note-until", {"until": f"{until.astimezone(zone(words.zone)):%H:%M}"}
    )


def _writing(typed: Typed, today: date, words: Wording) -> ShownSending:
    hint = words.say("record-note-hint", {"limit": TEXT_LIMIT})
    return ShownSending(
        address(typed.note),
        (
            ShownPress(words.say("record-note-propose-next"), PROPOSE),
            ShownPress(words.say("record-note-keep"), KEEP, is_quiet=True),
        ),
        (("base", typed.base),),
        (ShownSelect("session", words.say("record-note-day"), _days(typed, today, words)),),
        ShownWriting("text", words.say("record-note-text"), hint, typed.text),
    )


def _days(typed: Typed, today: date, words: Wording) -> tuple[ShownOption, ...]:
    """The days on which the session may have been, today first; a kept one stays a choice."""
    days = [today - timedelta(days=back) for back in range(DAYS_BACK + 1)]
    chosen = session_of(typed.session, today) or today
    if chosen not in days:
        days.append(chosen)
    return tuple(
        ShownOption(words.full_day(each), each.isoformat(), each == chosen) for each in days
    )


def session_of(day: str, today: date) -> date | None:
    """The day that was chosen; None for what is none, or is still to come."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return found if found <= today else None


# --- proposing and afterwards -----------------------------------------------------------------


def proposal(
    code: str,
    facts: NoteFacts,
    words: Wording,
    now: datetime,
    away_until: datetime | None,
    cannot: str = "",
) -> ShownNote:
    """The text as the client will read it, before it is proposed; `cannot` says why it is not."""
    note, here = facts.note, zone(facts.zone)
    choices = tuple(
        ShownOption(
            words.say(
                "record-note-days",
                {
                    "days": days,
                    "on": words.full_day(last_day(too_late_at(now, days, here, away_until), here)),
                },
            ),
            str(days),
            days == USUAL_DAYS,
        )
        for days in ANSWER_DAYS
    )
    propose = ShownSending(
        address(note.id, "propose"),
        (ShownPress(words.say("record-note-propose")),),
        (("digest", note.digest.hex()),),
        (ShownSelect("days", words.say("record-note-answer-by"), choices),),
    )
    lines = [words.say("record-note-proposal-said", {"client": code, "therapist": facts.by})]
    if away_until is not None and not cannot:
        lines.append(words.say("record-note-pause", {"until": away_until}))
    return ShownNote(
        code,
        words.say("record-note-proposal-title", {"client": code}),
        words.say("record-note-to-record"),
        trouble=(words.say(f"record-note-cannot-{cannot}"),) if cannot else (),
        lines=tuple(lines),
        ways=(Way(words.say("record-note-on-draft"), address(note.id)),),
        texts=(ShownText(_session(note, words), note.text),),
        forms=() if cannot else (propose,),
    )


def standing(code: str, facts: NoteFacts, words: Wording) -> ShownNote:
    """A note that waits for an answer, or has one that nobody changes any more."""
    note = facts.note
    back = ShownSending(
        address(note.id, "take-back"),
        (ShownPress(words.say("record-note-take-back"), is_quiet=True),),
    )
    return ShownNote(
        code,
        _session(note, words),
        words.say("record-note-to-record"),
        (badge(note, words),),
        lines=(
            *_standing(facts, words),
            words.say("record-note-by", {"therapist": facts.by}),
        ),
        texts=tuple(_newest(note, words)),
        forms=(back,) if facts.goes_on and note.is_waiting and note.is_whole else (),
        kept=tuple(earlier(note, words)),
    )


def discarding(code: str, facts: NoteFacts, words: Wording) -> ShownNote:
    """Whether a draft is really to be thrown away."""
    note = facts.note
    key = "record-note-discard-version" if note.shown else "record-note-discard-said"
    discard = ShownSending(
        address(note.id, "discard"),
        (ShownPress(words.say("record-note-discard")),),
        (("digest", note.digest.hex()),),
    )
    return ShownNote(
        code,
        words.say("record-note-discard-title"),
        words.say("record-note-to-record"),
        lines=(words.say(key),),
        ways=(Way(words.say("record-note-discard-not"), address(note.id)),),
        texts=(ShownText(_session(note, words), note.text),),
        forms=(discard,),
    )


# --- what was not done ------------------------------------------------------------------------


def trouble(why: str, words: Wording, **args: Argument) -> tuple[str, ...]:
    """That nothing was saved, why, and what to do: the text stands below."""
    return (words.say(f"record-note-not-{why}", args),)


def beside(shown: ShownNote, note: Note, words: Wording) -> tuple[ShownText, ...]:
    """What is kept now, below the text that was not saved, and what else stands there."""
    return (ShownText(words.say("record-note-kept"), note.text), *shown.kept)


def unfinished(found: Sequence[Note], words: Wording) -> tuple[Way, ...]:
    """The ways to what somebody has begun, or is asked to change."""
    return tuple(
        Way(
            words.say(
                f"record-note-unfinished-{each.state}", {"on": words.full_day(each.session_on)}
            ),
            address(each.id),
        )
        for each in found
        if each.state in REWRITTEN and each.is_whole
    )
