"""How every picture looks: colours that can be told apart, and the one place a Figure is made."""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from charts.requests import Size

PAPER = "#ffffff"
INK = "#1f2933"
MUTED = "#52606d"
FAINT = "#d3dae2"

_LIGHTEST, _DARKEST = (249, 250, 252), (228, 232, 238)

LEGIBLE = 4.5
"""The contrast that WCAG asks for between text and what lies behind it."""

_SIGNALS = ("#b84a00", "#0067a6")
"""Vermilion and blue, darkened until text: told apart with every common colour blindness."""


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1, as WCAG reckons it."""
    red, green, blue = (_linear(part) for part in to_rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def accent(practice_colour: str) -> str:
    """The practice's colour, darkened where it would be too light to read."""
    if contrast(practice_colour, PAPER) >= LEGIBLE:
        return to_hex(practice_colour)
    # A little darker than needed: rounding to eight bits may lighten the colour again.
    darker = (1.05 / (LEGIBLE + 0.05) - 0.05) / luminance(practice_colour)
    red, green, blue = (_encoded(_linear(part) * darker) for part in to_rgb(practice_colour))
    return to_hex((red, green, blue))


def signal(practice_colour: str) -> str:
    """The colour for what must stand out, away from the practice's own."""
    own = to_rgb(accent(practice_colour))

    def distance(colour: str) -> float:
        return sum(abs(a - b) for a, b in zip(own, to_rgb(colour), strict=True))

    return max(_SIGNALS, key=distance)


def washes(count: int) -> tuple[str, ...]:
    """Greys that deepen with severity: a colour of alarm would say more than the scale does."""

    def grey(share: float) -> str:
        parts = zip(_LIGHTEST, _DARKEST, strict=True)
        red, green, blue = ((light + (dark - light) * share) / 255 for light, dark in parts)
        return to_hex((red, green, blue))

    return tuple(grey(step / max(count - 1, 1)) for step in range(count))


def sheet(size: Size) -> Figure:
    """An empty picture on which one point is one pixel."""
    figure = Figure(figsize=(size.width / 72, size.height / 72), dpi=72, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
