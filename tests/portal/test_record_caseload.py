"""The caseload on the record page: own clients beside each other, and each of them is noted."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from sqlalchemy import update

from care.codes import ADJECTIVES, NOUNS
from care.people import ClientId, Role
from care.progress import Point
from charts.gathered import drawn
from charts.requests import CASELOAD_MOST
from charts.sheet import Slab, Words
from conversations.wording import wording
from portal.record_caseload import page_of, picture_of_page
from portal.scene import Scene
from store import audit, filing, pauses, people
from store.ids import new_id
from store.tables import client as client_table
from tests.portal.made_up_record import fill
from tests.portal.test_record_page import here
from tests.portal.visitor import link_of

BESIDE = ("chart", "caseload")


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def records():
    return True


async def scored(world, client, name, *scores):
    """A client with these scores, one a week, the last of them yesterday."""

    def keep(connection):
        world.memory.open_clients(connection, [client])
        last = world.now.date() - timedelta(days=1)
        points = tuple(
            Point(last - timedelta(weeks=back), score)
            for back, score in zip(range(len(scores) - 1, -1, -1), scores, strict=True)
        )
        kept = {(client, name): filing.Scores(points, "1", 0)}
        filing.keep_points(connection, world.memory, kept)

    await world.database.write(keep)


async def many(world, count):
    """So many clients, as the therapist's first one is, each with scores."""
    first = await world.invite()
    kept = (await world.read(people.clients))[first.id]
    for each in range(count - 1):
        code = f"{ADJECTIVES[each]}-{NOUNS[each]}"
        new = replace(kept, id=ClientId(new_id()), code=code)
        assert await world.write(people.add_client, new)
        world.ids[code] = new.id
    for client in world.ids.values():
        await scored(world, client, "phq9", 17, 8)


async def beside(world, client):
    """How often the audit says that somebody saw this client beside others."""
    found = await world.read(audit.of_client, client)
    return [(each.kind, each.reason) for each in found].count(BESIDE)


def codes(page):
    """The clients on a page, in the order of its table."""
    return re.findall(r'<th scope="row"><a href="[^"]*/clients/([a-z-]+)"', page.body)


def picture(page):
    [(source, alternative)] = page.pictures
    return urljoin(page.url, source), alternative


async def test_from_the_reading_list_to_ones_own_clients_beside_each_other(world, mira):
    ana, ben = await world.invite(), await world.invite("Ben")
    await scored(world, ana.id, "phq9", 17, 12, 8)
    await scored(world, ben.id, "phq9", 9, 11)

    page = await mira.open((await mira.come_in(await link_of(world, "record"))).links["Caseload"])

    assert "2 clients of your own, as on Home" in page.text
    _, words = picture(page)
    assert f"{ana.code}: 8, first 17." in words
    assert f"{ben.code}: 11, first 9." in words
    for fact in (
        "8 of 27, Sun 1 Nov 2026",
        "17 of 27, Sun 18 Oct 2026",
        "9 lower, more than chance",
    ):
        assert fact in page.text
    assert "2 higher, can be chance" in page.text
    assert page.links[ana.code].endswith(f"/clients/{ana.code}")


async def test_who_needs_attention_stands_first_as_on_home(world, mira):
    clients = [await world.join(name) for name in ("Ana", "Ben", "Eva")]
    for each in clients:
        await scored(world, each.id, "phq9", 12, 12)
    last = max(clients, key=lambda each: each.code)
    await last.tap("Help now", "Tell my therapist")

    await mira.come_in(await link_of(world, "record"))
    page = await mira.open(here(world, "caseload"))

    others = sorted(each.code for each in clients if each is not last)
    assert codes(page) == [last.code, *others]


async def test_whoever_is_shown_is_noted_for_the_words_and_for_the_picture_and_reads_of_it(
    world, mira
):
    ana = await world.join()
    await scored(world, ana.id, "phq9", 17, 8)
    await mira.come_in(await link_of(world, "record"))

    page = await mira.open(here(world, "caseload"))
    assert await beside(world, ana.id) == 1
    png = await mira.open(picture(page)[0])
    assert png.headers["Content-Type"] == "image/png"
    assert await beside(world, ana.id) == 2

    await ana.say("/who")
    assert "Your scores were shown to Mira Winter under your code, beside those of" in ana.last


async def test_without_its_entry_in_the_audit_nothing_is_shown(world, mira):
    ana = await world.invite()
    await scored(world, ana.id, "phq9", 17, 8)
    await mira.come_in(await link_of(world, "record"))
    await world.database.write(
        lambda connection: connection.exec_driver_sql(
            "create trigger torn before insert on audit_entry "
            "begin select raise(abort, 'full'); end"
        )
    )

    for path in ("caseload", "caseload.png"):
        page = await mira.open(here(world, path))
        assert page.status == 503
        assert page.headers["Content-Type"].startswith("text/html")
        assert ana.code not in page.text


async def test_a_colleagues_client_is_neither_shown_nor_noted(world, mira):
    ana, ben = await world.invite(), await world.invite("Ben")
    await world.therapist("Jonas Vale", "U0JONAS")
    [jonas] = [each for each in await world.read(people.members) if each.name == "Jonas Vale"]
    for client in (ana, ben):
        await scored(world, client.id, "phq9", 17, 8)
    await world.database.write(
        lambda connection: connection.execute(
            update(client_table).where(client_table.c.id == ben.id).values(therapist=jonas.id)
        )
    )
    # Who supervises reads every record, and still has no clients but their own here.
    [winter] = [each for each in await world.read(people.members) if each.id != jonas.id]
    await world.write(people.set_roles, winter.id, {Role.THERAPIST, Role.SUPERVISOR})
    await mira.come_in(await link_of(world, "record"))

    page = await mira.open(here(world, "caseload"))
    await mira.open(picture(page)[0])

    assert codes(page) == [ana.code]
    assert ben.code not in page.body
    assert await beside(world, ben.id) == 0


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.FACILITATOR])
async def test_who_may_read_no_record_sees_nobody(world, mira, role):
    ana = await world.invite()
    await scored(world, ana.id, "phq9", 17, 8)
    await mira.come_in(await link_of(world, "record"))
    [winter] = await world.read(people.members)
    await world.write(people.set_roles, winter.id, {role})

    page = await mira.open(here(world, "caseload"))

    assert ana.code not in page.body
    assert (await mira.open(here(world, "caseload.png"))).status == 404
    assert await beside(world, ana.id) == 0


async def test_before_the_code_is_given_nobody_is_shown(world, mira):
    ana = await world.invite()
    await scored(world, ana.id, "phq9", 17, 8)
    await mira.send((await mira.open(await link_of(world, "record"))).forms[0])

    for path in ("caseload", "caseload.png"):
        page = await mira.open(here(world, path))
        assert page.url == here(world, "code")

    assert await beside(world, ana.id) == 0


async def test_more_than_one_picture_holds_go_over_pages_and_how_many_there_are_is_said(
    world, mira
):
    await many(world, CASELOAD_MOST + 3)
    await mira.come_in(await link_of(world, "record"))

    first = await mira.open(here(world, "caseload"))
    assert f"These are 1 to {CASELOAD_MOST} of {CASELOAD_MOST + 3}." in first.text
    assert "Back" not in first.links
    noted = [code for code, client in world.ids.items() if await beside(world, client)]
    assert sorted(noted) == sorted(codes(first))

    second = await mira.open(first.links["More clients"])
    assert f"These are {CASELOAD_MOST + 1} to {CASELOAD_MOST + 3} of" in second.text
    assert "More clients" not in second.links
    assert sorted(codes(first) + codes(second)) == sorted(world.ids)
    assert codes(await mira.open(second.links["Back"])) == codes(first)
    assert "page=1" in picture(second)[0]
    # Whatever is asked for beyond the last page is the last page.
    assert codes(await mira.open(here(world, "caseload?page=99"))) == codes(second)


async def test_a_scale_is_chosen_and_first_comes_the_one_that_most_have(world, mira):
    ana, ben = await world.invite(), await world.invite("Ben")
    await scored(world, ana.id, "gad7", 14, 9)
    await scored(world, ben.id, "gad7", 10)
    await scored(world, ben.id, "phq9", 20, 7)
    await mira.come_in(await link_of(world, "record"))

    page = await mira.open(here(world, "caseload"))
    assert "GAD-7" in picture(page)[1]
    assert "9 of 21" in page.text
    assert "first score" in page.text
    [other] = [link for name, link in page.links.items() if "PHQ-9" in name]
    page = await mira.open(other)

    assert f"{ben.code}: 7, first 20." in picture(page)[1]
    assert f"{ana.code}: none yet." in picture(page)[1]
    assert "No scores yet" in page.text
    page = await mira.open(here(world, "caseload?scale=no-such"))
    assert "GAD-7" in picture(page)[1]
    # Where as many have both, the one that is first everywhere.
    await scored(world, ana.id, "phq9", 12)
    page = await mira.open(here(world, "caseload"))
    assert "PHQ-9" in picture(page)[1]


async def test_without_clients_or_without_scores_the_page_says_so_kindly(world, mira):
    await mira.come_in(await link_of(world, "record"))
    page = await mira.open(here(world, "caseload"))
    assert "You have no clients of your own yet." in page.text

    ana = await world.invite()
    page = await mira.open(here(world, "caseload"))

    assert "There are no scores yet." in page.text
    assert page.pictures == []
    assert (await mira.open(here(world, "caseload.png"))).status == 404
    assert await beside(world, ana.id) == 0


async def test_the_picture_has_the_pauses_and_on_a_phone_two_in_a_row(world):
    ana = await world.invite()
    [mira] = await world.read(people.members)
    await world.write(fill, ana.id, mira.id, world.now)
    await world.write(pauses.begin, ana.id, world.now - timedelta(days=20))
    await world.write(pauses.end, ana.id, world.now - timedelta(days=14))
    for name in ("Ben", "Eva"):
        await world.invite(name)

    def both(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        words = wording("en", scene.practice.zone, library=scene.library)
        facts, clients = page_of(scene, mira.id, "phq9", 0)
        return [
            picture_of_page(scene, facts, clients, words, narrow=narrow) for narrow in (False, True)
        ]

    desk, phone = [drawn(each) for each in await world.database.read(both)]

    def in_first_row(sheet):
        top = max(slab.y for slab in sheet.of(Slab, "card"))
        return sum(slab.y == top for slab in sheet.of(Slab, "card"))

    assert (in_first_row(desk), in_first_row(phone)) == (3, 2)
    assert len(desk.of(Slab, "paused")) == 1
    assert "paused" in [each.text for each in desk.of(Words, "key")]
    footer = " ".join(each.text for each in desk.of(Words, "footer"))
    assert footer.startswith("From ")
    assert "not a diagnosis" in footer
