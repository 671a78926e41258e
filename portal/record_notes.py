"""Notes on the record page: written, proposed and taken back, and what was typed is never lost.

Whatever keeps a text from being saved, the answer is the form with the text in it. What nobody but
its author has read is theirs alone: what they do with it stands in the audit without whose client
it is about, so that not even the client learns that there is something.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from bots.record_page.reading import Answer, Onward, Page, Written
from care.audit import Action, Kind
from care.local_time import local_date, zone
from care.notes import (
    ANSWER_DAYS,
    REWRITTEN,
    TEXT_LIMIT,
    Note,
    NoteState,
    fits,
    tidied,
    too_late_at,
)
from care.people import ClientId, ClientStatus, StaffId
from care.units import utf16_length
from care.visits import IDLE, LeadsTo
from conversations import record_notes, record_steps
from conversations.contents import Argument
from conversations.record_notes import PROPOSE, Typed, address, trouble
from conversations.record_pages import NotePage, ShownNote
from conversations.wording import Wording
from portal.home_deeds import refresh
from portal.note_deeds import may_be_proposed_to
from portal.record_access import may_write, readable, writable
from portal.record_facts import facts_of, today_of
from portal.scene import Scene
from store import notes
from store.ids import new_id
from store.people import Client
from store.record_visits import Visit

if TYPE_CHECKING:
    from portal.record_reader import RecordReader

NOT_DONE = 409
"""What a form is answered with of which nothing was kept."""

_CODE = re.compile(r"[a-z]+(-[a-z]+)+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
"""What no page can show as it is: a client is to read what the therapist has read."""


@dataclass(frozen=True, slots=True)
class _Sitting:
    """Who sits over the notes of one client, in one transaction."""

    scene: Scene
    visit: Visit
    words: Wording
    client: Client

    @property
    def staff(self) -> StaffId:
        """Who has come in."""
        return self.visit.staff

    @property
    def today(self) -> date:
        """The client's date."""
        return today_of(self.scene, self.client)

    @property
    def until(self) -> datetime:
        """Until when whoever sits there stays signed in without another look."""
        return min(self.scene.now + IDLE, self.visit.ends_at)

    @property
    def may_write(self) -> bool:
        """Whether whoever sits there writes the notes of this client now."""
        return may_write(self.scene, self.staff, self.client.id)

    def may_rewrite(self, found: Note) -> bool:
        """Whether this note can be put into other words, by whoever sits there.

        What somebody altered outside of the portal stays as it is: it may have been final.
        """
        return self.may_write and found.is_whole and found.state in REWRITTEN

    @property
    def away_until(self) -> datetime | None:
        """Until when the client's time for an answer stands still."""
        return self.client.paused_until if self.client.status is ClientStatus.PAUSED else None

    @property
    def cannot(self) -> str:
        """Why nothing can be proposed to the client now; empty where it can."""
        if not self.client.status.takes_part:
            return self.client.status.value
        return "" if may_be_proposed_to(self.scene, self.client.id) else "consent"

    def note(self, action: Action, found: UUID, *, of_client: bool) -> None:
        """Notes an act; about whom only where the client knows of the note."""
        subject = self.client.id if of_client else None
        self.scene.note(self.staff, action, Kind.NOTE, found, subject=subject)

    def note_view(self, found: Note) -> None:
        """Notes that a note was looked at."""
        self.note(Action.VIEWED, found.id, of_client=found.shown is not None)


Act = Callable[[_Sitting, Note], Answer]


class RecordNotes:
    """Answers about notes, for whoever has come in through the door of a practice."""

    def __init__(self, reader: "RecordReader") -> None:
        self._reader = reader

    # --- looking ------------------------------------------------------------------------------

    async def begin(self, token: str | None, code: str, language: str | None) -> Answer:
        """An empty form for a new note, which has its id already."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            client = writable(scene, visit.staff, code)
            if client is None:
                return self._reader.refuse("nothing", language)
            at = _Sitting(scene, visit, words, client)
            mine = notes.of_client(scene.connection, scene.memory, client.id, visit.staff)
            ways = record_notes.unfinished(mine, words)
            return self._page(at, replace(_blank(at, Typed(new_id())), ways=ways))

        return await self._reader.signed_in(token, language, look)

    async def show(self, token: str | None, code: str, note: str, language: str | None) -> Answer:
        """A note: in its form while it can be written, else as it stands."""

        def show(at: _Sitting, found: Note) -> Answer:
            at.note_view(found)
            if at.may_rewrite(found):
                return self._page(at, _in_form(at, found, _typed(found)))
            facts = facts_of(at.scene, at.staff, found)
            return self._page(at, record_notes.standing(at.client.code, facts, at.words))

        return await self._about(token, code, note, language, show)

    async def show_proposal(
        self, token: str | None, code: str, note: str, language: str | None
    ) -> Answer:
        """The text as the client will read it."""

        def show(at: _Sitting, found: Note) -> Answer:
            if not at.may_rewrite(found) or found.draft is None:
                return Onward(_path(at.client, found))
            return self._proposal(at, found)

        return await self._about(token, code, note, language, show)

    async def ask_to_discard(
        self, token: str | None, code: str, note: str, language: str | None
    ) -> Answer:
        """Whether a draft is really to be thrown away."""

        def show(at: _Sitting, found: Note) -> Answer:
            if not at.may_rewrite(found) or found.draft is None:
                return Onward(_path(at.client, found))
            return self._asked_to_discard(at, found)

        return await self._about(token, code, note, language, show)

    # --- writing ------------------------------------------------------------------------------

    async def save(self, token: str | None, written: Written, language: str | None) -> Answer:
        """Keeps what was written; else the same form, with the text in it."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            client, typed = writable(scene, visit.staff, written.code), _typed_in(written)
            if typed is None:
                return self._reader.refuse("nothing", language)
            if client is None:
                return self.give_back("yours", written, language)
            at = _Sitting(scene, visit, words, client)
            return self._saved(at, typed, written.then)

        return await self._reader.signed_in(
            token, language, look, lambda: self.give_back("over", written, language)
        )

    def give_back(self, why: str, written: Written, language: str | None) -> Page:
        """The form with what was typed, for who need not be signed in: nothing else is in it."""
        typed = _typed_in(written)
        if typed is None or not _CODE.fullmatch(written.code):
            return self._reader.refuse("nothing", language)
        words, practice = self._reader.words(language), self._reader.practice
        today = local_date(self._reader.now(), zone(practice.zone))
        shown = record_notes.blank(written.code, typed, words, today, None)
        # Every way from here leads away from the text.
        shown = replace(shown, trouble=trouble(why, words), to_record="")
        return Page(NotePage(record_steps.frame(words, practice.name), shown), NOT_DONE)

    def _saved(self, at: _Sitting, typed: Typed, then: str) -> Answer:
        connection, memory = at.scene.connection, at.scene.memory
        found = notes.get(connection, memory, typed.note, at.staff)
        if wrong := _wrong(typed.text):
            why, args = wrong
            return self._not_saved(at, typed, found, why, **args)
        if found is None:
            return self._begun(at, typed, then)
        if found.client != at.client.id:
            return self._not_saved(at, _anew(typed), None, "gone")
        session = record_notes.session_of(typed.session, at.today) or found.session_on
        is_same = (found.text, found.session_on) == (typed.text, session)
        if not at.may_rewrite(found):
            if is_same:
                # It was sent twice, and proposed in between.
                return Onward(_path(at.client, found))
            return self._not_saved(at, _anew(typed), None, "settled")
        if is_same and found.draft is not None:
            return _onward(at.client, found.id, then)
        version = found.row_version
        kept = typed.base == str(version) and notes.rewrite(
            *(connection, memory, found.id, at.staff, typed.text, session, version),
            at.scene.now,
        )
        if not kept:
            return self._not_saved(at, typed, found, "changed")
        at.note(Action.WRITTEN, found.id, of_client=False)
        return _onward(at.client, found.id, then)

    def _begun(self, at: _Sitting, typed: Typed, then: str) -> Answer:
        """Keeps a new note under the id that its form has had: once, however often it is sent."""
        connection, memory = at.scene.connection, at.scene.memory
        if typed.base or notes.client_of(connection, memory, typed.note) is not None:
            # It was thrown away, or is somebody else's: what was typed becomes another.
            return self._not_saved(at, _anew(typed), None, "gone")
        session = record_notes.session_of(typed.session, at.today) or at.today
        made = notes.draft(
            *(connection, memory, at.client.id, at.staff, typed.text, session),
            at.scene.now,
            named=typed.note,
        )
        at.note(Action.WRITTEN, made, of_client=False)
        return _onward(at.client, made, then)

    def _not_saved(
        self, at: _Sitting, typed: Typed, found: Note | None, why: str, **args: Argument
    ) -> Page:
        """The form with what was typed, and why it was not saved; below it what is kept."""
        told = trouble(why, at.words, **args)
        if found is None or found.client != at.client.id or not at.may_rewrite(found):
            return self._page(at, replace(_blank(at, typed), trouble=told), NOT_DONE)
        at.note_view(found)
        if why != "changed":
            shown = replace(_in_form(at, found, typed), trouble=told)
            return self._page(at, shown, NOT_DONE)
        # Whoever saves once more has seen what is kept, and means to write over it.
        shown = _in_form(at, found, replace(typed, base=str(found.row_version)))
        kept = record_notes.beside(shown, found, at.words)
        return self._page(at, replace(shown, trouble=told, kept=kept), NOT_DONE)

    async def discard(
        self, token: str | None, code: str, note: str, seen: str, language: str | None
    ) -> Answer:
        """Throws a draft away that was seen; versions that were proposed stay."""

        def do(at: _Sitting, found: Note) -> Answer:
            connection, memory = at.scene.connection, at.scene.memory
            if not at.may_rewrite(found) or found.draft is None:
                return Onward(_path(at.client, found))
            if seen != found.digest.hex():
                return self._asked_to_discard(at, found)
            if notes.discard(connection, memory, found.id, found.row_version):
                at.note(Action.ERASED, found.id, of_client=False)
            return Onward(_path(at.client))

        return await self._about(token, code, note, language, do)

    def _asked_to_discard(self, at: _Sitting, found: Note) -> Page:
        at.note_view(found)
        facts = facts_of(at.scene, at.staff, found)
        return self._page(at, record_notes.discarding(at.client.code, facts, at.words))

    # --- proposing ----------------------------------------------------------------------------

    async def propose(
        self,
        token: str | None,
        code: str,
        note: str,
        seen: str,
        days: str,
        language: str | None,
    ) -> Answer:
        """Proposes the text that was seen; another text is shown first."""

        def do(at: _Sitting, found: Note) -> Answer:
            if not at.may_rewrite(found) or found.draft is None:
                return Onward(_path(at.client, found))
            chosen = [each for each in ANSWER_DAYS if str(each) == days]
            if at.cannot or not chosen or seen != found.digest.hex():
                return self._proposal(at, found, is_another=seen != found.digest.hex())
            scene, here = at.scene, zone(at.client.zone)
            answer_by = too_late_at(scene.now, chosen[0], here, at.away_until)
            if notes.propose(
                *(scene.connection, scene.memory, found.id, found.digest, answer_by, scene.now)
            ):
                at.note(Action.PROPOSED, found.id, of_client=True)
                refresh(scene, [at.staff])
            return Onward(_path(at.client, found))

        return await self._about(token, code, note, language, do)

    async def take_back(
        self, token: str | None, code: str, note: str, language: str | None
    ) -> Answer:
        """Takes back what waits for an answer, to be written on."""

        def do(at: _Sitting, found: Note) -> Answer:
            connection, memory, now = at.scene.connection, at.scene.memory, at.scene.now
            may = at.may_write and found.is_whole
            if may and notes.take_back(connection, memory, found.id, at.staff, now):
                at.note(Action.WITHDRAWN, found.id, of_client=True)
                refresh(at.scene, [at.staff])
            return Onward(_path(at.client, found))

        return await self._about(token, code, note, language, do)

    def _proposal(self, at: _Sitting, found: Note, *, is_another: bool = False) -> Page:
        at.note_view(found)
        facts = facts_of(at.scene, at.staff, found)
        shown = record_notes.proposal(
            *(at.client.code, facts, at.words, at.scene.now),
            away_until=at.away_until,
            cannot=at.cannot,
        )
        if not is_another:
            return self._page(at, shown)
        return self._page(at, replace(shown, trouble=trouble("proposed", at.words)), NOT_DONE)

    # --- how ----------------------------------------------------------------------------------

    async def _about(
        self, token: str | None, code: str, note: str, language: str | None, act: Act
    ) -> Answer:
        """The answer about one note that whoever is there may read."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            client, wanted = readable(scene, visit.staff, code), _id(note)
            if client is None or wanted is None:
                return self._reader.refuse("nothing", language)
            found = notes.get(scene.connection, scene.memory, wanted, visit.staff)
            if found is None or found.client != client.id:
                return self._reader.refuse("nothing", language)
            return act(_Sitting(scene, visit, words, client), found)

        return await self._reader.signed_in(token, language, look)

    def _page(self, at: _Sitting, shown: ShownNote, status: int = 200) -> Page:
        frame = self._reader.frame(at.scene, at.visit, at.words)
        return Page(NotePage(frame, shown), status)


def below(scene: Scene, staff: StaffId, client: ClientId, leads_to: LeadsTo) -> str:
    """Where a link about notes leads, below the page of its client; empty: to that page."""
    if leads_to is LeadsTo.RECORD or not may_write(scene, staff, client):
        return ""
    if leads_to is LeadsTo.NOTE:
        return "notes/new"
    found = notes.of_client(scene.connection, scene.memory, client, staff)
    asked = [each for each in found if each.state is NoteState.CHANGE_ASKED]
    return address(asked[-1].id) if asked else ""


def _path(client: Client, found: Note | None = None) -> str:
    here = f"clients/{client.code}"
    return f"{here}/{address(found.id)}" if found is not None else f"{here}#notes"


def _onward(client: Client, note: UUID, then: str) -> Onward:
    further = ("propose",) if then == PROPOSE else ()
    return Onward(f"clients/{client.code}/{address(note, *further)}")


def _blank(at: _Sitting, typed: Typed) -> ShownNote:
    return record_notes.blank(at.client.code, typed, at.words, at.today, at.until)


def _in_form(at: _Sitting, found: Note, typed: Typed) -> ShownNote:
    facts = facts_of(at.scene, at.staff, found)
    return record_notes.written(at.client.code, facts, typed, at.words, at.today, at.until)


# --- what came in -----------------------------------------------------------------------------


def _typed_in(written: Written) -> Typed | None:
    """What was typed, as it would be kept; None where the address names no note."""
    wanted = _id(written.note)
    if wanted is None:
        return None
    text = tidied(_UNSEEN.sub("", written.text))
    return Typed(wanted, text, written.session, written.base)


def _typed(found: Note) -> Typed:
    """What stands in the form of a note that is kept."""
    return Typed(found.id, found.text, found.session_on.isoformat(), str(found.row_version))


def _anew(typed: Typed) -> Typed:
    """The same for a note of its own."""
    return replace(typed, note=new_id(), base="")


def _wrong(text: str) -> tuple[str, dict[str, Argument]] | None:
    """What keeps a text from being taken."""
    if not text.strip():
        return "empty", {}
    if not fits(text):
        return "long", {"units": utf16_length(text), "limit": TEXT_LIMIT}
    return None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
