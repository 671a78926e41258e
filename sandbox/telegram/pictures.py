"""What can be told of a picture from its first bytes."""

import struct
from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Start-of-frame markers carry the size; these three numbers among them mean something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Picture:
    """The size of a picture, and how its files are called."""

    width: int
    height: int
    extension: str


def read_picture(data: bytes) -> Picture | None:
    """The size of a PNG or JPEG, or None when it is neither."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return Picture(width, height, "png")
    if data.startswith(_JPEG):
        return _read_jpeg(data)
    return None


def _read_jpeg(data: bytes) -> Picture | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Picture(width, height, "jpg")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
