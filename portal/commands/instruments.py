"""Instruments: what can be asked, and in which languages."""

from typing import Any

from conversations.wording import languages as spoken
from questionnaires.catalogue import catalogue
from questionnaires.instrument import Instrument
from questionnaires.wording import languages


async def instrument_list() -> dict[str, Any]:
    """The instruments there are and the languages in which each can be offered."""
    return {"instruments": [_told(each) for each in catalogue().values()]}


def _told(instrument: Instrument) -> dict[str, Any]:
    """`languages` are those in which it is offered; `worded` adds those the portal lacks."""
    worded = languages(instrument.code)
    return {
        "instrument": instrument.code,
        "version": instrument.version,
        "items": len(instrument.items),
        "at_most_every": instrument.at_most_every.value,
        "languages": sorted(worded & set(spoken())),
        "worded": sorted(worded),
        "wording_needed": not worded,
        "licence": instrument.licence,
    }
