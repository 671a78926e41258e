"""Filling in what is said of homework: titles, tasks and answers come from their rows here."""

from dataclasses import replace
from typing import assert_never
from uuid import UUID

from care.access import Capability, may
from care.consent import Purpose
from care.homework import Homework, State
from care.people import ClientId
from conversations import homework_showing
from conversations.contents import Lane, Question
from conversations.envelopes import Shown
from conversations.flows import homework as flow
from conversations.homework import (
    HomeworkCard,
    HomeworkContent,
    HomeworkDue,
    HomeworkList,
    HomeworkOf,
    HomeworkReview,
)
from conversations.homework_showing import PieceFacts
from conversations.showing import Known
from conversations.wording import Wording
from portal.agreed import agrees
from portal.scene import Scene
from portal.standing import to_client
from store import homework
from store.people import Person


def shown(
    scene: Scene,
    account: Person,
    content: HomeworkContent,
    lane: Lane,
    words: Wording,
    known: Known,
) -> Shown | None:
    """The message; None for what the client does not agree to be written, and has not asked for."""
    if isinstance(content, HomeworkOf):
        return _of_client(scene, account, ClientId(content.client), words)
    client = account.client
    if client is None or (lane is not Lane.REPLY and not agrees(scene, client, Purpose.MESSAGES)):
        return None
    match content:
        case HomeworkCard(wanted):
            facts = _facts(scene, [homework.get(scene.connection, scene.memory, wanted)])[0]
            return homework_showing.card(facts, words, _given(scene, facts.piece, words, known))
        case HomeworkList():
            found = homework.of_client(scene.connection, scene.memory, client)
            return homework_showing.listed(found, words, known)
        case HomeworkDue(wanted):
            piece = homework.get(scene.connection, scene.memory, wanted)
            return homework_showing.due(piece, words, known)
        case HomeworkReview(wanted, entry):
            [facts] = _facts(scene, [homework.get(scene.connection, scene.memory, wanted)])
            found_entry = next(each for each in facts.trail if each.id == entry)
            if found_entry.staff is not None and not words.discreet:
                known = {**known, "therapist": scene.member(found_entry.staff).name}
            return homework_showing.review(facts.piece, found_entry.words, words, known)
        case _:
            assert_never(content)


def named(scene: Scene, asking: Question) -> Question:
    """A check-in whose line about homework has its title; without it where that is over."""
    if not any(each.key in flow.LINES for each in asking.opening):
        return asking
    opening = []
    for each in asking.opening:
        if each.key not in flow.LINES:
            opening.append(each)
            continue
        wanted = UUID(str(each.args["homework"]))
        piece = homework.get(scene.connection, scene.memory, wanted)
        if piece.state is State.OPEN:
            opening.append(replace(each, args={**each.args, "title": piece.title}))
    return replace(asking, opening=tuple(opening))


def _given(scene: Scene, piece: Homework, words: Wording, known: Known) -> Known:
    """Whoever assigned it is named, who need not be the client's therapist any more."""
    if piece.staff is None or words.discreet:
        return known
    return {**known, "therapist": scene.member(piece.staff).name}


def _facts(scene: Scene, found: list[Homework]) -> list[PieceFacts]:
    ids = [each.id for each in found]
    trails = homework.trail_of(scene.connection, scene.memory, ids) if ids else {}
    return [PieceFacts(each, trails.get(each.id, ())) for each in found]


def _of_client(scene: Scene, account: Person, client: ClientId, words: Wording) -> Shown:
    if account.staff is None:
        raise LookupError("a client's homework is listed for staff alone")
    found = _facts(scene, list(homework.of_client(scene.connection, scene.memory, client)))
    relation = to_client(scene, account.staff, client)
    may_act = may(scene.who(account.staff), Capability.ASSIGN_HOMEWORK, relation)
    code = scene.client(client).code
    return homework_showing.of_client(client, code, found, words, may_act=may_act)
