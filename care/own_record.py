"""What a client's own copy carries of each table, and why it leaves a column out.

It is held against the data map by a test: a column of a client's is carried, or stands here.
"""

from collections.abc import Mapping
from datetime import timedelta

from care.data_map import MAP, is_sealed
from care.erasure import RULES, Goes

FORM = "therapy-progress-portal/own-record"
FORM_VERSION = 1

AT_MOST, WITHIN = 3, timedelta(days=1)
"""So many copies may be asked for in so long: each costs the portal some seconds of work."""

LEFT_OUT_TABLES: Mapping[str, str] = {
    "data_key": "it is a key and not about anybody; in a copy it would open a stolen database",
    "inbox": "what arrives is here until it is handled, which takes a moment, and is nobody's "
    "before it is read",
    "outbox": "letters hold keys of sentences and numbers of rows; what they said is in the chat, "
    "and what it was made from is in this copy",
    "posted": "it holds the numbers of messages in the chat",
    "chat_message": "it holds the numbers of messages in the chat",
    "invitation": "it holds a hash of a link that was used, or has expired",
    "export": "it is about the making of copies like this one; that they were made is among who "
    "read what",
}
"""Tables of a client's of which a copy carries nothing."""

LEFT_OUT: Mapping[tuple[str, str], str] = {
    ("person", "blind_index"): "a keyed hash of the address that stands beside it",
    ("person", "staff"): "of a client it is always empty",
    ("homework_file", "sealed_source"): "where Telegram has a file, for the moment until it is "
    "fetched",
    ("shelf_item", "resource_index"): "a keyed hash of what stands beside it",
    ("note", "version"): "it counts texts, those too that only their author has read",
    ("note", "changed_at"): "its author may have written on since, which nobody else knows of",
    ("pin", "sealed_hash"): "it would help whoever tries to guess the PIN",
    ("pin", "sealed_given"): "it is the PIN that was typed, for the moment until it is looked at",
    ("record_link", "secret_hash"): "a hash of a link of the staff's",
    ("record_visit", "token_hash"): "a hash of what lets a member of the staff read on",
}

_EVERYWHERE: Mapping[str, str] = {
    "practice": "the practice is named once, at the beginning",
    "row_version": "it counts how often a row was written, for the portal's own work",
}


def reason(table: str, column: str) -> str | None:
    """Why this column is not in a copy; None when it is."""
    return LEFT_OUT_TABLES.get(table) or LEFT_OUT.get((table, column)) or _EVERYWHERE.get(column)


def carried() -> Mapping[str, tuple[str, ...]]:
    """The columns of each table that a copy carries, as the data map names them."""
    return {
        each.table: tuple(column for column, _ in each.columns if not reason(each.table, column))
        for each in MAP
        if RULES[each.table] is not Goes.STAYS and each.table not in LEFT_OUT_TABLES
    }


def name_of(column: str) -> str:
    """What a column is called in a copy, where nothing is sealed any more."""
    return column.removeprefix("sealed_") if is_sealed(column) else column
