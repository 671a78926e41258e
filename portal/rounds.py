"""What is done about everybody when it is time: rows that are due are claimed and acted on.

A round may be repeated, late or missed, and the outcome is the same.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from care.consent import Purpose
from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus
from care.progress import WINDOW
from care.rules import missed_check_ins
from conversations.contents import AlertCard, CrisisCard, CrisisReason, Lane, Line, Sentences
from conversations.flows import checkin
from portal.alert_deeds import REPORT_AFTER, raise_concern, tell_woken
from portal.check_in_deeds import first_question
from portal.client_deeds import make_check_ins
from portal.clock import Clock
from portal.scene import Scene
from store import alerts, check_ins, inbox, outbox, people
from store.check_ins import CheckInRow, CheckInState
from store.database import Database
from store.memory import Memory
from store.outbox import Letter

LIMIT = 200
"""Rows that one transaction of a round takes at the most."""


class Rounds:
    """The rounds of one practice."""

    def __init__(
        self,
        database: Database,
        memory: Memory,
        clock: Clock,
        *,
        carrier: str,
        hand_over: Callable[[Sequence[Letter]], None],
    ) -> None:
        self._database = database
        self._memory = memory
        self._clock = clock
        self._carrier = carrier
        self._hand_over = hand_over

    async def plan(self) -> None:
        """Makes the check-ins of the coming two weeks."""
        await self._in_portions(self._plan)

    async def check_ins(self) -> None:
        """Opens what is due, reminds once, and closes what was not answered."""
        await self._in_portions(self._check_ins)

    async def alerts(self) -> None:
        """Brings snoozed alerts back, and tells a client when an urgent card did not arrive."""
        await self._in_portions(self._alerts)
        await self._in_portions(self._undelivered)

    async def retention(self) -> None:
        """Forgets what has been handled long enough ago."""
        while await self._database.write(inbox.purge, self._clock.now()):
            pass

    async def every(self) -> None:
        """All rounds that are about people, in order."""
        await self.plan()
        await self.check_ins()
        await self.alerts()

    async def _in_portions(self, step: Callable[[Scene], int]) -> None:
        while True:
            found, letters = await self._database.write(self._portion, step, self._clock.now())
            self._hand_over(letters)
            if found < LIMIT:
                return

    def _portion(
        self, connection: Connection, step: Callable[[Scene], int], now: datetime
    ) -> tuple[int, tuple[Letter, ...]]:
        scene = Scene.begin(connection, self._memory, now)
        found = step(scene)
        letters = outbox.write(connection, scene.letters, claimed_by=self._carrier, now=now)
        return found, letters

    # --- inside the transaction ------------------------------------------------------------

    def _plan(self, scene: Scene) -> int:
        due = check_ins.plans_due(scene.connection, scene.memory, scene.now, LIMIT)
        for plan in due:
            make_check_ins(scene, scene.client(plan.client), plan)
        return len(due)

    def _check_ins(self, scene: Scene) -> int:
        due = check_ins.due(scene.connection, scene.memory, scene.now, LIMIT)
        clients = people.clients(scene.connection, scene.memory, {each.client for each in due})
        told: dict[ClientId, list[tuple[CheckInRow, bool]]] = {}
        for found in due:
            client = clients[found.client]
            if client.status is not ClientStatus.ACTIVE:
                self._close(scene, found, CheckInState.CANCELLED)
            elif found.state is CheckInState.PLANNED:
                if self._open(scene, found):
                    told.setdefault(client.id, []).append((found, False))
            elif found.expires_at <= scene.now:
                if self._close(scene, found, CheckInState.MISSED):
                    self._missed(scene, found)
            elif check_ins.move(
                scene.connection, scene.memory, found, CheckInState.OPEN, found.expires_at
            ):
                told.setdefault(client.id, []).append((found, True))
        for client_id, rows in told.items():
            self._tell(scene, clients[client_id], rows)
        return len(due)

    def _open(self, scene: Scene, found: CheckInRow) -> bool:
        if found.expires_at <= scene.now:
            # We were away: what was never asked was never missed.
            self._close(scene, found, CheckInState.CANCELLED)
            return False
        return check_ins.move(
            scene.connection,
            scene.memory,
            found,
            CheckInState.OPEN,
            found.remind_at or found.expires_at,
        )

    def _close(self, scene: Scene, found: CheckInRow, state: CheckInState) -> bool:
        return check_ins.move(
            scene.connection, scene.memory, found, state, None, finished_at=scene.now
        )

    def _missed(self, scene: Scene, found: CheckInRow) -> None:
        consents = people.consents(scene.connection, scene.memory, [found.client])
        if Purpose.ALERTS not in consents.get(found.client, frozenset()):
            return
        since = found.local_date - WINDOW
        attendance = check_ins.attendance(
            scene.connection, scene.memory, found.client, found.plan, since
        )
        concern = missed_check_ins(attendance)
        if concern is not None:
            raise_concern(scene, found.client, concern)

    def _tell(
        self, scene: Scene, client: people.Client, rows: list[tuple[CheckInRow, bool]]
    ) -> None:
        """The client's one unprompted message of the day, with everything that is due."""
        gentle = client.gentle_until is not None and scene.now < client.gentle_until
        asked = [row for row, again in rows if not (again and gentle)]
        if not asked:
            return
        here = zone(client.zone)
        if not check_ins.take_day(
            scene.connection, scene.memory, client.id, local_date(scene.now, here), scene.now
        ):
            return
        first = min(asked, key=lambda each: (each.instrument != "pulse", each.opens_at, each.id))
        is_again = first in [row for row, again in rows if again]
        opening = Line("checkin-open-again" if is_again else "checkin-today")
        answered = self._answered(scene, first)
        scene.post(
            scene.account(client.id),
            first_question(first, opening, answered=answered),
            key=f"prompt:{first.id}:{'again' if is_again else 'first'}",
            lane=Lane.REMINDER,
            slot=checkin.slot(first.token),
            fresh=True,
            not_after=min(first.expires_at, scene.now + timedelta(hours=6)),
        )

    def _answered(self, scene: Scene, found: CheckInRow) -> int:
        rows = check_ins.open_for(
            scene.connection, scene.memory, [found.client], [found.token], scene.now
        )
        return next((answered for row, answered in rows if row.id == found.id), 0)

    def _alerts(self, scene: Scene) -> int:
        woken = alerts.wake_due(scene.connection, scene.memory, scene.now, LIMIT)
        for alert in woken:
            tell_woken(scene, alert, scene.now)
        return len(woken)

    def _undelivered(self, scene: Scene) -> int:
        late = outbox.unsent_urgent(
            scene.connection, scene.memory.practice, scene.now - REPORT_AFTER, LIMIT
        )
        told = 0
        for letter in late:
            told += isinstance(letter.content, AlertCard) and self._report(
                scene, letter.id, letter.content.alert
            )
        return told

    def _report(self, scene: Scene, letter: UUID, wanted: UUID) -> bool:
        alert = alerts.get(scene.connection, scene.memory, wanted)
        account = scene.account(alert.client)
        key = f"undelivered:{letter}"
        if account is None or outbox.has_key(scene.connection, scene.memory.practice, key):
            return False
        said = Sentences((Line("help-not-delivered"),))
        scene.post(account, said, key=key, lane=Lane.CRISIS)
        card = CrisisCard(CrisisReason.UNSAFE)
        scene.post(account, card, key=f"{key}:card", lane=Lane.CRISIS)
        return True


async def next_due(database: Database) -> datetime | None:
    """The next instant at which any row is due, for a clock that jumps from one to the next."""
    asked = (check_ins.next_due, alerts.next_due, inbox.next_due, outbox.next_due)
    found = [await database.read(each) for each in asked]
    return min((each for each in found if each is not None), default=None)
