"""What the audit and the alerts tell a client about themselves; the words are elsewhere."""

from care.audit import ActorRole
from care.people import ClientId
from conversations import disclosing
from conversations.contents import DisclosurePart, Disclosures
from conversations.disclosing import Disclosed, NotedAbout
from conversations.envelopes import Shown
from conversations.showing import Known
from conversations.wording import Wording
from portal.scene import Scene
from store import alerts, audit, people
from store.audit_form import Entry
from store.people import Person


def shown(scene: Scene, account: Person, words: Wording, known: Known, asked: Disclosures) -> Shown:
    """One page of who read what, or of the notes, as it is now."""
    if account.client is None:
        raise LookupError("only a client is told who reads about them")
    if asked.part is DisclosurePart.NOTES:
        return disclosing.shown(_notes(scene, account.client), asked, words, known)
    return disclosing.shown(_readers(scene, account.client), asked, words, known)


def _readers(scene: Scene, client: ClientId) -> list[Disclosed]:
    names = {str(each.id): each.name for each in people.members(scene.connection, scene.memory)}
    found = audit.of_client(scene.connection, scene.memory, client)
    return [
        Disclosed(
            *(each.at, each.action, each.kind, each.reason, _who(each, names)),
            by_client=each.role == ActorRole.CLIENT,
        )
        for each in found
    ]


def _who(each: Entry, names: dict[str, str]) -> str:
    # Whoever runs the portal is known to the audit by the name of an account, which tells nothing.
    return names.get(each.actor, "") if each.role == ActorRole.STAFF else ""


def _notes(scene: Scene, client: ClientId) -> list[NotedAbout]:
    found = alerts.of_client(scene.connection, scene.memory, client)
    return [NotedAbout(each.last_raised_at, each.rule) for each in found]
