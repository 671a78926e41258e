"""What a practice decides about a scale: its numbers with their source, hidden, offered no more."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from portal.auditing import by_administrator
from portal.commands import given
from portal.commands.instruments import instrument_show, known_code, library_of
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of
from questionnaires.catalogue import PULSE, UnknownInstrument
from questionnaires.contradictions import contradictions
from questionnaires.instrument import CASENESS, REMISSION, Instrument, Measure
from questionnaires.library import Choice, Library, Setting, with_setting
from store import people, scales
from store.memory import Memory

DEFAULT = "default"
"""Takes a number of the practice's back."""


@needs(Capability.CONFIGURE_PRACTICE)
async def instrument_set(
    office: Office,
    *,
    code: str,
    reliable_change: str | None = None,
    cut_offs: Sequence[str] = (),
    source: str | None = None,
    hidden: str | None = None,
    practice: str | None = None,
) -> dict[str, Any]:
    """Decides what the scores of a scale mean in this practice, and whether they are drawn."""
    library = await library_of(office, practice)
    course = _known_course(library, code)
    name = course.partition(".")[0]
    kept: list[Setting] = []
    forgotten: list[Setting] = []
    if reliable_change is not None:
        forgotten += [
            Setting(course, choice) for choice in (Choice.RELIABLE_POINTS, Choice.RELIABLE_PERCENT)
        ]
        if reliable_change.strip().lower() != DEFAULT:
            kept.append(_least(course, reliable_change, source))
    for typed in cut_offs:
        setting, is_default = _cut_off(library, course, typed, source)
        (forgotten if is_default else kept).append(setting)
    if hidden is not None:
        setting = Setting(name, Choice.HIDDEN)
        (kept if given.on_or_off(hidden, "--hidden") else forgotten).append(setting)
    if not kept and not forgotten:
        raise NotPossible(
            "Nothing was given to change. portal instrument set --help lists what can."
        )
    if source is not None and not any(each.value is not None for each in kept):
        raise NotPossible("--source says where a number is from, and none was given with it.")
    for each in kept:
        refuse_what_does_not_fit(library.instrument(name), each)
    await _keep(office, practice, kept, forgotten, name)
    return await instrument_show(office, code=name, practice=practice)


@needs(Capability.CONFIGURE_PRACTICE)
async def instrument_retire(
    office: Office, *, code: str, undo: bool = False, practice: str | None = None
) -> dict[str, Any]:
    """Offers a scale no more, or again; whoever is asked it already is told of by code."""
    library = await library_of(office, practice)
    name = known_code(library, code)
    if name == PULSE:
        raise NotPossible("The daily check-in belongs to the portal itself, and is always there.")
    setting = Setting(name, Choice.RETIRED)
    await _keep(office, practice, *(([], [setting]) if undo else ([setting], [])), name)
    memory = office.memory((await practice_of(office, practice)).id)
    return {
        "instrument": name,
        "retired": not undo,
        "still_asked": await office.database.read(_still_asked, memory, name),
    }


def _still_asked(connection: Connection, memory: Memory, code: str) -> list[str]:
    """The clients who are asked it, by code."""
    asked = [client for client, _ in scales.asked(connection, memory, code)]
    known = people.clients(connection, memory, asked) if asked else {}
    return [known[each].code for each in asked]


async def _keep(
    office: Office,
    practice: str | None,
    kept: Sequence[Setting],
    forgotten: Sequence[Setting],
    code: str,
) -> None:
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)

    def keep(connection: Connection) -> None:
        for each in forgotten:
            scales.forget(connection, memory, each)
        for each in kept:
            scales.decide(connection, memory, each, office.operator, office.clock.now())
        scales.note_change(connection, memory)
        by_administrator(office, connection, memory, Action.CONFIGURED, Kind.INSTRUMENT, code)

    await office.database.write(keep)


def _known_course(library: Library, typed: str) -> str:
    """A scale, or one of its parts, as "dass21.anxiety"; NotPossible when there is none."""
    course = typed.strip().lower()
    code = known_code(library, course.partition(".")[0])
    if course == code:
        return code
    try:
        library.followed(course)
    except UnknownInstrument:
        parts = ", ".join(library.instrument(code).courses) or "none"
        raise NotPossible(f"{code} has no part {typed!r}. Its scores are: {parts}") from None
    return course


def _least(course: str, typed: str, source: str | None) -> Setting:
    per_cent = typed.strip().endswith("%")
    choice = Choice.RELIABLE_PERCENT if per_cent else Choice.RELIABLE_POINTS
    value = _number(typed.strip().removesuffix("%"), "--reliable-change")
    return Setting(course, choice, value=value, source=_source(source))


def _cut_off(library: Library, course: str, typed: str, source: str | None) -> tuple[Setting, bool]:
    """The cut-off, and whether it is only taken back."""
    name, equals, value = (each.strip().lower() for each in typed.partition("="))
    measure = _measure(library.instrument(course.partition(".")[0]), course)
    there = dict.fromkeys([*(each.code for each in measure.cut_offs), CASENESS, REMISSION])
    if not equals or name not in there:
        raise NotPossible(
            f"--cut-off {typed}: it is given as name=score, and the name is one of: "
            f"{', '.join(there)}"
        )
    if value == DEFAULT:
        return Setting(course, Choice.CUT_OFF, name), True
    number = _number(value, "--cut-off")
    return Setting(course, Choice.CUT_OFF, name, number, _source(source)), False


def _measure(instrument: Instrument, course: str) -> Measure:
    if course not in instrument.courses:
        parts = ", ".join(instrument.courses) or "none"
        raise NotPossible(f"{course} has no score of its own. Those there are: {parts}")
    return instrument.courses[course]


def _number(typed: str, option: str) -> float:
    try:
        value = float(typed.strip().replace(",", "."))
    except ValueError:
        raise NotPossible(
            f"{option} wants a number, and not {typed!r}. The portal's own number comes back with "
            f"{DEFAULT!r}."
        ) from None
    return int(value) if value.is_integer() else value


def _source(source: str | None) -> str:
    if source is None or not source.strip():
        raise NotPossible(
            "Say with --source where the number is from: it is shown wherever the number is."
        )
    return given.one_line(" ".join(source.split()), "--source")


def refuse_what_does_not_fit(instrument: Instrument, setting: Setting) -> None:
    """Refuses a number that contradicts the scale it is about."""
    if setting.value is None:
        return
    _measure(instrument, setting.course)
    changed = with_setting(instrument, setting)
    if changed is None:
        raise NotPossible(f"{setting.course} has no score of its own.")
    found = contradictions(changed)
    if found:
        raise NotPossible(f"{setting.course}: {'; '.join(found)}")
