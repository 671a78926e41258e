"""Key moments on pictures, from their rows: all for the client, for others only what is shared."""

from datetime import timedelta

import pytest

from care.moments import Marked
from care.pictured import MarkerKind
from care.progress import Point
from conversations.contents import Progress
from conversations.wording import wording
from portal.backdrop import ForWhom, backdrop
from portal.filling import spoken
from portal.record_facts import picture_of
from portal.scene import Scene
from store import moments
from tests.portal.test_glances import filled, lines
from tests.store.kept import keep_points
from tests.world import world as opened

ENGLISH = wording("en", "Europe/Madrid")


@pytest.fixture
async def world(tmp_path):
    async with opened(tmp_path) as made:
        yield made


async def marked(world, guest):
    """A private moment, one that is shared and one of the therapist's, two, four and six days ago;
    and scores and days behind them."""
    today = world.now.date()
    points = [Point(today - timedelta(days=20), 15), Point(today - timedelta(days=1), 9)]

    def keep(connection):
        memory = world.memory
        keep_points(connection, memory, guest.id, "phq9", points, version=1)
        staff = Scene.begin(connection, memory, world.now).client(guest.id).therapist
        for title, ago, shared, by in (
            ("my secret", 2, False, None),
            ("a new job", 4, True, None),
            ("first exposure", 6, True, staff),
        ):
            given = Marked(title, today - timedelta(days=ago), shared)
            moments.mark(connection, memory, guest.id, by, given, world.now)

    await world.write(lambda connection, _: keep(connection))


def said(picture):
    return [each.words for each in picture.markers if each.kind is MarkerKind.MOMENT]


async def test_the_clients_own_pictures_show_all_of_them_and_say_them_in_words(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await marked(world, ana)

    everything = ["first exposure", "a new job", "my secret"]
    for name in ("phq9", "all", "daily"):
        shown = await filled(world, Progress(name), client=ana)
        assert said(shown.picture) == everything
        told = " ".join(lines(shown))
        for each in everything:
            assert each in told
    numbers = " ".join(lines(await filled(world, Progress("numbers"), client=ana)))
    assert "my secret" in numbers


async def test_in_discreet_mode_a_picture_says_no_more_than_that_a_day_was_marked(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await marked(world, ana)
    await ana.say("/settings")
    await ana.tap("Use discreet wording")

    shown = await filled(world, Progress("all"), client=ana)

    assert said(shown.picture) == ["marked"] * 3
    assert "secret" not in repr(shown)
    assert "Days that were marked:" in " ".join(lines(shown))


async def test_staff_see_what_is_shared_and_slack_none_of_a_clients_words(world):
    ana = await world.join()
    await marked(world, ana)
    today = world.now.date()

    def read(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        record = picture_of(scene, ana.id, "phq9", ENGLISH)
        behind = backdrop(scene, ana.id, today - timedelta(days=30), today, ForWhom.SLACK)
        return record, behind.markers(ENGLISH)

    record, in_slack = await world.database.read(read)

    assert said(record) == ["first exposure", "a new job"]
    assert "a new job" in spoken(record, ana.code, ENGLISH)
    assert "secret" not in repr(record)
    assert [each.words for each in in_slack] == ["first exposure", "marked by the client"]
