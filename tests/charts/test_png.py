"""The file of a picture: small, of the size that was asked for, and without a word about itself."""

from io import BytesIO

import pytest
from matplotlib.figure import Figure
from PIL import Image

from charts.png import render
from charts.progress import progress
from charts.requests import PHONE, SLACK
from tests.charts.pictures import RUSSIAN, weekly

MANY = tuple(None if week in (20, 21, 45) else 3 + week * 7 % 17 for week in range(60))


@pytest.mark.parametrize("size", [PHONE, SLACK], ids=["phone", "slack"])
def test_the_fullest_picture_is_small_and_has_its_pixels(size):
    trajectory = weekly(*MANY)

    file = render(
        progress(
            trajectory,
            RUSSIAN,
            accent="#7b3fa0",
            bands_named=True,
            today=trajectory.latest.on,
            size=size,
        )
    )

    assert len(file) < 60_000
    picture = Image.open(BytesIO(file))
    assert (picture.format, picture.size) == ("PNG", (size.width, size.height))
    assert picture.info == {}
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_only_pictures_of_our_own_making_are_rendered():
    with pytest.raises(TypeError):
        render(Figure())
