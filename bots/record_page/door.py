"""The doors of the record page: requests in, pages out; who reads what is decided elsewhere."""

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import structlog
from aiohttp import web

from bots.record_page.caseload import NARROW
from bots.record_page.headers import HEADERS, STRICT_TRANSPORT
from bots.record_page.limits import FORWARDED, Limit, address_of
from bots.record_page.pages import written
from bots.record_page.reading import Answer, Drawn, Onward, Page, Reader, Written
from bots.record_page.style import stylesheet

LONGEST_FIELD = 64
LARGEST_FORM = 4 * 2**10
LARGEST_NOTE = 512 * 2**10
"""A form with a note in it: far more than a note may be long, so that what is too long comes back.

A browser writes a letter of some languages as nine.
"""
SAVES = 60
"""A minute, from one address: to read a long form takes time, and nobody saves as often."""

TEXT = "text"
"""The one field that may be long."""
FALLBACK = "#336699"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SAFE_SITES = ("same-origin", "none")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RecordDoor:
    """One practice's page: who answers, and where the browser finds it."""

    reader: Reader
    base: str
    """The path under which the browser knows it; a proxy may put something before ours."""
    is_secure: bool
    """Whether it is reached over https. Without, it is for this machine alone."""
    colour: Callable[[], str]

    @property
    def cookie(self) -> str:
        """Its name; the prefix has the browser refuse it from any other host."""
        name = f"record-{self.base.rpartition('-')[2]}"
        return f"__Host-{name}" if self.is_secure else name

    def css(self) -> str:
        """Its stylesheet, in the practice's colour."""
        chosen = self.colour()
        return stylesheet(chosen if _COLOUR.fullmatch(chosen) else FALLBACK)


Handler: TypeAlias = Callable[["_Asked"], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request, as far as anybody needs it."""

    door: RecordDoor
    matched: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    token: str | None
    language: str | None

    def written(self) -> Written:
        """What was typed into the form of a note, and chosen there."""
        return Written(
            self.matched["code"][:LONGEST_FIELD],
            self.matched["note"][:LONGEST_FIELD],
            self.form.get(TEXT, ""),
            self.form.get("session", ""),
            self.form.get("base", ""),
            self.form.get("then", ""),
        )


class RecordDoors:
    """The doors of all practices, which open and shut while the server runs."""

    def __init__(self, now: Callable[[], datetime], count: Callable[[str], None]) -> None:
        self._limit = Limit(now)
        self._saving = Limit(now, tries=SAVES)
        self._count = count
        self._open: dict[str, RecordDoor] = {}

    def open(self, practice: str, door: RecordDoor) -> None:
        """Lets readers in for this practice from now on."""
        self._open[practice] = door

    def shut(self, practice: str) -> None:
        """Nobody is let in any more."""
        self._open.pop(practice, None)

    def routes(self) -> list[web.RouteDef]:
        """The routes of all practices, for the server to serve."""
        mark_read, sign_out = (
            self._does(_mark_read, signed=True),
            self._does(_sign_out, signed=True),
        )
        return [
            web.get("/record/{practice}/style.css", self._style),
            web.get("/record/{practice}/enter/{secret}", self._shows(_greet)),
            web.post("/record/{practice}/enter/{secret}", self._does(_enter, limited=True)),
            web.get("/record/{practice}/code", self._shows(_ask)),
            web.post("/record/{practice}/code", self._does(_try_code, limited=True, signed=True)),
            web.get("/record/{practice}/", self._shows(_list_news)),
            web.get("/record/{practice}/caseload", self._shows(_show_caseload)),
            web.get("/record/{practice}/caseload.png", self._shows(_draw_caseload)),
            web.get("/record/{practice}/clients/{code}", self._shows(_open_record)),
            web.get("/record/{practice}/clients/{code}/{name}.png", self._shows(_draw)),
            web.get(
                "/record/{practice}/clients/{code}/photos/{photo}.jpg", self._shows(_show_photo)
            ),
            web.post("/record/{practice}/clients/{code}/read", mark_read),
            *self._note_routes(),
            web.post("/record/{practice}/sign-out", sign_out),
            web.route("*", "/record/{practice}/{tail:.*}", self._shows(_nothing)),
        ]

    def _note_routes(self) -> list[web.RouteDef]:
        def does(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
            return self._does(handler, signed=True)

        return [
            web.get("/record/{practice}/clients/{code}/notes/new", self._shows(_begin_note)),
            web.get("/record/{practice}/clients/{code}/notes/{note}", self._shows(_show_note)),
            web.post("/record/{practice}/clients/{code}/notes/{note}", self._saves),
            web.get(
                "/record/{practice}/clients/{code}/notes/{note}/propose",
                self._shows(_show_proposal),
            ),
            web.post("/record/{practice}/clients/{code}/notes/{note}/propose", does(_propose)),
            web.post("/record/{practice}/clients/{code}/notes/{note}/take-back", does(_take_back)),
            web.get(
                "/record/{practice}/clients/{code}/notes/{note}/discard",
                self._shows(_ask_to_discard),
            ),
            web.post("/record/{practice}/clients/{code}/notes/{note}/discard", does(_discard)),
        ]

    async def _style(self, request: web.Request) -> web.Response:
        door = self._open.get(request.match_info["practice"])
        if door is None:
            return web.Response(status=404, headers=HEADERS)
        css = web.Response(text=door.css(), content_type="text/css", headers=HEADERS)
        # The same for everybody, and nothing in it is about anybody.
        css.headers["Cache-Control"] = "private, max-age=3600"
        return css

    def _shows(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            return await self._answered(request, handler, {})

        return answer

    def _does(
        self, handler: Handler, *, limited: bool = False, signed: bool = False
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            if limited and not self._limit.lets(_caller(request)):
                return await self._answered(request, _busy, {})
            form = await _form(request)
            if form is None or not _is_from_here(request):
                return await self._answered(request, _stale, {})
            chosen = handler if not signed or self._is_signed(request, form) else _stale
            return await self._answered(request, chosen, form)

        return answer

    async def _saves(self, request: web.Request) -> web.Response:
        """The form of a note: whatever keeps it from being saved, what was typed comes back."""
        if not self._saving.lets(_caller(request)):
            return await self._answered(request, _busy, {})
        if not _is_from_here(request):
            return await self._answered(request, _stale, {})
        form = await _form(request, LARGEST_NOTE, TEXT)
        if form is None:
            return await self._answered(request, _too_large, {})
        chosen = _save_note if self._is_signed(request, form) else _give_back
        return await self._answered(request, chosen, form, _give_back_broken)

    def _is_signed(self, request: web.Request, form: Mapping[str, str]) -> bool:
        """Whether this form was on a page that we gave to this very visit."""
        door = self._open.get(request.match_info["practice"])
        token = request.cookies.get(door.cookie) if door is not None else None
        if token is None:
            # Nobody is signed in: the answer says so.
            return True
        given = form.get("form", "").encode(errors="replace")
        return hmac.compare_digest(given, form_token(token).encode())

    async def _answered(
        self,
        request: web.Request,
        handler: Handler,
        form: Mapping[str, str],
        otherwise: Handler | None = None,
    ) -> web.Response:
        door = self._open.get(request.match_info["practice"])
        if door is None:
            return web.Response(status=404, headers=HEADERS)
        asked = _Asked(
            door,
            request.match_info,
            request.query,
            form,
            request.cookies.get(door.cookie),
            request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0],
        )
        try:
            answer = await handler(asked)
        except Exception as trouble:
            # Without its entry in the audit nothing is shown; by type, for its words may tell.
            log.error("record-page.failed", trouble=type(trouble).__name__)
            answer = await (otherwise or _broken)(asked)
        self._count(_outcome(answer))
        return _response(asked, answer)


# --- what is asked ----------------------------------------------------------------------------


async def _greet(asked: _Asked) -> Answer:
    return asked.door.reader.greet(asked.language)


async def _enter(asked: _Asked) -> Answer:
    secret = asked.matched["secret"][:LONGEST_FIELD]
    return await asked.door.reader.enter(secret, asked.token, asked.language)


async def _ask(asked: _Asked) -> Answer:
    return await asked.door.reader.ask(asked.token, asked.language)


async def _try_code(asked: _Asked) -> Answer:
    code = asked.form.get("code", "")
    return await asked.door.reader.try_code(asked.token, code, asked.language)


async def _list_news(asked: _Asked) -> Answer:
    return await asked.door.reader.list_news(asked.token, _page(asked), asked.language)


async def _show_caseload(asked: _Asked) -> Answer:
    scale = asked.query.get("scale", "")
    return await asked.door.reader.show_caseload(asked.token, scale, _page(asked), asked.language)


async def _draw_caseload(asked: _Asked) -> Answer:
    scale, is_narrow = asked.query.get("scale", ""), asked.query.get("width") == NARROW
    return await asked.door.reader.draw_caseload(
        asked.token, scale, _page(asked), asked.language, narrow=is_narrow
    )


def _page(asked: _Asked) -> int:
    number = asked.query.get("page", "")
    return int(number) if re.fullmatch(r"[0-9]{1,4}", number, re.ASCII) else 0


async def _open_record(asked: _Asked) -> Answer:
    code, until = asked.matched["code"], asked.query.get("until", "")
    return await asked.door.reader.open_record(asked.token, code, until, asked.language)


async def _draw(asked: _Asked) -> Answer:
    code, name = asked.matched["code"], asked.matched["name"]
    return await asked.door.reader.draw(asked.token, code, name, asked.language)


async def _show_photo(asked: _Asked) -> Answer:
    code, photo = asked.matched["code"], asked.matched["photo"]
    return await asked.door.reader.show_photo(asked.token, code, photo, asked.language)


async def _mark_read(asked: _Asked) -> Answer:
    code, read_to = asked.matched["code"], asked.form.get("read_to", "")
    return await asked.door.reader.mark_read(asked.token, code, read_to, asked.language)


async def _begin_note(asked: _Asked) -> Answer:
    return await asked.door.reader.notes.begin(asked.token, asked.matched["code"], asked.language)


async def _show_note(asked: _Asked) -> Answer:
    code, note = asked.matched["code"], asked.matched["note"]
    return await asked.door.reader.notes.show(asked.token, code, note, asked.language)


async def _save_note(asked: _Asked) -> Answer:
    return await asked.door.reader.notes.save(asked.token, asked.written(), asked.language)


async def _give_back(asked: _Asked) -> Answer:
    return asked.door.reader.notes.give_back("stale", asked.written(), asked.language)


async def _give_back_broken(asked: _Asked) -> Answer:
    return asked.door.reader.notes.give_back("broken", asked.written(), asked.language)


async def _show_proposal(asked: _Asked) -> Answer:
    code, note = asked.matched["code"], asked.matched["note"]
    return await asked.door.reader.notes.show_proposal(asked.token, code, note, asked.language)


async def _propose(asked: _Asked) -> Answer:
    code, note = asked.matched["code"], asked.matched["note"]
    seen, days = asked.form.get("digest", ""), asked.form.get("days", "")
    return await asked.door.reader.notes.propose(
        asked.token, code, note, seen, days, asked.language
    )


async def _take_back(asked: _Asked) -> Answer:
    code, note = asked.matched["code"], asked.matched["note"]
    return await asked.door.reader.notes.take_back(asked.token, code, note, asked.language)


async def _ask_to_discard(asked: _Asked) -> Answer:
    code, note = asked.matched["code"], asked.matched["note"]
    return await asked.door.reader.notes.ask_to_discard(asked.token, code, note, asked.language)


async def _discard(asked: _Asked) -> Answer:
    code, note = asked.matched["code"], asked.matched["note"]
    seen = asked.form.get("digest", "")
    return await asked.door.reader.notes.discard(asked.token, code, note, seen, asked.language)


async def _sign_out(asked: _Asked) -> Answer:
    return await asked.door.reader.sign_out(asked.token, asked.language)


async def _nothing(asked: _Asked) -> Answer:
    return asked.door.reader.refuse("nothing", asked.language)


async def _busy(asked: _Asked) -> Answer:
    return asked.door.reader.refuse("busy", asked.language)


async def _stale(asked: _Asked) -> Answer:
    return asked.door.reader.refuse("stale", asked.language)


async def _too_large(asked: _Asked) -> Answer:
    return asked.door.reader.refuse("too-large", asked.language)


async def _broken(asked: _Asked) -> Answer:
    return asked.door.reader.refuse("broken", asked.language)


# --- from requests, to responses --------------------------------------------------------------


def form_token(token: str) -> str:
    """What every form of a visit carries: another site can neither read nor guess it."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def _caller(request: web.Request) -> str:
    return address_of(request.remote, request.headers, request.headers.get(FORWARDED, ""))


def _is_from_here(request: web.Request) -> bool:
    """Whether no other site has sent this."""
    return request.headers.get("Sec-Fetch-Site", "none") in _SAFE_SITES


async def _form(
    request: web.Request, largest: int = LARGEST_FORM, long_field: str = ""
) -> Mapping[str, str] | None:
    """The fields of a form; None for what is none, or too large."""
    if request.content_type != "application/x-www-form-urlencoded":
        return None
    if (request.content_length or 0) > largest:
        return None
    fields = await request.post()
    return {
        name: value
        for name, value in fields.items()
        if isinstance(value, str) and (len(value) <= LONGEST_FIELD or name == long_field)
    }


def _outcome(answer: Answer) -> str:
    match answer:
        case Page(status=status):
            return str(status)
        case Onward():
            return "303"
        case Drawn():
            return "drawn"


def _response(asked: _Asked, answer: Answer) -> web.Response:
    door = asked.door
    headers = {**HEADERS, **(STRICT_TRANSPORT if door.is_secure else {})}
    match answer:
        case Drawn(data, kind):
            return web.Response(body=data, content_type=kind, headers=headers)
        case Onward(path, token):
            response = web.Response(
                status=303, headers={**headers, "Location": f"{door.base}/{path}"}
            )
            if token is not None:
                _remember(response, door, token)
            return response
        case Page(shown, status, token, forgets):
            held = token or asked.token
            form = form_token(held) if held is not None else ""
            response = web.Response(
                text=written(shown, door.base, form),
                status=status,
                content_type="text/html",
                charset="utf-8",
                headers=headers,
            )
            if token is not None:
                _remember(response, door, token)
            if forgets:
                response.del_cookie(
                    door.cookie, secure=door.is_secure, httponly=True, samesite="Strict"
                )
            return response


def _remember(response: web.Response, door: RecordDoor, token: str) -> None:
    # Without an age: it goes with the browser. How long it counts is kept on our side.
    response.set_cookie(
        door.cookie, token, path="/", secure=door.is_secure, httponly=True, samesite="Strict"
    )
