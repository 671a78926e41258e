"""Two hundred files that nobody should have to open: bombs, halves, disguises, hiding places."""

import gzip
import random
import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

SECRET = b"Kanarienvogel 52.5200 N 13.4050 E"
SIZE = (48, 32)


def drawn(kind, size=SIZE, mode="RGB", **options):
    made = BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(made, kind, **options)
    return made.getvalue()


def telling():
    """A photo that says where, when and with what it was taken, and more behind its end."""
    picture = Image.new("RGB", SIZE, "red")
    exif = Image.Exif()
    exif[0x010F], exif[0x010E], exif[0x0112] = "Zephyr", SECRET.decode(), 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = BytesIO()
    picture.save(made, "JPEG", exif=exif, icc_profile=profile, comment=SECRET)
    return made.getvalue() + zipped()


def zipped():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("inside.txt", SECRET)
    return made.getvalue()


def chunk(name, data):
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(width, height, data, *more):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), *more, chunk(b"IDAT", data), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def moving(kind):
    frames = [Image.new("RGB", SIZE, (shade, 0, 0)) for shade in (0, 90, 180)]
    made = BytesIO()
    frames[0].save(made, kind, save_all=True, append_images=frames[1:], duration=50)
    return made.getvalue()


def told_in_png():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET.decode())
    words.add_text("Hidden", SECRET.decode(), zip=True)
    words.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return drawn("PNG", pnginfo=words)


def bombs():
    zeros = zlib.compress(bytes(40_000_000), 9)
    yield "wide.png", png(60_000, 60_000, zeros)
    yield "endless.png", png(2**31 - 1, 2**31 - 1, zeros)
    yield "nothing.png", png(0, 0, zeros)
    yield "long.png", png(1, 40_000_000, zeros)
    yield "words.png", png(8, 8, zlib.compress(bytes(200)), chunk(b"zTXt", b"k\0\0" + zeros))
    yield "profile.png", png(8, 8, zlib.compress(bytes(200)), chunk(b"iCCP", b"k\0\0" + zeros))
    yield "in-gzip.png", gzip.compress(bytes(10_000_000))
    head = bytearray(drawn("JPEG"))
    at = head.index(b"\xff\xc0")
    head[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    yield "wide.jpg", bytes(head)
    webp = bytearray(drawn("WEBP", lossless=True))
    webp[21:25] = b"\xff\xff\xff\x0f"
    yield "wide.webp", bytes(webp)
    yield "heavy.jpg", drawn("JPEG") + bytes(11 * 2**20)


def others():
    """What is no picture of these kinds, under every name."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    bodies = {
        "svg": svg,
        "svgz": gzip.compress(svg),
        "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
        "zip": zipped(),
        "html": b"<script>alert(1)</script>",
        "exe": b"MZ" + bytes(200),
        "elf": b"\x7fELF" + bytes(200),
        "gif": drawn("GIF"),
        "moving.gif": moving("GIF"),
        "bmp": drawn("BMP"),
        "tiff": drawn("TIFF"),
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(r) file",
        "ico": b"\0\0\1\0\1\0" + bytes(100),
        "heic": b"\0\0\0\x18ftypheic" + bytes(100),
        "mp4": b"\0\0\0\x18ftypmp42" + bytes(100),
        "wav": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
        "empty": b"",
    }
    for name, body in bodies.items():
        for ending in ("jpg", "png", "webp"):
            yield f"{name}.{ending}", body


def disguised():
    """Pictures under the names of others, and files that are two things at once."""
    kinds = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
    for true, kind in kinds.items():
        for told in ("jpg", "png", "webp", "svg", "pdf", "exe", "html", "gif"):
            if told != true:
                yield f"{true}-as.{told}", drawn(kind)
        yield f"and-zip.{true}", drawn(kind) + zipped()
        yield f"and-script.{true}", drawn(kind) + b"<script>" + SECRET + b"</script>"
    yield "telling.jpg", telling()
    yield "told.png", told_in_png()
    yield "moving.png", moving("PNG")
    yield "moving.webp", moving("WEBP")
    yield "told.webp", drawn("WEBP", xmp=SECRET, exif=b"Exif\0\0" + SECRET)


def broken(dice):
    """Halves, and pictures in which bytes were changed."""
    for ending, kind in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")):
        whole = drawn(kind)
        for cut in range(12):
            yield f"half-{cut}.{ending}", whole[: max(12, cut * len(whole) // 12)]
        for number in range(24):
            changed = bytearray(whole)
            for _ in range(dice.randint(1, 30)):
                changed[dice.randrange(12, len(changed))] = dice.randrange(256)
            yield f"changed-{number}.{ending}", bytes(changed)


def hostile(seed=7):
    """All of them, by name."""
    return [*bombs(), *others(), *disguised(), *broken(random.Random(seed))]
