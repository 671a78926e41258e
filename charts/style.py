"""How every picture looks: colours that can be told apart and read, by day and by night."""

from dataclasses import dataclass
from functools import lru_cache

PAPER = "#ffffff"
INK = "#1f2933"
MUTED = "#52606d"
FAINT = "#d3dae2"

_NIGHT, _NIGHT_INK, _NIGHT_MUTED, _NIGHT_FAINT = "#151b22", "#f1f5f9", "#a9b6c4", "#37424e"

_WASHES = {False: ((249, 250, 252), (228, 232, 238)), True: ((27, 34, 42), (48, 58, 69))}

LEGIBLE = 4.5
"""The contrast that WCAG asks for between text and what lies behind it."""

_BY_NIGHT = 6.0
"""What colours are lifted to on a dark screen: at the limit they look dull there."""

_SIGNALS = ("#b84a00", "#0067a6")
"""Vermilion and blue, darkened until text: told apart with every common colour blindness."""

_SERIES = ("#0067a6", "#b84a00", "#00745a", "#8f4a80", "#7d6200")
"""After Okabe and Ito, darkened until text; beside a colour every line has a name and a shape."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one picture."""

    paper: str
    ink: str
    muted: str
    faint: str
    card: str
    """Behind a group of things that belong together."""
    accent: str
    signal: str
    series: tuple[str, ...]
    """Of several lines on one picture, the practice's own first."""
    dark: bool

    def washes(self, count: int) -> tuple[str, ...]:
        """Greys that deepen with severity: a colour of alarm would say more than the scale."""
        return washes(count, dark=self.dark)


@lru_cache(maxsize=64)
def palette(practice_colour: str, *, dark: bool = False) -> Palette:
    """The colours for a practice, on white paper or on a dark screen."""
    own = accent(practice_colour, dark=dark)
    others = [legible(each, _NIGHT if dark else PAPER) for each in _SERIES]
    return Palette(
        paper=_NIGHT if dark else PAPER,
        ink=_NIGHT_INK if dark else INK,
        muted=_NIGHT_MUTED if dark else MUTED,
        faint=_NIGHT_FAINT if dark else FAINT,
        card=washes(5, dark=dark)[1],
        accent=own,
        signal=signal(practice_colour, dark=dark),
        # One close to the practice's own would read as the same line: the farthest come first.
        series=(own, *sorted(others, key=lambda each: -_apart(own, each))[:3]),
        dark=dark,
    )


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1, as WCAG reckons it."""
    red, green, blue = (_linear(part) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def accent(practice_colour: str, *, dark: bool = False) -> str:
    """The practice's colour, moved away from the paper where it could not be read on it."""
    return legible(practice_colour, _NIGHT if dark else PAPER)


def legible(colour: str, paper: str) -> str:
    """The colour, no more darker or lighter than it has to be to stand out from this paper."""
    if contrast(colour, paper) >= LEGIBLE:
        return _hex(rgb(colour))
    if luminance(paper) > 0.5:
        # A little more than needed: rounding to eight bits may take some of it back.
        share = ((luminance(paper) + 0.05) / (LEGIBLE + 0.05) - 0.05) / luminance(colour)
        red, green, blue = (_encoded(_linear(part) * share) for part in rgb(colour))
        return _hex((red, green, blue))
    wanted = (luminance(paper) + 0.05) * _BY_NIGHT - 0.05
    return _hex(_lifted(colour, wanted))


def _lifted(colour: str, wanted: float) -> tuple[float, float, float]:
    """The colour as bright as wanted: as strong as it can be, then mixed with white."""
    linear = [_linear(part) for part in rgb(colour)]
    strongest = 1 / max(*linear, 1e-9)
    times = min(wanted / max(luminance(colour), 1e-9), strongest)
    bright = [part * times for part in linear]
    lit = luminance(colour) * times
    share = (wanted - lit) / (1 - lit) if lit < wanted else 0.0
    red, green, blue = (_encoded(part * (1 - share) + share) for part in bright)
    return red, green, blue


def signal(practice_colour: str, *, dark: bool = False) -> str:
    """The colour for what must stand out, away from the practice's own."""
    own = accent(practice_colour, dark=dark)
    readable = [legible(each, _NIGHT if dark else PAPER) for each in _SIGNALS]
    return max(readable, key=lambda colour: _apart(own, colour))


def washes(count: int, *, dark: bool = False) -> tuple[str, ...]:
    """Greys that deepen with severity, from next to paper on."""

    def grey(share: float) -> str:
        parts = zip(*_WASHES[dark], strict=True)
        red, green, blue = ((start + (end - start) * share) / 255 for start, end in parts)
        return _hex((red, green, blue))

    return tuple(grey(step / max(count - 1, 1)) for step in range(count))


def mixed(colour: str, other: str, share: float) -> str:
    """What is seen where so much of a colour lies over another."""
    red, green, blue = (
        a * share + b * (1 - share) for a, b in zip(rgb(colour), rgb(other), strict=True)
    )
    return _hex((red, green, blue))


@lru_cache(maxsize=1024)
def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    digits = colour.removeprefix("#")
    if len(digits) != 6 or not set(digits) <= set("0123456789abcdefABCDEF"):
        raise ValueError(f"no colour: {colour!r}")
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in parts)


def _apart(one: str, other: str) -> float:
    return sum(abs(a - b) for a, b in zip(rgb(one), rgb(other), strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
