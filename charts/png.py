"""A sheet as a small PNG: few colours, no metadata."""

import zlib
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from struct import pack
from typing import Any

import numpy
from numpy.typing import NDArray

from charts.agg import pixels
from charts.sheet import Dots, Sheet, Slab, Stroke, Words
from charts.style import mixed

_MOST = 256
_OPAQUE = 0xFFFFFF
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_STEPS = (0.5, 0.25, 0.75, 0.125, 0.375, 0.625, 0.875)
"""How far colours are mixed at smooth edges, the most needed first."""
LARGEST = 100_000
"""Bytes that a picture may have."""
_QUICK, _THOROUGH, _BEST = 3, 6, 9
_EVERY = 256
_SMALLER = ((7, 2, _THOROUGH), (3, 2, _BEST), (1, 2, _BEST), (1, 1, _BEST))
"""How many mixtures, on how many grounds, and how much time a picture gets until it is small.

The grounds that come first are those on which text stands.
"""


def render(sheet: Sheet) -> bytes:
    """The picture's file: pixels and a palette, nothing that tells who made it or when."""
    canvas = pixels(sheet)
    file = encoded(canvas, _colours(sheet, len(_STEPS)))
    for steps, grounds, level in _SMALLER:
        if len(file) <= LARGEST:
            break
        file = encoded(canvas, _colours(sheet, steps, grounds), level)
    if len(file) > LARGEST:
        file = encoded(_halved(canvas), _colours(sheet, *_SMALLER[0][:2]), _BEST)
    return file


def _halved(canvas: NDArray[Any]) -> NDArray[Any]:
    """The picture in half its size: what nothing but letters would make too large."""
    high, wide = (length - length % 2 for length in canvas.shape[:2])
    four = canvas[:high, :wide].reshape(high // 2, 2, wide // 2, 2, 4)
    return numpy.ascontiguousarray(four.mean(axis=(1, 3)).astype(numpy.uint8))


def encoded(canvas: NDArray[Any], colours: tuple[str, ...], level: int = _QUICK) -> bytes:
    """Rows of pixels as a file that knows these colours; others become the nearest of them."""
    high, wide = canvas.shape[:2]
    rows = numpy.zeros((high, wide + 1), dtype=numpy.uint8)
    rows[:, 1:] = _Table.of(colours).numbers(canvas)
    known = b"".join(bytes.fromhex(colour[1:]) for colour in colours)
    packer = zlib.compressobj(level)
    data = packer.compress(rows.data) + packer.flush()
    header = pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", known), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))


def _colours(sheet: Sheet, steps: int, grounds: int = _EVERY) -> tuple[str, ...]:
    """Every flat colour of a sheet, and the mixtures in which they meet at smooth edges."""
    flat = tuple(dict.fromkeys((sheet.palette.paper, *_flat(sheet))))
    inks = {words.colour for words in sheet.of(Words)}
    inks |= {stroke.colour for stroke in sheet.of(Stroke)}
    inks |= {dots.fill for dots in sheet.of(Dots)} | {dots.edge for dots in sheet.of(Dots)}
    return _with_mixtures(flat, tuple(sorted(inks)), steps, grounds)


def _flat(sheet: Sheet) -> Iterable[str]:
    grounds = [sheet.palette.paper]
    for slab in sheet.of(Slab):
        if slab.alpha < 1:
            yield from (mixed(slab.fill, ground, slab.alpha) for ground in tuple(grounds)[:8])
        elif slab.fill not in grounds:
            grounds.append(slab.fill)
            yield slab.fill
    for stroke in sheet.of(Stroke):
        if stroke.alpha < 1:
            yield from (mixed(stroke.colour, ground, stroke.alpha) for ground in grounds[:3])


@lru_cache(maxsize=64)
def _with_mixtures(
    flat: tuple[str, ...], inks: tuple[str, ...], steps: int, grounds: int
) -> tuple[str, ...]:
    found = dict.fromkeys((*flat, *inks))
    for step, ground, ink in product(_STEPS[:steps], flat[:grounds], inks):
        if len(found) == _MOST:
            break
        found[mixed(ink, ground, step)] = None
    return tuple(found)[:_MOST]


class _Table:
    """Which of some colours is nearest to any colour, looked up once for each that is seen."""

    def __init__(self, colours: tuple[str, ...]) -> None:
        packed = [int.from_bytes(bytes.fromhex(each[1:]), "little") for each in colours]
        self._known = _channels(numpy.array(packed))
        # One byte for each colour there is; the pages of those never seen are never touched.
        self._numbers = numpy.zeros(_OPAQUE + 1, dtype=numpy.uint8)
        self._seen = numpy.zeros(_OPAQUE + 1, dtype=numpy.bool_)

    @staticmethod
    @lru_cache(maxsize=4)
    def of(colours: tuple[str, ...]) -> "_Table":
        """The table for these colours: pictures of one look share it."""
        return _Table(colours)

    def numbers(self, canvas: NDArray[Any]) -> NDArray[Any]:
        """The number of the nearest colour, for each pixel."""
        packed = canvas.view("<u4")[:, :, 0]
        # Most of a picture is one colour: only what follows another one is looked up.
        flat = packed.ravel()
        starts = numpy.flatnonzero(flat[1:] != flat[:-1]) + 1
        starts = numpy.concatenate(([0], starts))
        drawn = flat[starts] & _OPAQUE
        new = drawn[~self._seen[drawn]]
        if new.size:
            self._learn(new)
        lengths = numpy.diff(starts, append=flat.size)
        return numpy.repeat(self._numbers[drawn], lengths).reshape(packed.shape)

    def _learn(self, packed: NDArray[Any]) -> None:
        new = numpy.unique(packed)
        # The square of the distance, without what is the same for every known colour.
        apart = (self._known**2).sum(axis=1) - 2 * (_channels(new) @ self._known.T)
        self._numbers[new] = apart.argmin(axis=1)
        self._seen[new] = True


def _channels(packed: NDArray[Any]) -> NDArray[Any]:
    return numpy.stack([packed >> shift & 0xFF for shift in (0, 8, 16)], axis=1).astype(
        numpy.float32
    )
