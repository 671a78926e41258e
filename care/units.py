"""Texts as platforms carry and show them: how long they are, and what of them cannot be seen."""

import unicodedata
from itertools import accumulate, takewhile

# Letters of every script may stand in a text; what turns, hides or breaks a line may not.
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNS_THE_LINE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def utf16_length(text: str) -> int:
    """The UTF-16 units of a text, as messengers count: most small pictures count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_shown_as_written(text: str, *, breaks: str = "") -> bool:
    """Whether a terminal and a chat show a text as it was meant; `breaks` are allowed in it."""
    return not any(
        each not in breaks and (unicodedata.category(each) in _HIDDEN or each in _TURNS_THE_LINE)
        for each in text
    )


def is_seen(text: str) -> bool:
    """Whether a reader sees anything of a text: spaces and signs without a shape are nothing."""
    return any(unicodedata.category(each)[0] not in "CZ" for each in text)


def fitting(text: str, limit: int) -> int:
    """How many characters of a text fit into so many UTF-16 units."""
    return sum(1 for _ in takewhile(limit.__ge__, accumulate(map(utf16_length, text))))


def cut_to_units(text: str, limit: int) -> str:
    """The text in at most so many UTF-16 units, cut between two words where there are two."""
    if utf16_length(text) <= limit:
        return text
    return cut_at_a_word(text, fitting(text, limit))


def cut_at_a_word(text: str, limit: int) -> str:
    """The text in at most so many characters, cut between two words where there are two."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    between = kept.rfind(" ")
    return f"{kept[:between] if between > limit // 2 else kept}…".replace(" …", "…")
