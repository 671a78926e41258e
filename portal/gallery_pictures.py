"""Every chart with made-up numbers, as files in a folder."""

from pathlib import Path

from charts.drawing import draw
from charts.gallery import gallery, small
from portal.office import NotPossible


def hang(folder: Path, *, half: bool = False) -> list[str]:
    """Draws the whole gallery into this folder; the names of its files."""
    names = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in gallery():
            png = draw(small(picture) if half else picture)
            (folder / f"{name}.png").write_bytes(png)
            names.append(f"{name}.png")
    except OSError as trouble:
        raise NotPossible(
            f"The gallery could not be written to {folder} ({trouble.strerror}). Choose another "
            "folder with --gallery."
        ) from None
    return names
