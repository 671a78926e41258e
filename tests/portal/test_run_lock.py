"""The run lock: one command at a time on one database file, whatever becomes of the command."""

import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from portal.run_lock import AlreadyRunning, CommandGoesOn, LockNotPossible, RunLock

HOLD = """
import sys, time
from pathlib import Path
from portal.run_lock import RunLock
lock = RunLock.take(Path(sys.argv[1]), "portal run")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "portal.db"


@pytest.fixture
def holder(database: Path):
    """Another process that holds the lock."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdout=subprocess.PIPE, cwd=root
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_lock_stands_beside_the_database_for_its_owner_alone(database):
    with RunLock.take(database, "portal run") as lock:
        mode = stat.S_IMODE(lock.path.stat().st_mode)

    assert lock.path == database.with_name("portal.db.lock")
    assert mode == 0o600


def test_an_older_lock_file_that_others_could_read_is_taken_from_them(database):
    path = database.with_name("portal.db.lock")
    path.touch(mode=0o644)

    with RunLock.take(database, "portal run"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_command_is_told_who_holds_the_database_since_when_and_what_to_do(
    database, holder
):
    with pytest.raises(AlreadyRunning) as refused:
        RunLock.take(database, "portal practice set")

    sentence = str(refused.value)
    assert f"portal.db is in use: `portal run` (process {holder.pid}) holds it since" in sentence
    assert re.search(r"since \d{4}-\d\d-\d\d \d\d:\d\d UTC\.", sentence)
    assert "Wait until that command ends" in sentence


def test_a_lock_tells_what_serves_from_a_command_that_will_end(database):
    for what, kind in (("portal run", AlreadyRunning), ("portal backup", CommandGoesOn)):
        with RunLock.take(database, what), pytest.raises(AlreadyRunning) as refused:
            RunLock.take(database, "portal run")
        assert type(refused.value) is kind


def test_a_lock_is_exclusive_within_one_process_too(database):
    with RunLock.take(database, "portal run"), pytest.raises(AlreadyRunning):
        RunLock.take(database, "portal run")


def test_a_refused_command_leaves_the_holders_name_in_place(database, holder):
    for _ in range(2):
        with pytest.raises(AlreadyRunning, match=f"process {holder.pid}"):
            RunLock.take(database, "portal check")


def test_a_released_lock_can_be_taken_again(database):
    RunLock.take(database, "portal run").release()

    with RunLock.take(database, "portal check"):
        pass


def test_releasing_twice_harms_nobody(database):
    lock = RunLock.take(database, "portal run")
    lock.release()

    with RunLock.take(database, "portal run"):
        # The system has given the second lock the number that the first one had.
        lock.release()

        with pytest.raises(AlreadyRunning):
            RunLock.take(database, "portal check")


def test_a_lock_ends_with_a_process_that_is_killed(database, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()

    with RunLock.take(database, "portal run"):
        pass


def test_a_link_to_the_database_is_no_second_door(database, tmp_path):
    database.touch()
    link = tmp_path / "elsewhere.db"
    link.symlink_to(database)

    with RunLock.take(database, "portal run"), pytest.raises(AlreadyRunning):
        RunLock.take(link, "portal run")


def test_two_databases_do_not_wait_for_each_other(tmp_path):
    one = RunLock.take(tmp_path / "one.db", "portal run")
    other = RunLock.take(tmp_path / "other.db", "portal run")

    one.release()
    other.release()


def test_a_holder_that_wrote_nothing_readable_is_still_a_holder(database):
    with RunLock.take(database, "portal run") as lock:
        lock.path.write_text("[]")

        with pytest.raises(AlreadyRunning, match="another command of the portal holds it"):
            RunLock.take(database, "portal check")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LockNotPossible, match="Make the folder"):
        RunLock.take(tmp_path / "nowhere" / "portal.db", "portal run")


def test_a_link_in_place_of_the_lock_file_is_not_followed(database, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("kept")
    database.with_name("portal.db.lock").symlink_to(victim)

    with pytest.raises(LockNotPossible):
        RunLock.take(database, "portal run")

    assert victim.read_text() == "kept"


def test_no_descriptor_stays_open_after_a_refusal(database):
    with RunLock.take(database, "portal run"):
        before = len(os.listdir("/dev/fd"))

        with pytest.raises(AlreadyRunning):
            RunLock.take(database, "portal check")

        assert len(os.listdir("/dev/fd")) == before
