"""Instruments: what can be asked, in which languages, and what the practice decided about it."""

from typing import Any

from care.access import Capability
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of
from portal.understanding import listed, understood
from questionnaires.library import Library, shipped
from store import practices, scales


def shipped_list() -> dict[str, Any]:
    """The instruments that come with the portal, where there is no practice yet."""
    return _listed(shipped(), None)


@needs(Capability.CONFIGURE_PRACTICE)
async def instrument_list(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """The practice's instruments, the portal's and its own."""
    if practice is None and not await office.database.read(practices.every):
        return shipped_list()
    of_practice = await practice_of(office, practice)
    library = await library_of(office, practice)
    return _listed(library, of_practice.name)


@needs(Capability.CONFIGURE_PRACTICE)
async def instrument_show(
    office: Office, *, code: str, version: str | None = None, practice: str | None = None
) -> dict[str, Any]:
    """Everything about one instrument, with every word that a client reads."""
    library = await library_of(office, practice)
    name = known_code(library, code)
    wanted = library.newest_version(name) if version is None else version.strip()
    if wanted not in library.editions[name]:
        there = ", ".join(library.editions[name])
        raise NotPossible(f"There is no {name} in version {wanted}. There are: {there}")
    instrument = library.instrument(name, wanted)
    words = {
        language: held
        for language in sorted(library.languages(name, wanted))
        if (held := library.wording(name, str(wanted), language)) is not None
    }
    return {**listed(library, name), **understood(instrument, words)}


def _listed(library: Library, practice: str | None) -> dict[str, Any]:
    return {
        "practice": practice,
        "instruments": [listed(library, code) for code in library.editions],
    }


async def library_of(office: Office, practice: str | None) -> Library:
    """What the practice can ask."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    return await office.database.read(scales.library, memory, of_practice.scales)


def known_code(library: Library, typed: str) -> str:
    """The code of an instrument as it is kept; NotPossible when there is none."""
    code = typed.strip().lower()
    if code not in library.editions:
        raise NotPossible(
            f"There is no instrument {typed!r}. There are: {', '.join(library.editions)}"
        )
    return code
