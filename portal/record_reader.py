"""Reads for the record page: who is there is asked first, what is shown is noted, then it is shown.

Every answer comes out of one transaction, with its entry in the audit: no entry, no page.
"""

import base64
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import Connection

from bots.record_page.reading import Answer, Drawn, Onward, Page
from care.audit import Action, Kind
from care.people import ClientId, StaffId
from care.practice import Practice
from care.visits import LeadsTo
from charts.drawing import NotDrawn, Studio
from charts.requests import Picture
from conversations import record_steps, records
from conversations.caseload import caseload
from conversations.contents import Lane, Line, Sentences
from conversations.disclosing import BESIDE
from conversations.record_pages import (
    CaseloadPage,
    Frame,
    ReadingList,
    RecordPage,
    ShownNews,
    Way,
)
from conversations.talk import secret_hash
from conversations.wording import Wording, guessed, wording
from portal import auditing, message_cards, record_caseload, record_notes
from portal.clock import Clock
from portal.home_deeds import refresh
from portal.house import House
from portal.record_access import looked_after, readable
from portal.record_facts import drawn, news_facts, record_facts, span_of, today_of
from portal.record_notes import RecordNotes
from portal.scene import Scene
from store import (
    homework_files,
    one_time_codes,
    read_marks,
    reading,
    record_links,
    record_visits,
    second_factors,
)
from store.database import Database
from store.people import Client
from store.record_visits import Visit
from store.second_factors import Attempt, Tried

log = structlog.get_logger()

TOKEN_BYTES = 32
PER_PAGE = 10
"""Clients on one page of the day's reading."""

FIRST_LOOK = timedelta(days=14)
"""What is new about a client of whom nothing was read here yet."""

STATUSES = {
    "busy": 429,
    "stale": 403,
    "too-large": 413,
    "nothing": 404,
    "broken": 503,
    "over": 403,
    "link-over": 410,
}

Look = Callable[[Scene, Visit, Wording], Answer]


class RecordReader:
    """One practice's reader, for whoever has come in through its door."""

    def __init__(
        self,
        house: House,
        database: Database,
        clock: Clock,
        studio: Studio,
        wake: Callable[[], None],
    ) -> None:
        self._house = house
        self._database = database
        self._clock = clock
        self._studio = studio
        self._wake = wake
        self.notes = RecordNotes(self)
        """Who answers about notes."""

    # --- without anybody ----------------------------------------------------------------------

    @property
    def practice(self) -> Practice:
        """Whose page it is."""
        return self._house.practice

    def now(self) -> datetime:
        """The instant at which something is answered."""
        return self._clock.now()

    def words(self, language: str | None) -> Wording:
        """The language of a browser, for who need not be signed in."""
        practice = self._house.practice
        return wording(guessed((language, practice.locale)), practice.zone)

    def greet(self, language: str | None) -> Page:
        """Behind a link that is not used up by being looked at."""
        return Page(record_steps.greeting(self.words(language), self._house.practice.name))

    def refuse(self, why: str, language: str | None) -> Page:
        """A word in the place of a page."""
        shown = record_steps.notice(why, self.words(language), self._house.practice.name)
        return Page(shown, STATUSES.get(why, 200), forgets=why in ("over", "left"))

    # --- on the way in ------------------------------------------------------------------------

    async def enter(self, secret: str, token: str | None, language: str | None) -> Answer:
        """Uses a link up; who is signed in already goes on at once."""

        def use(scene: Scene) -> Answer:
            connection, memory, now = scene.connection, scene.memory, scene.now
            way = record_links.use(connection, memory, secret_hash(secret), now)
            if way is None:
                return self.refuse("link-over", language)
            before = self._visit(scene, token)
            if before is not None and before.is_confirmed and before.staff == way.staff:
                return Onward(_aim(scene, way.staff, way.client, way.leads_to))
            second_factors.begin(connection, memory, way.staff, now)
            made = secrets.token_urlsafe(TOKEN_BYTES)
            hashed = secret_hash(made)
            record_visits.begin(
                connection, memory, way.staff, way.client, hashed, now, way.leads_to
            )
            return Onward("code", made)

        return await self._write(use)

    async def ask(self, token: str | None, language: str | None) -> Answer:
        """The page that asks for the second factor, or sets it up."""

        def look(scene: Scene) -> Answer:
            visit = self._visit(scene, token)
            if visit is None:
                return self.refuse("over", language)
            if visit.is_confirmed:
                return Onward(_aim(scene, visit.staff, visit.client, visit.leads_to))
            return self._step(scene, visit)

        return await self._write(look)

    async def try_code(self, token: str | None, code: str, language: str | None) -> Answer:
        """A code was given: the first one sets the second factor up."""

        def look(scene: Scene) -> Answer:
            visit = self._visit(scene, token)
            if visit is None:
                return self.refuse("over", language)
            if visit.is_confirmed:
                return Onward(_aim(scene, visit.staff, visit.client, visit.leads_to))
            connection, memory, now = scene.connection, scene.memory, scene.now
            is_set_up = second_factors.is_set_up(connection, memory, visit.staff)
            codes: Iterable[str] = ()
            if is_set_up:
                attempt = second_factors.check(connection, memory, visit.staff, code, now)
            else:
                attempt, codes = second_factors.confirm(connection, memory, visit.staff, code, now)
            if attempt.tried is not Tried.RIGHT:
                return self._step(scene, visit, attempt)
            made = secrets.token_urlsafe(TOKEN_BYTES)
            if not record_visits.confirm(connection, memory, visit, secret_hash(made), now):
                return self.refuse("over", language)
            self._note_sign_in(scene, visit, attempt)
            if is_set_up:
                return Onward(_aim(scene, visit.staff, visit.client, visit.leads_to), made)
            scene.note(visit.staff, Action.CONFIGURED, Kind.SECOND_FACTOR, visit.staff)
            self._tell(scene, visit, Line("record-told-set-up"))
            words = self._words_of(scene, visit.staff)
            shown = record_steps.recovery_codes(words, scene.practice.name, tuple(codes))
            return Page(shown, token=made)

        return await self._write(look)

    def _step(self, scene: Scene, visit: Visit, attempt: Attempt | None = None) -> Answer:
        """The field for the code, or the secret to be set up; with what was wrong before."""
        words, practice = self._words_of(scene, visit.staff), scene.practice.name
        trouble = ""
        if attempt is not None and attempt.tried is Tried.WRONG:
            trouble = record_steps.wrong_code(words)
        if attempt is not None and attempt.tried is Tried.LOCKED:
            trouble = record_steps.locked(words, attempt.locked_until)
            if attempt.locks_now and attempt.locked_until is not None:
                scene.note(visit.staff, Action.LOCKED_OUT, Kind.SECOND_FACTOR, visit.staff)
                self._tell(
                    scene, visit, Line("record-told-locked", {"until": attempt.locked_until})
                )
        status = 403 if trouble else 200
        secret = second_factors.to_set_up(scene.connection, scene.memory, visit.staff)
        if secret is None:
            return Page(record_steps.asked_for_code(words, practice, trouble), status)
        name = scene.member(visit.staff).name
        shown = record_steps.setting_up(
            words,
            practice,
            one_time_codes.address(secret, name, practice),
            base64.b32encode(secret).decode(),
            trouble,
        )
        return Page(shown, status)

    def _note_sign_in(self, scene: Scene, visit: Visit, attempt: Attempt) -> None:
        reason = "recovery-code" if attempt.by_recovery_code else None
        scene.note(visit.staff, Action.SIGNED_IN, Kind.RECORD_PAGE, visit.id, reason=reason)
        if attempt.by_recovery_code:
            self._tell(scene, visit, Line("record-told-recovery", {"left": attempt.left}))

    def _tell(self, scene: Scene, visit: Visit, line: Line) -> None:
        """Tells the therapist in Slack, so that nobody gets in unnoticed."""
        scene.post(
            scene.account(visit.staff, staff=True),
            Sentences((line,)),
            key=f"{line.key}:{visit.id}:{scene.now.timestamp():.6f}",
            lane=Lane.THERAPIST,
        )

    # --- what is read -------------------------------------------------------------------------

    async def list_news(self, token: str | None, page: int, language: str | None) -> Answer:
        """The day's reading: every client about whom something came in since the last reading."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            news = _news(scene, visit.staff)
            shown = news[page * PER_PAGE : (page + 1) * PER_PAGE]
            for client, _ in shown:
                self._note_view(scene, visit, client, reason="reading")
                _note_read(scene, visit, client)
            more = len(news) > (page + 1) * PER_PAGE
            return Page(
                ReadingList(
                    self.frame(scene, visit, words),
                    words.say("record-list-title"),
                    (_how_many(len(news), words),),
                    tuple(self._shown_news(scene, visit.staff, *each, words) for each in shown),
                    Way(words.say("record-more"), str(page + 1)) if more else None,
                )
            )

        return await self.signed_in(token, language, look)

    def _shown_news(
        self, scene: Scene, staff: StaffId, client: Client, since: datetime, words: Wording
    ) -> ShownNews:
        shown = records.news(news_facts(scene, client, since, words, staff), since, words)
        return ShownNews(
            shown,
            words.say("record-whole"),
            words.say("record-mark-button"),
            scene.now.isoformat(),
        )

    async def open_record(
        self, token: str | None, code: str, until: str, language: str | None
    ) -> Answer:
        """One client's record, up to a day."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            client = readable(scene, visit.staff, code)
            if client is None:
                return self.refuse("nothing", language)
            self._note_view(scene, visit, client)
            _note_read(scene, visit, client)
            today = today_of(scene, client)
            span = span_of(client, min(_day(until) or today, today))
            ways = []
            if span.last < today:
                ways.append(Way(words.say("record-newest"), ""))
            earlier = reading.newest_before(scene.connection, scene.memory, client.id, span)
            if earlier is not None:
                before = min(earlier.date(), span.first - timedelta(days=1))
                ways.append(Way(words.say("record-earlier"), before.isoformat()))
            facts = record_facts(scene, client, span, words, visit.staff)
            shown = records.record(facts, words, tuple(ways))
            return Page(RecordPage(self.frame(scene, visit, words), shown))

        return await self.signed_in(token, language, look)

    async def draw(self, token: str | None, code: str, name: str, language: str | None) -> Answer:
        """A picture of one client's record, drawn in the process that holds no keys."""
        wanted: list[Picture] = []

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            client = readable(scene, visit.staff, code)
            picture = drawn(scene, client.id, name, words) if client is not None else None
            if client is None or picture is None:
                return self.refuse("nothing", language)
            self._note_view(scene, visit, client, kind=Kind.CHART)
            wanted.append(picture)
            return Drawn(b"")

        return await self._drawn(await self.signed_in(token, language, look), wanted, language)

    async def show_photo(
        self, token: str | None, code: str, photo: str, language: str | None
    ) -> Answer:
        """A photo that a client handed in: opened and noted in one transaction."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            client, wanted = readable(scene, visit.staff, code), _id(photo)
            if client is None or wanted is None:
                return self.refuse("nothing", language)
            connection, memory = scene.connection, scene.memory
            found = homework_files.picture(connection, memory, client.id, wanted)
            if found is None:
                return self.refuse("nothing", language)
            scene.note(visit.staff, Action.VIEWED, Kind.PHOTO, wanted, subject=client.id)
            return Drawn(found, "image/jpeg")

        return await self.signed_in(token, language, look)

    async def _drawn(self, answer: Answer, wanted: list[Picture], language: str | None) -> Answer:
        """The picture itself, after the entry that it was seen is committed."""
        if not isinstance(answer, Drawn):
            return answer
        try:
            return Drawn(await self._studio.draw(wanted[-1]))
        except NotDrawn:
            log.error("record-page.not-drawn")
            return self.refuse("broken", language)

    async def show_caseload(
        self, token: str | None, scale: str, page: int, language: str | None
    ) -> Answer:
        """Own clients beside each other in words; whoever stands on the page is noted."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            facts, clients = record_caseload.page_of(scene, visit.staff, scale, page)
            for client in clients:
                self._note_view(scene, visit, client, kind=Kind.CHART, reason=BESIDE)
            frame = self.frame(scene, visit, words)
            return Page(CaseloadPage(frame, caseload(facts, words)))

        return await self.signed_in(token, language, look)

    async def draw_caseload(
        self, token: str | None, scale: str, page: int, language: str | None, *, narrow: bool
    ) -> Answer:
        """The picture of such a page; whoever is on it is noted before it is drawn."""
        wanted: list[Picture] = []

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            facts, clients = record_caseload.page_of(scene, visit.staff, scale, page)
            if not clients:
                return self.refuse("nothing", language)
            for client in clients:
                self._note_view(scene, visit, client, kind=Kind.CHART, reason=BESIDE)
            picture = record_caseload.picture_of_page(scene, facts, clients, words, narrow=narrow)
            wanted.append(picture)
            return Drawn(b"")

        return await self._drawn(await self.signed_in(token, language, look), wanted, language)

    async def mark_read(
        self, token: str | None, code: str, read_to: str, language: str | None
    ) -> Answer:
        """Somebody has read what was new about a client, as it stood on the page."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            client, at = readable(scene, visit.staff, code), _instant(read_to)
            if client is None or at is None:
                return self.refuse("nothing", language)
            connection, memory = scene.connection, scene.memory
            read_marks.keep(connection, memory, visit.staff, client.id, min(at, scene.now))
            # Home counts what of the journal was not read.
            refresh(scene, [visit.staff])
            return Onward("")

        return await self.signed_in(token, language, look)

    async def sign_out(self, token: str | None, language: str | None) -> Answer:
        """Ends every visit of who is signed in, on whatever device."""

        def look(scene: Scene, visit: Visit, words: Wording) -> Answer:
            record_visits.end_all(scene.connection, scene.memory, visit.staff, scene.now)
            return self.refuse("left", language)

        return await self.signed_in(token, language, look)

    # --- how ----------------------------------------------------------------------------------

    async def signed_in(
        self,
        token: str | None,
        language: str | None,
        look: Look,
        otherwise: Callable[[], Answer] | None = None,
    ) -> Answer:
        """The answer for who has given the second factor; for anybody else the way there.

        `otherwise` answers anybody else who has sent something that must not be lost.
        """

        def within(scene: Scene) -> Answer:
            visit = self._visit(scene, token)
            if otherwise is not None and (visit is None or not visit.is_confirmed):
                return otherwise()
            if visit is None:
                return self.refuse("over", language)
            if not visit.is_confirmed:
                return Onward("code")
            return look(scene, visit, self._words_of(scene, visit.staff))

        return await self._write(within)

    async def _write(self, within: Callable[[Scene], Answer]) -> Answer:
        """One transaction with its audit; what it has to say is carried afterwards."""

        def transaction(connection: Connection) -> tuple[Answer, bool]:
            scene = Scene.begin(connection, self._house.memory, self._clock.now())
            answer = within(scene)
            letters = auditing.post(scene, None)
            return answer, bool(letters)

        answer, has_letters = await self._database.write(transaction)
        if has_letters:
            self._wake()
        return answer

    def _visit(self, scene: Scene, token: str | None) -> Visit | None:
        if not token:
            return None
        connection, memory = scene.connection, scene.memory
        return record_visits.come_in(connection, memory, secret_hash(token), scene.now)

    def _words_of(self, scene: Scene, staff: StaffId) -> Wording:
        return wording(scene.member(staff).locale, scene.practice.zone, library=scene.library)

    def frame(self, scene: Scene, visit: Visit, words: Wording) -> Frame:
        """What stands around a page of who is there."""
        return record_steps.frame(words, scene.practice.name, scene.member(visit.staff).name)

    def _note_view(
        self,
        scene: Scene,
        visit: Visit,
        client: Client,
        *,
        kind: Kind = Kind.RECORD,
        reason: str | None = None,
    ) -> None:
        scene.note(visit.staff, Action.VIEWED, kind, client.id, subject=client.id, reason=reason)


def _note_read(scene: Scene, visit: Visit, client: Client) -> None:
    """What the client wrote is opened when their own therapist looks at the page."""
    if client.therapist == visit.staff:
        message_cards.note_opened(scene, client.id)


def _aim(scene: Scene, staff: StaffId, to_client: ClientId | None, leads_to: LeadsTo) -> str:
    """Where somebody goes on to who has come in."""
    if to_client is None:
        return ""
    here = f"clients/{scene.client(to_client).code}"
    below = record_notes.below(scene, staff, to_client, leads_to)
    return f"{here}/{below}" if below else here


def _news(scene: Scene, staff: StaffId) -> list[tuple[Client, datetime]]:
    """Each client about whom something is new, and since when; the newest first."""
    clients = {each.id: each for each in looked_after(scene, staff)}
    connection, memory = scene.connection, scene.memory
    marks = read_marks.of_staff(connection, memory, staff, clients)
    newest = reading.newest(connection, memory, clients)
    since = {each: marks.get(each, scene.now - FIRST_LOOK) for each in clients}
    new = [each for each, at in newest.items() if at > since[each]]
    new.sort(key=lambda each: newest[each], reverse=True)
    return [(clients[each], since[each]) for each in new]


def _how_many(clients: int, words: Wording) -> str:
    if not clients:
        return words.say("record-list-none")
    return words.say("record-list-some", {"clients": clients})


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _id(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def _instant(text: str) -> datetime | None:
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo is not None else None
    return None
