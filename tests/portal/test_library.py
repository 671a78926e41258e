"""The library at a terminal and in a practice's file, and the shelf in a client's own copy."""

import csv
import io
import json
import shutil
import tomllib
from datetime import timedelta
from functools import partial

import pytest
from pypdf import PdfReader

from care.audit import Action, Kind
from care.shelf import Reaction, Resource, ResourceKind
from portal import library_keeping
from portal.commands import (
    NotPossible,
    practice_export,
    practice_import,
    resource_add,
    resource_list,
    resource_retire,
)
from portal.control import Control, ask, socket_path
from portal.sandboxed import sandboxed
from store import audit, practices, resources, shelves
from tests.portal.at_terminal import Terminal, without_settings
from tests.portal.test_export import asked_for, documents, opened, passphrases
from tests.world import MONDAY

SMALL = '[practice]\nname = "Quay"\nzone = "Europe/Berlin"\n'
TEA = '[[library]]\ncode = "tea"\ntitle = "A cup of tea"\ntext = "Warm the cup first."\n'
WALK = (
    '[[library]]\ncode = "a-walk"\ntitle = "A short walk"\nkind = "try"\n'
    'link = "https://example.org/walk"\nminutes = 10\n'
)


@pytest.fixture
def engine():
    """SQLite alone: the tests of the store try both."""
    return "sqlite"


@pytest.fixture
async def office(tmp_path, sqlite_template):
    """A practice called Quay, with nothing in its library."""
    shutil.copy(sqlite_template, tmp_path / "portal.db")
    async with sandboxed(tmp_path, MONDAY, running=False) as world:
        await practice_import(world.office, text=SMALL, place="own.toml", keep=True)
        yield world.office


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    made = Terminal(tmp_path, capsys)
    made.staffed()
    return made


async def taken(office, text, **options):
    return await practice_import(office, text=SMALL + text, place="own.toml", **options)


async def codes(office, *, offered=True):
    found = (await resource_list(office))["resources"]
    return [each["code"] for each in found if each["offered"] is offered]


# --- at a terminal -----------------------------------------------------------------------------


def test_something_is_put_into_the_library_changed_and_offered_no_more(terminal, tmp_path):
    (tmp_path / "breath.txt").write_text("In for 4.\nOut for 6.\n")
    breathing = ("resource", "add", "slow-breathing")
    empty = terminal("resource", "list")

    added = terminal(*breathing, "--title", "Slow breathing", "--text", "breath.txt")
    again = terminal(*breathing, "--title", "Slow breathing")
    changed = terminal(*breathing, "--minutes", "3", "--kind", "try", "--json")
    listed = terminal("resource", "list")

    assert "The library is empty yet" in empty.out
    assert added.out == "slow-breathing is in the library now.\n"
    assert again.out == "slow-breathing stands there like this already.\n"
    assert changed.json["became"] == "changed"
    assert changed.json["text"] == "In for 4.\nOut for 6."
    assert listed.out == "slow-breathing  Slow breathing (try, 3 min)\n"

    retired = terminal("resource", "retire", "slow-breathing")
    twice = terminal("resource", "retire", "slow-breathing")
    [row] = terminal("resource", "list", "--json").json["resources"]

    assert retired.out == "slow-breathing is not offered any more. On the shelves it stays.\n"
    assert (twice.status, "not offered any more already" in twice.err) == (2, True)
    assert (row["offered"], row["title"]) == (False, "Slow breathing")
    assert "not offered any more" in terminal("resource", "list").out
    # Said again, it is offered again.
    assert terminal(*breathing).out == "slow-breathing is changed.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "tea"), "tea: it needs a title"),
        (("add", "tea", "--title", "Tea"), "tea: it needs a link or a text"),
        (("add", "tea", "--title", "Tea", "--link", "http://x.org"), "begins with https://"),
        (("add", "tea cup", "--title", "Tea"), "small letters, digits and single hyphens"),
        (("add", "tea", "--title", "T" * 61), "title has 61 characters, and 60 fit"),
        (("retire", "tea"), "The library is empty yet"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_kept(terminal, words, said):
    answer = terminal("resource", *words)

    assert answer.status == 2
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert terminal("resource", "list", "--json").json["resources"] == []


async def test_whatever_is_changed_stands_in_the_audit_once(office):
    add = partial(resource_add, office, code="tea")
    await add(given={"title": "Tea", "text": "Warm."})
    await add(given={"title": "Tea"})
    await resource_retire(office, code="tea")

    def noted(connection):
        [practice] = practices.every(connection)
        chains = audit.chains(connection, practice.id)
        return [each for one in chains for each in audit.entries(connection, practice.id, one)]

    lines = [each for each in await office.database.read(noted) if each.kind == Kind.RESOURCE]

    assert [(each.action, each.object) for each in lines] == [(Action.CONFIGURED, "tea")] * 2


async def test_while_the_portal_runs_it_carries_these_commands_out(office, tmp_path):
    path = socket_path(tmp_path / "control.db")
    ear = Control(office, path)
    await ear.start()
    try:
        given = {"title": "Té", "link": "https://example.org/té", "minutes": 4}
        added = await ask(path, "resource add", {"code": "tea", "given": given})
        with pytest.raises(NotPossible, match="There are: tea"):
            await ask(path, "resource retire", {"code": "milk"})
        await ask(path, "resource retire", {"code": "tea"})
        listed = await ask(path, "resource list", {})
    finally:
        await ear.stop()

    assert (added["became"], added["title"], added["minutes"]) == ("new", "Té", 4)
    assert [each["offered"] for each in listed["resources"]] == [False]


async def test_a_full_library_takes_no_more(office, monkeypatch):
    monkeypatch.setattr(library_keeping, "MOST_IN_LIBRARY", 1)
    await resource_add(office, code="tea", given={"title": "Tea", "text": "Warm."})

    with pytest.raises(NotPossible, match="would offer 2 things, and 1 are the most"):
        await resource_add(office, code="milk", given={"title": "Milk", "text": "Cold."})

    assert await codes(office) == ["tea"]
    await resource_add(office, code="tea", given={"minutes": 4})
    timeless = await resource_add(office, code="tea", given={"minutes": 0})
    assert timeless["minutes"] is None


# --- in a practice's file ------------------------------------------------------------------------


async def test_a_library_is_brought_by_file_and_written_again(office):
    looked = await taken(office, TEA + WALK)
    assert await codes(office) == []

    brought = await taken(office, TEA + WALK, keep=True)
    written = (await practice_export(office))["text"]
    again = await practice_import(office, text=written, place="own.toml", keep=True)

    new = [
        {"what": "library tea", "before": "-", "now": "A cup of tea"},
        {"what": "library a-walk", "before": "-", "now": "A short walk"},
    ]
    assert looked["changes"] == brought["changes"] == new
    assert [each["code"] for each in tomllib.loads(written)["library"]] == ["tea", "a-walk"]
    assert (again["changes"], again["notes"]) == ([], [])


async def test_what_is_changed_is_told_key_by_key(office):
    await taken(office, TEA + WALK, keep=True)

    told = await taken(office, TEA + WALK.replace("minutes = 10\n", 'about = "Outside."\n'))

    assert told["changes"] == [
        {"what": "library a-walk.about", "before": "-", "now": "Outside."},
        {"what": "library a-walk.minutes", "before": "10", "now": "-"},
    ]


async def test_what_the_file_does_not_have_stays_and_is_named(office):
    await taken(office, TEA + WALK, keep=True)

    shorter = await taken(office, TEA, keep=True)
    without = await taken(office, "", keep=True)

    [note] = shorter["notes"]
    assert "which stays there: a-walk." in note
    assert (without["notes"], await codes(office)) == ([], ["tea", "a-walk"])


async def test_what_is_retired_is_not_written_and_comes_back_with_a_file(office):
    await taken(office, TEA, keep=True)
    await resource_retire(office, code="tea")
    assert "library" not in tomllib.loads((await practice_export(office))["text"])

    told = await taken(office, TEA, keep=True)

    assert told["changes"] == [{"what": "library tea", "before": "-", "now": "A cup of tea"}]
    assert await codes(office) == ["tea"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEA + TEA, "own.toml: library: tea stands there twice"),
        (TEA.replace("text", "texts"), "own.toml: library: tea: texts is not known"),
        (TEA + WALK.replace("https", "ftp"), "own.toml: library: a-walk: link is a whole address"),
        ("[library]\n", r"write \[\[library\]\] above each"),
    ],
)
async def test_a_mistake_keeps_all_of_the_file_out(office, text, said):
    with pytest.raises(NotPossible, match=said):
        await taken(office, text, keep=True)

    assert await codes(office) == []


# --- in a client's own copy ----------------------------------------------------------------------


async def test_the_shelf_stands_in_every_file_of_a_copy(world):
    ana = await world.join("Ana")
    walk = Resource(
        *("a-walk", "A short walk", ResourceKind.TRY),
        about="For days indoors.",
        link="https://example.org/walk",
        text="Once around the block.",
    )
    tea = Resource("tea", "A cup of tea", text="Warm the cup first.")
    for each in (walk, tea):
        await world.database.write(resources.keep, world.memory, each, world.now)
    put = partial(shelves.put, tell_at=None)
    why = "For the evenings."
    write, memory, now = world.database.write, world.memory, world.now
    item = await write(put, memory, ana.id, None, "a-walk", why, now)
    await write(shelves.react, memory, item, Reaction.HELPFUL, now + timedelta(hours=1))
    await asked_for(ana)

    found = opened(documents(ana)[0].data, passphrases(ana)[0])

    record = json.loads(found["record.json"])
    [row] = record["tables"]["shelf_item"]
    assert (row["resource"], row["why"], row["reaction"]) == ("a-walk", why, "helpful")
    # What lies on no shelf of hers is no part of her copy.
    assert [each["title"] for each in record["resources"]] == ["A short walk"]
    [line] = csv.DictReader(io.StringIO(found["csv/shelf.csv"].decode("utf-8-sig")))
    assert (line["title"], line["why"], line["link"]) == (walk.title, why, walk.link)
    pages = PdfReader(io.BytesIO(found["record.pdf"])).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in ("Your shelf", "A short walk", "Once around the block.", why, "helpful"):
        assert said in text
