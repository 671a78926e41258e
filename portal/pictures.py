"""A client's progress picture for the command line."""

import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from care.access import Capability
from care.local_time import local_date, zone
from care.told import told
from charts.drawing import NotDrawn, Studio
from charts.requests import ProgressPicture
from conversations.wording import wording
from portal.backdrop import Backdrop, ForWhom, backdrop, before
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.progress_words import caption, progress_picture
from portal.scene import Scene
from questionnaires.catalogue import UnknownInstrument
from store import check_ins, scales


@needs(Capability.READ_CHART)
async def progress_png(
    office: Office, code: str, instrument_code: str, practice: str | None
) -> tuple[bytes, str]:
    """The PNG and its caption, in the client's language; NotPossible before the first score."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    client = await client_of(office, memory, code)
    name = instrument_code.strip().lower()
    library = await office.database.read(scales.library, memory, of_practice.scales)
    try:
        library.followed(name)
    except UnknownInstrument:
        drawn = ", ".join(name for each in library.newest().values() for name in each.courses)
        why = (
            f"{name} has no single score to draw."
            if name in library.editions
            else f"There is no instrument {instrument_code!r}."
        )
        raise NotPossible(f"{why} A picture can be drawn of: {drawn}") from None
    if library.is_hidden(name):
        raise NotPossible(
            f"{name} is hidden from pictures in {of_practice.name}. To show it again: "
            f"portal instrument set {name.partition('.')[0]} --hidden off"
        )
    course = await office.database.read(check_ins.course, memory, client.id, name, library)
    if course is None:
        raise NotPossible(
            f"{client.code} has no score on {name} yet. There is a picture after the first "
            "answered check-in."
        )
    words = wording(client.locale, client.zone, library=library)
    named = client.bands_for_client and client.bands_by_therapist
    today = local_date(office.clock.now(), zone(client.zone))
    picture = progress_picture(course, words, of_practice.colour, named=named, today=today)
    first = course.baseline.on

    def behind(connection: Connection) -> Backdrop:
        scene = Scene.begin(connection, memory, office.clock.now())
        # Whoever runs the server reads no words: what was important on a day is not drawn.
        found = backdrop(scene, client.id, first, today, ForWhom.RECORD)
        return replace(found, moments=())

    back = await office.database.read(behind)
    said = caption(told(course, bands_named=named), course, words, back.paused)
    return await _drawn(before(picture, back, words)), "\n\n".join(said)


async def _drawn(picture: ProgressPicture) -> bytes:
    """As the running portal draws: in a process without keys, which ends with the picture."""
    studio = Studio()
    try:
        return await studio.draw(picture)
    except NotDrawn:
        raise NotPossible(
            "The picture could not be drawn: the process that draws ended twice. Try again; if it "
            "happens again, the machine may be short of memory."
        ) from None
    finally:
        await studio.close()


def keep(out: Path, data: bytes, what: str = "picture", option: str = "--out") -> None:
    """Puts the file in place of what was there; only its owner may read it."""
    try:
        if out.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        # A new file: an older one might be open to others, and stay so.
        descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            beside.replace(out)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
    except OSError as trouble:
        raise NotPossible(
            f"The {what} could not be written to {out} ({trouble.strerror}). Choose another place "
            f"with {option}."
        ) from None
