"""A table of clients and past answers: looked over first, then done completely or not at all."""

import csv

import pytest

from portal.commands import NotPossible, client_import, client_list
from portal.sandboxed import hire
from portal.terminal import client_files
from store import check_ins, filing

TABLE = (
    "client;therapist;instruments;instrument;date;answers;score\n"
    "Jo Doe;;phq9:fortnight;;;;\n"
    "{code};;;phq9;01.09.2026;1 1 1 1 1 1 1 1 0;8,0\n"
    "{code};;;phq9;2026-09-15;2 2 2 2 2 2 2 1 0;15\n"
    "Jo Doe;;;phq9;2026-09-15;1 1 1 1 1 1 1 1 0;\n"
)


async def taken(world, text, **options):
    office = world.sandbox.office
    return await client_import(office, text=text, place="old.csv", **options)


async def codes(world):
    return [each["client"] for each in (await client_list(world.sandbox.office))["clients"]]


async def test_a_table_is_looked_over_and_then_done_once(world):
    ana = await world.join("Ana")
    table = TABLE.format(code=ana.code)

    looked = await taken(world, table)
    before = await codes(world)
    done = await taken(world, table, keep=True)
    again = await taken(world, table.replace("Jo Doe", done["lines"][0]["client"]), keep=True)

    assert before == [ana.code]
    assert [each["does"] for each in looked["lines"]] == ["invited", "filed", "filed", "left"]
    assert [each["does"] for each in done["lines"]] == ["invited", "filed", "filed", "left"]
    assert "joined and agreed" in done["lines"][3]["why"]
    assert done["lines"][0]["instruments"] == ["pulse", "phq9"]
    assert [each["does"] for each in again["lines"]] == ["left"] * 4
    assert "there already" in again["lines"][1]["why"]
    assert len(await codes(world)) == 2

    scores = await world.read(filing.points, [(ana.id, "phq9")])
    assert [each.score for each in scores[ana.id, "phq9"].points] == [8, 15]
    brought = await world.read(check_ins.responses, ana.id, "phq9")
    assert [on.isoformat() for on, _ in brought] == ["2026-09-01", "2026-09-15"]


async def test_a_new_client_opens_the_link_of_the_table(world):
    done = await taken(world, "client\nJo Doe\n", keep=True)
    jo = world.sandbox.telegram.add_person("Jo", "en")

    jo.open_link(done["lines"][0]["link"])
    await world.settle()

    assert "Harbour Practice" in jo.chat("harbour_practice_bot")[-1].text


async def test_one_line_that_cannot_be_keeps_everything_from_being_done(world):
    ana = await world.join("Ana")
    await hire(world.sandbox, "Jonas Vale", "U0JONAS")
    table = (
        "client,therapist,instrument,date,answers,score\n"
        "Jo Doe,Mira Winter,,,,\n"
        "Kim Doe,,,,,\n"
        f"{ana.code},,phq9,2026-09-01,1 1 1 1 1 1 1 1 0,9\n"
        f"{ana.code},,phq9,2026-09-02,7 1 1 1 1 1 1 1 0,\n"
        f"{ana.code},,nope,2026-09-03,1,\n"
    )

    with pytest.raises(NotPossible) as refused:
        await taken(world, table, keep=True)

    said = str(refused.value)
    assert "nothing of it was done" in said
    assert [f"line {number}:" in said for number in range(2, 7)] == [False, *[True] * 4]
    assert "add up to 8, and the table says 9" in said
    assert await codes(world) == [ana.code]


async def test_a_name_in_the_table_of_links_is_never_worked_out(world, tmp_path, monkeypatch):
    formula = '=HYPERLINK("https://example.org")'
    done = await taken(world, 'client\n"{}"\n'.format(formula.replace('"', '""')), keep=True)
    monkeypatch.setattr(client_files, "carry_out", lambda *_, **__: done)
    (tmp_path / "new.csv").write_text("client\n")

    client_files.imported(tmp_path / "new.csv", yes=True, links=tmp_path / "links.csv")

    with (tmp_path / "links.csv").open(encoding="utf-8-sig", newline="") as written:
        heads, row = csv.reader(written)
    assert heads == ["name", "client", "link", "valid_until"]
    assert row[0] == f"'{formula}"
    assert row[2] == done["lines"][0]["link"]
