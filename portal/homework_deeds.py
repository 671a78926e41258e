"""What follows about homework: assigned and brought to the client, answered, reviewed, taken back.

`assign` is the one way in, for a therapist as for a rule of the practice. `after_answer` and
`after_review` are where a piece has just been answered, or looked at: whatever else is to follow
from that is done there.
"""

from datetime import datetime
from typing import assert_never
from uuid import UUID

from care.audit import Action, Kind
from care.homework import Given, Homework, due_at, looked_at
from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus, StaffId
from conversations.contents import Lane
from conversations.flows import assigning
from conversations.flows import homework as flow
from conversations.homework import (
    AnswerHomework,
    AssignHomework,
    HandInFile,
    HomeworkCard,
    HomeworkEffect,
    HomeworkList,
    HomeworkOf,
    HomeworkReview,
    KeepHomeworkWords,
    ListHomework,
    OpenHomeworkForm,
    OpenReviewForm,
    ReviewHomework,
    ShowHomework,
    ShowHomeworkOf,
    WithdrawHomework,
)
from conversations.homework_forms import assign_form, review_form
from conversations.wording import wording
from portal import homework_file_deeds, rule_deeds
from portal.agreed import may_be_written_to
from portal.home_deeds import refresh
from portal.scene import Actor, Scene, ShowForm, say_of
from store import homework, outbox
from store.outbox import Letter

ASSIGNED = "homework-assigned:"


def assigned_key(piece: UUID) -> str:
    """The key of the letter that brings a piece to its client."""
    return f"{ASSIGNED}{piece}"


def assign(scene: Scene, client_id: ClientId, by: StaffId | None, given: Given) -> UUID | None:
    """Keeps a piece of homework and leaves the letter that brings it; None if it is not wanted.

    What a therapist assigns is their own message and is brought at once. What a rule assigns (`by`
    None) comes unasked, so it waits for the round that asks the client's budget.
    """
    client = scene.client(client_id)
    if client.status is ClientStatus.STOPPED or not may_be_written_to(scene, client_id):
        return None
    here = zone(client.zone)
    due = due_at(given.due_on, client.check_in_at, here, scene.now)
    made = homework.assign(
        scene.connection,
        scene.memory,
        client_id,
        by,
        given,
        scene.now,
        tell_at=scene.now if by is None else due,
        look_at=looked_at(given.due_on, here),
    )
    if by is not None:
        bring(scene, client_id, made)
        scene.note(by, Action.ASSIGNED, Kind.HOMEWORK, made, subject=client_id)
    refresh(scene, [client.therapist])
    return made


def bring(scene: Scene, client: ClientId, piece: UUID) -> None:
    """Leaves the letter with a piece that a therapist has assigned."""
    scene.post(
        scene.account(client),
        HomeworkCard(piece),
        key=assigned_key(piece),
        lane=Lane.THERAPIST,
        slot=flow.slot(piece),
        fresh=True,
    )


def next_telling(scene: Scene, found: Homework) -> datetime | None:
    """When the client is told of a piece again, after it was brought: on its day."""
    client = scene.client(found.client)
    return due_at(found.due_on, client.check_in_at, zone(client.zone), scene.now)


def after_answer(scene: Scene, client: ClientId, piece: UUID) -> None:
    """A client has just answered a piece, or written about it."""
    rule_deeds.end_homework(scene, client)
    refresh(scene, [scene.client(client).therapist])


def after_review(scene: Scene, client: ClientId, piece: UUID) -> None:
    """Somebody has just looked at what came back of a piece."""
    refresh(scene, [scene.client(client).therapist])


def settle(scene: Scene, letter: Letter, piece: UUID) -> None:
    """A piece has arrived with its client: the list in Slack says nothing else any more."""
    if letter.key != assigned_key(piece):
        return
    homework.note_told(scene.connection, scene.memory, piece, scene.now)
    found = homework.get(scene.connection, scene.memory, piece)
    account = scene.account(found.client and scene.client(found.client).therapist, staff=True)
    slot = assigning.of(found.client)
    if account is not None and scene.place(account.id, slot) is not None:
        key = f"{letter.key}:arrived"
        scene.post(account, HomeworkOf(found.client), key=key, lane=Lane.THERAPIST, slot=slot)


def make_true(scene: Scene, actor: Actor, effect: HomeworkEffect) -> None:
    """Makes one effect true that is about homework."""
    match effect:
        case ListHomework(fresh):
            _show(scene, actor, HomeworkList(), flow.LIST, fresh=fresh)
        case ShowHomework(piece, fresh):
            _show(scene, actor, HomeworkCard(piece), flow.slot(piece), fresh=fresh)
        case AnswerHomework(piece, state):
            if homework.answer(scene.connection, scene.memory, piece, state, scene.now):
                after_answer(scene, actor.client, piece)
        case KeepHomeworkWords(piece, words):
            if homework.add_words(scene.connection, scene.memory, piece, words, scene.now):
                after_answer(scene, actor.client, piece)
        case HandInFile(piece, ref, name):
            homework_file_deeds.hand_in(scene, actor, actor.client, piece, ref, name)
        case OpenHomeworkForm(client):
            _open_form(scene, actor, client)
        case AssignHomework(client, given):
            if assign(scene, client, actor.staff, given) is None:
                say_of(scene, actor, "staff-homework-not-wanted", client)
            else:
                _show_of(scene, actor, client, fresh=True)
        case ShowHomeworkOf(client, fresh):
            _show_of(scene, actor, client, fresh=fresh)
        case WithdrawHomework(client, piece):
            _withdraw(scene, actor, client, piece)
            _show_of(scene, actor, client, fresh=False)
        case OpenReviewForm(client, piece):
            _open_review(scene, actor, client, piece)
        case ReviewHomework(client, piece, words):
            _review(scene, actor, client, piece, words)
            _show_of(scene, actor, client, fresh=False)
        case _:
            assert_never(effect)


def _show(
    scene: Scene,
    actor: Actor,
    content: HomeworkCard | HomeworkList | HomeworkOf,
    slot: str,
    *,
    fresh: bool,
) -> None:
    scene.post(actor.person, content, key=actor.next_key(), slot=slot, fresh=fresh)


def _show_of(scene: Scene, actor: Actor, client: ClientId, *, fresh: bool) -> None:
    _show(scene, actor, HomeworkOf(client), assigning.of(client), fresh=fresh)


def _open_form(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    trigger, client = actor.inbound.answer_to, scene.client(client_id)
    if trigger is None:
        return
    if client.status is ClientStatus.STOPPED or not may_be_written_to(scene, client_id):
        say_of(scene, actor, "staff-homework-not-wanted", client_id)
        return
    here = zone(scene.practice.zone)
    words = wording(scene.member(actor.staff).locale, scene.practice.zone)
    form = assign_form(client_id, client.code, local_date(scene.now, here), words)
    scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))


def _open_review(scene: Scene, actor: Actor, client: ClientId, piece: UUID) -> None:
    trigger = actor.inbound.answer_to
    if trigger is None:
        return
    found = homework.get(scene.connection, scene.memory, piece)
    words = wording(scene.member(actor.staff).locale, scene.practice.zone)
    scene.note(actor.staff, Action.VIEWED, Kind.HOMEWORK, piece, subject=client)
    form = review_form(found, scene.client(client).code, words)
    scene.direct.append((actor.inbound.bot, ShowForm(trigger, form)))


def _withdraw(scene: Scene, actor: Actor, client: ClientId, piece: UUID) -> None:
    if not homework.withdraw(scene.connection, scene.memory, piece, actor.staff, scene.now):
        return
    scene.note(actor.staff, Action.WITHDRAWN, Kind.HOMEWORK, piece, subject=client)
    rule_deeds.end_homework(scene, client)
    practice = scene.memory.practice
    in_time = outbox.cancel(scene.connection, practice, assigned_key(piece), scene.now)
    account = scene.account(client)
    if not in_time and account is not None and scene.place(account.id, flow.slot(piece)):
        # Where it stands in the chat it says so; nothing new is written.
        key = f"{assigned_key(piece)}:withdrawn"
        slot = flow.slot(piece)
        scene.post(account, HomeworkCard(piece), key=key, lane=Lane.THERAPIST, slot=slot)
    refresh(scene, [scene.client(client).therapist])


def _review(scene: Scene, actor: Actor, client: ClientId, piece: UUID, words: str) -> None:
    entry = homework.review(scene.connection, scene.memory, piece, actor.staff, words, scene.now)
    if entry is None:
        return
    scene.note(actor.staff, Action.ANSWERED, Kind.HOMEWORK, piece, subject=client)
    if words:
        scene.post(
            scene.account(client),
            HomeworkReview(piece, entry),
            key=f"homework-review:{entry}",
            lane=Lane.THERAPIST,
        )
    after_review(scene, client, piece)
