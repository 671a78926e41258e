"""What follows about goals: agreed, rated, worded anew, closed and taken away by their client.

A goal is kept only while the client agrees to check-ins: how near it is is an answer about a day.
Nobody is written to about one; a therapist finds what is shared where they look.
"""

from typing import assert_never

from care.consent import Purpose
from care.goals import MOST_STEPS, Draft, GoalState, has_room, is_rating
from care.local_time import local_date, zone
from care.people import ClientId
from conversations.flows import goals as flow
from conversations.flows import goals_of
from conversations.goals import (
    AddGoalStep,
    CloseGoal,
    DropGoalStep,
    GoalCard,
    GoalChange,
    GoalEffect,
    GoalList,
    GoalsOf,
    GoalSteps,
    KeepGoal,
    ListGoals,
    RateGoal,
    ReopenGoal,
    RewordGoal,
    ShareGoal,
    ShowGoal,
    ShowGoalsOf,
    ShowGoalSteps,
    TakeGoalAway,
    TickGoalStep,
)
from portal.agreed import still_agrees
from portal.scene import Actor, Scene
from store import goals


def make_true(scene: Scene, actor: Actor, effect: GoalEffect) -> None:
    """Makes one effect true that is about goals."""
    person = actor.person
    match effect:
        case ListGoals():
            scene.post(person, GoalList(), key=actor.next_key(), slot=flow.LIST, fresh=True)
        case ShowGoal(wanted, fresh):
            slot = flow.slot(wanted)
            scene.post(person, GoalCard(wanted), key=actor.next_key(), slot=slot, fresh=fresh)
        case ShowGoalSteps(wanted):
            slot = flow.slot(wanted)
            scene.post(person, GoalSteps(wanted), key=actor.next_key(), slot=slot)
        case KeepGoal(draft):
            _keep(scene, actor, draft)
        case ShowGoalsOf(client, fresh):
            slot = goals_of.of(client)
            scene.post(person, GoalsOf(client), key=actor.next_key(), slot=slot, fresh=fresh)
        case _ if isinstance(effect, GoalChange):
            _change(scene, actor.client, effect)
        case _:
            assert_never(effect)


def _keep(scene: Scene, actor: Actor, draft: Draft) -> None:
    client = actor.client
    if not still_agrees(scene, client, Purpose.CHECK_INS):
        scene.post(actor.person, flow.not_kept().content, key=actor.next_key())
        return
    if not _has_room(scene, client) or not is_rating(draft.rating):
        scene.post(actor.person, flow.no_room().content, key=actor.next_key())
        return
    today = local_date(scene.now, zone(scene.client(client).zone))
    made = goals.begin(scene.connection, scene.memory, client, draft, today, scene.now)
    slot, card = flow.slot(made), GoalCard(made)
    scene.post(actor.person, card, key=actor.next_key(), slot=slot, fresh=True)


def _has_room(scene: Scene, client: ClientId) -> bool:
    return has_room(goals.standing(scene.connection, scene.memory, client).values())


def _change(scene: Scene, client: ClientId, effect: GoalChange) -> None:
    """What gives something up is always done; what keeps more asks whether that is agreed."""
    connection, memory = scene.connection, scene.memory
    match effect:
        case ShareGoal(wanted, False):
            goals.keep_private(connection, memory, wanted)
        case DropGoalStep(wanted, step):
            goals.drop_step(connection, memory, wanted, step)
        case CloseGoal(wanted, GoalState.LET_GO):
            goals.close(connection, memory, wanted, GoalState.LET_GO, scene.now)
        case TakeGoalAway(wanted):
            goals.take_away(connection, memory, wanted)
        case _ if still_agrees(scene, client, Purpose.CHECK_INS):
            _keep_more(scene, client, effect)


def _keep_more(scene: Scene, client: ClientId, effect: GoalChange) -> None:
    connection, memory, now = scene.connection, scene.memory, scene.now
    match effect:
        case RateGoal(wanted, value) if is_rating(value):
            today = local_date(now, zone(scene.client(client).zone))
            goals.rate(connection, memory, wanted, value, today, now)
        case RewordGoal(wanted, words):
            goals.reword(connection, memory, wanted, words)
        case ShareGoal(wanted):
            goals.share(connection, memory, wanted, now)
        case AddGoalStep(wanted, words):
            standing = goals.standing(connection, memory, client).get(wanted)
            if standing is not None and len(standing.steps) < MOST_STEPS:
                goals.add_step(connection, memory, wanted, words, now)
        case TickGoalStep(wanted, step, done):
            goals.tick(connection, memory, wanted, step, now if done else None)
        case CloseGoal(wanted, state):
            goals.close(connection, memory, wanted, state, now)
        case ReopenGoal(wanted) if _has_room(scene, client):
            goals.reopen(connection, memory, wanted)
