"""What follows when a client sends a photo with homework: it waits, is kept, or is not let in."""

from collections.abc import Mapping
from typing import TypeAlias
from uuid import UUID

from care.homework import FILES_LIMIT
from care.people import ClientId, ClientStatus
from conversations.contents import Line, Sentences
from conversations.envelopes import CLIENTS
from conversations.flows.homework import file_buttons
from portal import homework_deeds
from portal.attachments import MOST_BYTES, Picture, Refusal
from portal.scene import Actor, FetchFiles, Scene
from store import homework, homework_files
from store.homework_files import Waiting

Looked: TypeAlias = Picture | Refusal | None
"""What became of a file: a picture, or why it is not let in; None: Telegram does not give it."""

_SAID: Mapping[Refusal | None, str] = {
    Refusal.TOO_LARGE: "homework-file-too-large",
    Refusal.NO_PICTURE: "homework-file-no-picture",
    Refusal.NAMED_OTHERWISE: "homework-file-no-picture",
    Refusal.MOVES: "homework-file-no-picture",
    Refusal.TOO_MANY_PIXELS: "homework-file-too-large",
    Refusal.DAMAGED: "homework-file-damaged",
    Refusal.TOO_SLOW: "homework-file-damaged",
    None: "homework-file-not-fetched",
}


def slot(file: UUID) -> str:
    """The message that says where a file stands."""
    return f"homework-file:{file}"


def hand_in(scene: Scene, actor: Actor, client: ClientId, piece: UUID, ref: str, name: str) -> None:
    """Keeps that a file was sent; it is fetched directly after the commit."""
    connection, memory = scene.connection, scene.memory
    if homework_files.how_many(connection, memory, piece) >= FILES_LIMIT:
        line = Line("homework-files-enough", {"limit": FILES_LIMIT})
        scene.post(actor.person, Sentences((line,), file_buttons(piece)), key=actor.next_key())
        return
    made = homework_files.put(connection, memory, client, piece, ref, name, scene.now)
    coming = Sentences((Line("homework-file-coming"),), file_buttons(piece))
    scene.post(actor.person, coming, key=actor.next_key(), slot=slot(made))
    fetch = (CLIENTS, FetchFiles())
    if fetch not in scene.direct:
        scene.direct.append(fetch)


def settle(scene: Scene, waiting: Waiting, looked: Looked) -> None:
    """A file was looked at: it is kept, or gone, and its client is told which.

    Who has stopped, or was erased, meanwhile hands in nothing: then it goes without a word.
    """
    connection, memory = scene.connection, scene.memory
    piece, client = waiting.homework, waiting.client
    if scene.client(client).status is ClientStatus.STOPPED:
        homework_files.drop(connection, memory, waiting.id)
        return
    if not isinstance(looked, Picture):
        if homework_files.drop(connection, memory, waiting.id):
            _tell(scene, waiting, Line(_SAID[looked], {"limit": MOST_BYTES // 2**20}))
        return
    if not homework.add_file(connection, memory, piece, waiting.id, scene.now):
        homework_files.drop(connection, memory, waiting.id)
        _tell(scene, waiting, Line("homework-gone"))
    elif homework_files.keep(connection, memory, client, waiting.id, looked.jpeg, scene.now):
        _tell(scene, waiting, Line("homework-file-kept"))
        homework_deeds.after_answer(scene, client, piece)


def _tell(scene: Scene, waiting: Waiting, line: Line) -> None:
    scene.post(
        scene.account(waiting.client),
        Sentences((line,), file_buttons(waiting.homework)),
        key=f"{slot(waiting.id)}:{line.key}",
        slot=slot(waiting.id),
    )
