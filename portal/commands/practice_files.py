"""A practice as a file: written from the store, and taken into it in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.people import PracticeId
from care.practice import Practice
from portal.auditing import by_administrator
from portal.commands import given
from portal.commands.looked_over import looked_over
from portal.commands.practice_sections import Keeping, held, keep
from portal.commands.practices import COLOUR, URGENT_HOURS, WORKING_HOURS, add_practice
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of, write_cards
from portal.practice_sheet import SECTIONS, Sheet, SheetNotUnderstood, read_sheet, write_sheet
from store import practices
from store.ids import new_id

LONGEST_SHOWN = 60
NOTHING = Sheet()


@needs(Capability.CONFIGURE_PRACTICE)
async def practice_export(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """The practice as the text of a file that makes it again."""
    of_practice = await practice_of(office, practice)

    def look(connection: Connection) -> Sheet:
        memory = office.memory(of_practice.id)
        return held(Keeping(office, connection, memory, office.clock.now(), ""))

    sheet = await office.database.read(look)
    return {"practice": of_practice.name, "text": write_sheet(sheet)}


@needs(Capability.CONFIGURE_PRACTICE)
async def practice_import(
    office: Office,
    *,
    text: str,
    place: str,
    keep: bool = False,
    new: bool = False,
    practice: str | None = None,
) -> dict[str, Any]:
    """What a file would change; with `keep` it is changed. What the file leaves out stays."""
    try:
        sheet = read_sheet(text, place)
    except SheetNotUnderstood as fault:
        raise NotPossible(str(fault)) from None

    def take(connection: Connection) -> dict[str, Any]:
        return _taken(office, connection, sheet, place, practice, new=new)

    told = await looked_over(office.database, take, keep=keep)
    if keep:
        await write_cards(office)
    return told


def _taken(
    office: Office,
    connection: Connection,
    sheet: Sheet,
    place: str,
    practice: str | None,
    *,
    new: bool,
) -> dict[str, Any]:
    found = _meant(connection, sheet, place, practice, new=new)
    now = office.clock.now()
    is_new = found is None
    if found is None:
        found = _first(sheet, place)
        add_practice(office, connection, found, now)
    keeping = Keeping(office, connection, office.memory(found.id), now, place)
    before = NOTHING if is_new else held(keeping)
    keep(keeping, sheet)
    changes = list(_changes(before, held(keeping)))
    if changes and not is_new:
        by_administrator(
            office, connection, keeping.memory, Action.CONFIGURED, Kind.PRACTICE, found.id
        )
    return {
        "practice": keeping.practice.name,
        "is_new": is_new,
        "changes": changes,
        "notes": keeping.notes,
        "served": keeping.practice.contacts is not None,
    }


def _meant(
    connection: Connection, sheet: Sheet, place: str, named: str | None, *, new: bool
) -> Practice | None:
    """The practice that the file is for; None for one that is not there yet."""
    there = practices.every(connection)
    by_name = {each.name.casefold(): each for each in there}
    known = ", ".join(each.name for each in there)
    if new:
        return None
    if named is not None:
        found = by_name.get(named.strip().casefold())
        if found is None:
            raise NotPossible(f"There is no practice named {named}. There are: {known or 'none'}")
        return found
    name = sheet.get("practice", "name")
    if name is not None and (found := by_name.get(str(name).strip().casefold())) is not None:
        return found
    if not there or (name is None and len(there) == 1):
        return there[0] if there else None
    if name is None:
        raise NotPossible(f"Say which practice with --practice. There are: {known}")
    raise NotPossible(
        f"{place} is about {name}, and there is no practice of that name. To make {there[0].name} "
        f'into it: --practice "{there[0].name}". To make a new one: --new'
    )


def _first(sheet: Sheet, place: str) -> Practice:
    """A practice as it is before the file says more."""
    name, where = sheet.get("practice", "name"), sheet.get("practice", "zone")
    if name is None or where is None:
        raise NotPossible(f"{place}: a new practice needs practice.name and practice.zone.")
    try:
        return Practice(
            PracticeId(new_id()),
            given.named(name, "a practice"),
            "en",
            given.zone_name(where),
            given.colour(COLOUR),
            given.hours(WORKING_HOURS, "working"),
            given.hours(URGENT_HOURS, "urgent"),
            None,
        )
    except NotPossible as trouble:
        raise NotPossible(f"{place}: practice: {trouble}") from None


def _changes(before: Sheet, after: Sheet) -> Iterator[dict[str, str]]:
    """Key by key what is different now."""
    for section in SECTIONS:
        for key in section.keys:
            was, is_now = before.get(section.name, key.name), after.get(section.name, key.name)
            if was != is_now:
                what = f"{section.name}.{key.name}"
                yield {"what": what, "before": _shown(was), "now": _shown(is_now)}
    for name, were, are in (
        ("scale", before.scales, after.scales),
        ("threshold", before.thresholds, after.thresholds),
        ("workflow", before.workflows, after.workflows),
    ):
        yield from _rows(name, were, are)
    yield from _of_library(before.library, after.library)


def _rows(
    name: str, were: Sequence[Mapping[str, Any]], are: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, str]]:
    for each in are:
        if each not in were:
            yield {"what": f"{name} {_row(each)}", "before": "-", "now": "is there"}


def _of_library(
    were: Sequence[Mapping[str, Any]], are: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, str]]:
    """What is new by its title, and what is changed key by key."""
    known = {each["code"]: each for each in were}
    for each in are:
        before, what = known.get(each["code"]), f"library {each['code']}"
        if before is None:
            yield {"what": what, "before": "-", "now": _shown(each["title"])}
            continue
        for key in sorted({*before, *each}):
            was, is_now = before.get(key), each.get(key)
            if was != is_now:
                yield {"what": f"{what}.{key}", "before": _shown(was), "now": _shown(is_now)}


def _row(row: Mapping[str, Any]) -> str:
    named = [row.get(key) for key in ("code", "version", "course", "choice", "name")]
    return " ".join(str(each) for each in named if each is not None)


def _shown(value: object) -> str:
    match value:
        case None | "":
            return "-"
        case bool():
            return "yes" if value else "no"
        case list():
            text = "; ".join(map(str, value)) or "-"
        case _:
            text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
