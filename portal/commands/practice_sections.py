"""What each section of a practice's file says of the store: how it is held, and how it is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from care.crisis import CrisisContacts
from care.local_time import local_date, zone
from care.practice import Practice
from portal import auditing, library_keeping, rule_deeds, workflow_keeping
from portal.chosen import chosen
from portal.commands import given
from portal.commands.on_call import keep_week, week_lines
from portal.commands.own_scales import scale_brought
from portal.commands.practice_rules import held_rules, keep_rules
from portal.commands.practices import keep_chain, privacy_words
from portal.commands.thresholds import refuse_what_does_not_fit
from portal.office import NotPossible, Office
from portal.practice_sheet import Sheet
from portal.scene import Scene
from questionnaires.describing import described, described_wording
from questionnaires.library import Choice, Library, Setting
from questionnaires.own import WORDING
from store import escalation, people, practices, scales
from store.memory import Memory

Into = Callable[[Practice, Any], Practice]


@dataclass
class Keeping:
    """What a file is kept with: one transaction of one practice."""

    office: Office
    connection: Connection
    memory: Memory
    now: datetime
    place: str
    notes: list[str] = field(default_factory=list)

    @property
    def practice(self) -> Practice:
        """The practice as it is by now."""
        return practices.get(self.connection, self.memory.practice)

    @property
    def library(self) -> Library:
        """What it can ask by now."""
        return scales.read(self.connection, self.memory)


# --- what is held --------------------------------------------------------------------------------


def held(keeping: Keeping) -> Sheet:
    """The practice as its file says it."""
    of = keeping.practice
    contacts = of.contacts
    order, minutes = _chain(keeping)
    values: dict[str, dict[str, Any]] = {
        "practice": {
            "name": of.name,
            "language": of.locale,
            "zone": of.zone,
            "colour": of.colour,
        },
        "hours": {"working": of.working_hours.text, "urgent": of.urgent_hours.text},
        "crisis": {
            "emergency": contacts.emergency if contacts else None,
            "lines": _lines(contacts) if contacts else None,
            "verified_by": of.contacts_verified_by or None,
            "verified_on": of.contacts_verified_on,
        },
        "chain": {
            "order": order,
            "escalate_after_minutes": minutes,
            "on_call": week_lines(keeping.connection, keeping.memory),
        },
        "chat": {"delete_typed": of.delete_typed, "discreet": of.discreet},
        "schedule": {"instruments": None if of.offered is None else list(of.offered)},
        "rules": {"settings": held_rules(keeping.connection, keeping.memory)},
        "texts": {"privacy": of.privacy_text or ""},
    }
    library = keeping.library
    return Sheet(
        MappingProxyType(values),
        _own_scales(keeping, library),
        tuple(_threshold(each) for each in scales.settings(keeping.connection, keeping.memory)),
        workflow_keeping.written(keeping.connection, keeping.memory),
        library_keeping.written(keeping.connection, keeping.memory),
    )


def _chain(keeping: Keeping) -> tuple[list[str], int]:
    """The names of the chain, and after how many minutes the next one gets a card."""
    kept = escalation.of_practice(keeping.connection, keeping.memory)
    names = {each.id: each.name for each in people.members(keeping.connection, keeping.memory)}
    order = [names[each] for each in kept.chain if each in names]
    return order, int(kept.after.total_seconds() // 60)


def _lines(contacts: CrisisContacts) -> list[str]:
    return [
        ", ".join(part for part in (each.name, each.number, each.when) if part)
        for each in contacts.lines
    ]


def _own_scales(keeping: Keeping, library: Library) -> tuple[Mapping[str, Any], ...]:
    """Every version of what the practice has brought: its scales, and words for the portal's."""
    found: list[Mapping[str, Any]] = []
    for code, versions in library.editions.items():
        kept = scales.texts(keeping.connection, keeping.memory, code)
        for version, instrument in versions.items():
            languages = sorted(lang for held, lang in kept if held == version and lang)
            words = {each: _words(library, code, version, each) for each in languages}
            if (version, "") in kept:
                found.append({**described(instrument), WORDING: words})
            elif words:
                found.append({"code": code, "version": version, WORDING: words})
    return tuple(found)


def _words(library: Library, code: str, version: str, language: str) -> dict[str, Any]:
    kept = library.wording(code, version, language)
    table = described_wording(kept) if kept is not None else {}
    return {key: value for key, value in table.items() if key not in ("code", "versions")}


def _threshold(setting: Setting) -> Mapping[str, Any]:
    said = {
        "course": setting.course,
        "choice": setting.choice.value,
        "name": setting.name,
        "value": setting.value,
        "source": setting.source,
    }
    return {key: value for key, value in said.items() if value not in ("", None)}


# --- what is kept --------------------------------------------------------------------------------


def keep(keeping: Keeping, sheet: Sheet) -> None:
    """Makes the practice what the file says; NotPossible names the key that cannot be."""
    for each in sheet.scales:
        scale_brought(
            keeping.office, keeping.connection, keeping.memory, each, keeping.place, keeping.now
        )
    for each in sheet.thresholds:
        _keep_threshold(keeping, each)
    before = changed = keeping.practice
    for (section, key), into in ROW.items():
        if (value := sheet.get(section, key)) is not None:
            changed = _said(f"{keeping.place}: {section}.{key}", into, changed, value)
    if (offered := sheet.get("schedule", "instruments")) is not None:
        _look_over(keeping, offered, changed.locale)
    _verified(keeping, changed)
    other = practices.named(keeping.connection, changed.name)
    if other is not None and other.id != changed.id:
        raise NotPossible(
            f"{keeping.place}: there is another practice named {changed.name} already."
        )
    if changed != before:
        practices.change(keeping.connection, changed)
    _keep_rules(keeping, sheet)
    _keep_chain(keeping, sheet)
    if (lines := sheet.get("chain", "on_call")) is not None:
        _keep_on_call(keeping, lines)
    # A workflow may put something of it on a shelf.
    _keep_library(keeping, sheet)
    workflow_keeping.keep(
        keeping.connection,
        keeping.memory,
        sheet.workflows,
        keeping.place,
        keeping.office.operator,
        keeping.now,
    )


def _keep_rules(keeping: Keeping, sheet: Sheet) -> None:
    typed = sheet.get("rules", "settings")
    if typed is None:
        return
    try:
        keep_rules(
            keeping.connection,
            keeping.memory,
            keeping.library,
            typed,
            keeping.office.operator,
            keeping.now,
        )
    except NotPossible as trouble:
        raise NotPossible(f"{keeping.place}: rules.settings: {trouble}") from None
    scene = Scene.begin(keeping.connection, keeping.memory, keeping.now)
    rule_deeds.follow_settings(scene)
    auditing.post(scene, None)


def _keep_library(keeping: Keeping, sheet: Sheet) -> None:
    """Keeps what the file has for the library, and says what it has not: nothing is retired so."""
    if not sheet.library:
        return
    connection, memory = keeping.connection, keeping.memory
    library_keeping.keep(connection, memory, sheet.library, keeping.place, keeping.now)
    others = library_keeping.missing(connection, memory, sheet.library)
    if others:
        keeping.notes.append(
            f"The library has more than the file, which stays there: {', '.join(others)}. To offer "
            "something no more: portal resource retire CODE"
        )


def _look_over(keeping: Keeping, offered: list[str], language: str) -> None:
    """Refuses what no invitation would take: unknown, unspoken, too often."""
    try:
        chosen(offered, language, keeping.library)
    except NotPossible as trouble:
        raise NotPossible(f"{keeping.place}: schedule.instruments: {trouble}") from None


def _said(where: str, into: Into, practice: Practice, value: Any) -> Practice:
    try:
        return into(practice, value)
    except NotPossible as trouble:
        raise NotPossible(f"{where}: {trouble}") from None


def _emergency(of: Practice, value: str) -> Practice:
    lines = of.contacts.lines if of.contacts else ()
    return replace(of, contacts=given.contacts(value, lines))


def _crisis_lines(of: Practice, value: list[str]) -> Practice:
    if of.contacts is None:
        raise NotPossible("crisis lines need an emergency number with them: crisis.emergency")
    return replace(of, contacts=given.contacts(of.contacts.emergency, given.crisis_lines(value)))


def _instruments(of: Practice, value: list[str]) -> Practice:
    return replace(of, offered=tuple(" ".join(each.split()).lower() for each in value))


ROW: Mapping[tuple[str, str], Into] = {
    ("practice", "name"): lambda of, it: replace(of, name=given.named(it, "a practice")),
    ("practice", "language"): lambda of, it: replace(of, locale=given.locale(it)),
    ("practice", "zone"): lambda of, it: replace(of, zone=given.zone_name(it)),
    ("practice", "colour"): lambda of, it: replace(of, colour=given.colour(it)),
    ("hours", "working"): lambda of, it: replace(of, working_hours=given.hours(it, "working")),
    ("hours", "urgent"): lambda of, it: replace(of, urgent_hours=given.hours(it, "urgent")),
    ("crisis", "emergency"): _emergency,
    ("crisis", "lines"): _crisis_lines,
    ("crisis", "verified_by"): lambda of, it: replace(
        of, contacts_verified_by=given.named(it, "whoever checked the numbers")
    ),
    ("crisis", "verified_on"): lambda of, it: replace(of, contacts_verified_on=it),
    ("chat", "delete_typed"): lambda of, it: replace(of, delete_typed=it),
    ("chat", "discreet"): lambda of, it: replace(of, discreet=it),
    ("schedule", "instruments"): _instruments,
    ("texts", "privacy"): lambda of, it: replace(of, privacy_text=privacy_words(it)),
}
"""What a key changes of the practice's own row, in this order."""


def _verified(keeping: Keeping, of: Practice) -> None:
    """Crisis contacts say who has checked them and when, or they are none."""
    if of.contacts is None:
        return
    if not of.contacts_verified_by or of.contacts_verified_on is None:
        raise NotPossible(
            f"{keeping.place}: somebody must have called or checked the crisis contacts: say who "
            "and when in crisis.verified_by and crisis.verified_on."
        )
    if of.contacts_verified_on > local_date(keeping.now, zone(of.zone)):
        raise NotPossible(f"{keeping.place}: crisis.verified_on is a day that is still to come.")


def _keep_threshold(keeping: Keeping, table: Mapping[str, Any]) -> None:
    course = str(table.get("course", ""))
    where = f"{keeping.place}: threshold of {course or 'nothing'}"
    if table.get("choice") not in set(Choice):
        raise NotPossible(f"{where}: choice is one of: {', '.join(Choice)}")
    value = table.get("value")
    choice = Choice(table["choice"])
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    counts = choice not in (Choice.HIDDEN, Choice.RETIRED)
    if counts != is_number or (counts and not str(table.get("source", "")).strip()):
        raise NotPossible(f"{where}: {choice} wants " + _wants(counts=counts))
    setting = Setting(
        course,
        choice,
        str(table.get("name", "")),
        value if is_number else None,
        str(table.get("source", "")),
    )
    if setting in scales.settings(keeping.connection, keeping.memory):
        return
    _refuse(keeping, setting, where)
    scales.decide(keeping.connection, keeping.memory, setting, keeping.office.operator, keeping.now)
    scales.note_change(keeping.connection, keeping.memory)


def _wants(*, counts: bool) -> str:
    return "a number as value, and its source." if counts else "no value."


def _refuse(keeping: Keeping, setting: Setting, where: str) -> None:
    known = keeping.library
    if setting.code not in known.editions:
        there = ", ".join(known.editions)
        raise NotPossible(f"{where}: there is no such scale. There are: {there}")
    try:
        refuse_what_does_not_fit(known.instrument(setting.code), setting)
    except NotPossible as trouble:
        raise NotPossible(f"{where}: {trouble}") from None


def _keep_chain(keeping: Keeping, sheet: Sheet) -> None:
    order, after = sheet.get("chain", "order"), sheet.get("chain", "escalate_after_minutes")
    if order is None and after is None:
        return
    known = {
        each.name.casefold()
        for each in people.members(keeping.connection, keeping.memory)
        if each.may_stand_in
    }
    there = [each for each in order or () if " ".join(each.split()).casefold() in known]
    missing = [each for each in order or () if each not in there]
    if missing:
        keeping.notes.append(
            f"{', '.join(missing)} cannot stand in the chain before they are here: portal "
            "therapist add. Then import the file again."
        )
    now, minutes = _chain(keeping)
    if (order is None or there == now) and after in (None, minutes):
        return
    typed = None if order is None else ",".join(there)
    try:
        keep_chain(keeping.connection, keeping.memory, typed, after)
    except NotPossible as trouble:
        raise NotPossible(f"{keeping.place}: chain: {trouble}") from None


def _keep_on_call(keeping: Keeping, lines: Sequence[str]) -> None:
    try:
        missing = keep_week(keeping.connection, keeping.memory, lines)
    except NotPossible as trouble:
        raise NotPossible(f"{keeping.place}: chain.on_call: {trouble}") from None
    if missing:
        keeping.notes.append(
            f"{', '.join(missing)} cannot be on call before they are here: portal therapist add. "
            "Then import the file again."
        )
