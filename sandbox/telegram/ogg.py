"""Voice messages: a silent one to send, and how long any of them lasts."""

import struct

RATE = 48_000
"""Ogg Opus counts time in samples of this rate, whatever was recorded."""

_SERIAL = 1
_FRAME = 960
# A frame of 20 ms in which nothing is heard.
_SILENCE = b"\xf8\xff\xfe"
_PAGE_FRAMES = 50
_BEGINS, _ENDS = 2, 4


def silence(seconds: int) -> bytes:
    """An Ogg Opus file in which nothing is said."""
    head = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 0, RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 7) + b"sandbox" + struct.pack("<I", 0)
    pages = [_page([head], 0, 0, _BEGINS), _page([tags], 0, 1, 0)]
    for number in range(seconds):
        position = (number + 1) * _PAGE_FRAMES * _FRAME
        flags = _ENDS if number == seconds - 1 else 0
        pages.append(_page([_SILENCE] * _PAGE_FRAMES, position, number + 2, flags))
    return b"".join(pages)


def seconds_of(data: bytes) -> int:
    """How long a voice message lasts; 0 for what is none."""
    last = data.rfind(b"OggS")
    if last < 0 or len(data) < last + 14:
        return 0
    position = int.from_bytes(data[last + 6 : last + 14], "little", signed=True)
    return max(0, round(position / RATE))


def _page(packets: list[bytes], position: int, number: int, flags: int) -> bytes:
    lengths = bytes(len(packet) for packet in packets)
    body = lengths + b"".join(packets)
    before = struct.pack("<4sBBqII", b"OggS", 0, flags, position, _SERIAL, number)
    unsigned = before + bytes(4) + bytes([len(packets)]) + body
    return before + struct.pack("<I", _checksum(unsigned)) + bytes([len(packets)]) + body


def _checksum(data: bytes) -> int:
    """The CRC of Ogg: another polynomial than zip's, and nothing turned round."""
    crc = 0
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ (0x04C11DB7 if crc & 0x80000000 else 0)
        crc &= 0xFFFFFFFF
    return crc
