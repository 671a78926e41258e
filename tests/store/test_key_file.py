"""The key file: made twice or not at all, readable by one account, never shown."""

import os
import resource
import tomllib
from contextlib import contextmanager
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.key_file import (
    Kek,
    KekState,
    KeyFileDamaged,
    KeyFileExists,
    KeyFileMissing,
    KeyFileNotWritten,
    KeyFileReadableByOthers,
    KeyFileTrouble,
    KeyFileUnreadable,
    Ring,
    RingDoesNotFit,
    RingName,
    Rings,
    SecondCopyNeeded,
    _check,
    create_key_file,
    dump,
    load,
    load_key_file,
)

# Written by the first release: every later one has to read it.
OF_THE_FIRST_RELEASE = f"""
format = 1
check = "fb2580a90bb5e2fe036d37acfa21f400cd25bb034f990213bf4a727bfb765422"

[clients]
index_key = "{"a0" * 32}"

[[clients.kek]]
version = 1
state = "destroyed"

[[clients.kek]]
version = 2
state = "primary"
key = "{"a2" * 32}"

[groups]
index_key = "{"b0" * 32}"

[[groups.kek]]
version = 1
state = "decrypt-only"
key = "{"b1" * 32}"

[[groups.kek]]
version = 2
state = "primary"
key = "{"b2" * 32}"
"""


@pytest.fixture
def places(tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "here" / "portal.keys", tmp_path / "elsewhere" / "portal.keys"


@contextmanager
def umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def files_of_at_most(size):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def left_behind(places):
    return [entry for place in places for entry in place.parent.iterdir()]


def rewrite(place, text):
    place.chmod(0o600)
    place.write_text(text)


def with_its_own_check(text):
    document = tomllib.loads(text)
    return text.replace(document.pop("check"), _check(document))


@st.composite
def key_files(draw):
    """Key files at any point of a rotation."""
    random = Random(draw(st.integers(0, 2**32)))

    def ring(name):
        states = draw(st.lists(st.sampled_from(["decrypt-only", "destroyed"]), max_size=4))
        states.insert(draw(st.integers(0, len(states))), "primary")
        keks = tuple(
            Kek(version, KekState(state), b"" if state == "destroyed" else random.randbytes(32))
            for version, state in enumerate(states, start=1)
        )
        return Ring(name, keks, random.randbytes(32))

    return Rings(ring(RingName.CLIENTS), ring(RingName.GROUPS))


def every_key(keys):
    for ring in (keys.clients, keys.groups):
        yield ring.index_key
        yield from (kek.key for kek in ring.keks if kek.key)


def test_a_new_key_file_reads_back_and_so_does_its_copy(places):
    path, second_copy = places

    keys = create_key_file(path, second_copy)

    assert load_key_file(path) == load_key_file(second_copy) == keys
    assert path.read_bytes() == second_copy.read_bytes()


def test_a_new_key_file_holds_four_different_keys_of_32_bytes(places):
    keys = create_key_file(*places)

    assert [len(key) for key in set(every_key(keys))] == [32, 32, 32, 32]
    for name in RingName:
        [kek] = keys.ring(name).keks
        assert (kek.version, kek.state) == (1, KekState.PRIMARY)
        assert keys.ring(name).name is name
        assert keys.ring(name).primary is kek


def test_two_key_files_share_no_key(tmp_path):
    made = []
    for name in ("a", "b", "c", "d"):
        (tmp_path / name).mkdir()

    for one, other in (("a", "b"), ("c", "d")):
        made.append(create_key_file(tmp_path / one / "keys", tmp_path / other / "keys"))

    assert not set(every_key(made[0])) & set(every_key(made[1]))


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_only_its_owner_may_read_a_key_file_whatever_the_umask(places, mask):
    with umask(mask):
        create_key_file(*places)

    assert [place.stat().st_mode & 0o7777 for place in places] == [0o400, 0o400]


def test_the_text_says_what_it_is_and_that_loss_cannot_be_undone(places):
    create_key_file(*places)

    text = places[0].read_text()

    assert text.startswith("# The keys of this Therapy Progress Portal.")
    assert "cannot be undone" in text
    assert text.isascii()


def test_a_second_copy_is_demanded(places):
    with pytest.raises(SecondCopyNeeded, match="Name a place for the copy"):
        create_key_file(places[0], None)

    assert left_behind(places) == []


def test_a_copy_in_the_same_folder_is_no_second_copy(places):
    path, _ = places
    link = path.parent.parent / "looks-like-another-folder"
    link.symlink_to(path.parent)

    for copy in (path, path.with_name("copy.keys"), link / "copy.keys", link / ".." / "here" / "k"):
        with pytest.raises(SecondCopyNeeded):
            create_key_file(path, copy)

    assert left_behind(places) == []


def test_a_copy_in_the_same_missing_folder_is_no_second_copy(tmp_path):
    folder = tmp_path / "not-yet"

    with pytest.raises(SecondCopyNeeded):
        create_key_file(folder / "one", folder / ".." / "not-yet" / "other")


@pytest.mark.parametrize("occupied", [0, 1])
def test_a_key_file_is_never_overwritten(places, occupied):
    places[occupied].write_text("something that matters")

    with pytest.raises(KeyFileExists, match="never overwritten"):
        create_key_file(*places)

    assert left_behind(places) == [places[occupied]]
    assert places[occupied].read_text() == "something that matters"


@pytest.mark.parametrize("occupied", [0, 1])
def test_a_link_that_leads_nowhere_is_not_written_through(places, tmp_path, occupied):
    places[occupied].symlink_to(tmp_path / "nowhere")

    with pytest.raises(KeyFileExists):
        create_key_file(*places)

    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("occupied", [0, 1])
def test_a_file_that_appears_while_keys_are_drawn_is_not_overwritten(places, occupied):
    def meanwhile(size):
        places[occupied].write_text("of another program")
        return os.urandom(size)

    with pytest.raises(KeyFileExists):
        create_key_file(*places, random=meanwhile)

    assert left_behind(places) == [places[occupied]]
    assert places[occupied].read_text() == "of another program"


@pytest.mark.parametrize("refused", [0, 1])
def test_when_one_of_the_two_cannot_be_made_the_other_is_not_left_behind(places, refused):
    wanted = list(places)
    wanted[refused] = places[refused].with_name("a-name-too-long-for-any-disk" * 20)

    with pytest.raises(KeyFileNotWritten, match="so none was made"):
        create_key_file(*wanted)

    assert left_behind(places) == []


@pytest.mark.parametrize("missing", [0, 1])
def test_a_folder_that_is_missing_is_named_and_nothing_is_made(places, missing):
    wanted = list(places)
    wanted[missing] = places[missing].parent / "deeper" / "portal.keys"

    with pytest.raises(KeyFileNotWritten, match="deeper"):
        create_key_file(*wanted)

    assert left_behind(places) == []


def test_a_disk_that_is_full_leaves_no_half_key_file(places):
    with files_of_at_most(100), pytest.raises(KeyFileNotWritten):
        create_key_file(*places)

    assert left_behind(places) == []


def test_a_random_source_that_is_stuck_makes_no_key_file(places):
    with pytest.raises(RingDoesNotFit, match="same key"):
        create_key_file(*places, random=bytes)

    assert left_behind(places) == []


def test_a_missing_key_file_is_called_missing(tmp_path):
    (tmp_path / "file").touch()

    for path in (tmp_path / "keys", tmp_path / "folder" / "keys", tmp_path / "file" / "keys"):
        with pytest.raises(KeyFileMissing, match="PORTAL_KEY_FILE"):
            load_key_file(path)


@pytest.mark.parametrize("bit", [0o040, 0o020, 0o010, 0o004, 0o002, 0o001])
def test_any_permission_of_others_is_refused_with_the_command_that_takes_it(places, bit):
    path, _ = places
    create_key_file(*places)
    path.chmod(0o400 | bit)

    with pytest.raises(KeyFileReadableByOthers) as refused:
        load_key_file(path)

    assert f"chmod 0400 {path}" in str(refused.value)


def test_a_key_file_that_its_owner_may_write_is_accepted(places):
    keys = create_key_file(*places)
    places[0].chmod(0o600)

    assert load_key_file(places[0]) == keys


def test_what_the_operating_system_refuses_is_told_with_its_reason(tmp_path):
    loop = tmp_path / "keys"
    loop.symlink_to(loop)

    with pytest.raises(KeyFileUnreadable, match="Too many levels"):
        load_key_file(loop)


def test_a_folder_is_not_a_key_file(tmp_path):
    with pytest.raises(KeyFileDamaged, match="is a folder"):
        load_key_file(tmp_path)


@pytest.mark.parametrize("cut", [0, 1, 100, 400, 700])
def test_a_key_file_cut_short_is_damaged(places, cut):
    create_key_file(*places)
    rewrite(places[0], places[0].read_text()[:cut])

    with pytest.raises(KeyFileDamaged, match="Bring back the second copy"):
        load_key_file(places[0])


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"[clients",
        b"format = 1",
        b"format = 1\nclients = 3\ngroups = 4\n",
        b"format = 1\nwhen = 2026-01-01\n",
        b"format = 2\n",
    ],
)
def test_what_is_not_a_key_file_is_damaged(tmp_path, content):
    path = tmp_path / "keys"
    path.touch(mode=0o600)
    path.write_bytes(content)

    with pytest.raises(KeyFileDamaged, match="do not make a new key file"):
        load_key_file(path)


def test_every_mistyped_digit_is_noticed(places):
    create_key_file(*places, random=Random(7).randbytes)
    text = places[0].read_text()
    values = text.index("format = 1")

    for position in range(values, len(text)):
        if text[position] in "0123456789abcdef" and text[position - 1] != "#":
            other = "0" if text[position] != "0" else "1"
            mistyped = text[:position] + other + text[position + 1 :]
            with pytest.raises(ValueError):
                load(mistyped)


def test_comments_and_blank_lines_may_change(places):
    keys = create_key_file(*places)

    noted = places[0].read_text().replace("\n\n", "\n\n# Copy: safe of the practice\n\n")

    assert load("# Mine.\n" + noted) == keys


def test_a_document_with_a_right_check_but_wrong_parts_is_refused():
    for wrong in (
        OF_THE_FIRST_RELEASE.replace("[groups]", "[others]").replace("groups", "others"),
        OF_THE_FIRST_RELEASE.replace('"decrypt-only"', '"primary"'),
        OF_THE_FIRST_RELEASE.replace('"primary"', '"retired"'),
        OF_THE_FIRST_RELEASE.replace("version = 2", "version = 3"),
        OF_THE_FIRST_RELEASE.replace("version = 1", "version = true"),
        OF_THE_FIRST_RELEASE.replace("b1", "b2"),
        OF_THE_FIRST_RELEASE.replace("a0", "zz"),
        OF_THE_FIRST_RELEASE.replace(f'index_key = "{"a0" * 32}"', "index_key = 5"),
        OF_THE_FIRST_RELEASE.replace(f'key = "{"a2" * 32}"', ""),
    ):
        with pytest.raises(ValueError):
            load(with_its_own_check(wrong))


def test_what_the_first_release_wrote_still_loads():
    keys = load(OF_THE_FIRST_RELEASE)

    assert keys.clients.keks == (
        Kek(1, KekState.DESTROYED, b""),
        Kek(2, KekState.PRIMARY, b"\xa2" * 32),
    )
    assert keys.clients.index_key == b"\xa0" * 32
    assert [kek.state for kek in keys.groups.keks] == [KekState.DECRYPT_ONLY, KekState.PRIMARY]
    assert keys.groups.index_key == b"\xb0" * 32


@settings(max_examples=100, deadline=None)
@given(key_files())
def test_what_is_dumped_loads_as_it_was(keys):
    assert load(dump(keys)) == keys


@pytest.mark.parametrize(
    ("keks", "index_key"),
    [
        ((), bytes(32)),
        ((Kek(1, KekState.DECRYPT_ONLY, bytes(32)),), bytes(32)),
        ((Kek(2, KekState.PRIMARY, bytes(32)),), bytes(32)),
        (
            (Kek(1, KekState.PRIMARY, bytes(32)), Kek(1, KekState.DESTROYED, b"")),
            bytes(32),
        ),
        (
            (Kek(1, KekState.PRIMARY, bytes(32)), Kek(2, KekState.PRIMARY, bytes(32))),
            bytes(32),
        ),
        ((Kek(1, KekState.PRIMARY, bytes(32)),), bytes(16)),
    ],
)
def test_a_ring_has_one_primary_key_and_counts_from_one(keks, index_key):
    with pytest.raises(RingDoesNotFit):
        Ring(RingName.CLIENTS, keks, index_key)


def test_a_destroyed_key_has_no_bytes_and_every_other_has_32():
    with pytest.raises(RingDoesNotFit):
        Kek(1, KekState.DESTROYED, bytes(32))
    with pytest.raises(RingDoesNotFit):
        Kek(1, KekState.DECRYPT_ONLY, b"")
    with pytest.raises(RingDoesNotFit):
        Kek(0, KekState.PRIMARY, bytes(32))


def test_rings_do_not_change_places():
    keys = load(OF_THE_FIRST_RELEASE)

    with pytest.raises(RingDoesNotFit):
        Rings(clients=keys.groups, groups=keys.clients)


@settings(max_examples=50, deadline=None)
@given(key_files())
def test_no_repr_shows_a_key(keys):
    shown = " ".join(repr(part) for part in (keys, keys.clients, *keys.clients.keks))

    for key in every_key(keys):
        assert key.hex() not in shown
        assert repr(key)[2:-1] not in shown
    assert "primary" in shown


def test_no_complaint_shows_a_key(places):
    path, _ = places
    keys = create_key_file(*places)
    text = path.read_text()
    spoilt = [
        text.replace("primary", "retired"),
        text.replace('key = "', 'key = "x'),
        text.replace('key = "', "key = "),
        text[:-10],
    ]
    complaints = []

    for wrong in spoilt:
        rewrite(path, wrong)
        with pytest.raises(KeyFileTrouble) as refused:
            load_key_file(path)
        complaints += [str(refused.value), repr(refused.value)]
        assert refused.value.__cause__ is None

    for key in every_key(keys):
        assert key.hex()[:16] not in " ".join(complaints)
