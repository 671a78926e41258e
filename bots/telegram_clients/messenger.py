"""Shows messages to clients through aiogram's methods."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

import aiohttp
import structlog
from aiogram.exceptions import AiogramError
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessages,
    EditMessageReplyMarkup,
    EditMessageText,
    GetFile,
    SendDocument,
    SendMessage,
    SendPhoto,
    SetMyCommands,
    SetMyShortDescription,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    LinkPreviewOptions,
    Message,
)

from bots.telegram_clients.connection import TELEGRAM, open_bot
from bots.telegram_clients.keyboards import Keyboard, keyboard
from bots.telegram_clients.made import made
from bots.telegram_clients.paragraphs import CAPTION, TEXT, marked, plain, split, tidy
from bots.telegram_clients.refusals import FAILURES, Done, FileForgotten, MarkupRefused, refusal
from care.units import utf16_length
from conversations.contents import Style
from conversations.envelopes import (
    Broken,
    File,
    Moved,
    Picture,
    Place,
    Shown,
    ShownLine,
    ShownPage,
    TryLater,
    Unreachable,
    Vanished,
)

ANSWER = 200
"""The longest word beside a button."""

DELETED_AT_ONCE = 100
"""The most messages that one call of Telegram's deletes."""

PICTURES_KEPT = 1000
UPLOAD = 50 * 1024 * 1024
"""The largest file that a bot may send."""
DOWNLOAD_SECONDS = 60
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

T = TypeVar("T")
Lines = Sequence[ShownLine]
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Sent:
    message: str
    file_id: str | None = None


class TelegramMessenger:
    """The client bot's mouth. It raises TryLater, Unreachable, Moved or Broken, and nothing else;
    an edit may also find that its message has Vanished."""

    def __init__(self, token: str, api_url: str = TELEGRAM, *, timeout: float = 20.0) -> None:
        self._bot = open_bot(token, api_url, timeout)
        # A picture sent once is known to the platform by an id; by digest, the latest used last.
        self._file_ids: OrderedDict[bytes, str] = OrderedDict()

    async def send(self, address: str, shown: Shown, thread: Place | None = None) -> Place:
        """Posts a message; one that is too long becomes several, the last with the buttons."""
        lines = tidy(shown.lines)
        buttons = keyboard(shown.buttons)
        sent: list[_Sent] = []
        if shown.picture is not None:
            lines = lines or tidy([ShownLine(shown.picture.alternative)])
            caption, lines = _captioned(lines)
            below = None if lines else buttons
            sent.append(await self._send_picture(address, shown.picture, caption, below))
        elif shown.file is not None:
            caption, lines = _captioned(lines)
            below = None if lines else buttons
            sent.append(await self._send_file(address, shown.file, caption, below))
        parts = list(split(lines, TEXT))
        for part in parts:
            below = buttons if part is parts[-1] else None
            sent.append(await self._send_text(address, part, below))
        if not sent:
            raise Broken("a message without any words")
        *before, last = (each.message for each in sent)
        return Place(address, last, tuple(before))

    async def edit(self, address: str, place: Place, shown: Shown) -> None:
        """Replaces a text. What does not fit in one text message is Vanished: it is sent anew."""
        lines = tidy(shown.lines)
        with_file = shown.picture is not None or shown.file is not None
        if with_file or utf16_length(plain(lines)) > TEXT:
            raise Vanished("only one text message can take the place of another")
        buttons = keyboard(shown.buttons)

        def replacing(text: str, mode: str | None) -> EditMessageText:
            return made(
                EditMessageText,
                chat_id=address,
                message_id=int(place.message),
                text=text,
                parse_mode=mode,
                reply_markup=buttons,
                link_preview_options=NO_PREVIEW,
            )

        # Done: it says that already.
        with suppress(Done):
            await self._in_words(replacing, lines)

    async def retire(self, address: str, place: Place) -> None:
        """Takes the buttons off; a message on which that cannot be done is left as it is."""
        method = made(EditMessageReplyMarkup, chat_id=address, message_id=int(place.message))
        with suppress(Done, Vanished, Unreachable, Moved, Broken):
            await self._call(method)

    async def take_back(self, address: str, messages: Sequence[str]) -> None:
        """Deletes these, as far as Telegram lets us; what it refuses or has lost is left."""
        numbers = [int(each) for each in messages]
        for start in range(0, len(numbers), DELETED_AT_ONCE):
            await self._delete(address, numbers[start : start + DELETED_AT_ONCE])

    async def _delete(self, address: str, numbers: list[int]) -> None:
        try:
            with suppress(Done):
                await self._call(made(DeleteMessages, chat_id=address, message_ids=numbers))
        except (Broken, Vanished):
            # One that may not be deleted keeps all others of its call: it is found by halves.
            half = len(numbers) // 2
            for part in (numbers[:half], numbers[half:]) if half else ():
                await self._delete(address, part)

    async def publish(self, address: str, page: ShownPage) -> None:
        """Telegram has no page that belongs to a person."""
        raise Broken("a page where there is none")

    async def answer(self, callback_id: str, text: str | None = None) -> None:
        """Ends the waiting of a pressed button, perhaps with a word; it carries no promise."""
        method = made(AnswerCallbackQuery, callback_query_id=callback_id, text=_cut(text))
        try:
            with suppress(Done):
                await self._call(method)
        except FAILURES as failure:
            _log.info("telegram-tap-not-answered", failure=type(failure).__name__)

    async def fetch(self, ref: str, at_most: int) -> bytes | None:
        """A file that somebody sent, by its id; None when it has more bytes than that."""
        found = await self._call(GetFile(file_id=ref))
        if (found.file_size or 0) > at_most:
            return None
        if found.file_path is None:
            raise Broken("a file without a way to it")
        return await self._downloaded(found.file_path, at_most)

    async def _downloaded(self, path: str, at_most: int) -> bytes | None:
        # The address holds the token, and the errors of aiohttp hold the address.
        session, data = self._bot.session, bytearray()
        parts = session.stream_content(
            session.api.file_url(self._bot.token, path), timeout=DOWNLOAD_SECONDS
        )
        try:
            async with aclosing(parts):
                async for part in parts:
                    data += part
                    if len(data) > at_most:
                        return None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            kind = type(error).__name__
        else:
            return bytes(data)
        raise TryLater(f"a file was not given out ({kind})")

    async def dress(
        self,
        commands: Mapping[str, Sequence[tuple[str, str]]],
        about: Mapping[str, str],
    ) -> None:
        """The command menu and the short description by language; "" is for all other languages."""
        for language, entries in commands.items():
            await self._call(
                SetMyCommands(
                    commands=[BotCommand(command=word, description=says) for word, says in entries],
                    scope=BotCommandScopeAllPrivateChats(),
                    language_code=language or None,
                )
            )
        for language, says in about.items():
            await self._call(
                SetMyShortDescription(short_description=says, language_code=language or None)
            )

    async def close(self) -> None:
        """Ends all connections."""
        await self._bot.session.close()

    async def _send_text(self, address: str, lines: Lines, buttons: Keyboard | None) -> _Sent:
        def saying(text: str, mode: str | None) -> SendMessage:
            return made(
                SendMessage,
                chat_id=address,
                text=text,
                parse_mode=mode,
                reply_markup=buttons,
                link_preview_options=NO_PREVIEW,
            )

        return await self._deliver(saying, lines)

    async def _send_picture(
        self, address: str, picture: Picture, lines: Lines, buttons: Keyboard | None
    ) -> _Sent:
        digest = sha256(picture.png).digest()
        known = self._file_ids.get(digest)
        photo: str | BufferedInputFile = known or BufferedInputFile(picture.png, picture.name)

        def picturing(text: str, mode: str | None) -> SendPhoto:
            return made(
                SendPhoto,
                chat_id=address,
                photo=photo,
                caption=text or None,
                parse_mode=mode,
                reply_markup=buttons,
                protect_content=True,
            )

        try:
            sent = await self._deliver(picturing, lines)
        except FileForgotten:
            if known is None:
                raise
            del self._file_ids[digest]
            return await self._send_picture(address, picture, lines, buttons)
        if sent.file_id is not None:
            self._remember(digest, sent.file_id)
        return sent

    async def _send_file(
        self, address: str, file: File, lines: Lines, buttons: Keyboard | None
    ) -> _Sent:
        if len(file.data) > UPLOAD:
            raise Broken("a file that the platform does not take")

        def filing(text: str, mode: str | None) -> SendDocument:
            return made(
                SendDocument,
                chat_id=address,
                document=BufferedInputFile(file.data, file.name),
                caption=text or None,
                parse_mode=mode,
                reply_markup=buttons,
                # It is encrypted: there is nothing in it to look for.
                disable_content_type_detection=True,
            )

        return await self._deliver(filing, lines)

    def _remember(self, digest: bytes, file_id: str) -> None:
        self._file_ids[digest] = file_id
        self._file_ids.move_to_end(digest)
        if len(self._file_ids) > PICTURES_KEPT:
            self._file_ids.popitem(last=False)

    async def _deliver(
        self, making: Callable[[str, str | None], TelegramMethod[Message]], lines: Lines
    ) -> _Sent:
        try:
            message = await self._in_words(making, lines)
        except Done as done:
            return _Sent(done.message)
        file_id = message.photo[-1].file_id if message.photo else None
        return _Sent(str(message.message_id), file_id)

    async def _in_words(
        self, making: Callable[[str, str | None], TelegramMethod[T]], lines: Lines
    ) -> T:
        """Call with markup; should the platform not understand it, once more in plain words."""
        try:
            return await self._call(making(marked(lines), "HTML"))
        except MarkupRefused:
            _log.warning("telegram-markup-refused")
        return await self._call(making(plain(lines), None))

    async def _call(self, method: TelegramMethod[T]) -> T:
        try:
            return await self._bot(method)
        except AiogramError as error:
            failure = refusal(error, names_chat=hasattr(method, "chat_id"))
        # Raised out here, so that it has no context: the errors of aiogram carry the message.
        raise failure


def _captioned(lines: tuple[ShownLine, ...]) -> tuple[tuple[ShownLine, ...], tuple[ShownLine, ...]]:
    """What stands under the picture, and what follows it when not everything fits."""
    if utf16_length(plain(lines)) <= CAPTION:
        return lines, ()
    first, *_ = lines
    if first.style is Style.TITLE and utf16_length(first.text) <= CAPTION:
        return (first,), lines[1:]
    return (), lines


def _cut(text: str | None) -> str | None:
    [shown] = tidy([ShownLine(text)]) if text and text.strip() else [None]
    if shown is None or utf16_length(shown.text) <= ANSWER:
        return shown.text if shown else None
    [first, *_] = split([shown], ANSWER - 1)
    return f"{plain(first)}…"
