"""Filling in what is said of goals: words and numbers come from their rows here."""

from typing import assert_never

from care.consent import Purpose
from care.people import ClientId
from conversations import goal_showing
from conversations.envelopes import Shown
from conversations.goals import GoalCard, GoalContent, GoalList, GoalsOf, GoalSteps
from conversations.showing import Known
from conversations.wording import Wording
from portal.agreed import agrees
from portal.scene import Scene
from store import goals
from store.people import Person


def shown(
    scene: Scene, account: Person, content: GoalContent, words: Wording, known: Known
) -> Shown:
    """The message about goals."""
    connection, memory = scene.connection, scene.memory
    if isinstance(content, GoalsOf):
        return _of_client(scene, account, ClientId(content.client), words)
    if account.client is None:
        raise LookupError("nobody has goals but a client")
    match content:
        case GoalList():
            found = goals.of_client(connection, memory, account.client, shared_only=False)
            return goal_showing.listed(found, words, known)
        case GoalCard(wanted) | GoalSteps(wanted):
            goal = goals.get(connection, memory, wanted)
            if goal is None:
                return goal_showing.gone(words, known)
            if isinstance(content, GoalSteps):
                return goal_showing.steps(goal, words, known)
            return goal_showing.card(goal, words, known)
        case _:
            assert_never(content)


def _of_client(scene: Scene, account: Person, client: ClientId, words: Wording) -> Shown:
    if account.staff is None:
        raise LookupError("how a client's goals stand is told to staff alone")
    found = goals.of_client(scene.connection, scene.memory, client, shared_only=True)
    with_numbers = agrees(scene, client, Purpose.SHARING)
    code = scene.client(client).code
    return goal_showing.of_client(client, code, found, words, with_numbers=with_numbers)
