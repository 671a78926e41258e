"""A client's history from another system: looked over first, then filed under its own dates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.alerts import Concern
from care.audit import Action, Kind
from care.consent import Purpose
from care.local_time import instant, local_date, zone
from care.people import ClientStatus
from care.rules import critical_answer
from portal import auditing
from portal.agreed import agrees
from portal.alert_deeds import raise_concern
from portal.auditing import by_administrator
from portal.check_in_deeds import follow_scores
from portal.commands.instruments import known_code
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.scene import Scene
from portal.understanding import reported
from questionnaires.catalogue import catalogue
from questionnaires.fhir.deciding import Decisions
from questionnaires.fhir.documents import FileNotRead
from questionnaires.fhir.reading import Read, read_questionnaire
from questionnaires.fhir.responses import (
    Answered,
    AskedWith,
    NotRecognised,
    read_responses,
)
from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.library import Library
from store import check_ins, histories
from store.histories import Brought
from store.people import Client

STILL_URGENT = timedelta(days=7)
"""How old a critical answer from elsewhere may be to raise the urgent card."""

NOON = time(12)
"""When a response was given of which only the day is known."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One response of the files: to be filed, or why it is not."""

    found: Answered
    brought: Brought | None
    against: tuple[str, ...] = ()


@needs(Capability.MANAGE_CLIENTS)
async def instrument_history(
    office: Office,
    *,
    files: Mapping[str, Any],
    client: str,
    keep: bool = False,
    practice: str | None = None,
) -> dict[str, Any]:
    """What the files hold of a client's earlier answers; with `keep` it is filed as well.

    Totals are computed anew and compared. Nothing old raises an alert; a critical answer of the
    last seven days does, and of older ones the day is told.
    """
    memory = office.memory((await practice_of(office, practice)).id)
    of = await client_of(office, memory, client)
    now = office.clock.now()

    def look(connection: Connection) -> tuple[Scene, tuple[Judged, ...]]:
        scene = Scene.begin(connection, memory, now)
        return scene, judge(scene, of, _read(files, scene.library))

    def file(connection: Connection) -> tuple[Judged, ...]:
        scene, judged = look(connection)
        if any(each.brought is not None for each in judged):
            bring(office, scene, of, judged, lambda done: office.progress(done, len(judged)))
            auditing.post(scene, None)
        return judged

    if keep:
        judged = await office.database.write(file)
    else:
        _, judged = await office.database.read(look)
    return _told(of.code, judged, now, kept=keep)


def judge(scene: Scene, of: Client, given: Sequence[Answered]) -> tuple[Judged, ...]:
    """Which of these responses of a client may be filed; NotPossible where none may be."""
    connection, memory = scene.connection, scene.memory
    _may_be_kept(scene, of.code, of.status, agreed=agrees(scene, of.id, Purpose.CHECK_INS))
    plans = {each.instrument for each in check_ins.plans(connection, memory, of.id)}
    there = {
        each.instrument.code: histories.days_filed(connection, memory, of.id, each.instrument.code)
        for each in given
    }
    return tuple(_judged(given, there, plans, of.zone, scene.now))


def bring(
    office: Office,
    scene: Scene,
    of: Client,
    judged: Sequence[Judged],
    told: Callable[[int], None],
) -> None:
    """Files what may be filed, in the transaction of this scene; tells how many are by now."""
    brought = [each.brought for each in judged if each.brought is not None]
    for done, each in enumerate(
        histories.bring(scene.connection, scene.memory, of.id, brought, scene.now), 1
    ):
        # What the rules find in old scores is not news: nobody is told.
        follow_scores(scene, [each])
        told(done)
    for concern in _urgent(judged, scene.now):
        raise_concern(scene, of.id, concern)
    by_administrator(
        office,
        scene.connection,
        scene.memory,
        Action.IMPORTED,
        Kind.RECORD,
        ", ".join(sorted({each.instrument for each in brought})),
        subject=of.id,
    )


def _may_be_kept(scene: Scene, code: str, status: ClientStatus, *, agreed: bool) -> None:
    if not status.takes_part or not agreed:
        raise NotPossible(
            f"{code} has not agreed that answers to check-ins are kept, so none are brought. The "
            "client agrees in the chat, when joining or with /sharing."
        )


def _read(files: Mapping[str, Any], library: Library) -> tuple[Answered, ...]:
    try:
        asked = _asked(files, library)
        beside = [str(each) for each in files.get("observations") or ()]
        return tuple(
            found
            for each in files["responses"]
            for found in read_responses(str(each["text"]), str(each["place"]), asked, beside)
        )
    except NotRecognised as fault:
        raise NotPossible(
            f"{fault} Say it with --as, or give the file with --questionnaire."
        ) from fault
    except FileNotRead as fault:
        raise NotPossible(str(fault)) from fault


def _asked(files: Mapping[str, Any], library: Library) -> AskedWith | None:
    """What was answered: the instrument that is named, with the linkIds of the file given."""
    named, text = files.get("same_as"), files.get("questionnaire")
    instrument = None if named is None else library.instrument(known_code(library, named))
    if text is None:
        return None if instrument is None else AskedWith(instrument)
    place = str(files.get("questionnaire_place") or "questionnaire")
    shipped = instrument is not None and instrument.code in catalogue()
    decided = Decisions(same_as=named if shipped else None)
    read = read_questionnaire(text, place, tuple(files.get("value_sets") or ()), decided)
    code = named or read.known
    if instrument is None and code is not None:
        instrument = library.instrument(known_code(library, code))
    if instrument is None or not _same_items(instrument, read):
        why = [each.sentence for each in read.undecided]
        raise NotPossible(
            f"{place} is no questionnaire of which the answers can be counted here: "
            + (" ".join(why[:3]) or "say with --as which instrument it is.")
        )
    return AskedWith(instrument, read.links, read.totals)


def _same_items(instrument: Instrument, read: Read) -> bool:
    """Whether the numbers of the file's items and choices are those of our instrument."""
    if read.instrument is None:
        return False
    if instrument.code == read.known and any(each.kind == "differs" for each in read.undecided):
        return False
    theirs = [(item.choices, item.reversed, item.weight) for item in read.instrument.items]
    ours = [(item.choices, item.reversed, item.weight) for item in instrument.items]
    return theirs[: len(ours)] == ours


def _judged(
    given: Sequence[Answered],
    there: Mapping[str, frozenset[date]],
    plans: set[str],
    client_zone: str,
    now: datetime,
) -> Iterator[Judged]:
    taken = {code: set(days) for code, days in there.items()}
    here = zone(client_zone)
    for each in given:
        code = each.instrument.code
        against = [told.sentence for told in each.undecided]
        if each.instrument.score is ScoreKind.EACH:
            against.append("Its items stand by themselves, day by day: they are not brought.")
        elif not each.scores and not against:
            against.append("It gives no score.")
        if code not in plans:
            against.append(f"The client is not asked {code} here, so it has no place.")
        brought = None
        if each.authored is not None:
            if isinstance(each.authored, datetime):
                at = each.authored.astimezone(UTC)
                on = local_date(at, here)
            else:
                on, at = each.authored, instant(each.authored, NOON, here)
            if at > now:
                against.append(f"Its day, {on.isoformat()}, is still to come.")
            elif on in taken[code]:
                against.append(f"Answers to {code} of {on.isoformat()} are there already.")
            if not against:
                taken[code].add(on)
                brought = Brought(code, each.instrument.version, on, at, each.answers)
        yield Judged(each, brought, tuple(against))


def _critical(judged: Sequence[Judged]) -> Iterator[tuple[Brought, Concern]]:
    """Every critical answer among what is filed, the oldest first."""
    filed = [(each.brought, each.found) for each in judged if each.brought is not None]
    for brought, found in sorted(filed, key=lambda pair: pair[0].at):
        for item, value in brought.answers.items():
            if found.instrument.is_critical(item, value):
                critical = critical_answer(
                    brought.instrument, item, value, brought.on, brought.version
                )
                yield brought, critical


def _urgent(judged: Sequence[Judged], now: datetime) -> list[Concern]:
    return [concern for brought, concern in _critical(judged) if now - brought.at <= STILL_URGENT]


def _told(code: str, judged: Sequence[Judged], now: datetime, *, kept: bool) -> dict[str, Any]:
    critical = [
        {
            "instrument": brought.instrument,
            "on": brought.on.isoformat(),
            "urgent": now - brought.at <= STILL_URGENT,
        }
        for brought, _ in _critical(judged)
    ]
    return {
        "client": code,
        "kept": kept,
        "filed": sum(each.brought is not None for each in judged),
        "left": sum(each.brought is None for each in judged),
        "responses": [
            {
                "place": each.found.place,
                "instrument": each.found.instrument.code,
                "on": None if each.brought is None else each.brought.on.isoformat(),
                "scores": {name: held.total for name, held in each.found.scores.items()},
                "files": each.brought is not None,
                "against": list(dict.fromkeys(each.against)),
                "report": reported(each.found.report),
            }
            for each in judged
        ],
        "critical": critical,
    }
