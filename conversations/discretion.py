"""Words about health: what a stranger must not read on somebody's screen in discreet mode."""

import re
import tomllib
from functools import cache
from importlib.resources import files


def health_words(text: str, locale: str) -> tuple[str, ...]:
    """The words about health that stand in a text."""
    return tuple(found.group() for found in _lexicon(locale).finditer(text))


@cache
def _lexicon(locale: str) -> re.Pattern[str]:
    written = files("conversations").joinpath("health_words.toml").read_text("utf-8")
    words = tomllib.loads(written)[locale]
    stems = "|".join(re.escape(each).replace(r"\*", r"\w*") for each in words)
    return re.compile(rf"(?<![\w/])(?:{stems})(?!\w)", re.IGNORECASE)
