"""Where keys come from: a file, a systemd credential, a command; each fault has its next step."""

import os
import sys
import time

import pytest

from store.key_file import (
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileReadableByOthers,
    RingName,
    create_key_file,
    load_key_file,
)
from store.key_provider import Command, Credential, KeyCommandFailed, KeyFile, Keys

SECRET = "a-token-that-is-not-the-commands"


@pytest.fixture
def file(tmp_path):
    (tmp_path / "copy").mkdir()
    create_key_file(tmp_path / "portal.key", tmp_path / "copy" / "portal.key")
    return tmp_path / "portal.key"


def python(script, **more):
    return Command(f"{sys.executable} -c '{script}'", {"PATH": os.environ["PATH"]}, **more)


def test_the_three_places_hand_over_the_same_keys(file):
    credential = Credential(file.name, file.parent)
    command = Command(f"cat {file}", os.environ)

    assert KeyFile(file).read() == credential.read() == command.read() == load_key_file(file)


def test_a_credential_without_systemd_names_the_line_of_the_unit(tmp_path):
    for folder in (None, tmp_path):
        with pytest.raises(KeyFileMissing, match="LoadCredential=keys:"):
            Credential("keys", folder).read()


def test_a_credential_behind_an_access_list_is_read_and_an_open_one_is_not(file):
    file.chmod(0o440)
    assert Credential(file.name, file.parent).read() == Credential(file.name, file.parent).read()

    file.chmod(0o444)
    with pytest.raises(KeyFileReadableByOthers):
        Credential(file.name, file.parent).read()


def test_a_command_is_given_no_secret_and_no_shell(file, tmp_path):
    out = tmp_path / "environment"
    script = (
        f'import os; open("{out}", "w").write(repr(dict(os.environ))); print(open("{file}").read())'
    )
    command = Command(
        f"{sys.executable} -c '{script}'",
        {"PATH": os.environ["PATH"], "PORTAL_CLIENT_BOT_TOKEN": SECRET, "PGPASSWORD": SECRET},
    )

    command.read()

    assert SECRET not in out.read_text()
    with pytest.raises(KeyFileDamaged):
        Command(f"echo {file} | cat; $(touch {tmp_path / 'made'})", os.environ).read()
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/no/such/program", "cannot be started"),
        ("false", "exit status 1"),
        ("cat 'open", "quotation mark"),
    ],
)
def test_a_command_that_fails_says_what_to_do(line, said):
    with pytest.raises(KeyCommandFailed, match=said):
        Command(line, os.environ).read()


def test_a_command_that_hangs_is_ended_with_all_it_has_started():
    began = time.monotonic()
    script = 'import subprocess; subprocess.run(["sleep", "30"])'

    with pytest.raises(KeyCommandFailed, match=r"has not answered within 0\.5 seconds"):
        python(script, seconds=0.5).read()

    assert time.monotonic() - began < 10


def test_nothing_of_what_a_command_prints_or_is_shows_in_its_faults(file):
    key = load_key_file(file).clients.primary.key.hex()
    script = f'import sys; print("{key}"); print("{key}", file=sys.stderr); sys.exit(int("{{}}"))'

    for status, fault in ((0, KeyFileDamaged), (3, KeyCommandFailed)):
        command = python(script.format(status))
        with pytest.raises(fault) as raised:
            command.read()
        assert key not in f"{raised.value!r}{raised.value.__cause__!r}{command!r}"
        assert raised.value.__cause__ is None


def test_a_place_that_is_gone_leaves_the_keys_as_they_are_and_is_not_asked_for_ever(file):
    asked = []

    class Place:
        def read(self):
            asked.append(1)
            return load_key_file(file)

    now = [0.0]
    keys = Keys(Place(), load_key_file(file), monotonic=lambda: now[0])
    before = keys.ring(RingName.CLIENTS)
    file.unlink()

    for _ in range(5):
        assert keys.renewed(RingName.CLIENTS, lambda ring: ring.opens(2)) == before
    assert len(asked) == 1
    now[0] = 11.0
    keys.renewed(RingName.CLIENTS, lambda ring: ring.opens(2))
    assert len(asked) == 2
