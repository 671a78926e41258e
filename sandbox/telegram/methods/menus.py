"""What a bot says about itself: commands, name, descriptions, menu button."""

import re

from sandbox.telegram.bots import Bot, MenuEntry
from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request
from sandbox.telegram.happenings import Happening, Kind
from sandbox.telegram.limits import COMMANDS
from sandbox.telegram.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_DESCRIPTION = 256
_LONGEST_TEXT = {"name": 64, "description": 512, "short_description": 120}
_SIMPLE_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


def commands_for(bot: Bot, person: int, language: str) -> tuple[MenuEntry, ...]:
    """The menu that a person sees in the private chat: the narrowest that was set."""
    return _first_set(bot, (f"chat:{person}", "all_private_chats", "default"), language)


def _first_set(bot: Bot, scopes: tuple[str, ...], language: str) -> tuple[MenuEntry, ...]:
    for scope in scopes:
        for tongue in (language[:2], ""):
            if found := bot.commands.get((scope, tongue)):
                return found
    return ()


def group_commands_for(
    bot: Bot, group: int, person: int, language: str, *, leads: bool
) -> tuple[MenuEntry, ...]:
    """The menu that a member sees in a group: the narrowest that was set."""
    scopes = [f"chat_member:{group}:{person}"]
    scopes += [f"chat_administrators:{group}"] if leads else []
    scopes += [f"chat:{group}"]
    scopes += ["all_chat_administrators"] if leads else []
    return _first_set(bot, (*scopes, "all_group_chats", "default"), language)


def set_my_commands(world: World, bot: Bot, call: Call) -> bool:
    key = (_scope(call), _language(call))
    given = call.json("commands")
    if not isinstance(given, list):
        raise bad_request("can't parse commands JSON object")
    if len(given) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    bot.commands[key] = tuple(_command(one) for one in given)
    _announce(world, bot)
    return True


def get_my_commands(world: World, bot: Bot, call: Call) -> list[Json]:
    entries = bot.commands.get((_scope(call), _language(call)), ())
    return [{"command": command, "description": text} for command, text in entries]


def delete_my_commands(world: World, bot: Bot, call: Call) -> bool:
    bot.commands.pop((_scope(call), _language(call)), None)
    _announce(world, bot)
    return True


def set_my_name(world: World, bot: Bot, call: Call) -> bool:
    return _set_text(bot, call, "name")


def get_my_name(world: World, bot: Bot, call: Call) -> Json:
    return {"name": _text(bot, call, "name") or bot.name}


def set_my_description(world: World, bot: Bot, call: Call) -> bool:
    return _set_text(bot, call, "description")


def get_my_description(world: World, bot: Bot, call: Call) -> Json:
    return {"description": _text(bot, call, "description")}


def set_my_short_description(world: World, bot: Bot, call: Call) -> bool:
    return _set_text(bot, call, "short_description")


def get_my_short_description(world: World, bot: Bot, call: Call) -> Json:
    return {"short_description": _text(bot, call, "short_description")}


def set_chat_menu_button(world: World, bot: Bot, call: Call) -> bool:
    button = call.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict):
        raise bad_request("can't parse menu button JSON object")
    kind = button.get("type")
    if kind not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: unsupported menu button type specified")
    app = button.get("web_app")
    url = app.get("url") if isinstance(app, dict) else ""
    if kind == "web_app" and not (button.get("text") and str(url).startswith("https://")):
        raise bad_request("can't parse menu button: a Web App needs a text and an HTTPS URL")
    bot.menu_buttons[_menu_chat(world, bot, call)] = button
    return True


def get_chat_menu_button(world: World, bot: Bot, call: Call) -> Json:
    common = bot.menu_buttons.get(0, {"type": "default"})
    return bot.menu_buttons.get(_menu_chat(world, bot, call), common)


def _menu_chat(world: World, bot: Bot, call: Call) -> int:
    given = call.text("chat_id")
    return world.chat(bot, given).id if given else 0


def _command(given: object) -> MenuEntry:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = str(given.get("command") or "").removeprefix("/")
    description = str(given.get("description") or "").strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= _DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return command, description


def _scope(call: Call) -> str:
    given = call.json("scope") or {"type": "default"}
    kind = given.get("type") if isinstance(given, dict) else None
    if isinstance(given, dict) and kind in _CHAT_SCOPES and given.get("chat_id"):
        name = f"{kind}:{given['chat_id']}"
        return f"{name}:{given.get('user_id')}" if kind == "chat_member" else name
    if kind not in _SIMPLE_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return str(kind)


def _language(call: Call) -> str:
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _set_text(bot: Bot, call: Call, kind: str) -> bool:
    text = call.text(kind)
    if len(text) > _LONGEST_TEXT[kind]:
        raise bad_request(f"{kind.replace('_', ' ')} is too long")
    bot.texts[kind, _language(call)] = text
    return True


def _text(bot: Bot, call: Call, kind: str) -> str:
    return bot.texts.get((kind, _language(call))) or bot.texts.get((kind, ""), "")


def _announce(world: World, bot: Bot) -> None:
    world.announce(Happening(world.now(), Kind.COMMANDS, bot.username))
