"""The vault: what is sealed opens in its own place, for its own owner, and nowhere else."""

from collections import Counter
from dataclasses import replace
from itertools import cycle, islice
from random import Random
from uuid import UUID

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.key_file import Kek, KekState, Ring, RingName
from store.vault import (
    Field,
    KeyNotOpen,
    KeyRefused,
    Owner,
    OwnerKind,
    Refused,
    Vault,
)

PRACTICE = UUID("018f0000-0000-7000-8000-000000000001")
ANNA = Owner(PRACTICE, OwnerKind.CLIENT, UUID("018f0000-0000-7000-8000-00000000000a"))
BEN = Owner(PRACTICE, OwnerKind.CLIENT, UUID("018f0000-0000-7000-8000-00000000000b"))
JOURNAL = Field("journal", "text")
ROW = UUID("018f0000-0000-7000-8000-0000000000ff")
OVERHEAD = 4 + 12 + 16

# Stored forms as the first release wrote them: they change only together with their format byte.
FIRST_WRAPPED = (
    "0101000200017bd5d47e446fcec2a3d81173adf02f86852907dd26742e0ab5b2da4050f3562afabe"
    "8230edd4ad61a8077212fd0d2cd1e9bb7e2ec019ceecce0aa23a"
)
FIRST_SEALED = (
    "010100016110e5781bcccea696762e61107173b80d732b994012cba22cb3135ce1a5c6e9bf49794a4cc37b"
)
FIRST_PADDED = (
    "0201000116c6e9c92d99bf358c2e07184621088a06be119296a6289a59b44b46cd43038049a9d771"
    "9635f32003bc4ff7889dd041732f834b4cd6c55b25f01533807b75f66fc11145f4185243f1182e88"
    "cd2da9a208aa681ea0b34ea16d0b0475"
)
FIRST_INDEX = "cc2756954a851af6bf563bffa61554b6"

owners = st.builds(Owner, st.uuids(), st.sampled_from(OwnerKind), st.uuids())
fields = st.builds(Field, st.text(max_size=20), st.text(max_size=20))
rows = st.uuids() | st.text(max_size=40)
versions = st.integers(0, 2**64 - 1)
places = st.tuples(owners, fields, rows, versions)
any_text = st.text(st.characters(codec=None), max_size=300)


def keks(*states, seed=1):
    random = Random(seed)
    made = []
    for version, state in enumerate(states, start=1):
        key = random.randbytes(32)
        made.append(Kek(version, KekState(state), b"" if state == "destroyed" else key))
    return tuple(made)


def ring(*states, name=RingName.CLIENTS, seed=1):
    return Ring(name, keks(*states or ("primary",), seed=seed), Random(seed + 1000).randbytes(32))


def vault(*open_owners, **kept):
    made = Vault(ring(), **kept)
    for owner in open_owners:
        made.new_data_key(owner)
    return made


def stuck(size):
    """A random source by which every owner gets the same data key: only the names part them."""
    return b"\x07" * size


def opens(made, owner, field, row, sealed, *, version):
    try:
        made.open(owner, field, row, sealed, version=version)
    except Refused:
        return False
    return True


# What is sealed opens again


@settings(max_examples=300, deadline=None)
@given(places, st.binary(max_size=5000), st.booleans())
def test_what_is_sealed_opens_as_it_was(place, data, pad):
    owner, field, row, version = place
    made = vault(owner)

    sealed = made.seal(owner, field, row, data, version=version, pad=pad)

    assert made.open(owner, field, row, sealed, version=version) == data


@settings(max_examples=300, deadline=None)
@given(any_text, st.booleans())
def test_every_text_opens_as_it_was_written(text, pad):
    made = vault(ANNA)

    sealed = made.seal_text(ANNA, JOURNAL, ROW, text, pad=pad)

    assert made.open_text(ANNA, JOURNAL, ROW, sealed) == text


def test_half_an_emoji_is_kept_as_the_platform_sent_it():
    made = vault(ANNA)

    sealed = made.seal_text(ANNA, JOURNAL, ROW, "tired \ud83d")

    assert made.open_text(ANNA, JOURNAL, ROW, sealed) == "tired \ud83d"


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=8, max_size=500), st.booleans())
def test_a_sealed_value_holds_nothing_of_what_was_sealed(data, pad):
    sealed = vault(ANNA).seal(ANNA, JOURNAL, ROW, data, pad=pad)

    # Six bytes: long enough that chance does not find them in random ones.
    assert not any(data[start : start + 6] in sealed[4:] for start in range(len(data) - 5))


def test_a_vault_elsewhere_with_the_same_ring_opens_what_was_sealed():
    here = vault()
    wrapped = here.new_data_key(ANNA).wrapped
    sealed = here.seal_text(ANNA, JOURNAL, ROW, "slept badly", version=3)
    elsewhere = vault()

    elsewhere.open_key(ANNA, wrapped)

    assert elsewhere.open_text(ANNA, JOURNAL, ROW, sealed, version=3) == "slept badly"


def test_what_the_first_release_stored_still_opens():
    made = Vault(ring("decrypt-only", "primary"))

    made.open_key(ANNA, bytes.fromhex(FIRST_WRAPPED))

    assert made.open_text(ANNA, JOURNAL, ROW, bytes.fromhex(FIRST_SEALED)) == "slept badly"
    assert made.open_text(ANNA, JOURNAL, "k3f", bytes.fromhex(FIRST_PADDED), version=2) == "ok"
    assert made.blind_index(PRACTICE, "telegram", "77").hex() == FIRST_INDEX


# What was moved, rolled back or damaged is refused


@settings(max_examples=400, deadline=None)
@given(places, places, st.integers(1, 15), st.booleans())
def test_a_value_is_refused_in_every_place_but_its_own(place, other, changed, pad):
    moved = tuple(
        there if changed & (1 << part) else here
        for part, (here, there) in enumerate(zip(place, other, strict=True))
    )
    assume(moved != place)
    made = vault(place[0], moved[0], random=stuck)

    sealed = made.seal(*place[:3], b"what was written", version=place[3], pad=pad)

    assert not opens(made, *moved[:3], sealed, version=moved[3])
    assert opens(made, *place[:3], sealed, version=place[3])


def test_names_that_read_alike_when_joined_are_different_places():
    made = vault(ANNA)
    alike = [Field("ab", "c"), Field("a", "bc"), Field("abc", ""), Field("", "abc")]

    sealed = [made.seal(ANNA, field, "1", b"x") for field in alike]

    for here, field in enumerate(alike):
        for there, value in enumerate(sealed):
            assert opens(made, ANNA, field, "1", value, version=1) is (here == there)


def test_an_id_and_its_text_are_two_rows():
    made = vault(ANNA)

    sealed = made.seal(ANNA, JOURNAL, ROW, b"x")

    for row in (str(ROW), ROW.hex, ROW.bytes.decode("latin-1")):
        with pytest.raises(Refused):
            made.open(ANNA, JOURNAL, row, sealed)


@pytest.mark.parametrize(
    "other",
    [
        replace(ANNA, practice=UUID(int=1)),
        replace(ANNA, kind=OwnerKind.STAFF),
        replace(ANNA, id=UUID(int=1)),
    ],
)
def test_each_part_of_an_owner_binds_even_under_equal_data_keys(other):
    made = vault(ANNA, other, random=stuck)

    sealed = made.seal(ANNA, JOURNAL, ROW, b"x")

    with pytest.raises(Refused, match="moved, rolled back or damaged"):
        made.open(other, JOURNAL, ROW, sealed)


def test_of_ten_thousand_swapped_values_none_is_accepted():
    random = Random(20260101)
    people = [
        Owner(PRACTICE, OwnerKind.CLIENT, UUID(int=random.getrandbits(128))) for _ in range(20)
    ]
    columns = [Field(table, column) for table in ("journal", "message") for column in "abc"]
    made = vault(*people)
    kept = []
    for row in range(200):
        place = (random.choice(people), random.choice(columns), f"{row}", random.randrange(3))
        kept.append((place, made.seal(*place[:3], b"value", version=place[3])))

    accepted = 0
    for _ in range(10_000):
        (place, _), (_, sealed) = random.sample(kept, 2)
        accepted += opens(made, *place[:3], sealed, version=place[3])

    assert accepted == 0
    assert all(opens(made, *place[:3], sealed, version=place[3]) for place, sealed in kept)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.booleans(), st.integers(0, 10_000), st.integers(1, 255))
def test_any_byte_that_changed_is_noticed(data, pad, position, change):
    made = vault(ANNA)
    sealed = bytearray(made.seal(ANNA, JOURNAL, ROW, data, pad=pad))

    sealed[position % len(sealed)] ^= change

    with pytest.raises(Refused):
        made.open(ANNA, JOURNAL, ROW, bytes(sealed))


@pytest.mark.parametrize("pad", [False, True])
def test_a_value_that_was_cut_or_lengthened_is_refused(pad):
    made = vault(ANNA)
    sealed = made.seal(ANNA, JOURNAL, ROW, b"what was written", pad=pad)

    for wrong in [sealed[:length] for length in range(len(sealed))] + [sealed + b"\0"]:
        with pytest.raises(Refused):
            made.open(ANNA, JOURNAL, ROW, wrong)


@pytest.mark.parametrize(("position", "value"), [(0, 0), (0, 3), (0, 255), (1, 0), (1, 2)])
def test_a_format_or_algorithm_of_the_future_is_refused_in_words(position, value):
    made = vault(ANNA)
    sealed = bytearray(made.seal(ANNA, JOURNAL, ROW, b"x"))

    sealed[position] = value

    with pytest.raises(Refused, match=r"journal\.text .*this release of the portal does not know"):
        made.open(ANNA, JOURNAL, ROW, bytes(sealed))


def test_a_value_under_another_version_of_the_data_key_says_so():
    made = vault(ANNA)
    sealed = bytearray(made.seal(ANNA, JOURNAL, ROW, b"x"))

    sealed[3] = 2

    with pytest.raises(Refused, match="version 2 of the data key"):
        made.open(ANNA, JOURNAL, ROW, bytes(sealed))


def test_bytes_read_as_text_are_refused_without_being_shown():
    made = vault(ANNA)
    sealed = made.seal(ANNA, JOURNAL, ROW, b"secret \xff")

    with pytest.raises(Refused) as refused:
        made.open_text(ANNA, JOURNAL, ROW, sealed)

    assert "secret" not in repr(refused.value)
    assert refused.value.__context__ is None


# Nonces and lengths


def test_nonces_never_repeat():
    made = vault(ANNA)

    nonces = {made.seal(ANNA, JOURNAL, ROW, b"same")[4:16] for _ in range(10_000)}

    assert len(nonces) == 10_000


def test_the_same_words_look_different_each_time():
    made = vault(ANNA)

    assert made.seal(ANNA, JOURNAL, ROW, b"same") != made.seal(ANNA, JOURNAL, ROW, b"same")


def test_padded_values_have_the_length_of_their_bucket():
    made = vault(ANNA)

    lengths = Counter(
        len(made.seal(ANNA, JOURNAL, ROW, b"\0" * size, pad=True)) - OVERHEAD
        for size in range(5000)
    )

    assert lengths == {64: 64, 256: 192, 1024: 768, 4096: 3072, 16384: 904}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=63), st.binary(max_size=63))
def test_padding_hides_the_length_within_a_bucket(one, other):
    made = vault(ANNA)

    lengths = {len(made.seal(ANNA, JOURNAL, ROW, data, pad=True)) for data in (one, other)}

    assert len(lengths) == 1


@pytest.mark.parametrize("data", [b"", b"\0", b"\x80", b"\x80\0", b"a\x80\0\0", b"\x80" * 64])
def test_data_that_look_like_padding_open_as_they_were(data):
    made = vault(ANNA)

    sealed = made.seal(ANNA, JOURNAL, ROW, data, pad=True)

    assert made.open(ANNA, JOURNAL, ROW, sealed) == data


# Data keys


def test_a_new_key_is_open_at_once_and_says_what_wraps_it():
    made = Vault(ring("decrypt-only", "primary"))

    key = made.new_data_key(ANNA)

    assert made.is_open(ANNA)
    assert (key.kek_version, key.key_version) == (2, 1)


def test_without_an_open_key_nothing_is_sealed_or_opened():
    made = vault(ANNA)
    sealed = made.seal(ANNA, JOURNAL, ROW, b"x")

    made.forget(ANNA)

    assert not made.is_open(ANNA)
    with pytest.raises(KeyNotOpen, match="open_key first"):
        made.seal(ANNA, JOURNAL, ROW, b"x")
    with pytest.raises(KeyNotOpen):
        made.open(ANNA, JOURNAL, ROW, sealed)


def test_to_forget_one_who_is_not_open_is_no_error():
    made = vault()

    made.forget(ANNA)

    assert not made.is_open(ANNA)


def test_after_a_new_key_what_the_old_one_sealed_is_gone():
    made = vault(ANNA)
    sealed = made.seal(ANNA, JOURNAL, ROW, b"x")

    made.new_data_key(ANNA)

    with pytest.raises(Refused):
        made.open(ANNA, JOURNAL, ROW, sealed)


def test_to_open_a_key_twice_changes_nothing():
    made = vault()
    wrapped = made.new_data_key(ANNA).wrapped
    sealed = made.seal(ANNA, JOURNAL, ROW, b"x")

    made.open_key(ANNA, wrapped)

    assert made.open(ANNA, JOURNAL, ROW, sealed) == b"x"


@settings(max_examples=200, deadline=None)
@given(owners, owners)
def test_a_wrapped_key_opens_for_its_owner_only(owner, other):
    assume(owner != other)
    made = vault()
    wrapped = made.new_data_key(owner).wrapped

    with pytest.raises(KeyRefused, match="another owner's"):
        made.open_key(other, wrapped)

    assert not made.is_open(other)


def test_a_refused_key_leaves_the_open_one_in_place():
    made = vault(ANNA)
    sealed = made.seal(ANNA, JOURNAL, ROW, b"x")

    with pytest.raises(KeyRefused):
        made.open_key(ANNA, made.new_data_key(BEN).wrapped)

    assert made.open(ANNA, JOURNAL, ROW, sealed) == b"x"


def test_any_byte_of_a_wrapped_key_that_changed_is_noticed():
    made = Vault(ring("decrypt-only", "primary"))
    wrapped = made.new_data_key(ANNA).wrapped
    made.forget(ANNA)

    for position in range(len(wrapped)):
        for change in (1, 2, 3, 128, 255):
            wrong = bytearray(wrapped)
            wrong[position] ^= change
            with pytest.raises(KeyRefused):
                made.open_key(ANNA, bytes(wrong))

    assert not made.is_open(ANNA)


def test_a_wrapped_key_of_another_length_is_refused():
    made = vault()
    wrapped = made.new_data_key(ANNA).wrapped

    for wrong in (b"", wrapped[:-1], wrapped + b"\0"):
        with pytest.raises(KeyRefused, match="length"):
            made.open_key(ANNA, wrong)


@pytest.mark.parametrize("position", [0, 1])
def test_a_wrapped_key_of_the_future_is_refused_in_words(position):
    made = vault()
    wrapped = bytearray(made.new_data_key(ANNA).wrapped)

    wrapped[position] = 9

    with pytest.raises(KeyRefused, match="this release of the portal does not know"):
        made.open_key(ANNA, bytes(wrapped))


def test_the_groups_ring_opens_no_key_of_the_clients_even_with_equal_bytes():
    clients = Vault(ring(name=RingName.CLIENTS))
    groups = Vault(ring(name=RingName.GROUPS))

    wrapped = clients.new_data_key(ANNA).wrapped

    with pytest.raises(KeyRefused):
        groups.open_key(ANNA, wrapped)


def test_another_key_file_opens_nothing():
    wrapped = vault().new_data_key(ANNA).wrapped

    with pytest.raises(KeyRefused, match="the key file is not the one"):
        Vault(ring(seed=2)).open_key(ANNA, wrapped)


# Rotation


def test_a_rewrapped_key_opens_what_was_sealed_before():
    before = Vault(ring("primary"))
    old = before.new_data_key(ANNA)
    sealed = before.seal(ANNA, JOURNAL, ROW, b"x")
    rotating = Vault(ring("decrypt-only", "primary"))
    afterwards = Vault(ring("destroyed", "primary"))

    new = rotating.rewrap(ANNA, old.wrapped)
    afterwards.open_key(ANNA, new.wrapped)

    assert (new.kek_version, new.key_version) == (2, 1)
    assert not rotating.is_open(ANNA)
    assert afterwards.open(ANNA, JOURNAL, ROW, sealed) == b"x"


def test_a_rotation_that_is_repeated_changes_nothing():
    made = Vault(ring("decrypt-only", "primary"))
    key = made.new_data_key(ANNA)

    assert made.rewrap(ANNA, key.wrapped) == key


def test_a_key_that_is_not_the_owners_is_not_rewrapped():
    rotating = Vault(ring("decrypt-only", "primary"))
    old = Vault(ring("primary")).new_data_key(ANNA)

    with pytest.raises(KeyRefused):
        rotating.rewrap(BEN, old.wrapped)


def test_a_destroyed_master_key_opens_nothing():
    wrapped = Vault(ring("primary")).new_data_key(ANNA).wrapped
    afterwards = Vault(ring("destroyed", "primary"))

    with pytest.raises(KeyRefused, match="v1 of clients was destroyed"):
        afterwards.open_key(ANNA, wrapped)
    with pytest.raises(KeyRefused, match="v1 of clients was destroyed"):
        afterwards.rewrap(ANNA, wrapped)


def test_a_master_key_that_an_older_key_file_lacks_is_named():
    wrapped = Vault(ring("decrypt-only", "primary")).new_data_key(ANNA).wrapped

    with pytest.raises(KeyRefused, match="no master key v2"):
        Vault(ring("primary")).open_key(ANNA, wrapped)


# What the vault keeps in memory


def people(count):
    return [Owner(PRACTICE, OwnerKind.CLIENT, UUID(int=number)) for number in range(1, count + 1)]


def test_the_least_recently_used_key_leaves_first():
    one, two, three, four = people(4)
    made = vault(one, two, three, cached_owners=3)

    made.seal(one, JOURNAL, ROW, b"x")
    assert made.is_open(two)
    made.new_data_key(four)

    assert [made.is_open(owner) for owner in (one, two, three, four)] == [True, True, False, True]


def test_a_vault_holds_at_least_one_key():
    with pytest.raises(ValueError, match="at least one"):
        vault(cached_owners=0)


def test_ciphers_are_kept_within_bounds_and_every_column_still_opens():
    trio = people(3)
    made = vault(*trio, cached_owners=3)
    columns = [Field("table", f"column {number}") for number in range(50)]
    kept = {}

    for owner, field in islice(zip(cycle(trio), cycle(columns), strict=False), 150):
        kept[owner, field] = made.seal(owner, field, ROW, b"x")
        held = [len(key.ciphers) for key in made._open.values()]
        assert made._kept_ciphers == sum(held) <= 12

    assert len(kept) == 150
    assert all(
        made.open(owner, field, ROW, value) == b"x" for (owner, field), value in kept.items()
    )
    for owner in trio:
        made.forget(owner)
    assert made._kept_ciphers == 0


def test_a_key_that_leaves_the_cache_takes_its_ciphers_along():
    one, two, three = people(3)
    made = vault(one, two, cached_owners=2)
    for owner in (one, two):
        made.seal(owner, JOURNAL, ROW, b"x")

    made.new_data_key(three)
    made.new_data_key(two)

    assert [made.is_open(owner) for owner in (one, two, three)] == [False, True, True]
    assert made._kept_ciphers == 0


# The blind index


def test_a_blind_index_is_sixteen_bytes_and_always_the_same():
    here, elsewhere = vault(), vault()

    index = here.blind_index(PRACTICE, "telegram", "77")

    assert len(index) == 16
    assert index == here.blind_index(PRACTICE, "telegram", "77")
    assert index == elsewhere.blind_index(PRACTICE, "telegram", "77")


@settings(max_examples=300, deadline=None)
@given(
    st.tuples(st.uuids(), st.text(max_size=20), any_text),
    st.tuples(st.uuids(), st.text(max_size=20), any_text),
    st.integers(1, 7),
)
def test_a_blind_index_differs_by_practice_kind_and_value(one, other, changed):
    made = vault()
    other = tuple(
        there if changed & (1 << part) else here
        for part, (here, there) in enumerate(zip(one, other, strict=True))
    )
    assume(one != other)

    assert made.blind_index(*one) != made.blind_index(*other)


def test_a_blind_index_parts_kind_and_value():
    made = vault()

    assert made.blind_index(PRACTICE, "ab", "c") != made.blind_index(PRACTICE, "a", "bc")


def test_a_blind_index_differs_by_ring_and_by_key_file():
    indexes = {
        Vault(ring(name=name, seed=seed)).blind_index(PRACTICE, "telegram", "77")
        for name in RingName
        for seed in (1, 2)
    }

    assert len(indexes) == 4


# What can be printed


def test_no_repr_shows_a_key():
    master = ring()
    made = Vault(master, random=stuck)
    wrapped = made.new_data_key(ANNA)
    made.seal(ANNA, JOURNAL, ROW, b"x")
    [held] = made._open.values()

    shown = " ".join(map(repr, (made, wrapped, held, *held.ciphers.values())))

    for key in (master.index_key, master.primary.key, stuck(32), wrapped.wrapped):
        assert key.hex() not in shown
        assert repr(key)[2:-1] not in shown
    assert repr(made) == "Vault(clients, 1 keys open)"
    assert repr(wrapped) == "WrappedKey(kek_version=1, key_version=1)"


def test_equal_owners_and_fields_are_interchangeable():
    made = vault(ANNA)
    twin = Owner(UUID(int=PRACTICE.int), OwnerKind.CLIENT, UUID(int=ANNA.id.int))

    sealed = made.seal(ANNA, JOURNAL, ROW, b"x")

    assert (twin, Field("journal", "text")) == (ANNA, JOURNAL)
    assert made.open(twin, Field("journal", "text"), ROW, sealed) == b"x"
