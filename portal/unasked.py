"""Where everything is asked for leave that is written to a client unasked; the budget decides."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from care import budget
from care.alerts import Urgency
from care.budget import Pace, Permit, Standing, Unasked
from care.local_time import local_date, zone
from care.people import ClientId
from conversations.contents import Lane, Line, Sentences
from portal.scene import Scene
from portal.staff_deeds import ordinary_at
from store import standings as kept
from store.people import Client
from store.standings import Lately

GOOD_FOR = timedelta(hours=6)
"""A message of the day that could not leave for so long does not leave any more."""


def lately(scene: Scene, clients: Iterable[ClientId]) -> Mapping[ClientId, Lately]:
    """The last weeks of these clients, read for all of them at once."""
    since = scene.now.date() - budget.LOOKED_BACK
    return kept.lately(scene.connection, scene.memory, clients, since)


def standing(scene: Scene, client: Client, lately: Lately) -> Standing:
    """Where a client stands after these weeks."""
    today = local_date(scene.now, zone(client.zone))
    heard = [each for each in (lately.heard_at, client.resumed_at) if each is not None]
    heard_at = max(heard, default=None)
    # Today's may still be answered.
    without = {
        day
        for day, opened_at in lately.asked
        if day < today and (heard_at is None or opened_at > heard_at)
    }
    silent = client.silent_since is not None
    if client.silent_since is not None and heard_at is not None:
        silent = heard_at <= client.silent_since
    return Standing(
        today,
        lately.written,
        len(without),
        min(without, default=None),
        gentle=client.is_gentle(scene.now),
        silent=silent,
    )


def leave(
    scene: Scene, client: Client, why: Unasked, known: Standing | None = None
) -> Permit | None:
    """Takes the client's day for one message of this kind, or None: then nothing is written."""
    found = known or standing(scene, client, lately(scene, [client.id])[client.id])
    _follow(scene, client, found)
    if not found.allows(why):
        return None
    taken = kept.take_day(scene.connection, scene.memory, client.id, found.today, scene.now)
    return Permit(client.id, found.today, found.pace) if taken else None


def spend(scene: Scene, client: Client) -> None:
    """The client was asked something just now, in a reply: today nothing more comes unasked."""
    today = local_date(scene.now, zone(client.zone))
    kept.take_day(scene.connection, scene.memory, client.id, today, scene.now)


def _follow(scene: Scene, client: Client, standing: Standing) -> None:
    """Messages stop and begin again; that they have stopped the therapist is told, once."""
    if standing.pace is not Pace.SILENT:
        if client.silent_since is not None:
            scene.change_client(client.id, silent_since=None)
        return
    if standing.silent:
        return
    scene.change_client(client.id, silent_since=scene.now)
    said = Line("client-silent", {"client": client.code, "days": budget.SILENCE.days})
    scene.post(
        scene.account(client.therapist, staff=True),
        Sentences((said,)),
        key=f"silent:{client.id}:{standing.today.isoformat()}",
        lane=Lane.THERAPIST,
        # It is found at the client's time, which may be night where the therapist is.
        not_before=ordinary_at(scene, client.therapist, Urgency.TODAY),
    )
