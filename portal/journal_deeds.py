"""What follows about the journal: kept for the client alone, shared, taken back, deleted.

Nobody is written to about an entry: what is shared stands on the record page, and Home counts it.
Words that may mean danger are told to the therapist when the entry that holds them is shared.
"""

from datetime import datetime, time, timedelta
from typing import assert_never
from uuid import UUID

from care.consent import Purpose
from care.journal import LOOKED_AFTER, TEXT_LIMIT, Part, Parts, Prompt, first_looked_at
from care.local_time import instant, local_date, zone
from care.people import ClientId
from care.rules import crisis_words
from conversations.contents import Lane
from conversations.flows import help_now
from conversations.flows import journal as flow
from conversations.journal import (
    AddToEntry,
    DeleteEntry,
    JournalCard,
    JournalEffect,
    JournalList,
    KeepEntry,
    ListEntries,
    ShareEntry,
    ShowEntry,
)
from conversations.moderation import crisis
from conversations.view import View
from portal import alert_deeds, rule_deeds
from portal.agreed import agrees, still_agrees
from portal.home_deeds import refresh
from portal.scene import Actor, Scene
from store import journal

DAY = timedelta(days=1)


def make_true(scene: Scene, actor: Actor, view: View, effect: JournalEffect) -> None:
    """Makes one effect true that is about the journal."""
    match effect:
        case ListEntries(page, fresh):
            content = JournalList(page)
            scene.post(actor.person, content, key=actor.next_key(), slot=flow.SLOT, fresh=fresh)
        case ShowEntry(wanted, fresh):
            _show(scene, actor, JournalCard(wanted), fresh=fresh)
        case KeepEntry(parts, quietly):
            _keep(scene, actor, parts, quietly=quietly)
        case AddToEntry(words):
            _add(scene, actor, Part(Prompt.FREE, words))
        case ShareEntry(wanted, shared):
            _share(scene, actor, view, wanted, shared=shared)
        case DeleteEntry(wanted):
            _delete(scene, actor.client, wanted)
        case _:
            assert_never(effect)


def _show(scene: Scene, actor: Actor, card: JournalCard, *, fresh: bool) -> None:
    scene.post(actor.person, card, key=actor.next_key(), slot=flow.slot(card.entry), fresh=fresh)


def _keep(scene: Scene, actor: Actor, parts: Parts, *, quietly: bool = False) -> None:
    client = actor.client
    if not still_agrees(scene, client, Purpose.JOURNAL):
        scene.post(actor.person, flow.asks_to_begin().content, key=actor.next_key())
        return
    made = keep(scene, client, parts)
    if not quietly:
        _show(scene, actor, JournalCard(made, asks=True), fresh=True)


def keep(scene: Scene, client: ClientId, parts: Parts) -> UUID:
    """Keeps an entry of today; it counts for the rule while the client shares a journal."""
    on = local_date(scene.now, zone(scene.client(client).zone))
    counts = agrees(scene, client, Purpose.JOURNAL_SHARING)
    made = journal.keep(scene.connection, scene.memory, client, on, parts, scene.now, counts=counts)
    if counts:
        _watch(scene, client, made)
    return made


def _add(scene: Scene, actor: Actor, part: Part) -> None:
    """Words that follow on the same day; those that do not fit begin an entry of their own."""
    client = actor.client
    on = local_date(scene.now, zone(scene.client(client).zone))
    entry = journal.newest_of(scene.connection, scene.memory, client, on)
    if (
        entry is not None
        and still_agrees(scene, client, Purpose.JOURNAL)
        and journal.add(scene.connection, scene.memory, entry.id, part, TEXT_LIMIT)
    ):
        _show(scene, actor, JournalCard(entry.id, asks=True), fresh=True)
    else:
        _keep(scene, actor, (part,))


def _share(scene: Scene, actor: Actor, view: View, wanted: UUID, *, shared: bool) -> None:
    client = actor.client
    if not shared:
        journal.keep_private(scene.connection, scene.memory, wanted)
    elif agrees(scene, client, Purpose.JOURNAL_SHARING) and journal.share(
        scene.connection, scene.memory, wanted, scene.now
    ):
        _tell_of_danger(scene, actor, view, wanted)
    refresh(scene, [scene.client(client).therapist])


def _tell_of_danger(scene: Scene, actor: Actor, view: View, wanted: UUID) -> None:
    """The note about crisis words, now that the therapist may read them; it may be mistaken."""
    entry = journal.get(scene.connection, scene.memory, wanted)
    if entry is None or crisis(entry.words) is None:
        return
    alert_deeds.raise_concern(scene, entry.client, crisis_words(flow.SUBJECT, entry.on))
    told = help_now.told(view, help_now.PROMISE_OF_WORDS).content
    scene.post(actor.person, told, key=actor.next_key(), lane=Lane.CRISIS)


def _delete(scene: Scene, client: ClientId, wanted: UUID) -> None:
    if journal.take_away(scene.connection, scene.memory, wanted):
        # What was told of days without an entry may have been about this very one.
        rule_deeds.drop_journal(scene, client)
        refresh(scene, [scene.client(client).therapist])


# --- consent that ends ------------------------------------------------------------------------


def end_sharing(scene: Scene, client: ClientId) -> None:
    """Nothing is shared any more, and no day without an entry is told."""
    journal.keep_all_private(scene.connection, scene.memory, client)
    end_watching(scene, client)


def end_watching(scene: Scene, client: ClientId) -> None:
    """The days until now say nothing any more of how often the client writes."""
    journal.count_no_more(scene.connection, scene.memory, client)
    rule_deeds.drop_journal(scene, client)


# --- days without an entry --------------------------------------------------------------------


def _watch(scene: Scene, client: ClientId, made: UUID) -> None:
    """An entry ends what was told of silence; the silence after it is looked at in its time."""
    rule_deeds.end_journal(scene, client)
    days = journal.days_counted(scene.connection, scene.memory, client)
    at = first_looked_at(days, zone(scene.client(client).zone))
    journal.look_next(scene.connection, scene.memory, client, made, at)


def look(scene: Scene, entry: UUID, client_id: ClientId) -> None:
    """Asks the rule about the journal, now that it may have been silent for long enough."""
    is_told = rule_deeds.follow_journal(scene, client_id)
    here = zone(scene.client(client_id).zone)
    today = local_date(scene.now, here)
    days = journal.days_counted(scene.connection, scene.memory, client_id)
    is_over = not days or today - days[-1] > LOOKED_AFTER
    tomorrow = instant(today + DAY, time(0), here)
    at = None if is_told or is_over else tomorrow
    journal.look_next(scene.connection, scene.memory, client_id, entry, at)


def put_off(scene: Scene, entry: UUID, client: ClientId, until: datetime) -> None:
    """A silence that could not be looked at is looked at then."""
    journal.look_next(scene.connection, scene.memory, client, entry, until)
