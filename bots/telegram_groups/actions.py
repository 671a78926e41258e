"""Speaks and acts in groups, and in private with their members, through typed methods."""

import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar, assert_never
from uuid import uuid4

import structlog
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    ChatPermissions,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bots.telegram_groups.connection import TELEGRAM, open_bot
from bots.telegram_groups.hearing import ANSWER, lacking
from bots.telegram_groups.paragraphs import keyboard, marked
from bots.telegram_groups.refusals import FAILURES, Done, refusal
from conversations.contents import GroupDeed
from conversations.envelopes import (
    Arrived,
    Broken,
    Doing,
    Inbound,
    Moved,
    Place,
    Shown,
    ShownPage,
    Unreachable,
    Vanished,
)
from conversations.turn import AskedInGroup, Posted

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NOTHING_POSTED = "0"
"""No message of the platform has this number."""

T = TypeVar("T")
Learn = Callable[[Sequence[Arrived]], Awaitable[None]]
_log = structlog.get_logger()


class GroupActions:
    """The groups' bot's mouth and hands. It raises TryLater, Unreachable, Moved or Broken.

    What it learns by asking the platform goes into the inbox through `learn`, like any update.
    """

    def __init__(
        self, token: str, api_url: str = TELEGRAM, *, learn: Learn, timeout: float = 20.0
    ) -> None:
        self._bot = open_bot(token, api_url, timeout)
        self._learn = learn
        # Every answer is an update of its own, in every process that ever speaks for this bot.
        self._born, self._answers = uuid4().hex, 0

    async def send(self, address: str, shown: Shown, thread: Place | None = None) -> Place:
        """Posts a message, or does what is to be done instead."""
        if shown.doing is not None:
            with suppress(Done):
                await self._do(address, shown.doing)
            return Place(address, NOTHING_POSTED)
        text, buttons = marked(shown.lines), keyboard(shown.buttons)
        message = await self._call(
            self._bot.send_message(
                chat_id=address,
                text=text,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
                link_preview_options=NO_PREVIEW,
            )
        )
        return Place(address, str(message.message_id))

    async def edit(self, address: str, place: Place, shown: Shown) -> None:
        """Replaces a message; Vanished when it is gone. No change is success."""
        text, buttons = marked(shown.lines), keyboard(shown.buttons)
        with suppress(Done):
            await self._call(
                self._bot.edit_message_text(
                    chat_id=address,
                    message_id=int(place.message),
                    text=text,
                    parse_mode=ParseMode.HTML,
                    reply_markup=buttons,
                    link_preview_options=NO_PREVIEW,
                )
            )

    async def retire(self, address: str, place: Place) -> None:
        """Takes the buttons off an older message, as well as the platform allows."""
        with suppress(Done, Vanished, Unreachable, Moved, Broken):
            await self._call(
                self._bot.edit_message_reply_markup(
                    chat_id=address, message_id=int(place.message), reply_markup=None
                )
            )

    async def take_back(self, address: str, messages: Sequence[str]) -> None:
        """Messages of a group are removed one by one, as a deed of the house rules."""
        raise Broken("only a client's own chat is emptied")

    async def publish(self, address: str, page: ShownPage) -> None:
        """Telegram has no page that belongs to a person."""
        raise Broken("a page where there is none")

    async def show(self, to: Inbound, card: Shown) -> None:
        """A card in private; where the bot may not write there, in the group, naming nobody."""
        try:
            await self.send(to.address, card, None)
        except Unreachable:
            if not isinstance(to.event, Posted | AskedInGroup):
                raise
            await self.send(to.event.chat, card, None)

    async def answer(self, callback_id: str, text: str | None = None) -> None:
        """Ends the waiting of a pressed button, perhaps with a word; it carries no promise."""
        try:
            with suppress(Done):
                await self._call(self._bot.answer_callback_query(callback_id, text))
        except FAILURES as failure:
            _log.info("telegram-tap-not-answered", failure=type(failure).__name__)

    async def dress(
        self, commands: Mapping[str, Sequence[tuple[str, str]]], *, in_groups: bool
    ) -> None:
        """The command menu by language; "" is for all other languages."""
        scope = BotCommandScopeAllGroupChats() if in_groups else BotCommandScopeAllPrivateChats()
        for language, entries in commands.items():
            await self._call(
                self._bot.set_my_commands(
                    [BotCommand(word, says) for word, says in entries],
                    scope=scope,
                    language_code=language or None,
                )
            )

    async def close(self) -> None:
        """Ends all connections."""
        await self._bot.request.shutdown()

    async def _do(self, chat: str, doing: Doing) -> None:
        match doing.deed:
            case GroupDeed.DELETE:
                await self._call(self._bot.delete_message(chat, doing.message))
            case GroupDeed.APPROVE:
                member = int(doing.member)
                await self._call(self._bot.approve_chat_join_request(chat, member))
            case GroupDeed.DECLINE:
                member = int(doing.member)
                await self._call(self._bot.decline_chat_join_request(chat, member))
            case GroupDeed.MUTE:
                await self._call(
                    self._bot.restrict_chat_member(
                        chat,
                        int(doing.member),
                        ChatPermissions.no_permissions(),
                        until_date=doing.until,
                    )
                )
            case GroupDeed.REMOVE:
                member = int(doing.member)
                await self._call(self._bot.ban_chat_member(chat, member, revoke_messages=False))
                # Nobody is shut out: whoever is enrolled again may ask to join again.
                await self._call(self._bot.unban_chat_member(chat, member, only_if_banned=True))
            case GroupDeed.MAKE_DOOR:
                door = await self._call(
                    self._bot.create_chat_invite_link(chat, creates_join_request=True)
                )
                await self._tell(chat, "door", {"door": door.invite_link})
            case GroupDeed.LOOK:
                await self._look(chat)
            case _:
                assert_never(doing.deed)

    async def _look(self, chat: str) -> None:
        own = self._bot.token.partition(":")[0]
        members = await self._call(self._bot.get_chat_administrators(chat))
        mine = [each for each in members if str(each.user.id) == own]
        leaders = [str(each.user.id) for each in members if not each.user.is_bot]
        found = {"missing": list(lacking(mine)), "leaders": leaders}
        await self._tell(chat, "rights", found)

    async def _tell(self, chat: str, what: str, found: dict[str, Any]) -> None:
        body = json.dumps({ANSWER: {"chat": chat, **found}}, sort_keys=True).encode()
        self._answers += 1
        await self._learn([Arrived(f"{what}:{self._born}:{self._answers}", body)])

    async def _call(self, method: Coroutine[Any, Any, T]) -> T:
        try:
            return await method
        except TelegramError as error:
            failure = refusal(error)
        # Raised out here, so that it has no context: the library's errors carry the message.
        raise failure
