"""Text that fits: measured before it is written, wrapped or made smaller, never cut by an edge."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from unicodedata import category

from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from charts.fonts import lettering
from charts.sheet import Align, Sheet, Words

LEADING = 1.22
"""From one line of text to the next, in sizes of that text."""

_MIDDLE = 0.36
"""From the baseline to the middle of a capital letter, in sizes."""

_RULED = 1000
"""The size at which words are measured."""

_WIDER = 1.01
"""Words are measured one by one and without what joins them: a line grows by so much at most."""

_SMALLER = (1.0, 0.92, 0.84)
_MORE_LINES = 4
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text of one size."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """Pixels from the left edge to the end of the longest line."""
        return max(width(line, self.size, self.bold) for line in self.lines)

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * LEADING


def width(text: str, size: float, bold: bool = False) -> float:
    """Pixels that one line of text takes, rather a little too many than too few."""
    words = text.split(" ")
    wide = sum(_advance(word, bold) for word in words) + (len(words) - 1) * _space(bold)
    return wide * size * _WIDER


def wrapped(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `room`; a word that is wider alone is broken."""
    lines = [""]
    words = legible(text, bold).replace("\n", " ").split(" ")
    for word in _pieces(words, size, room, bold):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(line for line in lines if line) or ("",)


def fitted(text: str, size: float, room: float, most_lines: int, bold: bool = False) -> Block:
    """The text within `room`, a little smaller where that saves lines beyond `most_lines`.

    What is still longer gets the lines it needs; only what nobody would read to its end is cut.
    """
    sizes = [size * smaller for smaller in _SMALLER]
    blocks = [Block(wrapped(text, each, room, bold), each, bold) for each in sizes]
    fewest = max(most_lines, len(blocks[-1].lines))
    block = next(block for block in blocks if len(block.lines) <= fewest)
    most = most_lines + _MORE_LINES
    if len(block.lines) > most:
        block = replace(block, lines=(*block.lines[: most - 1], ELLIPSIS))
    return block


def limited(text: str, size: float, room: float, most_lines: int, bold: bool = False) -> Block:
    """The text in so many lines at most; what is longer ends with a sign that it goes on."""
    lines = wrapped(text, size, room, bold)
    if len(lines) <= most_lines:
        return Block(lines, size, bold)
    last = lines[most_lines - 1]
    while last and width(last + ELLIPSIS, size, bold) > room:
        last = last[:-1].rstrip()
    return Block((*lines[: most_lines - 1], last + ELLIPSIS), size, bold)


def write(
    sheet: Sheet,
    block: Block,
    at: tuple[float, float],
    colour: str,
    *,
    gid: str,
    align: Align = "left",
) -> None:
    """Put a block on the picture, its top at this pixel, counted from the lower left."""
    x, y = at
    for index, line in enumerate(block.lines):
        # Line by line on a common baseline: left to itself a line moves with its tails.
        baseline = y - block.size * (LEADING * (index + 0.5) + _MIDDLE)
        if line:
            sheet.add(Words(gid, line, x, baseline, block.size, colour, block.bold, align))


def legible(text: str, bold: bool = False) -> str:
    """The text as the typeface can show it: an empty box tells nobody anything.

    Where words of a script fall away for which the machine has no font, an ellipsis says so; small
    pictures and what has no shape fall away without one.
    """
    shown: list[str] = []
    there = _letters(bold)
    for letter in text:
        if letter == "\n" or ord(letter) in there:
            shown.append(letter)
        elif category(letter)[0] in "LN" and shown[-1:] != [ELLIPSIS]:
            shown.append(ELLIPSIS)
    return "".join(shown)


def _pieces(words: Iterable[str], size: float, room: float, bold: bool) -> Iterable[str]:
    for word in words:
        rest = word
        while width(rest, size, bold) > room and len(rest) > 1:
            end = len(rest) - 1
            while end > 1 and width(rest[:end], size, bold) > room:
                end -= 1
            yield rest[:end]
            rest = rest[end:]
        yield rest


@lru_cache(maxsize=4096)
def _advance(word: str, bold: bool) -> float:
    # Word by word and for all sizes at once: shaping a text is what costs most in a picture.
    ruler = get_font(lettering(bold))
    ruler.set_size(_RULED, 72)
    ruler.set_text(word, 0, flags=LoadFlags.NO_HINTING)
    return ruler.get_width_height()[0] / 64 / _RULED


@cache
def _space(bold: bool) -> float:
    return _advance("n n", bold) - 2 * _advance("n", bold)


@cache
def _letters(bold: bool) -> frozenset[int]:
    files = lettering(bold)
    return frozenset(letter for file in files for letter in FT2Font(file).get_charmap())
