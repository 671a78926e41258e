"""A pause in the client's own words: how long, until when, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from care import pause
from care.local_time import zone
from care.people import ClientStatus
from conversations.contents import Button, Line, Look, Sentences
from conversations.flows.checkin import help_button
from conversations.turn import Effect, PausePortal, ResumePortal, Say

if TYPE_CHECKING:
    from conversations.view import ClientView, View

QUESTION = SLOT = "pause"
RESUME = "resume"
OVER = "pause-over"


def asked(words: str, client: ClientView, view: View) -> tuple[Effect, ...]:
    """`/pause`, perhaps with how long behind it."""
    if not words.strip():
        return (_offer(client),)
    days = pause.days_asked(words)
    if days is None:
        return (_offer(client, Line("pause-not-understood")),)
    if not 1 <= days <= pause.LONGEST:
        return (_offer(client, Line("pause-how-long", {"days": pause.LONGEST})),)
    return _paused(days, client, view, fresh=True)


def tapped(choice: str, client: ClientView, view: View) -> tuple[Effect, ...]:
    """A press on one of the lengths, or on the way back."""
    if choice == RESUME:
        return resumed(client, fresh=False)
    if choice.isdecimal() and int(choice) in pause.CHOICES:
        return _paused(int(choice), client, view, fresh=False)
    return (_offer(client),)


def resumed(client: ClientView, *, fresh: bool = True) -> tuple[Effect, ...]:
    """The pause ends now; without one, nothing changes."""
    paused = client.status is ClientStatus.PAUSED
    key = "pause-resumed" if paused else "pause-none"
    said = Sentences((Line(key, {"clock": client.check_in_at}),), ((help_button(),),))
    say = Say(said, slot=SLOT, fresh=fresh)
    return (ResumePortal(), say) if paused else (say,)


def _paused(days: int, client: ClientView, view: View, *, fresh: bool) -> tuple[Effect, ...]:
    until = pause.pause_end(view.now, days, client.check_in_at, zone(client.zone))
    lines = (Line("pause-set", {"until": until}), Line("pause-costs-nothing"))
    said = Sentences(lines, ((_end_button(),), (help_button(),)))
    return (PausePortal(until), Say(said, slot=SLOT, fresh=fresh))


def _offer(client: ClientView, *lead: Line) -> Say:
    lines = [*lead, Line("pause-question")]
    rows = [
        (Button("pause-days-button", QUESTION, str(days), {"days": days}),)
        for days in pause.CHOICES
    ]
    if client.paused_until is not None:
        lines.insert(0, Line("pause-stands", {"until": client.paused_until}))
        rows.append((_end_button(),))
    return Say(Sentences(tuple(lines), (*rows, (help_button(),))), slot=SLOT, fresh=True)


def _end_button() -> Button:
    return Button("pause-end-button", QUESTION, RESUME, look=Look.PRIMARY)
