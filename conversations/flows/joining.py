"""From the invitation link to the first question: two screens, at most seven taps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from care.places import city_of, clock_in, zones_named
from care.plan import preset_clocks
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.flows.checkin import help_button
from conversations.turn import (
    BeginCheckIns,
    Edited,
    Effect,
    Event,
    Redeemed,
    RedeemInvitation,
    Said,
    Say,
    SentFile,
    Tapped,
    Turn,
)

if TYPE_CHECKING:
    from conversations.view import InvitationView, View

SUBJECT = "join"
SLOT = "join"
AGREE = "agree"
NOT_NOW = "not-now"
OTHER_ZONE = "other-zone"
AGAIN = "again"
LANGUAGE_NAMES = {"en": "English", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Joining:
    """A person with a valid invitation who has not answered anything yet."""

    invitation: UUID
    locale: str
    zone: str
    agreed: bool = False
    asked_city: bool = False
    """The last question was for a city, so the next words are its name."""
    relinks: bool = False
    """Somebody who takes part already moves to this account; nothing else is asked."""


def begin(invitation: InvitationView, view: View) -> Turn[Joining]:
    """The first screen, in the invited language, with the other languages at the top."""
    joining = Joining(invitation.id, invitation.locale, invitation.zone, relinks=invitation.relinks)
    return Turn(joining, (_welcome(joining, view, fresh=True),))


def places_named(words: str) -> tuple[str, ...]:
    """The zones of this name, one for each city: some cities have two names for their zone."""
    cities: dict[str, str] = {}
    for zone in zones_named(words):
        cities.setdefault(city_of(zone), zone)
    return tuple(cities.values())


def take_turn(joining: Joining, event: Event, view: View) -> Turn[Joining]:
    """Language, consent, zone and time of day; words are taken as the name of a city."""
    match event:
        case Tapped(choice=choice) if not joining.agreed and choice.startswith("lang-"):
            locale = choice.removeprefix("lang-")
            if locale not in view.practice.locales:
                return Turn(joining, (_screen(joining, view),))
            changed = replace(joining, locale=locale)
            return Turn(changed, (_welcome(changed, view),))
        case Tapped(choice=choice) if not joining.agreed and choice == AGREE:
            return Turn(joining, (RedeemInvitation(joining.invitation, joining.locale),))
        case Tapped(choice=choice) if not joining.agreed and choice == NOT_NOW:
            return Turn(None, (_not_now(),))
        case Redeemed(accepted=True) if joining.relinks:
            return Turn(None, (_moved_here(),))
        case Redeemed(accepted=True):
            agreed = replace(joining, agreed=True)
            return Turn(agreed, (_when(agreed, view),))
        case Redeemed(accepted=False):
            return Turn(None, (invalid_link(SLOT),))
        case Tapped(choice=choice) if joining.agreed and choice == OTHER_ZONE:
            return Turn(replace(joining, asked_city=True), (_which_city(joining),))
        case Tapped(choice=choice) if joining.agreed and choice.startswith("zone-"):
            return _moved(joining, choice.removeprefix("zone-"), view)
        case Tapped(choice=choice) if joining.agreed and choice.startswith("at-"):
            at = f"{choice[3:5]}:{choice[5:7]}"
            if at not in preset_clocks().values():
                return Turn(joining, (_when(joining, view),))
            return Turn(None, (_settled(at), BeginCheckIns(at, joining.zone)))
        case Said(words) | Edited(words) if joining.agreed:
            return _city(joining, words, view)
        case Tapped():
            return Turn(joining, (_screen(joining, view),))
        case Said() | Edited():
            return Turn(joining, _heard(joining, view))
        case SentFile():
            not_kept = Say(Sentences((Line("file-not-kept"),), ((help_button(),),)))
            return Turn(joining, (not_kept, where_it_stands(joining, view)))
        case _:
            return Turn(joining, (_screen(joining, view, fresh=True),))


def invalid_link(slot: str | None = None) -> Say:
    """One and the same answer to a link that is used, expired, unknown or of another practice."""
    return Say(Sentences((Line("join-invalid-link"),), ((help_button(),),)), slot=slot)


def _screen(joining: Joining, view: View, *, fresh: bool = False) -> Effect:
    if joining.agreed:
        return _when(joining, view, fresh=fresh)
    return _welcome(joining, view, fresh=fresh)


def _heard(joining: Joining, view: View) -> tuple[Effect, ...]:
    """What is said to words where taps are asked for: what was read already is not sent again."""
    return (_heard_you(), where_it_stands(joining, view))


def where_it_stands(joining: Joining, view: View) -> Effect:
    """The open screen at the end of the chat; of the first one, which is long, only the answers."""
    if joining.agreed or joining.relinks:
        return _screen(joining, view, fresh=True)
    again = Button("join-again-button", SUBJECT, AGAIN)
    rows = (_answers(), (again,), (help_button(),))
    return Say(Sentences((Line("join-stands-above"),), rows), slot=SLOT, fresh=True)


def _answers() -> tuple[Button, ...]:
    return (
        Button("join-agree-button", SUBJECT, AGREE, look=Look.PRIMARY),
        Button("join-not-now-button", SUBJECT, NOT_NOW),
    )


def _moved_here() -> Say:
    rows = ((Button("relink-menu-button", "menu", "menu"),), (help_button(),))
    return Say(Sentences((Line("relink-done"),), rows), slot=SLOT)


def _relink() -> Sentences:
    lines = (
        Line("relink-title", style=Style.TITLE),
        Line("relink-question"),
        Line("relink-not-you", style=Style.NOTE),
    )
    answers = (
        Button("relink-agree-button", SUBJECT, AGREE, look=Look.PRIMARY),
        Button("join-not-now-button", SUBJECT, NOT_NOW),
    )
    return Sentences(lines, (answers, (help_button(),)))


def _welcome(joining: Joining, view: View, *, fresh: bool = False) -> Say:
    if joining.relinks:
        return Say(_relink(), slot=SLOT, fresh=fresh)
    languages = tuple(
        Button(
            "language-chosen-button" if locale == joining.locale else "language-button",
            SUBJECT,
            f"lang-{locale}",
            {"language": LANGUAGE_NAMES[locale]},
        )
        for locale in view.practice.locales
    )
    lines = (
        Line("join-welcome-title", style=Style.TITLE),
        Line("join-welcome"),
        Line("join-kept"),
        Line("join-who-reads"),
        Line("join-not-real-time"),
        Line("join-optional"),
        Line("join-telegram", style=Style.NOTE),
    )
    rows = (languages, _answers(), (help_button(),))
    return Say(Sentences(lines, rows), slot=SLOT, fresh=fresh)


def _not_now() -> Say:
    return Say(Sentences((Line("join-not-now"),), ((help_button(),),)), slot=SLOT)


def _when(joining: Joining, view: View, *, fresh: bool = False) -> Say:
    clock = clock_in(view.now, joining.zone)
    lines = (
        Line("join-when-title", style=Style.TITLE),
        Line("join-when"),
        Line("join-zone", {"clock": clock, "zone": city_of(joining.zone)}),
    )
    times = tuple(
        (Button(f"time-{name}-button", SUBJECT, f"at-{at.replace(':', '')}", {"clock": at}),)
        for name, at in preset_clocks().items()
    )
    other = (Button("join-other-zone-button", SUBJECT, OTHER_ZONE),)
    return Say(Sentences(lines, (*times, other, (help_button(),))), slot=SLOT, fresh=fresh)


def _which_city(joining: Joining) -> Say:
    keep = Button(
        "join-keep-zone-button",
        SUBJECT,
        f"zone-{joining.zone}",
        {"zone": city_of(joining.zone)},
    )
    return Say(Sentences((Line("join-which-city"),), ((keep,), (help_button(),))), slot=SLOT)


def _heard_you() -> Say:
    lines = (Line("join-heard-you"), Line("not-read", style=Style.NOTE))
    return Say(Sentences(lines, ((help_button(),),)))


def _city(joining: Joining, words: str, view: View) -> Turn[Joining]:
    found = places_named(words)
    if len(found) == 1:
        return _moved(joining, found[0], view, fresh=True)
    if not found and not joining.asked_city:
        return Turn(joining, (_heard_you(), _when(joining, view, fresh=True)))
    if not found:
        lines = (Line("join-city-unknown"), Line("not-read", style=Style.NOTE))
        again = Button("join-other-zone-button", SUBJECT, OTHER_ZONE)
        say = Say(Sentences(lines, ((again,), (help_button(),))))
        return Turn(joining, (say, _when(joining, view, fresh=True)))
    buttons = tuple(
        (Button("zone-button", SUBJECT, f"zone-{zone}", {"zone": city_of(zone)}),)
        for zone in found[:6]
    )
    which = Sentences((Line("join-which-of"),), (*buttons, (help_button(),)))
    return Turn(joining, (Say(which, slot=SLOT, fresh=True),))


def _moved(joining: Joining, zone: str, view: View, *, fresh: bool = False) -> Turn[Joining]:
    known = zone in zones_named(zone)
    moved = replace(joining, zone=zone if known else joining.zone, asked_city=False)
    return Turn(moved, (_when(moved, view, fresh=fresh),))


def _settled(at: str) -> Say:
    lines = (Line("join-settled", {"clock": at}), Line("join-how-to", style=Style.NOTE))
    return Say(Sentences(lines, ((help_button(),),)), slot=SLOT)
