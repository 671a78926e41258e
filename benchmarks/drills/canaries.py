"""Canaries: strings that stand nowhere else, and a search that knows them in every form.

A form is how text comes to lie in a file or on a wire: as it is, in UTF-16, in hexadecimal digits,
percent-encoded, escaped as in JSON, in base64. What was compressed is not looked into.
"""

import binascii
import json
import random
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TypeAlias

from conversations.channels import CHANNELS, Matter

LETTERS = "bcdfghjklmnpqrst"
"""Sixteen letters, none of them a vowel: no canary is a word, in no language."""
MARK, CODE = 10, 4
ROOM = 8 * (MARK + CODE)
"""So many bytes a canary takes in the widest form, with its end."""
SHORTEST_PLAINTEXT, FEWEST_VALUES = 12, 5
"""What is shorter or simpler stands everywhere by chance."""


@dataclass(frozen=True, slots=True)
class Canary:
    """One string, where it was put in, and which bots may carry it."""

    word: str
    place: str
    carried_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Escape:
    """A canary in a place where it may not be."""

    place: str
    found_in: str
    form: str


Decode: TypeAlias = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class _Form:
    """How the mark looks in a form, and how what stands from there is read."""

    name: str
    pattern: bytes
    decode: Decode
    in_any_case: bool = True
    skipped: int = 0
    """So many letters of the mark stand before the pattern."""


@dataclass
class Cage:
    """Hands out canaries and knows them again."""

    dice: random.Random
    canaries: dict[str, Canary] = field(default_factory=dict)
    numbers: list[Canary] = field(default_factory=list)
    """Numbers that the platforms gave to people."""

    def __post_init__(self) -> None:
        self._mark = "zx" + "".join(self.dice.choices(LETTERS, k=MARK - 2))
        self._codes = (_code(number) for number in count())
        self._forms = tuple(_forms(self._mark))

    def word(self, place: str, matter: Matter | None = None) -> str:
        """A new canary for this place; who may carry it says the matter, else nobody may."""
        made = Canary(self._mark + next(self._codes), place, self._carriers(matter))
        self.canaries[made.word] = made
        return made.word

    def sentence(self, place: str, matter: Matter | None = None) -> str:
        """A canary among other words, with letters that every kind of encoding changes."""
        return f"Zwölf <b>Zeilen</b> & ein \"{self.word(place, matter)}\" = 'été'"

    def number(self, place: str, value: str, *bots: str) -> None:
        """Knows a person's number, which only these bots may carry."""
        self.numbers.append(Canary(value, place, frozenset(bots)))

    def _carriers(self, matter: Matter | None) -> frozenset[str]:
        return frozenset(bot for bot, matters in CHANNELS.items() if matter in matters)

    # --- the search

    def escapes(self, data: bytes, found_in: str, bot: str | None = None) -> Iterator[Escape]:
        """What stands in these bytes and may not; the bot that carried them, if one did."""
        lowered = data.lower()
        for form in self._forms:
            within = lowered if form.in_any_case else data
            at = within.find(form.pattern)
            while at >= 0:
                canary = self._read(form, data[at : at + ROOM])
                if canary is None or bot not in canary.carried_by:
                    place = "one that cannot be read" if canary is None else canary.place
                    yield Escape(place, found_in, form.name)
                at = within.find(form.pattern, at + 1)
        for number in self.numbers:
            if bot not in number.carried_by and _has_number(data, number.word):
                yield Escape(number.place, found_in, "number")

    def in_plain(self, data: bytes) -> Iterator[Canary]:
        """The canaries that stand in these bytes as they are."""
        mark = self._mark.encode()
        at = data.find(mark)
        while at >= 0:
            found = self.canaries.get(data[at : at + MARK + CODE].decode(errors="replace"))
            if found is not None:
                yield found
            at = data.find(mark, at + 1)

    def _read(self, form: _Form, found: bytes) -> Canary | None:
        text = form.decode(found)[MARK - form.skipped :][:CODE].lower()
        return self.canaries.get(self._mark + text)


def _code(number: int) -> str:
    digits = f"{number:0{CODE}x}"
    if len(digits) > CODE:
        raise ValueError("more canaries than there are codes")
    return "".join(LETTERS[int(digit, 16)] for digit in digits)


def _forms(mark: str) -> Iterator[_Form]:
    plain = mark.encode()
    yield _Form("plain", plain, lambda found: found.decode("latin-1"))
    # The same bytes in both orders, but for a zero before or behind.
    wide = mark.encode("utf-16-le")[:-1]
    yield _Form("utf-16", wide, lambda found: found[::2].decode("latin-1"))
    yield _Form("hex", plain.hex().encode(), _from_hex)
    percent = "".join(f"%{letter:02x}" for letter in plain).encode()
    yield _Form("percent", percent, lambda found: _from_hex(found.replace(b"%", b"")))
    escaped = "".join(f"\\u{letter:04x}" for letter in plain).encode()
    yield _Form("json", escaped, lambda found: _from_hex(found.replace(b"\\u00", b"")))
    # Base64 has three ways to write a string, by where it begins.
    for shift in range(3):
        whole = 4 * ((MARK + shift) // 3)
        written = b64encode(b"-" * shift + plain)[4:whole]
        yield _Form("base64", written, _from_base64, in_any_case=False, skipped=3 - shift)


def _from_hex(found: bytes) -> str:
    digits = found[: 2 * (MARK + CODE)].decode("latin-1")
    try:
        return bytes.fromhex(digits).decode("latin-1")
    except ValueError:
        return ""


def _from_base64(found: bytes) -> str:
    # The letters of a canary never come to lie where the two alphabets differ.
    text = found[: 4 * ((MARK + CODE + 2) // 3)]
    try:
        return binascii.a2b_base64(text[: len(text) // 4 * 4]).decode("latin-1")
    except binascii.Error:
        return ""


def _has_number(data: bytes, number: str) -> bool:
    """Whether a number stands there by itself: in digits, or in the bytes of a whole one."""
    shapes = [number.encode(), number.encode("utf-16-le")]
    if number.isdecimal():
        shapes += [int(number).to_bytes(8, "big"), int(number).to_bytes(8, "little")]
    for shape in shapes:
        at = data.find(shape)
        while at >= 0:
            around = data[max(at - 1, 0) : at] + data[at + len(shape) : at + len(shape) + 1]
            if not around.isalnum():
                return True
            at = data.find(shape, at + 1)
    return False


@dataclass
class Sealed:
    """What the portal has sealed, as it told while it did: by column, before it was sealed."""

    by_column: dict[str, list[bytes]] = field(default_factory=dict)

    @classmethod
    def read(cls, told: str) -> "Sealed":
        """One line for each value: the column and, in hexadecimal digits, the value."""
        found = cls()
        for line in told.splitlines():
            column, _, value = line.partition(" ")
            found.by_column.setdefault(column, []).append(bytes.fromhex(value))
        return found

    def words(self, cage: Cage) -> Mapping[str, int]:
        """By column, how many canaries came to be sealed in it."""
        return Counter(
            {
                column: len({each.word for value in values for each in cage.in_plain(value)})
                for column, values in self.by_column.items()
            }
        )

    def needles(self, dice: random.Random, most: int) -> Iterator[tuple[str, bytes]]:
        """Of every column some values that are worth a search."""
        for column, values in sorted(self.by_column.items()):
            worth = sorted({each for each in values if _is_telling(each)})
            for value in dice.sample(worth, min(most, len(worth))):
                yield column, value


def _is_telling(value: bytes) -> bool:
    return len(value) >= SHORTEST_PLAINTEXT and len(set(value)) >= FEWEST_VALUES


def as_bytes(told: object) -> bytes:
    """What was told to a platform, for the search."""
    return json.dumps(told, ensure_ascii=False, default=str).encode(errors="surrogatepass")
