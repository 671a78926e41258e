"""The names by which others know what a FHIR file of ours speaks of."""

from uuid import NAMESPACE_URL, UUID, uuid5

from questionnaires.instrument import Instrument, Item

LOINC = "http://loinc.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
OURS = "urn:therapy-progress-portal"
CLIENT = f"{OURS}:client"
MEASURE = f"{OURS}:measure"


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
