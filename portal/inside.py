"""What happens inside while the sandbox is played with: names of effects, lanes and states.

It is told by the desk after each commit and by the carrier after each letter, so that nothing is
shown which did not become true. What people said or answered never comes near it.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from conversations.contents import AlertCard, Lane
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS
from conversations.talk import Outcome, Step
from portal.clock import Clock
from portal.scene import Taken
from portal.wiring import Portal
from sandbox.page import Glimpse, Kind
from store import outbox
from store.outbox import Letter

AT_MOST = 400
"""So many glimpses are kept; whoever comes later sees no older ones."""

AUDIENCES: Mapping[str, str] = {
    CLIENTS: "a client",
    THERAPISTS: "the practice",
    GROUPS: "a group or a member",
}
LANES = {
    Lane.CRISIS: "crisis lane, before everything else",
    Lane.REPLY: "reply lane",
    Lane.THERAPIST: "therapists' lane",
    Lane.REMINDER: "reminders' lane",
    Lane.DIGEST: "digests' lane",
}


class Inside:
    """The last things that happened, the oldest first."""

    def __init__(self, portal: Portal, clock: Clock) -> None:
        self._clock = clock
        self._glimpses: deque[Glimpse] = deque(maxlen=AT_MOST)
        self._number = 0
        self._addresses: dict[UUID, str] = {}
        self._alerts: set[UUID] = set()
        for house in portal.houses.values():
            for desk in house.desks:
                desk.tell = self._taken
        portal.delivery.watch = _both(portal.delivery.watch, self._carried)

    def __call__(self) -> Sequence[Glimpse]:
        return tuple(self._glimpses)

    def _taken(self, taken: Sequence[Taken]) -> None:
        for actor, outcome in taken:
            inbound = actor.inbound
            who = self._addresses[actor.person.id] = inbound.address
            self._note(Kind.UPDATE, who, type(inbound.event).__name__, f"inbox of {inbound.bot}")
            self._note(Kind.TURN, who, *_turn(outcome))
            for effect in outcome.effects:
                self._note(Kind.EFFECT, who, type(effect).__name__, "")

    def _carried(self, letter: Letter, state: str) -> None:
        who = self._addresses.get(letter.person, AUDIENCES.get(letter.bot, letter.bot))
        name = type(letter.content).__name__
        self._note(Kind.LETTER, who, name, f"{LANES[letter.lane]}: {state}")
        if isinstance(letter.content, AlertCard) and state == outbox.SENT:
            self._alert(letter.content.alert, who)

    def _alert(self, alert: UUID, who: str) -> None:
        if alert in self._alerts:
            self._note(Kind.ALERT, who, "changed", "its card in Slack says how it stands now")
            return
        self._alerts.add(alert)
        self._note(Kind.ALERT, who, "raised", "its card is in Slack")

    def _note(self, kind: Kind, who: str, name: str, text: str) -> None:
        self._number += 1
        self._glimpses.append(Glimpse(self._number, self._clock.now(), kind, who, name, text))


def _turn(outcome: Outcome) -> tuple[str, str]:
    """The talk that heard it, by its kind, and what became of it."""
    match outcome.step:
        case None:
            return "no talk", "nothing to remember"
        case Step(talk=None):
            return "no talk", "the talk has ended"
        case Step(talk=talk):
            return type(talk).__name__, "the talk goes on"


def _both(
    before: Callable[[Letter, str], None] | None, then: Callable[[Letter, str], None]
) -> Callable[[Letter, str], None]:
    """Whoever was told already is told first."""

    def told(letter: Letter, state: str) -> None:
        if before is not None:
            before(letter, state)
        then(letter, state)

    return told
