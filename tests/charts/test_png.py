"""The file of a picture: small, of the size that was asked for, and without a word about itself."""

from io import BytesIO

import numpy
import pytest
from matplotlib import rc_context
from PIL import Image

from charts.agg import pixels
from charts.figure import figure
from charts.gallery import gallery
from charts.gathered import drawn
from charts.png import render
from charts.progress import progress
from charts.requests import PHONE, SLACK
from tests.charts.pictures import RUSSIAN, weekly

MANY = tuple(None if week in (20, 21, 45) else 3 + week * 7 % 17 for week in range(60))

COMPARED = ("dashboard-light", "dashboard-dark", "progress-bands-right-to-left", "week-light")


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

    assert len(file) < 100_000
    picture = Image.open(BytesIO(file))
    assert (picture.format, picture.width) == ("PNG", size.width)
    assert size.height <= picture.height <= 1.5 * size.height
    assert picture.info == {}
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_the_quick_way_draws_what_a_figure_shows():
    for name, picture in gallery():
        if name not in COMPARED:
            continue
        sheet = drawn(picture)
        canvas = figure(sheet).canvas
        with rc_context({"text.hinting": "none"}):
            canvas.draw()
        plain = numpy.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)
        quick = pixels(sheet)[:, :, :3].astype(int)

        apart = abs(plain - quick).max(axis=2)

        # Letters stand up to half a pixel elsewhere; lines, dots and slabs do not.
        assert (apart > 40).mean() < 0.03, name
        assert apart.mean() < 3.5, name


def test_a_palette_changes_no_flat_colour_and_smooth_edges_by_little():
    sheet = drawn(dict(gallery())["dashboard-dark"])
    canvas = pixels(sheet)[:, :, :3].astype(int)
    shown = numpy.asarray(Image.open(BytesIO(render(sheet))).convert("RGB")).astype(int)

    apart = abs(shown - canvas).max(axis=2)

    assert apart.max() <= 60
    assert (apart > 0).mean() < 0.12
    assert tuple(shown[2, 2]) == tuple(canvas[2, 2])


def test_every_artist_of_a_figure_carries_the_name_of_its_mark():
    sheet = drawn(dict(gallery())["dashboard-light"])

    names = [artist.get_gid() for artist in figure(sheet).findobj() if artist.get_gid()]

    assert sorted(names) == sorted(mark.gid for mark in sheet.marks)
