"""Numbers about the portal for a program that watches it: never about a person."""

from collections.abc import Iterable
from datetime import datetime
from itertools import product

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    disable_created_metrics,
    generate_latest,
)
from sqlalchemy import Connection

from care.alerts import AlertState, Urgency
from conversations.contents import CrisisCard, Lane
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS
from store import alerts, inbox, outbox
from store.database import Database
from store.outbox import Letter

# Else every counter is there twice, once as the instant at which it began.
disable_created_metrics()  # type: ignore[no-untyped-call] # untyped in the library


class Metrics:
    """A registry of its own, so that nothing of the process or of libraries gets in."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "portal_http_requests",
            "Requests of platforms, by how they ended",
            ("platform", "outcome"),
            registry=self.registry,
        )
        self._letters = Counter(
            "portal_letters",
            "Letters that this process carried, by what became of them",
            ("practice", "bot", "lane", "outcome"),
            registry=self.registry,
        )
        self._crisis_cards = Counter(
            "portal_crisis_cards",
            "Crisis cards sent, by the way they took",
            ("practice", "way"),
            registry=self.registry,
        )
        self._batches = Counter(
            "portal_desk_batches",
            "Batches that the desk has handled",
            ("practice",),
            registry=self.registry,
        )
        self._updates = Counter(
            "portal_desk_updates",
            "Updates that the desk has handled",
            ("practice",),
            registry=self.registry,
        )
        self._passed_over = Counter(
            "portal_desk_updates_passed_over",
            "Updates that were far more than what their sender is allowed",
            ("practice", "bot"),
            registry=self.registry,
        )
        self._taken_back = Counter(
            "portal_webhooks_taken_back",
            "Webhooks that somebody else had changed, who must have the bot's token",
            ("practice", "bot"),
            registry=self.registry,
        )
        self._inbox = Gauge(
            "portal_inbox_updates",
            "Updates in the inbox that are not handled",
            ("state",),
            registry=self.registry,
        )
        self._outbox = Gauge(
            "portal_outbox_letters",
            "Letters in the outbox that are not sent",
            ("lane", "state"),
            registry=self.registry,
        )
        self._oldest = Gauge(
            "portal_outbox_oldest_due_seconds",
            "For how long the letter that is due longest has been due",
            registry=self.registry,
        )
        self._alerts = Gauge(
            "portal_alerts",
            "Alerts that are not resolved",
            ("urgency", "state"),
            registry=self.registry,
        )
        self._ready = Gauge(
            "portal_ready",
            "Whether nothing is missing, as /readyz tells it",
            registry=self.registry,
        )
        self._database_up = Gauge(
            "portal_database_up",
            "Whether the database answers; without it no inbox, outbox or alerts are counted",
            registry=self.registry,
        )

    # A counter that begins with its first event hides that event: `increase()` sees no step to 1.

    def expect(self, platform: str, outcomes: Iterable[str]) -> None:
        """Requests of this platform may come, and end like this."""
        for outcome in outcomes:
            self._requests.labels(platform, outcome)

    def serve(self, practice: str) -> None:
        """This practice is served from now on."""
        for way in ("outbox", "edge"):
            self._crisis_cards.labels(practice, way)
        self._batches.labels(practice)
        self._updates.labels(practice)
        for bot in (CLIENTS, THERAPISTS, GROUPS):
            self._passed_over.labels(practice, bot)
        for bot in (CLIENTS, GROUPS):
            self._taken_back.labels(practice, bot)

    # Counted as it happens.

    def requested(self, platform: str, outcome: str) -> None:
        """A platform, or somebody who pretended to be one, has called."""
        self._requests.labels(platform, outcome).inc()

    def carried(self, letter: Letter, outcome: str) -> None:
        """A letter has been sent, or has not."""
        practice, lane = str(letter.practice), letter.lane.name.lower()
        self._letters.labels(practice, letter.bot, lane, outcome).inc()
        if isinstance(letter.content, CrisisCard) and outcome == outbox.SENT:
            self._crisis_cards.labels(practice, "outbox").inc()

    def rescued(self, practice: str) -> None:
        """A crisis card was called for while inbox or desk were away."""
        self._crisis_cards.labels(practice, "edge").inc()

    def handled(self, practice: str, updates: int) -> None:
        """The desk has handled a batch."""
        self._batches.labels(practice).inc()
        self._updates.labels(practice).inc(updates)

    def passed_over(self, practice: str, bot: str, updates: int) -> None:
        """The desk has passed over what somebody sent far too fast."""
        self._passed_over.labels(practice, bot).inc(updates)

    def webhook_taken_back(self, practice: str, bot: str) -> None:
        """A webhook was not as the portal had set it."""
        self._taken_back.labels(practice, bot).inc()

    # Counted when asked.

    async def count(self, database: Database, now: datetime) -> None:
        """Counts what stands in the database."""
        await database.read(self._count, now)
        self._database_up.set(1)

    def uncounted(self) -> None:
        """The database is away: what stood there a while ago is not told as if it were so."""
        for gauge in (self._inbox, self._outbox, self._alerts):
            gauge.clear()
        self._oldest.set(float("nan"))
        self._database_up.set(0)

    def page(self, *, ready: bool) -> bytes:
        """Everything in the text format of Prometheus."""
        self._ready.set(int(ready))
        return generate_latest(self.registry)

    def _count(self, connection: Connection, now: datetime) -> None:
        for gauge in (self._inbox, self._outbox, self._alerts):
            gauge.clear()
        for state in (inbox.WAITING, inbox.QUARANTINED):
            self._inbox.labels(state).set(0)
        for state, how_many in inbox.unhandled(connection).items():
            self._inbox.labels(state).set(how_many)
        unsent = outbox.unsent(connection)
        for lane, state in product(Lane, outbox.NOT_SENT):
            self._outbox.labels(lane.name.lower(), state).set(unsent.get((lane, state), 0))
        due_at = outbox.oldest_due(connection, now)
        self._oldest.set((now - due_at).total_seconds() if due_at is not None else 0)
        unresolved = alerts.unresolved(connection)
        for urgency, state in product(Urgency, AlertState):
            if state is not AlertState.RESOLVED:
                self._alerts.labels(urgency, state).set(unresolved.get((urgency, state), 0))
