"""A client moves to another Telegram account: one link, one transaction, and nothing is lost."""

from dataclasses import replace

from care.audit import Act, Action, ActorRole, Kind
from care.people import ClientId
from conversations.contents import Line, Sentences
from conversations.flows.checkin import help_button
from portal import membership_deeds
from portal.scene import Scene
from store import outbox, people, talks
from store.people import Person


def move(scene: Scene, account: Person, address: str, moved: ClientId) -> Person:
    """Links the client with this account and with no other; tells the earlier one, kindly."""
    connection, memory = scene.connection, scene.memory
    client = scene.client(moved)
    earlier = people.client_accounts(connection, memory, account.bot, moved)
    for old in earlier:
        people.leave_client(connection, memory, old, client.locale)
        talks.end_all(connection, memory, old.id)
    joined = people.become_client(connection, memory, account, address, moved)
    for old in earlier:
        outbox.redirect(connection, memory.practice, old.id, joined.id)
        scene.post(
            replace(old, client=None),
            Sentences((Line("relink-left"),), ((help_button(),),)),
            key=f"relinked:{old.id}:{scene.now.timestamp():.6f}",
        )
    scene.forget_account(moved)
    # A group knows the earlier account, which somebody else may hold now.
    membership_deeds.end(scene, moved)
    # Nobody of the staff did this; that it was made possible is noted where the link was made.
    scene.acts.append(
        Act(ActorRole.PORTAL, "portal", Action.RELINKED, Kind.CLIENT, str(moved), moved)
    )
    return joined
