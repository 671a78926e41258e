"""The names by which others know what a FHIR file of ours speaks of."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from questionnaires.instrument import Instrument, Item

LOINC = "http://loinc.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ITEM_WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"
ITEM_CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
LEAST = "http://hl7.org/fhir/StructureDefinition/minValue"
MOST = "http://hl7.org/fhir/StructureDefinition/maxValue"
OURS = "urn:therapy-progress-portal"
CLIENT = f"{OURS}:client"
MEASURE = f"{OURS}:measure"

ANSWER = f"{OURS}:answer"
"""The extension that keeps the number of a choice where it is not what the choice weighs."""

SHEET = f"{OURS}:sheet"
"""The extension that carries what FHIR has no place for: direction, bands, critical items."""

LOINC_REST = "loinc"
"""Where that sheet keeps the LOINC codes that no question carries, such as the total's."""

INSTRUCTION = "portal.instruction"
"""The linkId of the text that is read once, before the first question."""

WORDS = f"{OURS}:words"
"""The extension that names bands, subscales and measures, each in the languages of the file."""


def instant(at: datetime) -> str:
    """An instant as FHIR writes it, with its zone."""
    return at.isoformat(timespec="seconds")


def canonical(instrument: Instrument) -> str:
    """The name of an instrument, whatever its version."""
    return f"{OURS}:questionnaire:{instrument.code}"


def versioned(instrument: Instrument) -> str:
    """The name of one version of an instrument, as a response refers to it."""
    return f"{canonical(instrument)}|{instrument.version}"


def link(item: Item) -> str:
    """The name of an item within its questionnaire: its LOINC code where it has one."""
    return item.code if item.loinc is None else f"/{item.loinc}"


def urn(of: UUID) -> str:
    """How resources of one bundle point at each other."""
    return f"urn:uuid:{of}"


def made_from(*parts: object) -> UUID:
    """An id that is always the same for the same thing, so that a copy made again says the same."""
    return uuid5(NAMESPACE_URL, ":".join((OURS, *map(str, parts))))
