"""A backup holds everything but the keys, and comes back whole or not at all."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine

from portal.backup_folder import part
from portal.engine_copies import save_sqlite
from store.key_file import load_key_file
from tests.portal.at_terminal import Terminal, platforms, without_settings
from tests.store.come_and_gone import TABLE, TIMES, Rows


@pytest.fixture(scope="module")
def servers():
    with platforms() as running:
        yield running


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys, servers):
    """Somebody in the folder of a practice with a therapist and two invited clients."""
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    made = Terminal(tmp_path, capsys)
    made.staffed()
    made.set(**servers.settings())
    return made


def invited(terminal):
    return terminal("client", "invite", "--json").json["client"]


def backed_up(terminal, *more):
    made = terminal("backup", "--to", "backups", "--json", *more)
    assert made.status == 0, made.err
    return made.json["backup"]


def lost(terminal):
    """The database is gone; keys, backups and the word about who was erased are not."""
    for path in terminal.folder.glob("portal.db*"):
        path.unlink()
    (terminal.folder / "crisis_cards.json").unlink()


def codes(terminal):
    return {each["client"] for each in terminal("client", "list", "--json").json["clients"]}


def test_what_was_backed_up_comes_back_and_says_that_it_was_looked_at(terminal):
    both = {invited(terminal), invited(terminal)}
    backup = backed_up(terminal)
    cards = (terminal.folder / "crisis_cards.json").read_text()
    lost(terminal)

    said = terminal("restore", backup)

    assert said.status == 0, said.err
    assert "the keys open it; clients: 2" in said.out
    assert "the audit is whole" in said.out
    assert codes(terminal) == both
    assert (terminal.folder / "crisis_cards.json").read_text() == cards
    assert (terminal.folder / "portal.db").stat().st_mode & 0o077 == 0
    assert not list(terminal.folder.glob(".portal.db*"))


def test_the_keys_are_not_in_it_and_others_cannot_read_it(terminal):
    backup = terminal.folder / backed_up(terminal)
    keys = load_key_file(terminal.folder / "portal.key")
    secrets = [kek.key for ring in (keys.clients, keys.groups) for kek in ring.keks]

    for each in backup.iterdir():
        content = each.read_bytes()
        assert not any(key in content or key.hex().encode() in content for key in secrets)
        assert each.stat().st_mode & 0o077 == 0
    assert backup.stat().st_mode & 0o077 == 0


def test_it_is_not_made_where_the_keys_lie(terminal):
    said = terminal("backup", "--to", ".")

    assert said.status == 2
    assert "key file lies in" in said.err
    assert not list(terminal.folder.glob("portal-*"))


def test_a_backup_is_looked_into_without_touching_the_database(terminal):
    invited(terminal)
    backup = backed_up(terminal)
    before = sorted(each.name for each in terminal.folder.iterdir())

    said = terminal("backup", "--verify", backup)

    assert said.status == 0, said.err
    assert "can be restored" in said.out
    assert sorted(each.name for each in terminal.folder.iterdir()) == before


def test_a_changed_byte_is_found(terminal):
    backup = terminal.folder / backed_up(terminal)
    database = backup / "database.sqlite3"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)

    for words in (("backup", "--verify", backup), ("restore", backup)):
        said = terminal(*words)
        assert said.status == 2
        assert "check sum differs" in said.err


def test_a_changed_entry_of_the_audit_is_found_though_the_sums_are_right(terminal):
    backup = terminal.folder / backed_up(terminal)
    database = backup / "database.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE audit_entry SET action = 'viewed' WHERE number = 1")
        connection.commit()
    again = json.loads((backup / "manifest.json").read_text())

    again["files"] = [
        {"name": one.name, "bytes": one.bytes, "sha256": one.sha256}
        for one in (part(backup / each["name"]) for each in again["files"])
    ]
    (backup / "manifest.json").write_text(json.dumps(again))

    said = terminal("backup", "--verify", backup)

    assert said.status == 2
    assert "audit" in said.err


def test_nothing_is_overwritten(terminal):
    backup = backed_up(terminal)
    before = (terminal.folder / "portal.db").read_bytes()

    said = terminal("restore", backup)

    assert said.status == 2
    assert "nothing is overwritten" in said.err
    assert (terminal.folder / "portal.db").read_bytes() == before


def test_other_keys_open_nothing_and_leave_nothing_behind(terminal):
    backup = backed_up(terminal)
    lost(terminal)
    (terminal.folder / "portal.key").unlink()
    shutil.rmtree(terminal.folder / "elsewhere")
    assert terminal("restore", backup).err.startswith("There is no key file")
    terminal.keys()

    said = terminal("restore", backup)

    assert said.status == 2
    assert "not the one under which this database was sealed" in said.err
    assert not (terminal.folder / "portal.db").exists()
    assert not list(terminal.folder.glob(".portal.db*"))


# --- who was erased ------------------------------------------------------------------------------


def test_a_backup_from_before_brings_nobody_back_who_was_erased(terminal):
    gone, stays = invited(terminal), invited(terminal)
    backup = backed_up(terminal)
    erased = terminal("client", "erase", gone, "--yes", gone, "--json").json
    kept = (terminal.folder / "erased.jsonl").read_text()
    assert gone not in kept
    assert erased["receipt"] in kept
    lost(terminal)

    said = terminal("restore", backup)

    assert said.status == 0, said.err
    assert "erased again, as they were erased after it: 1" in said.out
    assert codes(terminal) == {stays}
    assert gone.encode() not in (terminal.folder / "portal.db").read_bytes()
    assert terminal("audit", "verify").status == 0


def test_every_later_backup_says_it_to_the_earlier_ones(terminal):
    gone = invited(terminal)
    first = terminal.folder / backed_up(terminal)
    earlier = first.rename(first.with_name("portal-of-before"))
    terminal("client", "erase", gone, "--yes", gone)
    backed_up(terminal)
    lost(terminal)
    (terminal.folder / "erased.jsonl").unlink()

    said = terminal("restore", earlier, "--nobody-erased", "--json")

    assert said.json["erased_again"] == 1
    assert codes(terminal) == set()


def test_without_knowing_who_was_erased_it_is_not_restored(terminal):
    backup = backed_up(terminal)
    lost(terminal)
    (terminal.folder / "erased.jsonl").unlink()

    refused = terminal("restore", backup)
    said = terminal("restore", backup, "--nobody-erased")

    assert refused.status == 2
    assert "it would bring them back" in refused.err
    assert said.status == 0, said.err


# --- time ----------------------------------------------------------------------------------------


def test_old_backups_are_deleted_when_clients_are_told_so(terminal):
    refused = terminal("backup", "--to", "backups", "--forget-old")
    assert "PORTAL_COPIES_KEPT_DAYS" in refused.err
    terminal.set(copies_kept_days=30)
    old = terminal.folder / backed_up(terminal)
    told = json.loads((old / "manifest.json").read_text())
    (old / "manifest.json").write_text(json.dumps(told | {"made_at": "2020-01-01T00:00:00+00:00"}))
    old = old.rename(old.with_name("portal-2020-01-01-000000"))
    foreign = terminal.folder / "backups" / "portal-of-somebody"
    foreign.mkdir()

    new = backed_up(terminal, "--forget-old")

    assert not old.exists()
    assert foreign.exists()
    assert (terminal.folder / new).exists()


def test_it_is_of_one_moment_while_somebody_writes(tmp_path):
    database = tmp_path / "busy.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as writing:
        writing.execute("PRAGMA journal_mode=WAL")
        writing.execute("CREATE TABLE pair (a, b)")
        writing.executemany("INSERT INTO pair VALUES (?, ?)", [(0, "x" * 4000)] * 3000)

        def meanwhile(_done, _whole):
            writing.execute("UPDATE pair SET a = a + 1")

        save_sqlite(database, tmp_path / "copy.db", meanwhile)

        [(most,)] = writing.execute("SELECT max(a) FROM pair")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT min(a), max(a), count(*) FROM pair").fetchone() == (0, 0, 3000)
    assert most > 1


def test_what_was_deleted_before_it_is_in_no_gap_of_it(tmp_path):
    rows, database = Rows(0), tmp_path / "portal.db"
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        connection.exec_driver_sql(TABLE)
        for _ in range(TIMES):
            rows.come_and_go(connection)
            connection.commit()
    engine.dispose()

    copied = tmp_path / "backup" / "portal.db"
    copied.parent.mkdir()
    save_sqlite(database, copied, lambda _done, _whole: None)

    assert rows.left_in(copied.parent) == 0
    assert [each.name for each in copied.parent.iterdir()] == ["portal.db"]


# --- PostgreSQL ----------------------------------------------------------------------------------


def test_postgresql_comes_back_into_an_empty_database(terminal, postgresql, monkeypatch):
    with postgresql.database("backup_of") as of, postgresql.database("backup_to") as to:
        (terminal.folder / "second").mkdir()
        for path in terminal.folder.glob("portal.db*"):
            path.unlink()
        monkeypatch.setenv("PORTAL_DATABASE_URL", of)
        terminal("practice", "create", "--name", "Harbour", "--zone", "Europe/Berlin")
        terminal("therapist", "add", "--name", "Mira", "--slack-user", "U0MIRA")
        gone, stays = invited(terminal), invited(terminal)
        backup = backed_up(terminal)
        assert terminal("backup", "--verify", backup).status == 0
        terminal("client", "erase", gone, "--yes", gone)
        assert "nothing is overwritten" in terminal("restore", backup).err

        monkeypatch.setenv("PORTAL_DATABASE_URL", to)
        said = terminal("restore", backup, "--json")

        assert said.status == 0, said.err
        assert said.json["erased_again"] == 1
        assert codes(terminal) == {stays}
