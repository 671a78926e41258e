"""The stylesheet, in the colour of a practice."""

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=64)
def stylesheet(colour: str) -> str:
    """Every rule there is, after the practice's colour and a colour for words upon it."""
    plain = files("bots.record_page").joinpath("style.css").read_text("utf-8")
    return f":root{{--accent:{colour};--on-accent:{_upon(colour)}}}\n{plain}"


def _upon(colour: str) -> str:
    """Black or white, whichever is read more easily on this colour."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    # Contrast with white against contrast with black, as WCAG counts it.
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "#000000"
