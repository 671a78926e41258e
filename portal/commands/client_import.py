"""Clients and their past answers from a table: told line by line, and done all at once or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.practice import Practice
from portal import auditing
from portal.chosen import chosen
from portal.client_rows import Mistake, Past, Rows, ToInvite, read_rows
from portal.commands import given
from portal.commands.instrument_history import Judged, bring, judge
from portal.commands.instruments import known_code
from portal.commands.invitations import link_for, new_client, plan_for, therapist_named
from portal.commands.looked_over import looked_over
from portal.needs import needs
from portal.office import NotPossible, Office, plain_code, practice_of
from portal.scene import Scene
from questionnaires import scoring
from questionnaires.fhir.responses import Answered
from questionnaires.instrument import Instrument
from questionnaires.scoring import AnswersDoNotFit
from store import people
from store.memory import Memory
from store.people import Client

MISTAKES_SHOWN = 20


@dataclass
class _Import:
    """One table being taken in, in one transaction."""

    office: Office
    scene: Scene
    practice: Practice
    place: str
    username: str
    told: list[dict[str, Any]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    done: int = 0
    whole: int = 0

    @property
    def memory(self) -> Memory:
        return self.scene.memory

    def went_on(self, lines: int) -> None:
        """So many more lines are behind us."""
        self.done += lines
        self.is_at(0)

    def is_at(self, beyond: int) -> None:
        """So many lines beyond those that are done are done as well."""
        self.office.progress(self.done + beyond, self.whole)


@needs(Capability.MANAGE_CLIENTS)
async def client_import(
    office: Office, *, text: str, place: str, keep: bool = False, practice: str | None = None
) -> dict[str, Any]:
    """What a table of clients and past answers would bring; with `keep` it is brought.

    A client who is named by a code is known; any other name is a new client, and is kept nowhere.
    One line that cannot be understood keeps all of them from being done.
    """
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    rows = read_rows(text)
    # Asked before anything is kept: without the bot's name there is no link.
    username = await office.bot_username(of_practice.id) if rows.clients else ""

    def take(connection: Connection) -> dict[str, Any]:
        scene = Scene.begin(connection, memory, office.clock.now())
        return _taken(_Import(office, scene, of_practice, place, username), rows)

    return await looked_over(office.database, take, keep=keep)


def _taken(taking: _Import, rows: Rows) -> dict[str, Any]:
    taking.mistakes += rows.mistakes
    taking.whole = len(rows.clients) + len(rows.past)
    for row in rows.clients:
        try:
            taking.told.append(_invited(taking, row))
        except NotPossible as trouble:
            taking.mistakes.append(Mistake(row.line, str(trouble)))
        taking.went_on(1)
    of_clients: dict[str, list[Past]] = {}
    for past in rows.past:
        of_clients.setdefault(past.label, []).append(past)
    for label, mine in of_clients.items():
        taking.told += _brought(taking, label, mine)
        taking.went_on(len(mine))
    if taking.mistakes:
        raise NotPossible(_complaint(taking))
    auditing.post(taking.scene, None)
    told = sorted(taking.told, key=lambda each: int(each["line"]))
    return {
        "practice": taking.practice.name,
        "lines": told,
        "invited": sum(each["does"] == "invited" for each in told),
        "filed": sum(each["does"] == "filed" for each in told),
        "left": sum(each["does"] == "left" for each in told),
    }


def _complaint(taking: _Import) -> str:
    mistakes = sorted(taking.mistakes, key=lambda each: each.line)
    shown = [f"  line {each.line}: {each.sentence}" for each in mistakes[:MISTAKES_SHOWN]]
    if len(mistakes) > MISTAKES_SHOWN:
        shown.append(f"  and {len(mistakes) - MISTAKES_SHOWN} more")
    return "\n".join((f"{taking.place}: nothing of it was done.", *shown))


# --- clients -------------------------------------------------------------------------------------


def _invited(taking: _Import, row: ToInvite) -> dict[str, Any]:
    scene, memory, of = taking.scene, taking.memory, taking.practice
    known = people.client_coded(scene.connection, memory, plain_code(row.label))
    if known is not None:
        return _left(row, known.code, "is a client already.")
    language = given.locale(row.language or of.locale)
    where = given.zone_name(row.zone or of.zone)
    offered = chosen(row.instruments, language, scene.library, of.offered)
    staff = therapist_named(people.members(scene.connection, memory), row.therapist)
    client = new_client(scene.connection, memory, staff, language, where, scene.now)
    plan_for(scene.connection, memory, client, offered, scene.library, scene.now)
    given_out = link_for(taking.office, scene.connection, memory, client.id, taking.username)
    return {
        "line": row.line,
        "does": "invited",
        "label": row.label,
        "client": client.code,
        "therapist": staff.name,
        "instruments": list(offered),
        **given_out,
    }


# --- past answers --------------------------------------------------------------------------------


def _brought(taking: _Import, label: str, rows: Sequence[Past]) -> Iterator[dict[str, Any]]:
    scene = taking.scene
    client = people.client_coded(scene.connection, taking.memory, plain_code(label))
    if client is None:
        why = (
            "comes later: past answers are kept when the client has joined and agreed. Put the "
            "client's code in the column client then, and import the line again."
        )
        return iter([_left(each, label, why) for each in rows])
    read = [(each, _read(taking, each)) for each in rows]
    given_back = [(row, answered) for row, answered in read if answered is not None]
    try:
        judged = judge(scene, client, [answered for _, answered in given_back])
    except NotPossible as trouble:
        return iter([_left(each, client.code, str(trouble)) for each in rows])
    if any(each.brought is not None for each in judged):
        bring(taking.office, scene, client, judged, taking.is_at)
    pairs = zip(given_back, judged, strict=True)
    return iter([_filed(row, client, each) for (row, _), each in pairs])


def _read(taking: _Import, row: Past) -> Answered | None:
    """The response of a line; None where the line is a mistake."""
    try:
        library = taking.scene.library
        instrument = library.instrument(known_code(library, row.instrument))
        scores = scoring.scores(instrument, row.answers)
    except (NotPossible, AnswersDoNotFit) as trouble:
        taking.mistakes.append(Mistake(row.line, str(trouble)))
        return None
    if wrong := _does_not_agree(row, instrument, scores):
        taking.mistakes.append(Mistake(row.line, wrong))
        return None
    return Answered(str(row.line), f"line {row.line}", instrument, row.answers, row.on, scores, ())


def _does_not_agree(
    row: Past, instrument: Instrument, scores: Mapping[str, scoring.Score]
) -> str | None:
    total = None if instrument.total is None else scores.get(instrument.total.code)
    if row.score is None or total is None or abs(total.total - row.score) < 0.005:
        return None
    return (
        f"The answers to {instrument.code} add up to {total.total:g}, and the table says "
        f"{row.score:g}. Check the answers, or leave score out."
    )


def _filed(row: Past, client: Client, judged: Judged) -> dict[str, Any]:
    if judged.brought is None:
        return _left(row, client.code, " ".join(judged.against))
    scores = {name: each.total for name, each in judged.found.scores.items()}
    return {
        "line": row.line,
        "does": "filed",
        "label": row.label,
        "client": client.code,
        "instrument": row.instrument,
        "on": row.on.isoformat(),
        "scores": scores,
    }


def _left(row: ToInvite | Past, client: str, why: str) -> dict[str, Any]:
    return {"line": row.line, "does": "left", "label": row.label, "client": client, "why": why}
