"""A practice's own scales and words: looked over first, then kept, each version for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from portal.auditing import by_administrator
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of
from portal.understanding import reported, understood
from questionnaires.catalogue import age
from questionnaires.fhir.deciding import Decisions
from questionnaires.fhir.documents import FileNotRead
from questionnaires.fhir.report import Outcome, Reported
from questionnaires.instrument import Direction, Recall, ScoreKind, Spacing
from questionnaires.library import Library, goes_on
from questionnaires.loading import load_instrument
from questionnaires.own import (
    FhirFile,
    Scale,
    ScaleContradicts,
    read_fhir_scale,
    read_scale,
    scale_of,
)
from questionnaires.toml_writing import instrument_file, wording_file
from questionnaires.wording import InstrumentWording
from store import practices, scales
from store.memory import Memory

E = TypeVar("E", bound=StrEnum)

LARGEST_FILE = 2_000_000
"""Characters; the largest real questionnaire that was seen has a twentieth of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file brings to a practice."""

    scale: Scale | None
    report: tuple[Reported, ...] = ()
    is_new: bool = False
    """Whether the scale itself, in this version, is not there yet."""
    words: tuple[InstrumentWording, ...] = ()
    """Those that are not there yet."""
    before: str | None = None
    """The newest version so far."""
    notes: tuple[str, ...] = field(default=())

    @property
    def open(self) -> tuple[Reported, ...]:
        """What a person must decide."""
        return tuple(each for each in self.report if each.outcome is Outcome.DECIDE)


@needs(Capability.CONFIGURE_PRACTICE)
async def instrument_look(
    office: Office, *, file: Mapping[str, Any], practice: str | None = None
) -> dict[str, Any]:
    """What a file was understood to say, and what it would bring. Nothing is kept."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)

    def look(connection: Connection) -> dict[str, Any]:
        return _told(_found(connection, memory, file), kept=False)

    return await office.database.read(look)


@needs(Capability.CONFIGURE_PRACTICE)
async def instrument_import(
    office: Office, *, file: Mapping[str, Any], practice: str | None = None
) -> dict[str, Any]:
    """Keeps what a file brings; what is there already stays as it is."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    now = office.clock.now()

    def keep(connection: Connection) -> dict[str, Any]:
        found = _found(connection, memory, file)
        if found.scale is None:
            raise NotPossible(_undecided(found, file))
        left = {each.kind for each in found.open} - set(file.get("decided") or ())
        if left:
            raise NotPossible(_undecided(found, file))
        if not found.is_new and not found.words:
            return _told(found, kept=False)
        moved = _keep(office, connection, memory, found, found.scale, now)
        return {**_told(found, kept=True), "plans_moved": moved}

    return await office.database.write(keep)


def _keep(
    office: Office,
    connection: Connection,
    memory: Memory,
    found: Found,
    scale: Scale,
    now: datetime,
) -> int:
    """Keeps what is new of a scale; tells how many clients are asked it from now on."""
    instrument, by = scale.instrument, office.operator
    key = (instrument.code, instrument.version)
    if found.is_new:
        text = instrument_file(instrument)
        scales.keep_scale(connection, memory, key, text, by, now)
    for each in found.words:
        text = wording_file(each)
        scales.keep_words(connection, memory, (*key, each.language), text, by, now)
    scales.note_change(connection, memory)
    moved = 0
    # Words for an earlier version take nobody back to it.
    if found.before is not None and age(instrument.version) >= age(found.before):
        complete = frozenset(each.language for each in scale.wordings)
        moved = scales.move_plans(connection, memory, *key, complete)
    by_administrator(
        office,
        connection,
        memory,
        Action.CONFIGURED,
        Kind.INSTRUMENT,
        f"{instrument.code} {instrument.version}",
    )
    return moved


def scale_brought(
    office: Office,
    connection: Connection,
    memory: Memory,
    table: Mapping[str, Any],
    place: str,
    now: datetime,
) -> None:
    """Keeps a scale that stands in the file of a practice; what is there already stays."""
    library = scales.read(connection, memory)
    where = f"{place}: scale {table.get('code', 'without a code')}"
    try:
        scale = scale_of(dict(table), where, library)
        found = _against(connection, memory, library, scale, ())
    except ScaleContradicts as fault:
        raise NotPossible(str(fault)) from fault
    if found.is_new or found.words:
        _keep(office, connection, memory, found, scale, now)


def _told(found: Found, *, kept: bool) -> dict[str, Any]:
    scale = found.scale
    told: dict[str, Any] = {
        "kept": kept,
        "is_new": found.is_new,
        "brings_scale": scale is not None and scale.brings_instrument,
        "new_languages": sorted(each.language for each in found.words),
        "version_before": found.before,
        "missing": list(scale.missing) if scale else [],
        "notes": list(found.notes),
        "report": reported(found.report),
        "to_decide": sorted({each.kind for each in found.open}),
        "scale": None,
    }
    if scale is not None:
        words = {each.language: each for each in scale.wordings}
        told["scale"] = understood(scale.instrument, words)
    return told


def _undecided(found: Found, file: Mapping[str, Any]) -> str:
    left = [each for each in found.open if each.kind not in (file.get("decided") or ())]
    said = "\n".join(f"  {each.kind}: {each.sentence} ({each.place})" for each in left)
    if found.scale is None:
        return (
            f"{file['place']}: no score can be computed for certain, so nothing is imported.\n"
            f"{said}\nA value set that is not at hand is given with --value-set. Or describe the "
            "scale yourself: portal instrument template"
        )
    return (
        f"{file['place']}: a person has to decide, so nothing is imported yet.\n{said}\n"
        "Say it with --as, --code, --set or --with; or accept one as it is with --decided and its "
        "name."
    )


def _found(connection: Connection, memory: Memory, file: Mapping[str, Any]) -> Found:
    """What the file says, held against what the practice has."""
    text, place = str(file["text"]), str(file["place"])
    if len(text) > LARGEST_FILE:
        raise NotPossible(f"{place} is too large for a questionnaire.")
    library = scales.library(connection, memory, practices.get(connection, memory.practice).scales)
    try:
        if not text.lstrip().startswith("{"):
            _toml_alone(file)
            return _against(connection, memory, library, read_scale(text, place, library), ())
        read = read_fhir_scale(_fhir(file, text, place), library)
    except (ScaleContradicts, FileNotRead) as fault:
        raise NotPossible(str(fault)) from fault
    if read.scale is None:
        return Found(None, read.report)
    return _against(connection, memory, library, read.scale, read.report)


def _against(
    connection: Connection,
    memory: Memory,
    library: Library,
    scale: Scale,
    report: tuple[Reported, ...],
) -> Found:
    instrument = scale.instrument
    code, version = instrument.code, instrument.version
    texts = scales.texts(connection, memory, code)
    before = library.newest_version(code)
    kept = texts.get((version, ""))
    is_new = scale.brings_instrument and kept is None
    if scale.brings_instrument and kept is not None and load_instrument(kept, code) != instrument:
        raise NotPossible(
            f"{code} is there in version {version} already, and this file is different. Answers "
            "stay with the version they were given to: give the changed scale a higher version."
        )
    if is_new and before is not None and age(version) <= age(before):
        raise NotPossible(
            f"{code} is at version {before}; a changed scale needs a higher version than that, "
            f"and {version} is not."
        )
    words = tuple(each for each in scale.wordings if _is_new(connection, memory, library, each))
    notes = [
        f"The words of {code} in {each.language} that come with the portal stay."
        for each in scale.wordings
        if each not in words and library.wording(code, version, each.language) != each
    ]
    if is_new and before is not None:
        for course in library.instrument(code).courses:
            if not goes_on(course, library.instrument(code), instrument):
                notes.append(
                    f"{course} is scored otherwise than in version {before}: its picture begins "
                    "anew, and earlier answers keep their scores."
                )
    return Found(scale, report, is_new, words, before, tuple(notes))


def _is_new(
    connection: Connection, memory: Memory, library: Library, words: InstrumentWording
) -> bool:
    """Whether these words have to be kept; NotPossible where others were asked already."""
    there = library.wording(words.code, words.version, words.language)
    if there is None:
        return True
    if there == words:
        return False
    if (words.version, words.language) not in scales.texts(connection, memory, words.code):
        # They come with the portal, and stay.
        return False
    if scales.is_asked(connection, memory, words.code, words.version):
        raise NotPossible(
            f"Somebody was asked {words.code} in version {words.version} already, and its words in "
            f"{words.language} are different in this file. "
            + (
                "Give the changed scale a higher version."
                if words.code in library.own
                else "They stay as they were asked."
            )
        )
    return True


def _toml_alone(file: Mapping[str, Any]) -> None:
    wanted = ("same_as", "code", "settings", "value_sets", "overlay", "decided")
    if any(file.get(each) for each in wanted):
        raise NotPossible(
            "--as, --code, --set, --with, --value-set and --decided go with a FHIR file. A TOML "
            "file says everything by itself: change it there."
        )


def _fhir(file: Mapping[str, Any], text: str, place: str) -> FhirFile:
    return FhirFile(
        text,
        place,
        tuple(file.get("value_sets") or ()),
        _decisions(file),
        str(file.get("overlay") or ""),
        str(file.get("overlay_place") or "overlay"),
    )


def _decisions(file: Mapping[str, Any]) -> Decisions:
    said: dict[str, str] = {}
    for each in file.get("settings") or ():
        name, equals, value = each.partition("=")
        if not equals or name.strip() not in DECIDED:
            raise NotPossible(
                f"--set {each}: it is given as name=value, and the name is one of: "
                f"{', '.join(DECIDED)}"
            )
        said[name.strip()] = value.strip()
    return Decisions(
        same_as=file.get("same_as"),
        code=file.get("code"),
        language=said.get("language"),
        licence=said.get("licence"),
        score=_one_of(said, "score", ScoreKind),
        higher_is=_one_of(said, "higher_is", Direction),
        recall=_one_of(said, "recall", Recall),
        at_most_every=_one_of(said, "at_most_every", Spacing),
    )


DECIDED: Sequence[str] = ("language", "licence", "score", "higher_is", "recall", "at_most_every")


def _one_of(said: Mapping[str, str], name: str, kind: type[E]) -> E | None:
    word = said.get(name)
    if word is None:
        return None
    if word not in set(kind):
        raise NotPossible(f"--set {name}={word}: it is one of: {', '.join(kind)}")
    return kind(word)
