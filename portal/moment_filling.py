"""Filling in what is said of key moments: their words come from their rows here."""

from typing import assert_never

from care.access import Capability, may
from care.moments import Moment
from care.people import ClientId
from conversations import moment_showing
from conversations.envelopes import Shown
from conversations.moments import MomentCard, MomentContent, MomentList, MomentsOf
from conversations.showing import Known
from conversations.wording import Wording
from portal.scene import Scene
from portal.standing import to_client
from store import moments
from store.people import Person


def shown(
    scene: Scene, account: Person, content: MomentContent, words: Wording, known: Known
) -> Shown:
    """The message about moments."""
    if isinstance(content, MomentsOf):
        return _of_client(scene, account, content, words)
    if account.client is None:
        raise LookupError("nobody has moments but a client")
    match content:
        case MomentList():
            found = _page(scene, account.client, 0, shared_only=False)
            return moment_showing.listed(found, scene.names(), words, known)
        case MomentCard(wanted):
            moment = moments.get(scene.connection, scene.memory, wanted)
            if moment is None:
                return moment_showing.gone(words, known)
            if moment.staff is not None and not words.discreet:
                known = {**known, "therapist": scene.member(moment.staff).name}
            return moment_showing.card(moment, words, known)
        case _:
            assert_never(content)


def _of_client(scene: Scene, account: Person, content: MomentsOf, words: Wording) -> Shown:
    if account.staff is None:
        raise LookupError("a client's moments are listed for staff alone")
    client, page = ClientId(content.client), content.page
    found = _page(scene, client, page, shared_only=True)
    if page and not found:
        # What stood there was taken away meanwhile.
        page, found = 0, _page(scene, client, 0, shared_only=True)
    relation = to_client(scene, account.staff, client)
    may_act = may(scene.who(account.staff), Capability.MARK_MOMENT, relation)
    code = scene.client(client).code
    return moment_showing.of_client(
        client, code, found, scene.names(), words, may_act=may_act, page=page
    )


def _page(scene: Scene, client: ClientId, page: int, *, shared_only: bool) -> tuple[Moment, ...]:
    """What one list holds, and one more where there is more."""
    return moments.of_client(
        scene.connection,
        scene.memory,
        client,
        shared_only=shared_only,
        at_most=moment_showing.LISTED + 1,
        after=moment_showing.LISTED * page,
    )
