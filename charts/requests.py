"""Pictures as they are asked for: all that is drawn, as plain values, without a drawing library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from care.progress import Trajectory


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's pixels, and how large its plain text is on them."""

    width: int
    height: int
    text: int


PHONE = Size(1080, 810, 36)
"""In a chat on a phone, read at arm's length."""

SLACK = Size(900, 420, 24)
"""Beside an alert, on a desk."""


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """What a progress picture says; dates and numbers it writes itself, as `locale` has them."""

    locale: str
    title: str
    latest: str
    baseline: str
    within: str
    """What the shade around the baseline means; used when the instrument has a reliable change."""
    missed: str
    footer: str
    bands: Mapping[str, str] = field(default_factory=dict)
    """Names of the severity bands by code; used when they are named."""


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """What an evidence picture says."""

    locale: str
    title: str
    marked: str
    footer: str


@dataclass(frozen=True, slots=True)
class ProgressPicture:
    """A client's scores on one instrument."""

    trajectory: Trajectory
    words: ProgressWords
    accent: str
    bands_named: bool
    today: date
    size: Size = PHONE


@dataclass(frozen=True, slots=True)
class EvidencePicture:
    """Four weeks of one daily item, with the days that raised an alert."""

    series: tuple[tuple[date, int], ...]
    marked: frozenset[date]
    words: EvidenceWords
    low: int
    high: int
    accent: str
    today: date
    size: Size = SLACK


Picture: TypeAlias = ProgressPicture | EvidencePicture
