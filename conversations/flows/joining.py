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
    Effect,
    Event,
    Redeemed,
    RedeemInvitation,
    Said,
    Say,
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
LANGUAGE_NAMES = {"en": "English", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Joining:
    """A person with a valid invitation who has not answered anything yet."""

    invitation: UUID
    locale: str
    zone: str
    agreed: bool = False


def begin(invitation: InvitationView, view: View) -> Turn[Joining]:
    """The first screen, in the invited language, with the other languages at the top."""
    joining = Joining(invitation.id, invitation.locale, invitation.zone)
    return Turn(joining, (_welcome(joining, view, fresh=True),))


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
        case Redeemed(accepted=True):
            agreed = replace(joining, agreed=True)
            return Turn(agreed, (_when(agreed, view),))
        case Redeemed(accepted=False):
            return Turn(None, (invalid_link(),))
        case Tapped(choice=choice) if joining.agreed and choice == OTHER_ZONE:
            return Turn(joining, (_which_city(joining),))
        case Tapped(choice=choice) if joining.agreed and choice.startswith("zone-"):
            return _moved(joining, choice.removeprefix("zone-"), view)
        case Tapped(choice=choice) if joining.agreed and choice.startswith("at-"):
            at = f"{choice[3:5]}:{choice[5:7]}"
            if at not in preset_clocks().values():
                return Turn(joining, (_when(joining, view),))
            return Turn(None, (_settled(at), BeginCheckIns(at, joining.zone)))
        case Said(words) if joining.agreed:
            return _city(joining, words, view)
        case _:
            return Turn(joining, (_screen(joining, view, fresh=True),))


def invalid_link() -> Say:
    """One and the same answer to a link that is used, expired, unknown or of another practice."""
    return Say(Sentences((Line("join-invalid-link"),), ((help_button(),),)), slot=SLOT)


def _screen(joining: Joining, view: View, *, fresh: bool = False) -> Effect:
    if joining.agreed:
        return _when(joining, view, fresh=fresh)
    return _welcome(joining, view, fresh=fresh)


def _welcome(joining: Joining, view: View, *, fresh: bool = False) -> Say:
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
    answers = (
        Button("join-agree-button", SUBJECT, AGREE, look=Look.PRIMARY),
        Button("join-not-now-button", SUBJECT, NOT_NOW),
    )
    return Say(Sentences(lines, (languages, answers, (help_button(),))), slot=SLOT, fresh=fresh)


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
    return Say(Sentences(lines, (*times, other)), slot=SLOT, fresh=fresh)


def _which_city(joining: Joining) -> Say:
    keep = Button(
        "join-keep-zone-button",
        SUBJECT,
        f"zone-{joining.zone}",
        {"zone": city_of(joining.zone)},
    )
    return Say(Sentences((Line("join-which-city"),), ((keep,),)), slot=SLOT)


def _city(joining: Joining, words: str, view: View) -> Turn[Joining]:
    found = zones_named(words)
    if len(found) == 1:
        return _moved(joining, found[0], view, fresh=True)
    if not found:
        lines = (Line("join-city-unknown"), Line("not-read", style=Style.NOTE))
        again = Button("join-other-zone-button", SUBJECT, OTHER_ZONE)
        say = Say(Sentences(lines, ((again,), (help_button(),))))
        return Turn(joining, (say, _when(joining, view, fresh=True)))
    buttons = tuple(
        (Button("zone-button", SUBJECT, f"zone-{zone}", {"zone": city_of(zone)}),)
        for zone in found[:6]
    )
    return Turn(
        joining, (Say(Sentences((Line("join-which-of"),), buttons), slot=SLOT, fresh=True),)
    )


def _moved(joining: Joining, zone: str, view: View, *, fresh: bool = False) -> Turn[Joining]:
    if zone not in zones_named(zone):
        return Turn(joining, (_when(joining, view),))
    moved = replace(joining, zone=zone)
    return Turn(moved, (_when(moved, view, fresh=fresh),))


def _settled(at: str) -> Say:
    lines = (Line("join-settled", {"clock": at}), Line("join-how-to", style=Style.NOTE))
    return Say(Sentences(lines, ((help_button(),),)), slot=SLOT)
