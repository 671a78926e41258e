"""The font that pictures are lettered in, as files, for whoever sets text beside them."""

from pathlib import Path

from matplotlib import get_data_path


def font(*, bold: bool = False) -> Path:
    """DejaVu Sans, which comes with the drawing library and has the letters of most languages."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(get_data_path(), "fonts", "ttf", name)
