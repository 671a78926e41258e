"""What a group's message may not hold, and words that cannot wait. Pure: text in, findings out."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import filterfalse, groupby, pairwise


class Finding(StrEnum):
    """A way to be reached outside the group, or a way out of it."""

    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    MENTION = "mention"


class Crisis(StrEnum):
    """How a match of crisis words reads."""

    SELF = "self"
    UNSURE = "unsure"
    """Probably denied, or about somebody else."""


HIDDEN_LINK, SHARED_CONTACT, OUTSIDER = "hidden-link", "shared-contact", "outsider"
"""What a platform marks in a message beside its text."""

FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""A number without a country code has at least 7 digits; none in the world has more than 15."""

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")

_DOT = r"(?:\.|\s*[\(\[\{]\s*(?:dot|punto|\.)\s*[\)\]\}]\s*|\s+(?:dot|punto)\s+)"
_AT = r"(?:\s*@\s*|\s*[\(\[\{]\s*(?:at|arroba|@)\s*[\)\]\}]\s*|\s+arroba\s+)"
_SPELLED_DOT = r"(?:\s*[\(\[\{]\s*(?:dot|punto|\.)\s*[\)\]\}]\s*|\s+(?:dot|punto)\s+)"
_PLAIN_ENDS = (
    "com|org|net|info|app|edu|gov|link|ly|gg|tv|xyz|site|online|eu|uk|fr|mx|ar|cl|biz|page"
)
_WORDY_ENDS = "es|me|us|it|de|co|io|is|to|at|am|in|pe"
"""Endings that are words too: after a forgotten space, "bueno.es" is no address."""

_EMAIL = re.compile(
    rf"[\w.+-]+{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}[a-z]{{2,10}}\b"
    # "at" is a word: it parts an address only where the dot is spelled as well.
    rf"|[\w.+-]+\s+at\s+[\w-]+{_SPELLED_DOT}[a-z]{{2,10}}\b"
)
_LINKS = (
    re.compile(r"\bh\s*[t7x]\s*[t7x]\s*p\s*s?\s*(?::|\()"),
    re.compile(r"\bh\s+t\s+t\s+p\b"),
    re.compile(r"\bhttps?\b"),
    re.compile(rf"\bw\s?w\s?w{_DOT}\s*\w"),
    re.compile(rf"\b(?:t|telegram|wa|fb|m)\s*{_DOT}\s*me\b"),
    re.compile(r"\btg:\s*//"),
    re.compile(rf"\b[\w-]{{2,}}{_DOT}(?:{_PLAIN_ENDS})\b(?!\.\w)"),
    re.compile(rf"\b[\w-]{{2,}}\.(?:{_WORDY_ENDS})/\w"),
    re.compile(r"\b[\w-]{2,}\s*[\(\[\{]\s*(?:dot|punto)\s*[\)\]\}]\s*[a-z]{2,6}\b"),
)
_MENTION = re.compile(r"(?<![\w@])@([a-z]\w{3,31})")

_NO_PHONE = (
    # Dates.
    re.compile(r"(?<![\d.+/-])\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d|[.-]\d)"),
    re.compile(r"(?<![\d.+/-])\d{1,2}([-./])\d{1,2}\1(?:\d{4}|\d{2})(?!\d|[./-]\d)"),
    # Stretches of years.
    re.compile(r"(?<![\d+])(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d(?!\d)"),
    # Times of day.
    re.compile(r"(?<![\d.:+])(?:[01]?\d|2[0-3])[.:h][0-5]\d(?::[0-5]\d)?(?!\d|[.:]\d)"),
    # Scores out of something.
    re.compile(r"(?<![\d/+])\d{1,3}\s?/\s?\d{1,3}(?![\d/])"),
    # Amounts.
    re.compile(r"(?<![\d.,+])\d{1,3}(?:[.,]000)+(?!\d)"),
)
_DIGITS = re.compile(r"\+?\s?\(?\d(?:[\s().\-–/_*]{0,3}\d)+")
_NUMBER_WORDS = {
    word: str(digit)
    for words in (
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    )
    for digit, word in enumerate(words)
}
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b")

NEAR = 4
"""So many words before a match may deny it."""


def findings(
    text: str, marks: Collection[str] = (), insiders: Collection[str] = ()
) -> tuple[Finding, ...]:
    """What in this message leads out of the group; insiders may be mentioned by name."""
    plain = _plain(text)
    found = set()
    if SHARED_CONTACT in marks or _holds_phone(plain):
        found.add(Finding.PHONE)
    without = _EMAIL.sub(" ", plain)
    if without != plain:
        found.add(Finding.EMAIL)
    if HIDDEN_LINK in marks or any(link.search(without) for link in _LINKS):
        found.add(Finding.LINK)
    if OUTSIDER in marks or any(name not in insiders for name in _MENTION.findall(without)):
        found.add(Finding.MENTION)
    return tuple(each for each in Finding if each in found)


def mentioned(text: str) -> frozenset[str]:
    """The names that a message mentions, in lower case."""
    return frozenset(_MENTION.findall(_EMAIL.sub(" ", _plain(text))))


def _plain(text: str) -> str:
    """The text as it is meant: one form for each letter and digit, nothing invisible."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(_digit(character) for character in seen)


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)


def _holds_phone(plain: str) -> bool:
    for harmless in _NO_PHONE:
        plain = harmless.sub(" , ", plain)
    # Spelled numbers count only among themselves: "one to three" is no number.
    spelled = _NUMBER_WORD.sub(lambda word: _NUMBER_WORDS[word.group()], plain)
    return any(_is_phone(found.group()) for found in _DIGITS.finditer(spelled))


def _is_phone(written: str) -> bool:
    groups = [int(group) for group in re.findall(r"\d+", written)]
    digits = sum(character.isdigit() for character in written)
    if not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        return False
    # Somebody may count, as in a breathing exercise.
    counts = {after - before for before, after in pairwise(groups)} in ({1}, {-1})
    return not (counts and len(groups) > 2)


@dataclass(frozen=True, slots=True)
class _Words:
    """One language's list."""

    crisis: re.Pattern[str]
    denials: frozenset[str]
    others: frozenset[str]
    selves: frozenset[str]


def crisis(text: str) -> Crisis | None:
    """Whether words of any language's list stand in this text, and how they read.

    A denial or another person never hides a match: it only makes it one that may be mistaken.
    """
    said = _bare(text)
    found = [each for words in _lists() for each in _matches(said, words)]
    if Crisis.SELF in found:
        return Crisis.SELF
    return Crisis.UNSURE if found else None


def _matches(said: str, words: _Words) -> list[Crisis]:
    found = []
    for match in words.crisis.finditer(said):
        before = said[: match.start()].split()
        near = set(before[-NEAR:])
        of_another = bool(set(before) & words.others) and not set(before[-NEAR:]) & words.selves
        unsure = bool(near & words.denials) or of_another
        found.append(Crisis.UNSURE if unsure else Crisis.SELF)
    return found


def _bare(text: str) -> str:
    """Lower case, without accents and punctuation, words one space apart."""
    letters = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).casefold()
    without = "".join(filterfalse(unicodedata.combining, letters))
    joined = without.replace("'", "").replace("’", "")
    return " ".join(re.findall(r"\w+", joined))


@cache
def _lists() -> tuple[_Words, ...]:
    kept = tomllib.loads(files("conversations").joinpath("crisis_words.toml").read_text("utf-8"))
    return tuple(
        _Words(
            _any_of(each["words"]),
            frozenset(each["denials"]),
            frozenset(each["others"]),
            frozenset(each["selves"]),
        )
        for each in kept.values()
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds these words; at most places the first letter alone says that none of them begins."""
    by_letter = groupby(sorted(words, key=_first), key=_first)
    beginnings = (
        f"{re.escape(letter)}(?:{'|'.join(re.escape(each[1:]) for each in group)})"
        for letter, group in by_letter
    )
    return re.compile(rf"\b(?:{'|'.join(beginnings)})\b")


def _first(word: str) -> str:
    return word[:1]
