"""Every chart with made-up numbers, as files in a folder.

`python -m portal.gallery_pictures` draws those anew that `docs/charts.md` shows.
"""

from pathlib import Path

from charts.drawing import draw
from charts.gallery import gallery, small
from portal.office import NotPossible

SHOWN = Path(__file__).parents[1] / "docs" / "images" / "charts"


def hang(folder: Path) -> list[str]:
    """Draws the whole gallery into this folder; the names of its files."""
    names = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in gallery():
            (folder / f"{name}.png").write_bytes(draw(picture))
            names.append(f"{name}.png")
    except OSError as trouble:
        raise NotPossible(
            f"The gallery could not be written to {folder} ({trouble.strerror}). Choose another "
            "folder with --gallery."
        ) from None
    return names


def main() -> None:
    """Draws what the documentation shows, in half the size."""
    for name, picture in gallery():
        file = SHOWN / f"{name}.png"
        if file.exists():
            file.write_bytes(draw(small(picture)))


if __name__ == "__main__":
    main()
