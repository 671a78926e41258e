"""Alert rules: what is set about them, and what another setting would have told."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from care.access import Capability
from care.alerts import Verdict
from care.audit import Action, Kind
from care.people import ClientId, StaffId
from care.rule_settings import (
    DEFAULTS,
    Level,
    NotASetting,
    RuleSettings,
    Setting,
    Style,
    defined,
    parse,
    style,
)
from care.rulebook import BOOK
from conversations.wording import wording
from portal import auditing, rule_deeds
from portal.auditing import by_administrator
from portal.backtesting import DAYS, LONGEST, as_plain, caseload, compare
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.scene import Scene
from questionnaires.catalogue import UnknownInstrument
from questionnaires.library import Library
from store import alert_endings, people, rule_settings, shadow
from store.alert_endings import Record
from store.memory import Memory
from store.people import Member

LATELY = timedelta(days=90)
"""Of how long the verdicts are counted."""


@needs(Capability.CONFIGURE_PRACTICE)
async def rule_list(
    office: Office,
    *,
    practice: str | None = None,
    therapist: str | None = None,
    client: str | None = None,
) -> dict[str, Any]:
    """Every rule as it is set for the practice, a therapist or a client, and what became of it."""
    memory, level, about = await _about(office, practice, therapist, client)

    def look(connection: Connection) -> dict[str, Any]:
        settings = rule_settings.read(connection, memory)
        since = office.clock.now() - LATELY
        records = alert_endings.records(connection, memory, since)
        shadows = shadow.counts(connection, memory, since)
        held = _holding(connection, memory, settings, level, about)
        words = wording("en")
        rules = []
        for rule, definition in BOOK.items():
            record = records.get(rule, Record())
            many, clients = shadows.get(rule, (0, 0))
            said = record.verdicts or {}
            rules.append(
                {
                    "rule": rule.value,
                    "definition": words.say(f"alert-{rule}-rule", {**held[rule]}),
                    "can_be_set": not definition.is_fixed,
                    "set": dict(held[rule]),
                    "differs": [
                        name for name, value in held[rule].items() if value != DEFAULTS[rule][name]
                    ],
                    "raised": record.raised,
                    "ended_by_itself": record.ended,
                    "verdicts": {each.value: said.get(each, 0) for each in Verdict},
                    "precision": record.precision,
                    "in_the_shadow": many,
                    "in_the_shadow_clients": clients,
                }
            )
        return {"level": level.value, "days": LATELY.days, "rules": rules}

    return await office.database.read(look)


@needs(Capability.CONFIGURE_PRACTICE)
async def rule_set(
    office: Office,
    *,
    settings: Sequence[str] = (),
    style_name: str | None = None,
    practice: str | None = None,
    therapist: str | None = None,
    client: str | None = None,
) -> dict[str, Any]:
    """Sets rules for the practice, a therapist or a client; the nearest wins."""
    memory, level, about = await _about(office, practice, therapist, client)
    decided = (*_style(style_name), *parsed(settings))
    if not decided:
        raise NotPossible(
            "Nothing was given to set. Write declining-mood.falls=4, declining-mood=off or "
            "--style quiet; portal rule list shows what can be set."
        )

    def keep(connection: Connection) -> None:
        scene = Scene.begin(connection, memory, office.clock.now())
        refuse_unknown_scores(scene.library, decided)
        rule_settings.decide(
            connection, memory, level, about, decided, office.operator, office.clock.now()
        )
        rule_deeds.follow_settings(scene)
        subject = ClientId(about) if level is Level.CLIENT else None
        by_administrator(
            office, connection, memory, Action.CONFIGURED, Kind.PRACTICE, about, subject=subject
        )
        auditing.post(scene, None)

    await office.database.write(keep)
    return await rule_list(office, practice=practice, therapist=therapist, client=client)


@needs(Capability.CONFIGURE_PRACTICE)
async def rule_backtest(
    office: Office,
    *,
    days: int = DAYS,
    settings: Sequence[str] = (),
    style_name: str | None = None,
    practice: str | None = None,
    therapist: str | None = None,
) -> dict[str, Any]:
    """What rules would have told in the last days, as they are set and as is proposed."""
    if not 1 <= days <= LONGEST:
        raise NotPossible(f"--days is a number of days, from 1 to {LONGEST}.")
    memory, level, about = await _about(office, practice, therapist, None)
    proposed = (*_style(style_name), *parsed(settings))

    def look(connection: Connection) -> dict[str, Any]:
        scene = Scene.begin(connection, memory, office.clock.now())
        refuse_unknown_scores(scene.library, proposed)
        clients = caseload(scene, StaffId(about) if level is Level.THERAPIST else None)
        proposals = [proposed] if proposed else []
        now, others = compare(scene, clients, days, proposals, office.progress)
        return {
            "caseload": len(clients),
            "last_days": days,
            "now": as_plain(now),
            "proposed": as_plain(others[0]) if others else None,
        }

    return await office.database.read(look)


async def _about(
    office: Office, practice: str | None, therapist: str | None, client: str | None
) -> tuple[Memory, Level, UUID]:
    if therapist is not None and client is not None:
        raise NotPossible("Say either --therapist or --client: a setting holds for one of them.")
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    if client is not None:
        return memory, Level.CLIENT, (await client_of(office, memory, client)).id
    if therapist is not None:
        return memory, Level.THERAPIST, (await _member(office, memory, therapist)).id
    return memory, Level.PRACTICE, of_practice.id


async def _member(office: Office, memory: Memory, name: str) -> Member:
    members = await office.database.read(people.members, memory)
    wanted = " ".join(name.split()).casefold()
    for each in members:
        if each.name.casefold() == wanted:
            return each
    known = ", ".join(each.name for each in members) or "nobody yet"
    raise NotPossible(f"There is nobody of the staff named {name}. There are: {known}")


def _holding(
    connection: Connection, memory: Memory, settings: RuleSettings, level: Level, about: UUID
) -> Any:
    nobody = UUID(int=0)
    match level:
        case Level.CLIENT:
            client = people.clients(connection, memory, [ClientId(about)])[ClientId(about)]
            return settings.holding_for(client.therapist, client.id)
        case Level.THERAPIST:
            return settings.holding_for(StaffId(about), ClientId(nobody))
        case Level.PRACTICE:
            return settings.holding_for(StaffId(nobody), ClientId(nobody))


def parsed(typed: Sequence[str]) -> tuple[Setting, ...]:
    """Settings as they are typed; NotPossible says what is wrong with one."""
    try:
        return tuple(map(parse, typed))
    except NotASetting as refused:
        raise NotPossible(str(refused)) from None


def _style(named: str | None) -> tuple[Setting, ...]:
    if named is None:
        return ()
    try:
        return style(Style(named.strip().lower()))
    except ValueError:
        raise NotPossible(f"There is no style {named!r}. There are: {', '.join(Style)}") from None


def refuse_unknown_scores(library: Library, settings: Sequence[Setting]) -> None:
    """A threshold is set on a score that there is; NotPossible for another."""
    for each in settings:
        if each.value is None or defined(each.rule).parameter(each.parameter) is None:
            continue
        if each.parameter == "instrument":
            try:
                library.followed(str(each.value))
            except UnknownInstrument:
                raise NotPossible(
                    f"There is no score {each.value!r}. portal instrument list shows the scales."
                ) from None
