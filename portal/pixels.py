"""A process that decodes one picture and ends: `python -m portal.pixels KIND`, the file on stdin.

What comes out is made from the pixels alone: no place, no time, no device, no profile, nothing that
was hidden behind the end. Before the file is looked at, the process takes from itself whatever it
does not need: it can open nothing, neither a file nor a connection.
"""

import resource
import sys
import warnings
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageFile, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

MOST_PIXELS = 30_000_000
LONGEST_SIDE = 2560
"""More shows nothing more on a screen."""
MEMORY, CPU_SECONDS = 2**30, 8
QUALITY = 88
ORIENTATION = 0x0112
PLUGINS: dict[str, Callable[[BytesIO], ImageFile.ImageFile]] = {
    "jpeg": JpegImagePlugin.JpegImageFile,
    "png": PngImagePlugin.PngImageFile,
    "webp": WebPImagePlugin.WebPImageFile,
}


class Refused(Exception):
    """The word that says why."""


def main() -> int:
    """Reads the file, writes the picture or a word, and ends."""
    kind, data = sys.argv[1], sys.stdin.buffer.read()
    warm()
    give_up()
    try:
        told = b"ok " + made_anew(kind, data)
    except Refused as refusal:
        told = str(refusal).encode()
    except Image.DecompressionBombError:
        told = b"too-many-pixels"
    except Exception:  # Whatever a decoder stumbles over.
        told = b"damaged"
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()
    return 0


def warm() -> None:
    """Loads what is loaded when it is first used: afterwards nothing can be."""
    Image.preinit()
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    for kind in PLUGINS:
        made = BytesIO()
        Image.new("RGB", (2, 2)).save(made, kind, exif=turned)
        made_anew(kind, made.getvalue())


def give_up() -> None:
    """Takes from this process what a picture does not need."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        # Standard input, output and error are there; there is room for no other.
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (most, most))


def made_anew(kind: str, data: bytes) -> bytes:
    """The picture as a JPEG without anything but pixels."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            found = PLUGINS[kind](BytesIO(data))
        except Image.DecompressionBombWarning:
            raise Refused("too-many-pixels") from None
    width, height = found.size
    if width * height > MOST_PIXELS:
        raise Refused("too-many-pixels")
    if getattr(found, "is_animated", False) or getattr(found, "n_frames", 1) > 1:
        raise Refused("moves")
    found.load()
    upright = ImageOps.exif_transpose(found)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        # On white, as paper is.
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    plain = upright.convert("RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.frombytes("RGB", plain.size, plain.tobytes())
    made = BytesIO()
    bare.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


if __name__ == "__main__":
    sys.exit(main())
