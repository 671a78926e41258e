"""A process that tells whatever it seals, before it does: the witness of the canary drill.

What it tells leads out of everything that is searched: so the drill knows that what was put in has
come to be kept. `python -m benchmarks.drills.witness` is the command `portal` with a witness.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from store.vault import Field, Owner, Vault

WITNESS = "DRILL_WITNESS"


def be_heard() -> None:
    """From now on tells of each value that is sealed here, if anybody wants to hear."""
    path = os.environ.pop(WITNESS, None)
    if path is not None:
        _tell(path)


@contextmanager
def heard(path: str) -> Iterator[None]:
    """Meanwhile what this process itself seals is told as well."""
    seal = Vault.seal
    _tell(path)
    try:
        yield
    finally:
        replaced: Any = Vault
        replaced.seal = seal


def _tell(path: str) -> None:
    told = Path(path).open("a", buffering=1)  # noqa: SIM115 - open as long as the process lives
    seal = Vault.seal

    def telling(
        vault: Vault, owner: Owner, field: Field, row: str | UUID, data: bytes, **more: Any
    ) -> bytes:
        told.write(f"{field.table}.{field.column} {data.hex()}\n")
        return seal(vault, owner, field, row, data, **more)

    replaced: Any = Vault
    replaced.seal = telling


def main() -> None:
    """One command; it loads no more than it needs."""
    from portal import cli

    be_heard()
    cli.main()


if __name__ == "__main__":
    main()
