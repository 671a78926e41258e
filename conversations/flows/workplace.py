"""A therapist's own affairs: Home, the command /portal, Away and the test alert."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from care import away
from care.local_time import zone
from care.people import StaffId
from care.rule_settings import Style as RuleStyle
from conversations.contents import Line, Listing, Sentences, Style
from conversations.pressed import page_of
from conversations.turn import (
    Asked,
    BeginChainTest,
    ChooseStyle,
    ComeBack,
    Effect,
    Event,
    Form,
    GoAway,
    GotTest,
    OpenAwayForm,
    OpenedHome,
    Say,
    ShowHome,
    ShowOverview,
    ShowStyles,
    Submitted,
    Tapped,
    Turn,
)

if TYPE_CHECKING:
    from conversations.view import View

COMMAND = "portal"
HOME = "home"
AWAY, BACK, TEST, PAGE = "away", "back", "test", "page-"
DISCHARGED = "discharged"
STYLES, STYLE = "styles", "style-"
GROUPS = "groups"
TEST_CARD, GOT = "test", "got"
NOBODY = "nobody"
"""The choice of no deputy."""

_UNTIL = ("until", "till", "for", "hasta", "el", "durante", "por")
_BACK = ("back", "vuelta")
_AWAY = ("away", "ausente")
_CLIENTS, _ALERTS, _TEST = (
    ("clients", "clientes"),
    ("alerts", "alertas", "avisos"),
    ("test", "prueba"),
)
_DISCHARGED = ("discharged", "altas")


def concerns(event: Event) -> bool:
    """Whether this is about the therapist's own affairs, and not about an alert."""
    match event:
        case OpenedHome():
            return True
        case Asked(command):
            return command == COMMAND
        case Tapped(question):
            return question == HOME or question.partition(":")[0] == TEST_CARD
        case Submitted(form):
            return form == Form.AWAY
        case _:
            return False


def of_code(words: str, names: Collection[str]) -> str | None:
    """The client that `/portal NAME CODE` is about, as a record is asked for; None for others."""
    first, _, rest = words.strip().partition(" ")
    return f"code {rest.strip()}" if first.casefold() in names else None


def of_client(event: Event, of: str, names: Collection[str], *forms: Form) -> str | None:
    """The client that a button, a form or `/portal NAME CODE` is about; None for another event."""
    match event:
        case Tapped(question) if question.startswith(f"{of}:"):
            return f"client {question.partition(':')[2]}"
        case Submitted(form, ref) if form in forms:
            return f"client {ref}"
        case Asked(command, words) if command == COMMAND:
            return of_code(words, names)
        case _:
            return None


def named(event: Event, names: Collection[str]) -> bool:
    """Whether this is `/portal NAME` with one of these names."""
    match event:
        case Asked(command, words) if command == COMMAND:
            return of_code(words, names) is not None
        case _:
            return False


def not_yours() -> Say:
    """There is no such client, or none whom this one may ask about: which of both is not said."""
    return Say(Sentences((Line("record-not-yours"),)))


def stranger(event: Event) -> tuple[Effect, ...]:
    """Somebody in the workspace who is no member of staff: told whose app this is."""
    if isinstance(event, OpenedHome):
        return (ShowHome(),)
    return (Say(Sentences((Line("staff-stranger"),))),)


def problems(values: Mapping[str, str], now: datetime) -> dict[str, Line]:
    """What keeps an absence from being taken, by field; needs no database."""
    if away.is_allowed(_instant(values.get("until", "")), now):
        return {}
    return {"until": Line("staff-away-when")}


def _instant(seconds: str) -> datetime | None:
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None


def take_turn(event: Event, view: View) -> Turn[None]:
    """One look at Home, one press there, one command or one form."""
    match event:
        case OpenedHome():
            return Turn(None, (ShowHome(),))
        case Asked(words=words):
            return Turn(None, _commanded(words, view))
        case Tapped(question, choice) if question == HOME:
            return Turn(None, _pressed(choice))
        case Tapped(question, choice) if choice == GOT:
            return Turn(None, _got(question))
        case Submitted(_, _, values) if not problems(values, view.now):
            return Turn(None, _submitted(values))
        case Submitted():
            # It passed when it was sent in, and was handled only after that instant.
            return Turn(None, (Say(Sentences((Line("staff-away-when"),))),))
        case _:
            return Turn(None, (_help(),))


def _pressed(choice: str) -> tuple[Effect, ...]:
    if choice == AWAY:
        return (OpenAwayForm(),)
    if choice == BACK:
        return (ComeBack(),)
    if choice == TEST:
        return (BeginChainTest(),)
    if choice == STYLES:
        return (ShowStyles(),)
    if choice == DISCHARGED:
        return (ShowOverview(Listing.DISCHARGED),)
    if choice.removeprefix(STYLE) in frozenset(RuleStyle):
        return (ChooseStyle(RuleStyle(choice.removeprefix(STYLE))),)
    return (ShowHome(page_of(choice, PAGE) or 0),)


def _got(question: str) -> tuple[Effect, ...]:
    try:
        return (GotTest(UUID(question.partition(":")[2])),)
    except ValueError:
        return (Say(Sentences((Line("old-button"),))),)


def _submitted(values: Mapping[str, str]) -> tuple[Effect, ...]:
    until = _instant(values["until"])
    if until is None:
        return ()
    try:
        deputy = StaffId(UUID(values.get("deputy", NOBODY)))
    except ValueError:
        deputy = None
    return (GoAway(until, deputy),)


def _commanded(words: str, view: View) -> tuple[Effect, ...]:
    first, _, rest = words.strip().partition(" ")
    match first.casefold():
        case word if word in _CLIENTS:
            return (ShowOverview(Listing.CLIENTS),)
        case word if word in _ALERTS:
            return (ShowOverview(Listing.ALERTS),)
        case word if word in _DISCHARGED:
            return (ShowOverview(Listing.DISCHARGED),)
        case word if word in _BACK:
            return (ComeBack(),)
        case word if word in _TEST:
            return (BeginChainTest(),)
        case word if word in _AWAY:
            return _away(rest, view)
        case "" | "help" | "ayuda":
            return (_help(),)
        case _:
            return (_help(Line("staff-help-unknown")),)


def _away(words: str, view: View) -> tuple[Effect, ...]:
    """`away until fri 9:00`, and perhaps `, Jonas Vale` for who stands in."""
    when, comma, name = words.strip().partition(",")
    first, _, rest = when.strip().partition(" ")
    until = away.until(
        rest if first.casefold() in _UNTIL else when, view.now, zone(view.practice.zone)
    )
    if until is None:
        return (Say(Sentences((Line("staff-away-not-understood"),))),)
    deputy = None
    if comma:
        known = {each.casefold(): staff for each, staff in view.colleagues.items()}
        deputy = known.get(" ".join(name.split()).casefold())
        if deputy is None:
            unknown = Line("staff-away-unknown", {"colleagues": ", ".join(sorted(view.colleagues))})
            nobody = Line("staff-away-alone")
            return (Say(Sentences((unknown if view.colleagues else nobody,))),)
    return (GoAway(until, deputy),)


def _help(*before: Line) -> Say:
    lines = (
        Line("staff-help-title", style=Style.TITLE),
        *before,
        Line("staff-help-clients"),
        Line("staff-help-alerts"),
        Line("staff-help-away"),
        Line("staff-help-back"),
        Line("staff-help-test"),
        Line("staff-help-oncall"),
        Line("staff-help-record"),
        Line("staff-help-note"),
        Line("staff-help-shown"),
        Line("staff-help-workflows"),
        Line("staff-help-homework"),
        Line("staff-help-shelf"),
        Line("staff-help-moments"),
        Line("staff-help-messages"),
        Line("staff-help-appointments"),
        Line("staff-help-goals"),
        Line("staff-help-rules"),
        Line("staff-help-schedule"),
        Line("staff-help-discharge"),
        Line("staff-help-groups"),
        Line("staff-help-home", style=Style.NOTE),
    )
    return Say(Sentences(lines))
