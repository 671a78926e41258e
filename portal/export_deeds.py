"""A copy of everything on its way: asked for, sent, its passphrase shown, and emptied."""

import secrets
from datetime import timedelta
from uuid import UUID

from care.audit import Act, Action, ActorRole, Kind
from conversations.contents import Archive, Content, Passphrase
from conversations.flows import exporting
from portal.scene import Actor, Scene
from store import exports, outbox
from store.exports import ExportState
from store.people import Person

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""None of these is taken for another when it is copied by hand."""

GROUPS_OF, LETTERS_IN_GROUP = 6, 4
"""24 of 32 letters are 120 bits: the lock of the file tries a passphrase fast, so it is long."""

SHOWN_FOR = timedelta(minutes=10)
"""So long a passphrase stands in the chat."""


def new_passphrase() -> str:
    """A passphrase that nobody guesses, in groups that can be written down."""
    return "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_GROUP)) for _ in range(GROUPS_OF)
    )


def make_export(scene: Scene, actor: Actor) -> None:
    """Keeps that the client wants a copy; it is put together when its letter is filled in."""
    client = actor.person.client
    if client is None:
        return
    made = exports.ask(scene.connection, scene.memory, client, new_passphrase(), scene.now)
    scene.post(actor.person, Archive(made), key=actor.next_key())
    act = Act(ActorRole.CLIENT, str(client), Action.EXPORTED, Kind.RECORD, str(made), client)
    scene.acts.append(act)


def settle(scene: Scene, account: Person | None, content: Content, *, state: str) -> None:
    """What follows when the letter with a copy, or with its passphrase, has its outcome."""
    match content:
        case Archive(wanted):
            _archive(scene, account, wanted, sent=state == outbox.SENT)
        case Passphrase(wanted):
            _passphrase(scene, account, wanted, sent=state == outbox.SENT)
        case _:
            pass


def _archive(scene: Scene, account: Person | None, wanted: UUID, *, sent: bool) -> None:
    state = ExportState.SENT if sent else ExportState.FAILED
    if not exports.move(scene.connection, scene.memory, wanted, state, scene.now):
        return
    if sent:
        slot = exporting.passphrase_slot(wanted)
        scene.post(account, Passphrase(wanted), key=f"export:{wanted}:passphrase", slot=slot)
    else:
        scene.post(account, exporting.failed(), key=f"export:{wanted}:failed")


def _passphrase(scene: Scene, account: Person | None, wanted: UUID, *, sent: bool) -> None:
    state = ExportState.DONE if sent else ExportState.FAILED
    if not exports.move(scene.connection, scene.memory, wanted, state, scene.now) or not sent:
        return
    scene.post(
        account,
        exporting.gone(),
        key=f"export:{wanted}:gone",
        slot=exporting.passphrase_slot(wanted),
        not_before=scene.now + SHOWN_FOR,
    )
