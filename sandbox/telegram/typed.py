"""What people type, before it is sent."""

from collections.abc import Iterable
from dataclasses import replace

from sandbox.telegram.cannot import CannotDo
from sandbox.telegram.entities import Entity, Formatted, utf16_length, with_found
from sandbox.telegram.limits import CAPTION, TEXT, UPLOAD_BYTES
from sandbox.telegram.messages import Draft, Message
from sandbox.telegram.pictures import read_picture


def typed(text: str, longest: int = TEXT, marked: Iterable[Entity] = ()) -> Draft:
    """A person's own words: what they marked, and the commands and links that are found."""
    text = text.strip()
    if not text:
        raise CannotDo("There is nothing to send.")
    if utf16_length(text) > longest:
        # The app would cut it into several messages; here it is said plainly instead.
        raise CannotDo(f"A message has at most {longest} characters.")
    return Draft(text=text, entities=with_found(Formatted(text, tuple(marked))).entities)


def captioned(caption: str) -> Draft:
    """The words under a picture; often there are none."""
    words = typed(caption, CAPTION) if caption else Draft()
    return Draft(caption=words.text, entities=words.entities)


def retyped(message: Message, text: str, marked: Iterable[Entity] = ()) -> Draft:
    """A message with other words, or a picture with another caption."""
    if message.said.file is None:
        words = typed(text, TEXT, marked)
        return replace(message.said, text=words.text, entities=words.entities)
    words = typed(text, CAPTION, marked)
    return replace(message.said, caption=words.text, entities=words.entities)


def check_picture(data: bytes) -> None:
    """Refuse what is no picture."""
    if read_picture(data) is None:
        raise CannotDo("A picture is a PNG or a JPEG.")


def check_file(data: bytes) -> None:
    """Refuse what no bot could be sent."""
    if not data:
        raise CannotDo("The file is empty.")
    if len(data) > UPLOAD_BYTES:
        raise CannotDo("The file is too big to be sent.")
