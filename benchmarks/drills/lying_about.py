"""What lies on the disk, while a server may still put files away."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def files_of(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder and its bytes; one that is put away meanwhile holds nothing more.

    PostgreSQL writes some of its files anew whenever it likes, under another name first.
    """
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            if path.is_file():
                yield path, path.read_bytes()
