"""An instrument as a file for others: a FHIR Questionnaire, or our own TOML."""

import json
from typing import Any

from care.access import Capability
from portal.commands.instruments import known_code, library_of
from portal.needs import needs
from portal.office import NotPossible, Office
from questionnaires.fhir.asking import questionnaire
from questionnaires.library import Library
from questionnaires.toml_writing import instrument_file, wording_file

FHIR, TOML = "fhir", "toml"


@needs(Capability.CONFIGURE_PRACTICE)
async def instrument_export(
    office: Office,
    *,
    code: str,
    version: str | None = None,
    language: str | None = None,
    form: str = FHIR,
    practice: str | None = None,
) -> dict[str, Any]:
    """The text of the file; with a language in that one alone, which in TOML are its words."""
    library = await library_of(office, practice)
    return exported(library, code, version, language, form)


def exported(
    library: Library, code: str, version: str | None, language: str | None, form: str
) -> dict[str, Any]:
    """The same, for what a practice can ask."""
    name = known_code(library, code)
    wanted = str(library.newest_version(name)) if version is None else version.strip()
    if wanted not in library.editions[name]:
        there = ", ".join(library.editions[name])
        raise NotPossible(f"There is no {name} in version {wanted}. There are: {there}")
    instrument = library.instrument(name, wanted)
    spoken = sorted(library.languages(name, wanted), key=lambda each: (each != "en", each))
    if language is not None and language not in spoken:
        there = ", ".join(spoken) or "none yet"
        raise NotPossible(f"{name} has no words in {language}. It has: {there}")
    chosen = spoken if language is None else [language]
    words = tuple(
        held for each in chosen if (held := library.wording(name, wanted, each)) is not None
    )
    match form:
        case "toml" if language is not None:
            text = wording_file(words[0])
        case "toml":
            text = instrument_file(instrument)
        case _:
            text = json.dumps(questionnaire(instrument, words), ensure_ascii=False, indent=2) + "\n"
    return {
        "instrument": name,
        "version": wanted,
        "languages": [each.language for each in words],
        "format": form,
        "text": text,
    }
