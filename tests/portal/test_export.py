"""A copy of everything: it arrives locked, it opens with its passphrase, and it is complete."""

import csv
import io
import json

import pytest
import pyzipper
from pypdf import PdfReader

from tests.world import PHQ9, spoken

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


async def a_course(world):
    """A client with answers, a note, a message: something of every kind."""
    ana = await world.join("Ana")
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.answer(*([1] * 9), name=PHQ9) if PHQ9 in str(ana.texts) else None
    return ana


async def test_trial(world, tmp_path):
    ana = await world.join("Ana")
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 4, 7)
    print(ana.texts[-1], ana.labels())
    await ana.answer(*[2] * 9)
    print(ana.texts[-3:])
    await world.pass_time(seconds=10)
    print([spoken(c) for c in world.cards]); await world.support(world.card("PHQ-9"), "Grüße: =1+1, до свидания, καλημέρα, 😀 fin")
    await world.pass_time(seconds=30)
    await ana.say("/export")
    print(ana.last, ana.labels())
    await ana.tap("Make my copy")
    for each in ana.received[-4:]:
        print("--", each.text, each.caption, each.document and (each.document.name, len(each.document.data)), each.entities)
    [file] = [each.document for each in ana.received if each.document]
    secret = next(each.text for each in ana.received if "passphrase of your copy" in each.text).split("\n")
    print(secret)
    [word] = [each for each in secret if each.count("-") == 5]
    archive = pyzipper.AESZipFile(io.BytesIO(file.data))
    archive.setpassword(word.encode())
    out = tmp_path / "out"
    archive.extractall(out)
    import shutil; shutil.rmtree("/tmp/own", ignore_errors=True); shutil.copytree(out, "/tmp/own")
    open("/tmp/own/copy.zip","wb").write(file.data); open("/tmp/own/pass","w").write(word)
