"""Rotation of the master keys: what each step makes of the rings, and what it refuses.

add, promote, rewrap, retire, destroy. Each step takes both rings along. Nothing here reads or
writes: a step is a function from rings, and from what stands under them, to rings.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from store.data_keys import Wrapped
from store.key_file import KEY_BYTES, Kek, KekState, KeyFileTrouble, Ring, RingName, Rings


class RotationRefused(KeyFileTrouble):
    """A step that cannot be taken now; the sentence says which one can."""


class Step(StrEnum):
    """The steps of a rotation, in their order."""

    ADD = "add"
    PROMOTE = "promote"
    REWRAP = "rewrap"
    RETIRE = "retire"
    DESTROY = "destroy"


def next_step(rings: Rings, wrapped: Sequence[Wrapped]) -> Step:
    """What comes next; ADD when nothing is under way.

    Never DESTROY: only who knows the backups can say when a retired version is needed no more.
    """
    if any(_waiting(ring) for ring in _both(rings)):
        return Step.PROMOTE
    if left(rings, wrapped):
        return Step.REWRAP
    if any(_replaced(ring) for ring in _both(rings)):
        return Step.RETIRE
    return Step.ADD


def left(rings: Rings, wrapped: Sequence[Wrapped]) -> int:
    """How many data keys stand under another version than the primary one of their ring."""
    return sum(
        each.number for each in wrapped if each.version != rings.ring(each.ring).primary.version
    )


def add(rings: Rings, *, random: Callable[[int], bytes] = secrets.token_bytes) -> Rings:
    """A new version in each ring, which wraps nothing yet."""
    if any(_waiting(ring) for ring in _both(rings)):
        raise RotationRefused(
            "A new version is there already and wraps nothing yet. Next: portal keys rotate promote"
        )
    return Rings(*(_added(ring, random) for ring in _both(rings)))


def taken_up(rings: Rings, copy: Rings) -> Rings | None:
    """The rings with what a second copy has beyond them; None when it has nothing, or differs.

    An `add` that was cut off has written the second copy and not the key file yet. A key file that
    was brought back from a backup looks the same, and then data may stand under what it lacks.
    """
    both = list(zip(_both(rings), _both(copy), strict=True))
    if not all(_continues(ring, later) for ring, later in both):
        return None
    if all(len(later.keks) == len(ring.keks) for ring, later in both):
        return None
    return Rings(
        *(replace(ring, keks=(*ring.keks, *_further(ring, later))) for ring, later in both)
    )


def promote(rings: Rings) -> Rings:
    """What was added wraps from now on; what wrapped before only opens."""
    if not any(_waiting(ring) for ring in _both(rings)):
        raise RotationRefused(
            "There is no new version to promote. Make one first: portal keys rotate add"
        )
    return Rings(*(_promoted(ring) for ring in _both(rings)))


def retire(rings: Rings, wrapped: Sequence[Wrapped]) -> Rings:
    """What only opens is marked as needed by older backups alone."""
    if not any(_replaced(ring) for ring in _both(rings)):
        raise RotationRefused(
            "There is no version to retire: portal keys status shows which there are."
        )
    for ring in _both(rings):
        for kek in _replaced(ring):
            _refuse_needed(ring, kek.version, wrapped)
    return Rings(
        *(
            replace(
                ring,
                keks=tuple(
                    replace(kek, state=KekState.RETIRED) if kek in _replaced(ring) else kek
                    for kek in ring.keks
                ),
            )
            for ring in _both(rings)
        )
    )


def destroy(rings: Rings, version: int, wrapped: Sequence[Wrapped]) -> Rings:
    """The bytes of a retired version are gone; its number stays, so that it is never used again."""
    found = [(ring, kek) for ring in _both(rings) for kek in ring.keks if kek.version == version]
    if not found:
        raise RotationRefused(
            f"There is no master key v{version}: portal keys status shows which there are."
        )
    if all(kek.state is KekState.DESTROYED for _, kek in found):
        raise RotationRefused(f"Master key v{version} is destroyed already.")
    for ring, kek in found:
        _refuse_needed(ring, version, wrapped)
        if kek.state not in (KekState.RETIRED, KekState.DESTROYED):
            raise RotationRefused(
                f"Master key v{version} of {ring.name} is {kek.state}; only a retired one can be "
                "destroyed. What comes first: portal keys rotate"
            )
    return Rings(
        *(
            replace(
                ring,
                keks=tuple(
                    Kek(version, KekState.DESTROYED, b"") if kek.version == version else kek
                    for kek in ring.keks
                ),
            )
            for ring in _both(rings)
        )
    )


def _both(rings: Rings) -> tuple[Ring, Ring]:
    return rings.clients, rings.groups


def _waiting(ring: Ring) -> list[Kek]:
    """What was added and is not promoted."""
    return [
        kek
        for kek in ring.keks
        if kek.state is KekState.DECRYPT_ONLY and kek.version > ring.primary.version
    ]


def _replaced(ring: Ring) -> list[Kek]:
    """What was primary and is not retired."""
    return [
        kek
        for kek in ring.keks
        if kek.state is KekState.DECRYPT_ONLY and kek.version < ring.primary.version
    ]


def _continues(ring: Ring, later: Ring) -> bool:
    """Whether a ring begins as another does; a key destroyed in either is no difference."""
    same = all(
        one.key == other.key or KekState.DESTROYED in (one.state, other.state)
        for one, other in zip(ring.keks, later.keks, strict=False)
    )
    return same and ring.index_key == later.index_key and len(later.keks) >= len(ring.keks)


def _further(ring: Ring, later: Ring) -> list[Kek]:
    return [
        kek if kek.state is KekState.DESTROYED else replace(kek, state=KekState.DECRYPT_ONLY)
        for kek in later.keks[len(ring.keks) :]
    ]


def _added(ring: Ring, random: Callable[[int], bytes]) -> Ring:
    made = Kek(len(ring.keks) + 1, KekState.DECRYPT_ONLY, random(KEY_BYTES))
    return replace(ring, keks=(*ring.keks, made))


def _promoted(ring: Ring) -> Ring:
    waiting = _waiting(ring)
    if not waiting:
        return ring
    newest = waiting[-1].version
    states = {newest: KekState.PRIMARY, ring.primary.version: KekState.DECRYPT_ONLY}
    return replace(
        ring,
        keks=tuple(replace(kek, state=states.get(kek.version, kek.state)) for kek in ring.keks),
    )


def needed(name: RingName, version: int, wrapped: Sequence[Wrapped]) -> int:
    """How many data keys could not be opened without this version."""
    return sum(each.number for each in wrapped if (each.ring, each.version) == (name, version))


def _refuse_needed(ring: Ring, version: int, wrapped: Sequence[Wrapped]) -> None:
    number = needed(ring.name, version, wrapped)
    if number:
        raise RotationRefused(
            f"{number} data keys of {ring.name} are wrapped under master key v{version} still, and "
            "what they seal would be lost. Wrap them anew first: portal keys rotate rewrap"
        )
