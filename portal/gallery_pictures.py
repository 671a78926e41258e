"""Every chart with made-up numbers, as files in a folder.

`python -m portal.gallery_pictures` draws those anew that `docs/charts.md` shows.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from charts.drawing import draw
from charts.gallery import gallery
from portal.office import NotPossible

SHOWN = Path(__file__).parents[1] / "docs" / "images" / "charts"
_COLOURS = 64
"""So many are enough for a page, and a third of the bytes."""


def hang(folder: Path, progress: Callable[[int, int], None]) -> list[str]:
    """Draws the whole gallery into this folder; the names of its files."""
    names: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        wanted = list(gallery())
        for name, picture in wanted:
            (folder / f"{name}.png").write_bytes(draw(picture))
            names.append(f"{name}.png")
            progress(len(names), len(wanted))
    except OSError as trouble:
        raise NotPossible(
            f"The gallery could not be written to {folder} ({trouble.strerror}). Choose another "
            "folder with --gallery."
        ) from None
    return names


def main() -> None:
    """Draws what the documentation shows: the same pictures in half their size."""
    for name, picture in gallery():
        file = SHOWN / f"{name}.png"
        if file.exists():
            file.write_bytes(_halved(draw(picture)))


def _halved(png: bytes) -> bytes:
    whole, file = Image.open(BytesIO(png)).convert("RGB"), BytesIO()
    half = whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS)
    half.quantize(_COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    main()
