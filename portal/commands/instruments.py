"""Instruments: what can be asked, and in which languages."""

from typing import Any

from questionnaires.catalogue import catalogue
from questionnaires.wording import languages


async def instrument_list() -> dict[str, Any]:
    """The instruments there are and the languages in which each can be offered."""
    return {
        "instruments": [
            {
                "instrument": each.code,
                "version": each.version,
                "items": len(each.items),
                "languages": sorted(languages(each.code)),
                "licence": each.licence,
            }
            for each in catalogue().values()
        ]
    }
