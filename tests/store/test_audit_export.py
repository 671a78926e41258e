"""The exported audit, and the program that checks it without anything of ours."""

import ast
import json
import sys
from importlib import util
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from store import audit, audit_export
from store.audit_check import check
from store.signing import public_key
from store.tables import audit_chain, audit_entry
from tests.store.test_audit import written

VERIFIER = Path(__file__).parents[2] / "docs" / "verify_audit.py"
spec = util.spec_from_file_location("verify_audit", VERIFIER)
verifier = util.module_from_spec(spec)
spec.loader.exec_module(verifier)


@pytest.fixture
def keys(ring):
    return {"clients": public_key(ring)}


async def exported(database, memory, keys, now):
    def look(connection):
        return list(audit_export.lines(connection, memory, keys, now))

    return await database.read(look)


CHANGES = [
    update(audit_entry).where(audit_entry.c.number == 2).values(actor="x"),
    delete(audit_entry).where(audit_entry.c.number == 2),
    delete(audit_entry).where(audit_entry.c.number > 2),
    delete(audit_entry),
    delete(audit_chain),
    update(audit_chain).values(number=5),
]


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
async def test_both_verifiers_find_the_same(database, memory, keys, now, change):
    await written(database, memory, now)
    anchors = tuple((await database.read(audit.heads, memory.practice)).values())
    await database.write(lambda connection: connection.execute(change))

    ours = await database.read(check, memory.practice, keys, anchors)
    lines = [json.dumps(each.as_json()) for each in anchors]
    theirs = verifier.verify(await exported(database, memory, keys, now), lines, keys)

    assert ours.faults
    assert sorted((str(each.chain), each.number, each.what.value) for each in ours.faults) == (
        sorted((each["chain"], each["number"], each["what"]) for each in theirs)
    )


async def test_a_whole_export_is_whole(database, memory, keys, now):
    await written(database, memory, now)

    assert verifier.verify(await exported(database, memory, keys, now), (), keys) == []


@pytest.mark.parametrize("line", range(8))
async def test_a_file_that_lost_a_line_is_not_whole(database, memory, keys, now, line):
    await written(database, memory, now)
    lines = await exported(database, memory, keys, now)
    assert len(lines) == 9

    del lines[max(line, 1)]

    assert verifier.verify(lines, (), keys)


async def test_a_file_with_another_key_is_not_believed(database, memory, keys, now):
    await written(database, memory, now)
    lines = await exported(database, memory, keys, now)

    found = verifier.verify(lines, (), {"clients": bytes(32)})

    assert "keys" in {each["what"] for each in found}


async def test_one_known_key_leaves_the_other_as_the_signed_file_has_it(
    database, memory, keys, now
):
    await written(database, memory, now)
    both = keys | {"groups": bytes(32)}
    lines = await exported(database, memory, both, now)

    assert verifier.verify(lines, (), {"groups": both["groups"]}) == []


async def test_the_program_says_what_it_found(database, memory, keys, now, tmp_path, capsys):
    await written(database, memory, now)
    file = tmp_path / "audit.jsonl"
    lines = await exported(database, memory, keys, now)
    file.write_text("".join(lines))
    key = f"clients={keys['clients'].hex()}"

    assert verifier.main([str(file), "--key", key]) == 0
    assert capsys.readouterr().out == "6 entries: whole\n"

    file.write_text("".join(lines).replace("acknowledged", "viewed", 1))
    assert verifier.main([str(file), "--key", key]) == 1
    assert "hash" in capsys.readouterr().out

    file.write_text("no audit")
    assert verifier.main([str(file)]) == 2


def test_the_verifier_imports_nothing_of_ours():
    found = set()
    for node in ast.walk(ast.parse(VERIFIER.read_text())):
        match node:
            case ast.Import(names=names):
                found |= {each.name.partition(".")[0] for each in names}
            case ast.ImportFrom(module=str(module)):
                found.add(module.partition(".")[0])

    assert found - set(sys.stdlib_module_names) == {"cryptography"}
