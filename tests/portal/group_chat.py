"""A group's chat as the Bot API shows it: a server on loopback for the groups' bot alone.

It queues what people do as updates and keeps what the bot asks for, in order.
"""

import asyncio
import json
from itertools import count

from aiohttp import web

TOKEN = "200300400:sandbox-token-for-the-groups-bot-abc"
BOT = {"id": 200300400, "is_bot": True, "first_name": "Guard", "username": "harbour_groups_bot"}
CHAT = {"id": -1001234567890, "type": "supergroup", "title": "Tuesday"}
RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users")
_OTHER_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_manage_video_chats",
    "can_promote_members",
    "can_change_info",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


class GroupChat:
    """One supergroup, the people in it, and private chats with the bot."""

    def __init__(self, now):
        self._now = now
        self.calls = []
        self.rights = set(RIGHTS)
        self.closed_to_the_bot = set()
        """People to whom the bot may not write in private."""
        self._updates = {}
        self._numbers, self._messages = count(1), count(100)
        self._runner = None

    async def start(self):
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        [(host, port)] = [each.getsockname()[:2] for each in site._server.sockets]
        return f"http://{host}:{port}"

    async def stop(self):
        await self._runner.cleanup()

    @property
    def unheard(self):
        return bool(self._updates)

    # --- what people do

    def _put(self, kind, body):
        number = next(self._numbers)
        self._updates[number] = {"update_id": number, kind: body}

    def _stamp(self):
        return int(self._now().timestamp())

    def ask_to_join(self, user, seconds_ago=0):
        date = self._stamp() - seconds_ago
        body = {"chat": CHAT, "from": user, "user_chat_id": user["id"], "date": date}
        self._put("chat_join_request", body)

    def post(self, user, text, *, reply_to=None, edits=None):
        message = {
            "message_id": edits or next(self._messages),
            "chat": CHAT,
            "from": user,
            "date": self._stamp(),
            "text": text,
        }
        if reply_to is not None:
            message["reply_to_message"] = reply_to
        self._put("edited_message" if edits else "message", message)
        return message

    def tap(self, user, choice):
        """Presses a button of the newest private message that has one of this choice."""
        for _method, given in reversed(self.calls):
            if str(given.get("chat_id")) == str(user["id"]) and "reply_markup" in given:
                for row in given["reply_markup"]["inline_keyboard"]:
                    for button in row:
                        if button["callback_data"].endswith(f":{choice}"):
                            self.tap_data(user, button["callback_data"])
                            return
        raise LookupError(choice)

    def tap_data(self, user, data):
        number = next(self._numbers)
        query = {"id": str(number), "from": user, "chat_instance": "1", "data": data}
        self._updates[number] = {"update_id": number, "callback_query": query}

    def move(self, user, status):
        member = {"user": user, "status": status}
        body = {
            "chat": CHAT,
            "from": user,
            "date": self._stamp(),
            "old_chat_member": member,
            "new_chat_member": member,
        }
        self._put("chat_member", body)

    def promote(self, by, *rights):
        """Changes what the bot may do."""
        self.rights = set(rights)
        body = {
            "chat": CHAT,
            "from": by,
            "date": self._stamp(),
            "old_chat_member": {"user": BOT, "status": "member"},
            "new_chat_member": self._own(),
        }
        self._put("my_chat_member", body)

    def _own(self):
        rights = {name: name in self.rights for name in RIGHTS}
        others = dict.fromkeys(_OTHER_RIGHTS, False)
        return {"user": BOT, "status": "administrator", **others, **rights}

    # --- what the bot did

    def done(self, method):
        return [given for name, given in self.calls if name == method]

    def told(self, whom):
        """What the bot wrote to a person, or in the group."""
        return [each["text"] for each in self._written(whom["id"])]

    def _written(self, chat):
        return [
            given
            for name, given in self.calls
            if name in ("sendMessage", "editMessageText") and str(given["chat_id"]) == str(chat)
        ]

    # --- the API

    async def _answer(self, request):
        method = request.match_info["method"]
        if request.content_type == "application/json":
            given = await request.json()
        else:
            given = {name: _read(value) for name, value in (await request.post()).items()}
        if method == "getUpdates":
            return _ok(await self._waiting(given))
        if str(given.get("chat_id")) in self.closed_to_the_bot:
            refused = {"ok": False, "error_code": 403, "description": "Forbidden: not yet"}
            return web.json_response(refused, status=403)
        self.calls.append((method, given))
        return _ok(self._result(method, given))

    async def _waiting(self, given):
        offset = int(given.get("offset") or 0)
        self._updates = {number: each for number, each in self._updates.items() if number >= offset}
        for _ in range(50):
            if self._updates:
                break
            await asyncio.sleep(0.01)
        return list(self._updates.values())

    def _result(self, method, given):
        match method:
            case "getMe":
                return BOT
            case "sendMessage" | "editMessageText":
                number = next(self._messages)
                chat = {"id": int(given["chat_id"]), "type": "private"}
                return {"message_id": number, "chat": chat, "date": self._stamp(), "text": "x"}
            case "createChatInviteLink":
                return {
                    "invite_link": "https://t.me/+door",
                    "creator": BOT,
                    "creates_join_request": True,
                    "is_primary": False,
                    "is_revoked": False,
                }
            case "getChatAdministrators":
                return [self._own(), {"user": LEADER, "status": "creator", "is_anonymous": False}]
            case _:
                return True


def person(number, name, **more):
    return {"id": number, "is_bot": False, "first_name": name, "language_code": "en", **more}


LEADER = person(7, "Mira")


def _read(value):
    try:
        return json.loads(value)
    except ValueError:
        return value


def _ok(result):
    return web.json_response({"ok": True, "result": result})
