"""A client's progress picture for the command line."""

from care.local_time import local_date, zone
from care.told import told
from charts.drawing import draw
from conversations.wording import wording
from portal.commands import NotPossible, Office, client_of, practice_of
from portal.filling import caption, progress_picture
from questionnaires.catalogue import UnknownInstrument, instrument
from store import check_ins


async def progress_png(
    office: Office, code: str, instrument_code: str, practice: str | None
) -> tuple[bytes, str]:
    """The PNG and its caption, in the client's language; NotPossible before the first score."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    client = await client_of(office, memory, code)
    try:
        asked = instrument(instrument_code)
    except UnknownInstrument as trouble:
        raise NotPossible(str(trouble)) from None
    if len(asked.measures) != 1:
        raise NotPossible(f"{instrument_code} has no single score to draw.")
    course = await office.database.read(check_ins.course, memory, client.id, asked)
    if course is None:
        raise NotPossible(f"{code} has no score on {instrument_code} yet.")
    words = wording(client.locale, client.zone)
    named = client.bands_for_client and client.bands_by_therapist
    today = local_date(office.clock.now(), zone(client.zone))
    picture = progress_picture(course, words, of_practice.colour, named=named, today=today)
    return draw(picture), "\n".join(caption(told(course, bands_named=named), course, words))
