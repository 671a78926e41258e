"""Pictures and files of the chats, at addresses of the page's own."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sandbox.page.sorry import CHANGED, Sorry
from sandbox.telegram.pictures import read_picture

Json = dict[str, Any]

_IMAGES = {"png": "image/png", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One file; `image` is its media type when it is a picture that the page may show."""

    name: str
    data: bytes
    image: str
    width: int
    height: int

    def json(self) -> Json:
        """The file as a pane names it."""
        return {
            "address": f"files/{self.name}",
            "image": bool(self.image),
            "width": self.width,
            "height": self.height,
            "size": len(self.data),
        }


class KeptFiles:
    """Every file that was shown, found again by its address."""

    def __init__(self) -> None:
        # A bytes object remembers its hash, so that each file is digested once only.
        self._known: dict[bytes, Kept] = {}
        self._by_name: dict[str, Kept] = {}

    def keep(self, data: bytes) -> Kept:
        """The file with its address, relative to the page."""
        kept = self._known.get(data)
        if kept is None:
            name = sha256(data).hexdigest()[:32]
            picture = read_picture(data)
            kept = Kept(
                name=name,
                data=data,
                image=_IMAGES[picture.extension] if picture else "",
                width=picture.width if picture else 0,
                height=picture.height if picture else 0,
            )
            self._known[data] = self._by_name[name] = kept
        return kept

    def content(self, name: str) -> bytes:
        """What was brought here to be sent."""
        kept = self._by_name.get(name)
        if kept is None:
            raise Sorry(CHANGED)
        return kept.data

    def named(self, name: str) -> Kept | None:
        """The file at an address, if it was ever shown."""
        return self._by_name.get(name)
