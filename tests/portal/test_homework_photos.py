"""A photo with homework: taken in Telegram, made anew, sealed, seen on the record page alone."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from care.homework import FILES_LIMIT
from portal.homework_files import TRIES
from portal.sandboxed import BOT
from sandbox.telegram.calls import Fault
from store import audit
from store.tables import homework_file
from tests.portal.hostile_pictures import SECRET, drawn, hostile, moving, telling
from tests.portal.test_delivery import failing
from tests.portal.test_erasing import erase_now
from tests.portal.test_export import asked_for, documents, opened, passphrases
from tests.portal.test_homework import give
from tests.portal.visitor import Visitor, link_of
from tests.world import spoken
from tests.world import world as made

ASK = "Add words or a photo"
KEPT = "The photo is kept. Mira Winter can see it"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request):
    return request.param


@pytest.fixture
async def world(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url, records=True) as found:
        yield found


@pytest.fixture
async def ana(world):
    """A client who was asked for a word or a photo about a piece of homework."""
    ana = await world.join()
    await give(world, ana.code)
    await ana.tap(ASK)
    return ana


async def send(ana, data, name="", words=""):
    if name:
        ana.person.send_file(BOT, data, name, words)
    else:
        ana.person.send_photo(BOT, data, words)
    await ana.world.settle()


async def rows(world):
    return await world.database.read(
        lambda connection: connection.execute(select(homework_file)).mappings().all()
    )


async def test_a_photo_is_handed_in_and_seen_on_the_record_page_alone(world, ana):
    assert "I do not look at what is on a photo" in ana.last

    await send(ana, telling())

    assert ana.told(KEPT) == 1
    [row] = await rows(world)
    assert row.sealed_source is None
    assert SECRET not in row.sealed_picture
    await world.pass_time(seconds=5)
    await world.mira.command("/portal", f"homework {ana.code}")
    await world.settle()
    assert "1 photo" in spoken(world.card(f"Homework of {ana.code}"))
    assert not any(call.method.startswith("files.") for call in world.sandbox.slack.calls)

    async with Visitor(world) as mira:
        page = await mira.come_in(await link_of(world, f"record {ana.code}"))
        [(source, said)] = [each for each in page.pictures if "/photos/" in each[0]]
        assert said.startswith("Photo handed in")
        async with mira.http.get(f"{world.portal.gate.url}{source}") as answer:
            shown = await answer.read()
        assert answer.headers["Cache-Control"] == "no-store"
        picture = Image.open(BytesIO(shown))
        assert (picture.format, bool(picture.getexif())) == ("JPEG", False)
        assert SECRET not in shown
        wrong = re.sub("photos/.", "photos/f", source)
        async with mira.http.get(f"{world.portal.gate.url}{wrong}") as answer:
            assert answer.status == 404

    noted = await world.read(audit.of_client, ana.id)
    assert [each.kind for each in noted].count("photo") == 1
    await ana.say("/who")
    assert "A photo you handed in with homework was shown to Mira Winter." in ana.last


async def test_nobody_else_and_nobody_signed_out_sees_it(world, ana):
    await send(ana, drawn("PNG"), "page.png")
    bea = await world.join("Bea")
    [row] = await rows(world)

    async with Visitor(world) as mira:
        base = f"{world.portal.gate.url}/record/{world.memory.practice}/clients"
        async with mira.http.get(f"{base}/{ana.code}/photos/{row.id}.jpg") as answer:
            assert answer.status == 403
        await mira.come_in(await link_of(world, f"record {bea.code}"))
        # Another client's name does not lead to it.
        async with mira.http.get(f"{base}/{bea.code}/photos/{row.id}.jpg") as answer:
            assert answer.status == 404


async def test_several_may_follow_each_other_and_no_more_than_that(world, ana):
    for _ in range(FILES_LIMIT + 1):
        await send(ana, drawn("JPEG"))

    assert ana.told(KEPT) == FILES_LIMIT
    assert ana.told(f"There are {FILES_LIMIT} photos with this already") == 1
    assert len(await rows(world)) == FILES_LIMIT

    await ana.tap("Back to it")
    assert f"You handed in {FILES_LIMIT} photos." in ana.last
    await send(ana, drawn("JPEG"))

    assert len(await rows(world)) == FILES_LIMIT
    assert "Photos can be handed in with homework" in ana.last


async def test_what_is_no_picture_is_refused_kindly_and_leaves_nothing(world, ana):
    for data, name, said in (
        (b"%PDF-1.7 words", "diary.pdf", "I can take single photos only"),
        (drawn("PNG"), "page.jpg", "I can take single photos only"),
        (moving("WEBP"), "moving.webp", "I can take single photos only"),
        (drawn("JPEG")[:400], "half.jpg", "I could not read this picture"),
    ):
        await send(ana, data, name)

        assert said in ana.last, name
        assert "Nothing was kept." in ana.last
    ana.person.send_voice(BOT, 5)
    await world.settle()

    assert "I can take single photos only" in ana.last
    assert not await rows(world)


async def test_hostile_files_do_no_harm_to_the_portal(world, ana):
    for name, data in list(hostile())[:12]:
        if data:
            await send(ana, data, name or "photo")

    assert all(row.sealed_source is None for row in await rows(world))
    await send(ana, drawn("JPEG"))
    assert KEPT in ana.last or "photos with this already" in ana.last


async def test_words_beside_a_photo_are_words_about_it_and_are_searched(world, ana):
    await send(ana, drawn("JPEG"), words="I want to kill myself")

    assert ana.told("Some of your words made me want to show you this.")
    [alert] = await world.alerts(ana)
    assert alert.rule == "crisis-words"
    assert ana.told(KEPT) == 1
    assert not world.told("kill")


async def test_a_photo_outside_of_homework_is_not_kept(world):
    ana = await world.join()

    await send(ana, drawn("JPEG"))

    assert "I cannot keep this" in ana.last
    assert not await rows(world)


async def test_what_telegram_does_not_give_out_is_tried_again_and_given_up_in_the_end(world, ana):
    world.sandbox.telegram.fault = failing("getFile", Fault.answer(502))

    await send(ana, drawn("JPEG"))

    assert "I am looking whether this can be kept." in ana.last
    [row] = await rows(world)
    assert (row.tries, row.sealed_picture) == (1, None)
    await world.pass_time(minutes=1)
    assert ana.told(KEPT) == 1

    world.sandbox.telegram.fault = failing("getFile", *[Fault.answer(502)] * TRIES)
    await send(ana, drawn("JPEG"))
    await world.pass_time(hours=8)

    assert ana.told("Telegram did not give me what you sent.") == 1
    assert len(await rows(world)) == 1


async def test_a_copy_carries_the_photos_and_an_erasure_takes_them(world, ana):
    await send(ana, drawn("JPEG"))
    [row] = await rows(world)

    await asked_for(ana)

    found = opened(documents(ana)[0].data, passphrases(ana)[0])
    name = f"photos/{row.id}.jpg"
    assert Image.open(BytesIO(found[name])).format == "JPEG"
    [told] = json.loads(found["record.json"])["tables"]["homework_file"]
    assert told["picture"] == name

    await erase_now(world, ana)
    count = select(func.count()).select_from(homework_file)
    assert await world.database.read(lambda found: found.execute(count).scalar_one()) == 0
