"""Pictures from outside: nothing but pixels gets in, and nothing that is hostile does harm."""

import asyncio
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from portal.attachments import MOST_BYTES, Gate, Kind, Picture, Refusal, kind_of
from tests.portal.hostile_pictures import (
    SECRET,
    SIZE,
    drawn,
    hostile,
    moving,
    png,
    telling,
    told_in_png,
    zipped,
)


async def let_in(name, data, **options):
    return await Gate(**options).let_in(name, data)


def opened(picture):
    return Image.open(BytesIO(picture.jpeg))


def is_bare(picture):
    found = opened(picture)
    assert found.format == "JPEG"
    assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not found.getexif()
    assert max(found.size) <= 2560
    assert SECRET not in picture.jpeg
    assert zipped()[:20] not in picture.jpeg
    return True


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_an_ordinary_picture_is_let_in(kind):
    found = await let_in(f"photo.{kind.lower()}", drawn(kind))

    assert isinstance(found, Picture)
    assert opened(found).size == SIZE


async def test_nothing_but_pixels_is_left():
    for name, data in (("a.jpg", telling()), ("b.png", told_in_png())):
        assert SECRET in data

        found = await let_in(name, data)

        assert isinstance(found, Picture)
        assert is_bare(found)
        assert len(found.jpeg) < MOST_BYTES


async def test_a_picture_taken_upright_stays_upright():
    found = await let_in("a.jpg", telling())

    assert opened(found).size == (SIZE[1], SIZE[0])


async def test_what_is_clear_becomes_white_as_paper():
    made = BytesIO()
    Image.new("RGBA", SIZE, (0, 0, 0, 0)).save(made, "PNG")

    found = await let_in("a.png", made.getvalue())

    assert opened(found).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.jpg", bytes(MOST_BYTES + 1), Refusal.TOO_LARGE),
        ("a.pdf", b"%PDF-1.7", Refusal.NO_PICTURE),
        ("a.png", drawn("JPEG"), Refusal.NAMED_OTHERWISE),
        ("a.png", moving("PNG"), Refusal.MOVES),
        ("a.webp", moving("WEBP"), Refusal.MOVES),
        ("a.png", png(60_000, 60_000, b""), Refusal.TOO_MANY_PIXELS),
        ("a.png", drawn("PNG")[:200], Refusal.DAMAGED),
    ],
)
async def test_what_is_not_let_in_has_a_reason(name, data, why):
    assert await let_in(name, data) is why


async def test_of_two_hundred_hostile_files_none_gets_through_as_it_came():
    files = hostile()
    assert len(files) >= 200
    gate = Gate()

    found = await asyncio.gather(*(gate.let_in(name, data) for name, data in files))

    for (name, data), came in zip(files, found, strict=True):
        if isinstance(came, Picture):
            assert came.jpeg not in data, name
            assert is_bare(came), name
    refused = {
        name for (name, _), came in zip(files, found, strict=True) if isinstance(came, Refusal)
    }
    assert {name for name, data in files if kind_of(data) is None} <= refused
    assert {"wide.png", "endless.png", "wide.jpg", "heavy.jpg", "moving.png"} <= refused


async def test_who_takes_too_long_is_ended():
    assert await let_in("a.jpg", drawn("JPEG"), seconds=0.01) is Refusal.TOO_SLOW


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/hostname')",
        "open('/tmp/from-a-picture', 'w')",
        "__import__('socket').socket()",
        "__import__('subprocess').run(['true'])",
        "bytearray(2**31)",
    ],
)
def test_a_decoder_that_was_taken_over_can_open_nothing(deed):
    code = (
        "from portal import pixels; import socket, subprocess; pixels.warm(); "
        f"pixels.give_up()\ntry: {deed}\nexcept (OSError, MemoryError): print('refused')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={}
    )

    assert done.stdout.strip() == "refused", done.stderr[-500:]


def test_kinds_are_told_by_the_first_bytes_alone():
    assert [kind_of(drawn(kind)) for kind in ("JPEG", "PNG", "WEBP")] == list(Kind)
    assert [kind_of(each) for each in (b"", zipped(), drawn("GIF"), drawn("BMP"))] == [None] * 4
