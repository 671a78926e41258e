"""A copy of everything: it arrives locked, opens with its passphrase, and is complete."""

import asyncio
import csv
import io
import json
import re
import shutil
from datetime import timedelta

import pytest
import pyzipper
from pypdf import PdfReader

from care.own_record import carried, name_of
from portal.export_deeds import SHOWN_FOR
from portal.sandboxed import BOT
from sandbox.telegram.calls import Fault
from store import exports, outbox
from store.tables import export as export_table
from tests.required import missing

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
BOTH = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

SUPPORT = "=Grüße, до свидания"
PASSPHRASE = re.compile(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){5}\b")


async def a_course(world, **options):
    """A client with something of every kind: answers, a note, a message."""
    ana = await world.join("Ana", **options)
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 4, 7)
    await ana.answer(*[2] * 9)
    await world.pass_time(seconds=10)
    await world.support(world.card("critical answer"), SUPPORT)
    await world.pass_time(seconds=30)
    return ana


async def asked_for(ana):
    await ana.say("/export")
    await ana.tap("Make my copy")


def documents(ana):
    return [each.document for each in ana.received if each.document]


def passphrases(ana):
    return [found for text in ana.texts for found in PASSPHRASE.findall(text)]


def opened(data, passphrase):
    """The files of an archive, as a common tool reads them."""
    archive = pyzipper.AESZipFile(io.BytesIO(data))
    archive.setpassword(passphrase.encode())
    return {name: archive.read(name) for name in archive.namelist()}


def tool():
    """7-Zip, under whichever name it is installed."""
    found = shutil.which("7z") or shutil.which("7zz")
    return found or missing("7zip", "there is no 7z on this machine")


async def unpacked(data, passphrase, folder):
    """Whether 7-Zip takes an archive apart with this passphrase; what it holds lies there then."""
    seven, archive = tool(), folder / "copy.zip"
    archive.write_bytes(data)
    process = await asyncio.create_subprocess_exec(
        *(seven, "x", "-y", f"-p{passphrase}", f"-o{folder / 'out'}", str(archive)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    return await process.wait() == 0


@ON_SQLITE
async def test_a_tool_that_everybody_has_opens_it_with_its_passphrase_and_no_other(world, tmp_path):
    tool()
    ana = await a_course(world)
    await asked_for(ana)
    [file], [passphrase] = documents(ana), passphrases(ana)
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    for folder in (right, wrong):
        folder.mkdir()

    assert await unpacked(file.data, passphrase, right)
    assert not await unpacked(file.data, "-".join(reversed(passphrase.split("-"))), wrong)

    expected = opened(file.data, passphrase)
    out = right / "out"
    taken = {str(each.relative_to(out)): each for each in out.rglob("*") if each.is_file()}
    assert set(taken) == set(expected)
    assert all(each.read_bytes() == expected[name] for name, each in taken.items())
    left = [each for each in (wrong / "out").rglob("*") if each.is_file()]
    assert not any(each.read_bytes() in expected.values() for each in left)


@BOTH
async def test_everything_arrives_in_one_file_that_its_passphrase_opens(world):
    ana = await a_course(world)

    await asked_for(ana)

    [file], [passphrase] = documents(ana), passphrases(ana)
    found = opened(file.data, passphrase)
    assert {"record.pdf", "record.json", "fhir-bundle.json", "csv/answers.csv"} <= set(found)
    record = json.loads(found["record.json"])
    [message] = record["tables"]["message"]
    assert message["text"] == SUPPORT
    assert [row["value"] for row in record["tables"]["answer"]] == [7, 3, 6, 6, 4, 7, *[2] * 9]
    assert {row["what"] for row in record["who_read"]} >= {"alert", "record"}
    rows = list(csv.DictReader(io.StringIO(found["csv/messages.csv"].decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == [f"'{SUPPORT}"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(found["record.pdf"])).pages)
    assert ana.code in text
    assert "до свидания" in text
    assert "18" in text
    # Who read it is told in the sentences of /who.
    assert "A note about you was shown to" in " ".join(text.split())
    bundle = json.loads(found["fhir-bundle.json"])
    totals = [
        each["resource"]["valueInteger"]
        for each in bundle["entry"]
        if each["resource"]["resourceType"] == "Observation"
    ]
    assert totals == [7, 3, 6, 6, 4, 7, 18]


@ON_SQLITE
async def test_the_copy_carries_every_column_that_the_map_says(world):
    ana = await a_course(world)
    await asked_for(ana)

    record = json.loads(opened(documents(ana)[0].data, passphrases(ana)[0])["record.json"])

    assert set(record["tables"]) == set(carried())
    for table, rows in record["tables"].items():
        for row in rows:
            assert set(row) == {name_of(column) for column in carried()[table]}


@ON_SQLITE
async def test_no_other_passphrase_opens_it_and_nothing_in_it_is_readable(world):
    ana = await a_course(world)
    await asked_for(ana)

    [file] = documents(ana)

    assert ana.code.encode() not in file.data
    assert SUPPORT.encode() not in file.data
    with pytest.raises(RuntimeError):
        opened(file.data, "abcd-efgh-ijkm-npqr-stuv-wxyz")


@ON_SQLITE
async def test_the_passphrase_leaves_the_chat_on_a_tap(world):
    ana = await world.join("Ana")
    await asked_for(ana)

    await ana.tap("I have it")

    assert passphrases(ana) == []
    assert ana.told("A passphrase stood here") == 1


@ON_SQLITE
async def test_the_passphrase_leaves_the_chat_by_itself(world):
    ana = await world.join("Ana")
    await asked_for(ana)
    assert len(passphrases(ana)) == 1

    await world.pass_time(seconds=SHOWN_FOR.total_seconds() + 1)

    assert passphrases(ana) == []


@ON_SQLITE
async def test_the_passphrase_is_kept_nowhere_once_it_was_shown(world):
    ana = await world.join("Ana")
    await asked_for(ana)

    def kept(connection):
        return connection.execute(export_table.select()).all()

    [row] = await world.database.read(kept)
    assert row.state == exports.ExportState.DONE
    assert row.sealed_passphrase is None


@ON_SQLITE
async def test_one_copy_at_a_time_and_three_a_day(world):
    ana = await world.join("Ana")
    for number in (1, 2, 3):
        await asked_for(ana)
        await world.pass_time(seconds=20)
        assert len(documents(ana)) == number

    await ana.say("/export")

    assert "three copies within a day" in ana.last
    await world.pass_time(hours=25)
    await asked_for(ana)
    assert len(documents(ana)) == 4


@ON_SQLITE
async def test_a_copy_that_is_under_way_is_not_made_twice(world):
    ana = await world.join("Ana")
    await ana.say("/export")
    ana.person.tap(BOT, "Make my copy")
    ana.person.say(BOT, "/export")

    await world.settle()

    assert ana.told("being made right now") == 1
    assert len(documents(ana)) == len(passphrases(ana)) == 1


@ON_SQLITE
async def test_a_copy_is_made_after_a_restart_too(world):
    ana = await world.join("Ana")
    world.sandbox.telegram.fault = lambda call: (
        Fault.answer(429, retry_after=60) if call.method == "sendDocument" else None
    )
    await asked_for(ana)
    await world.restart()
    world.sandbox.telegram.fault = None

    await world.pass_time(seconds=90)

    [file], [passphrase] = documents(ana), passphrases(ana)
    assert "record.pdf" in opened(file.data, passphrase)


@ON_SQLITE
async def test_help_does_not_wait_for_a_copy(world):
    ana = await world.join("Ana")
    before = len(ana.received)
    ana.person.say(BOT, "/export")
    await world.settle()
    ana.person.tap(BOT, "Make my copy")
    ana.person.tap(BOT, "Help now")

    await world.seen(lambda: any("Emergency" in each.text for each in ana.received[before:]))

    assert not documents(ana)
    await world.settle()
    assert len(documents(ana)) == 1


@ON_SQLITE
async def test_what_cannot_be_sent_is_said_and_its_passphrase_is_gone(world):
    ana = await world.join("Ana")
    world.sandbox.telegram.fault = lambda call: (
        Fault.answer(400) if call.method == "sendDocument" else None
    )

    await asked_for(ana)

    assert "could not be made or sent" in ana.last
    assert passphrases(ana) == []


@ON_SQLITE
async def test_no_letter_and_no_audit_entry_holds_the_passphrase(world):
    ana = await world.join("Ana")
    await asked_for(ana)
    [passphrase] = passphrases(ana)

    def letters(connection):
        return [row.content for row in connection.execute(outbox.outbox.select())]

    assert passphrase not in str(await world.database.read(letters))
    log = await world.read(exports.lately, ana.id, world.now - timedelta(days=1))
    assert log == (False, 1)


@ON_SQLITE
async def test_who_has_stopped_can_still_have_a_copy(world):
    ana = await world.join("Ana")
    await ana.say("/stop")
    await ana.tap("Stop everything")

    await asked_for(ana)

    assert len(documents(ana)) == 1


@ON_SQLITE
async def test_a_copy_in_spanish_is_in_spanish(world):
    ana = await world.invite("Ana", "es")
    ana.person.open_link(ana.link)
    await world.settle()
    await ana.tap("Español", "Acepto")
    await ana.tap(next(each for each in ana.labels() if "19:30" in each))
    await ana.tap("7", "3", "6")

    await ana.say("/export")
    await ana.tap("Preparar mi copia")

    found = opened(documents(ana)[0].data, passphrases(ana)[0])
    text = PdfReader(io.BytesIO(found["record.pdf"])).pages[0].extract_text()
    assert "Todo lo que se guarda" in text


@ON_SQLITE
async def test_a_stranger_has_nothing_to_be_copied(world):
    somebody = world.sandbox.telegram.add_person("Somebody")

    somebody.say(BOT, "/export")
    await world.settle()

    assert not [each for each in somebody.chat(BOT) if each.document]
