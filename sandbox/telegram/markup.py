"""The HTML parse mode, read as strictly as Telegram reads it."""

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

from sandbox.telegram.entities import Entity, Formatted, in_order, utf16_length

_ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-time": "date_time",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


class CannotParse(ValueError):
    """The markup is wrong; the message is what follows "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    attributes: dict[str, str]
    offset: int
    position: int


def parse_html(markup: str) -> Formatted:
    """The plain text and its entities, or CannotParse."""
    return _Reading(markup).whole()


def _decoded(text: str) -> str:
    return _REFERENCE.sub(_referred, text)


def _referred(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    # What names no character stays as it was typed.
    if number == 0 or number >= 0x10FFFF or len(match.group().rstrip(";")) >= 10:
        return match.group()
    return chr(number)


def _without_loose_language(entity: Entity) -> Entity:
    return replace(entity, language=None) if entity.type == "code" else entity


class _Reading:
    """One pass over a markup, from its first character to its last."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def whole(self) -> Formatted:
        while self.at < len(self.markup):
            if self.markup[self.at] != "<":
                end = self.markup.find("<", self.at)
                end = len(self.markup) if end < 0 else end
                self._write(_decoded(self.markup[self.at : end]))
                self.at = end
            elif self.markup.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            name = self.open[-1].name
            raise CannotParse(f'Can\'t find end tag corresponding to start tag "{name}"')
        text = "".join(self.pieces)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise CannotParse("Text contains invalid Unicode characters after decoding entities")
        return Formatted(text, in_order(map(_without_loose_language, self.entities)))

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16_length(text)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.markup, self.at)
        taken = match.group() if match else ""
        self.at += len(taken)
        return taken

    def _next(self) -> str:
        return self.markup[self.at : self.at + 1]

    def _byte(self, position: int) -> int:
        return len(self.markup[:position].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._take(_TAG_NAME).lower()
        if not self._next():
            raise CannotParse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in _ENTITY_OF_TAG:
            raise CannotParse(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise CannotParse(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
            )
        self.open.append(_Open(name, attributes, self.length, len(self.pieces)))

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        unclosed = CannotParse(f'Unclosed start tag "{name}" at byte offset {self._byte(begin)}')
        while True:
            self._take(_SPACE)
            if self._next() == ">":
                self.at += 1
                return attributes
            if not self._next():
                raise unclosed
            attribute = self._take(_ATTRIBUTE_NAME)
            if not attribute:
                raise CannotParse(
                    f'Empty attribute name in the tag "{name}" at byte offset {self._byte(begin)}'
                )
            self._take(_SPACE)
            if self._next() != "=":
                attributes[attribute] = ""
                continue
            self.at += 1
            self._take(_SPACE)
            if not self._next():
                raise unclosed
            attributes[attribute] = self._value(unclosed)

    def _value(self, unclosed: CannotParse) -> str:
        quote = self._next()
        if quote not in {'"', "'"}:
            begin = self.at
            token = self._take(_NAME_TOKEN).lower()
            if not (self._next().isspace() or self._next() == ">"):
                raise CannotParse(
                    f"Unexpected end of name token at byte offset {self._byte(begin)}"
                )
            return token
        end = self.markup.find(quote, self.at + 1)
        if end < 0:
            raise unclosed
        value = self.markup[self.at + 1 : end]
        self.at = end + 1
        return _decoded(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise CannotParse(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        name = self._take(_TAG_NAME).lower()
        self._take(_SPACE)
        if self._next() != ">":
            raise CannotParse(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise CannotParse(
                f"Unmatched end tag at byte offset {self._byte(begin)},"
                f' expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        entity = Entity(_ENTITY_OF_TAG[tag.name], tag.offset, self.length - tag.offset)
        match tag.name:
            case "a":
                self._link(entity, tag)
            case "tg-time":
                self._time(entity, tag)
            case "tg-emoji":
                # A bot without a bought name shows the plain emoji; a wrong id is refused all
                # the same.
                if not tag.attributes.get("emoji-id", "").isdecimal():
                    raise CannotParse("Invalid custom emoji identifier specified")
            case "pre" | "code":
                self._code(entity, tag)
            case "blockquote" if "expandable" in tag.attributes:
                self.entities.append(replace(entity, type="expandable_blockquote"))
            case _:
                self.entities.append(entity)

    def _link(self, entity: Entity, tag: _Open) -> None:
        url = tag.attributes.get("href") or "".join(self.pieces[tag.position :])
        try:
            parts = urlsplit(url if "://" in url else f"http://{url}")
        except ValueError:
            return
        if parts.scheme == "tg" and parts.netloc == "user":
            [person] = parse_qs(parts.query).get("id", ["0"])[:1]
            if person.isdecimal():
                self.entities.append(replace(entity, type="text_mention", user_id=int(person)))
        elif parts.scheme == "tg" or (parts.scheme in {"http", "https"} and "." in parts.netloc):
            shown = parts.geturl() if parts.path else f"{parts.geturl()}/"
            self.entities.append(replace(entity, url=shown))

    def _time(self, entity: Entity, tag: _Open) -> None:
        shape = tag.attributes.get("format", "")
        if not _TIME_FORMAT.fullmatch(shape):
            raise CannotParse("Invalid date format used")
        moment = tag.attributes.get("unix", "")
        if moment.isdecimal() and int(moment) > 0:
            self.entities.append(
                replace(entity, unix_time=int(moment), date_time_format=shape or None)
            )

    def _code(self, entity: Entity, tag: _Open) -> None:
        """`<pre><code class="language-...">` is one entity, however the two are nested."""
        given = tag.attributes.get("class", "")
        language = given.removeprefix("language-") if given.startswith("language-") else None
        inner = self.entities[-1] if self.entities else None
        twin = inner if inner and (inner.offset, inner.end) == (entity.offset, entity.end) else None
        if tag.name == "pre" and twin and twin.type == "code":
            self.entities[-1] = replace(entity, language=twin.language)
        elif tag.name == "code" and twin and twin.type == "pre":
            self.entities[-1] = replace(twin, language=language)
        else:
            self.entities.append(replace(entity, language=language))
