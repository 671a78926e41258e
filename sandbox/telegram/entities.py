"""Formatted text as Telegram counts it: in UTF-16 code units."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

Json = dict[str, object]

# Within these nothing else is marked or found.
VERBATIM = frozenset({"code", "pre"})
_NOTHING_FOUND_WITHIN = VERBATIM | {"text_link", "text_mention"}

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d_])\w+)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?\b(?!/))"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One marked stretch of a text."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None
    user_id: int | None = None

    @property
    def end(self) -> int:
        """The first code unit behind it."""
        return self.offset + self.length

    def json(self) -> Json:
        """The entity as the Bot API writes it, but for the mentioned person."""
        names = ("type", "offset", "length", "url", "language", "unix_time", "date_time_format")
        values = ((name, getattr(self, name)) for name in names)
        return {name: value for name, value in values if value is not None}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and what is marked in it."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """How long Telegram takes a text to be."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The stretch that an entity covers; ValueError when it cuts a character in two."""
    units = text.encode("utf-16-le")
    return units[offset * 2 : (offset + length) * 2].decode("utf-16-le")


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Outer before inner, each once, nothing within code."""
    kept = sorted(set(entities), key=lambda one: (one.offset, -one.length, one.type))
    verbatim = [one for one in kept if one.type in VERBATIM]
    return tuple(
        one
        for one in kept
        if one.type in VERBATIM
        or not any(code.offset <= one.offset and one.end <= code.end for code in verbatim)
    )


def trimmed(formatted: Formatted) -> Formatted:
    """Without white space around it, as messages are shown; marks are cut to what stays."""
    text = formatted.text.strip()
    if text == formatted.text:
        return formatted
    lost = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    total = utf16_length(text)
    return Formatted(text, tuple(_within(formatted.entities, lost, total)))


def _within(entities: Iterable[Entity], lost: int, total: int) -> Iterator[Entity]:
    for entity in entities:
        start, end = max(0, entity.offset - lost), min(total, entity.end - lost)
        if start < end:
            yield replace(entity, offset=start, length=end - start)


def with_found(formatted: Formatted) -> Formatted:
    """With the commands, links, mentions and hashtags that Telegram finds by itself."""
    closed = [one for one in formatted.entities if one.type in _NOTHING_FOUND_WITHIN]
    found = (
        Entity(
            match.lastgroup or "",
            utf16_length(formatted.text[: match.start()]),
            utf16_length(match.group()),
        )
        for match in _FOUND.finditer(formatted.text)
    )
    free = (
        one for one in found if not any(c.offset < one.end and one.offset < c.end for c in closed)
    )
    return Formatted(formatted.text, in_order((*formatted.entities, *free)))
