"""The fonts that pictures are lettered in, and what stands in for the letters they lack."""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.font_manager import findSystemFonts
from matplotlib.ft2font import FT2Font

_HAN = 0x6F22
_ALEF, _MEEM = 0x0627, 0x0645
_KANA, _HANGUL = 0x3042, 0xAC00

_SUBSTITUTES = ("notosanscjk", "notosansjp", "notosanssc", "sourcehansans", "wqy", "nanum", "ipag",
                "droidsansfallback", "unifont", "notosansarabic", "notosanshebrew",
                "notosansthai", "notosansdevanagari")  # fmt: skip
"""Beginnings of names, best first, of fonts that may be on a machine and have such letters."""


def font(*, bold: bool = False) -> Path:
    """DejaVu Sans, which comes with the drawing library and has the letters of most languages."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(get_data_path(), "fonts", "ttf", name)


@cache
def lettering(bold: bool) -> tuple[str, ...]:
    """The font files of pictures, each asked for what those before it lack.

    Inter comes with us for Latin, Greek and Cyrillic; DejaVu comes with the drawing library, for
    Arabic, Hebrew and signs among others; what else there is was found on this machine.
    """
    name = "Inter-SemiBold.ttf" if bold else "Inter-Regular.ttf"
    with as_file(files("charts") / "typeface" / name) as own:
        return (str(own), str(font(bold=bold)), *_found())


def has_arabic() -> bool:
    """Whether pictures can show Arabic on this machine."""
    return _has(_ALEF) and _has(_MEEM)


def has_han() -> bool:
    """Whether pictures can show Chinese and Japanese on this machine."""
    return _has(_HAN) and _has(_KANA)


def has_hangul() -> bool:
    """Whether pictures can show Korean on this machine."""
    return _has(_HANGUL)


def _has(letter: int) -> bool:
    return any(letter in FT2Font(file).get_charmap() for file in lettering(False))


@cache
def _found() -> tuple[str, ...]:
    ranked: list[tuple[int, str]] = []
    for file in findSystemFonts():
        name = Path(file).name.casefold()
        for rank, start in enumerate(_SUBSTITUTES):
            if name.startswith(start) and not {"bold", "mono"} & set(name.split("-")):
                ranked.append((rank, file))
    best: dict[int, str] = {}
    for rank, file in sorted(ranked):
        best.setdefault(rank, file)
    return tuple(best.values())
