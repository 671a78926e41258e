"""Aiogram's methods, built without being checked."""

from typing import Any, TypeVar, cast

from aiogram.methods import TelegramMethod

M = TypeVar("M", bound=TelegramMethod[Any])


def made(kind: type[M], **fields: object) -> M:
    """A method of these fields, of which those that are None are left out.

    Whatever we say is of the right kind already, and to have it checked takes as long as to send
    it. A keyboard is in the words of the Bot API instead of aiogram's models.
    """
    said = {name: value for name, value in fields.items() if value is not None}
    # Every field is named, so that none of its defaults is copied.
    every = {**dict.fromkeys(kind.model_fields), **said}
    return cast(M, kind.model_construct(_fields_set=set(said), **every))
