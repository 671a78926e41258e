"""Where a response to a questionnaire answers which item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.fhir.asking import choice_codes
from questionnaires.fhir.documents import Node
from questionnaires.fhir.names import link
from questionnaires.instrument import Instrument

_LOINC = re.compile(r"(?:^|/)(\d{1,7}-\d)$")


@dataclass(frozen=True, slots=True)
class Link:
    """One item in a file: its linkId, its LOINC code, and the number of each code of a choice."""

    item: int
    link: str
    loinc: str | None
    answers: Mapping[str, int]


def links_of(instrument: Instrument) -> tuple[Link, ...]:
    """The links of a questionnaire as we write it."""
    return tuple(
        Link(
            number,
            link(instrument.item(number)),
            instrument.item(number).loinc,
            {
                choice_codes(instrument, number).get(value, str(value)): value
                for value in instrument.choices(number)
            },
        )
        for number in instrument.numbers
    )


def link_code(item: Node) -> str | None:
    """The LOINC code of an item of a response: in its linkId or its definition, as others do."""
    for said in (item.text("linkId"), item.text("definition")):
        found = _LOINC.search(said)
        if found is not None:
            return found.group(1)
    return None
