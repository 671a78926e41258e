"""What a client chooses about the portal: time, place, language, pictures; one tap each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from care.people import PictureChoice
from care.places import city_of, clock_in, zones_named
from care.plan import preset_clocks
from conversations.contents import Button, Line, Sentences, Style
from conversations.flows.checkin import help_button
from conversations.flows.joining import LANGUAGE_NAMES, places_named
from conversations.turn import Preference, Say, SetPreference, ShowProgress, Tapped, Turn

if TYPE_CHECKING:
    from conversations.view import ClientView, View

SLOT = "settings"
QUESTION = "settings"
SUBJECT = "settings"
AFTER_FIRST = "settings.first-picture"

WAKING = ("05:00", "06:00", "07:00", "08:00", "09:00", "10:00")
"""When people wake, to choose from."""


@dataclass(frozen=True, slots=True)
class Moving:
    """The client was asked for a city; the next words are taken as its name."""


def overview(client: ClientView, view: View, *, fresh: bool = True) -> Say:
    """All choices as they stand, each with a button that changes it."""
    lines: tuple[Line, ...] = (
        Line("settings-title", style=Style.TITLE),
        Line("settings-time", {"clock": client.check_in_at}),
        Line(
            "settings-zone",
            {"zone": city_of(client.zone), "clock": clock_in(view.now, client.zone)},
        ),
        Line("settings-language", {"language": LANGUAGE_NAMES.get(client.locale, client.locale)}),
        Line(f"settings-picture-{client.picture or 'unasked'}"),
        Line(f"settings-dark-{'on' if client.dark_pictures else 'off'}"),
    )
    rows: list[tuple[Button, ...]] = [
        (Button("settings-time-button", QUESTION, "time"),),
        (Button("settings-zone-button", QUESTION, "zone"),),
        (Button("settings-language-button", QUESTION, "language"),),
        (Button("settings-picture-button", QUESTION, "picture"),),
        (_dark_button(client),),
    ]
    if client.bands_allowed:
        key = "settings-bands-off-button" if client.bands_wanted else "settings-bands-on-button"
        rows.append((Button(key, QUESTION, "bands-off" if client.bands_wanted else "bands-on"),))
    if client.wakes_at is not None:
        lines += (Line("settings-wakes", {"clock": client.wakes_at}),)
        rows.append((Button("settings-wakes-button", QUESTION, "wakes"),))
    lines += _phone_lines(client)
    rows += _phone_rows(client)
    return Say(Sentences(lines, (*rows, (help_button(),))), slot=SLOT, fresh=fresh)


def ask_picture(question: str = QUESTION) -> Say:
    """When to show scores; asked once after the first questionnaire, and whenever it is changed."""
    rows = tuple(
        (Button(f"picture-{choice}-button", question, f"picture-{choice}"),)
        for choice in PictureChoice
    )
    slot = SLOT if question == QUESTION else "first-picture"
    return Say(Sentences((Line("picture-question"),), (*rows, (help_button(),))), slot=slot)


def take_turn(event: Tapped, client: ClientView, view: View) -> Turn[Moving]:
    """A press on one of the choices; an unknown one shows the overview again."""
    choice = event.choice
    match choice.partition("-"):
        case ("time", "", _):
            return Turn(None, (_times(),))
        case ("time", "-", at) if (clock := f"{at[:2]}:{at[2:]}") in preset_clocks().values():
            return _chosen(Preference.CHECK_IN_AT, clock, "settings-time", {"clock": clock})
        case ("wakes", "", _):
            return Turn(None, (_waking_times(),))
        case ("wakes", "-", at) if (clock := f"{at[:2]}:{at[2:]}") in WAKING:
            return _chosen(Preference.WAKES_AT, clock, "settings-wakes", {"clock": clock})
        case ("zone", "", _):
            asked = Sentences((Line("settings-which-city"),), (_all_settings(), (help_button(),)))
            return Turn(Moving(), (Say(asked, slot=SLOT),))
        case ("zone", "-", zone) if zone in zones_named(zone):
            clock = clock_in(view.now, zone)
            args = {"zone": city_of(zone), "clock": clock}
            return _chosen(Preference.ZONE, zone, "settings-zone", args)
        case ("language", "", _):
            return Turn(None, (_languages(view),))
        case ("language", "-", locale) if locale in view.practice.locales:
            args = {"language": LANGUAGE_NAMES.get(locale, locale)}
            return _chosen(Preference.LOCALE, locale, "settings-language", args)
        case ("picture", "", _):
            return Turn(None, (ask_picture(),))
        case ("picture", "-", wish) if wish in tuple(PictureChoice):
            return _picture(event, PictureChoice(wish), view)
        case ("discreet", "-", "on" | "off" as wish):
            return _chosen(Preference.DISCREET, wish, f"settings-discreet-{wish}", {})
        case ("dark", "-", "on" | "off" as wish):
            return _chosen(Preference.DARK, wish, f"settings-dark-{wish}", {})
        case ("bands", "-", "on" | "off" as wish) if client.bands_allowed:
            return _chosen(Preference.BANDS, wish, f"settings-bands-{wish}", {})
        case _:
            return Turn(None, (overview(client, view),))


def heard(words: str, client: ClientView, view: View) -> Turn[Moving]:
    """Words where a city was asked for: an offer to move there, or the question again."""
    named = places_named(words)
    found = [zone for zone in named if city_of(zone) != city_of(client.zone)][:6]
    if named and not found:
        # The client is there already: nothing to change, and the clock shows that it is right.
        return Turn(None, (overview(client, view),))
    if not found:
        lines = (Line("join-city-unknown"), Line("not-read", style=Style.NOTE))
        again = Sentences(lines, (_all_settings(), (help_button(),)))
        return Turn(Moving(), (Say(again, slot=SLOT, fresh=True),))
    rows = tuple(
        (Button("zone-button", QUESTION, f"zone-{zone}", {"zone": city_of(zone)}),)
        for zone in found
    )
    move = Sentences((Line("settings-move-question"),), (*rows, _all_settings(), (help_button(),)))
    return Turn(None, (Say(move, slot=SLOT, fresh=True),))


def _dark_button(client: ClientView) -> Button:
    wish = "off" if client.dark_pictures else "on"
    return Button(f"settings-dark-{wish}-button", QUESTION, f"dark-{wish}")


def _phone_lines(client: ClientView) -> tuple[Line, ...]:
    """What guards the chat on this phone."""
    return (
        Line(f"settings-discreet-{'on' if client.discreet else 'off'}"),
        Line(f"settings-pin-{'off' if client.lock_after is None else 'on'}"),
    )


def _phone_rows(client: ClientView) -> tuple[tuple[Button, ...], ...]:
    wish = "off" if client.discreet else "on"
    return (
        (Button(f"settings-discreet-{wish}-button", QUESTION, f"discreet-{wish}"),),
        (
            Button("settings-pin-button", "pin", "overview"),
            Button("settings-hide-button", "hide", "yes"),
        ),
    )


def _all_settings() -> tuple[Button, ...]:
    return (Button("settings-more-button", QUESTION, "overview"),)


def _chosen(preference: Preference, value: str, key: str, args: dict[str, str]) -> Turn[Moving]:
    lines = (Line("settings-saved"), Line(key, dict(args)))
    say = Say(Sentences(lines, (_all_settings(), (help_button(),))), slot=SLOT)
    return Turn(None, (SetPreference(preference, value), say))


def _picture(event: Tapped, wish: PictureChoice, view: View) -> Turn[Moving]:
    kept = SetPreference(Preference.PICTURE, wish.value)
    if event.question != AFTER_FIRST:
        return _chosen(Preference.PICTURE, wish.value, f"settings-picture-{wish}", {})
    lines = (Line("settings-saved"), Line(f"settings-picture-{wish}"))
    say = Say(Sentences(lines, ((help_button(),),)), slot="first-picture")
    if wish in (PictureChoice.EACH, PictureChoice.WEEKLY):
        shown = tuple(ShowProgress(code) for code in view.scored)
        return Turn(None, (kept, say, *shown))
    return Turn(None, (kept, say))


def _times() -> Say:
    rows = tuple(
        (Button(f"time-{name}-button", QUESTION, f"time-{at.replace(':', '')}", {"clock": at}),)
        for name, at in preset_clocks().items()
    )
    lines = (Line("settings-which-time"), Line("settings-messages", style=Style.NOTE))
    return Say(Sentences(lines, (*rows, (help_button(),))), slot=SLOT)


def _waking_times() -> Say:
    rows = tuple(
        (Button("settings-clock-button", QUESTION, f"wakes-{at.replace(':', '')}", {"clock": at}),)
        for at in WAKING
    )
    return Say(Sentences((Line("settings-which-waking"),), (*rows, (help_button(),))), slot=SLOT)


def _languages(view: View) -> Say:
    rows = tuple(
        (
            Button(
                "language-button", QUESTION, f"language-{each}", {"language": LANGUAGE_NAMES[each]}
            ),
        )
        for each in view.practice.locales
    )
    return Say(Sentences((Line("settings-which-language"),), (*rows, (help_button(),))), slot=SLOT)
