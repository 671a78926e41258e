"""What people type, read kindly: a slip gets the nearest right word, never a guess."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from care.crisis import ContactsNotUnderstood, CrisisContacts, CrisisLine, parse_line
from care.local_time import Hours, HoursNotUnderstood, UnknownZone, zone
from care.units import is_shown_as_written
from conversations.wording import languages
from portal.office import NotPossible

LONGEST_NAME = 60
EXAMPLE_COLOUR = "2f6f6d"
ALWAYS = "mon-sun 00:00-24:00"

_MEMBER_ID = re.compile(r"[UW][A-Z0-9]{2,}", re.ASCII)


def named(name: str, of: str) -> str:
    """A name of one line, in the letters of any language."""
    plain = unicodedata.normalize("NFC", name.strip())
    if not 1 <= len(plain) <= LONGEST_NAME:
        raise NotPossible(f"The name of {of} has 1 to {LONGEST_NAME} letters.")
    return one_line(plain, f"The name of {of}")


def one_line(text: str, what: str) -> str:
    """The text, if a terminal and a chat show it as one line as it was meant."""
    if not is_shown_as_written(text):
        raise NotPossible(f"{what} holds a sign that cannot be shown. Type it again by hand.")
    return text


def slack_member(typed: str) -> str:
    """A member of a Slack workspace, by the id that Slack shows."""
    if not _MEMBER_ID.fullmatch(typed.strip()):
        raise NotPossible(
            f"{typed.strip()!r} is not a Slack member id. In Slack, open the profile, then "
            "“Copy member ID”: it begins with U or W, as U012ABCDEF."
        )
    return typed.strip()


def on_or_off(typed: str, option: str) -> bool:
    """A switch, as a person says it."""
    match typed.strip().lower():
        case "on":
            return True
        case "off":
            return False
        case _:
            raise NotPossible(f"{option} is on or off, and not {typed!r}.")


def locale(typed: str) -> str:
    """A language that the portal speaks."""
    plain = typed.strip().lower()
    if plain not in languages():
        raise NotPossible(
            f"The portal does not speak {typed!r} yet. It speaks: {', '.join(languages())}"
        )
    return plain


def zone_name(typed: str) -> str:
    """A time zone by its name, however its letters are cased."""
    plain = "_".join(typed.split())
    cased = _zones()
    try:
        return zone(cased.get(plain.lower(), plain)).key
    except UnknownZone:
        near = _near_zones(plain.lower(), cased)
        meant = f"Did you mean {' or '.join(near)}?" if near else "Write it as Europe/Berlin."
        raise NotPossible(f"There is no time zone called {typed!r}. {meant}") from None


@cache
def _zones() -> dict[str, str]:
    """Every zone by its name in lower case; to look for them reads hundreds of files."""
    return {each.lower(): each for each in available_timezones()}


def _near_zones(plain: str, cased: dict[str, str]) -> list[str]:
    """Whole names that are near, else those of a city that is."""
    if near := get_close_matches(plain, cased, n=2, cutoff=0.8):
        return [cased[each] for each in near]
    by_city: dict[str, str] = {}
    for each in sorted(cased):
        area, slash, city = each.rpartition("/")
        if slash and area not in {"etc", "right", "posix"}:
            by_city.setdefault(city, cased[each])
    city = plain.rpartition("/")[2]
    return [by_city[each] for each in get_close_matches(city, by_city, n=2, cutoff=0.75)]


def colour(typed: str) -> str:
    """A colour; the hash may be left out, because a shell takes it for the start of a remark."""
    found = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", typed.strip().lower())
    if found is None:
        raise NotPossible(
            f"{typed!r} is not a colour. Write six digits from 0 to f, as {EXAMPLE_COLOUR}."
        )
    digits = found.group(1)
    return "#" + (digits if len(digits) == 6 else "".join(each * 2 for each in digits))


def hours(typed: str, option: str) -> Hours:
    """Weekly hours; "always" is every hour of the week."""
    plain = ALWAYS if typed.strip().lower() == "always" else typed
    try:
        return Hours.parse(plain)
    except HoursNotUnderstood as trouble:
        raise NotPossible(f"{option}: {trouble}") from None


def contacts(emergency: str, lines: Sequence[CrisisLine]) -> CrisisContacts:
    """What goes onto the crisis card."""
    plain = one_line(emergency.strip(), "The emergency number")
    if not any(letter.isdigit() for letter in plain):
        raise NotPossible(f"{emergency!r} is not an emergency number. Write it as 112.")
    return CrisisContacts(plain, tuple(lines))


def crisis_lines(typed: Sequence[str]) -> tuple[CrisisLine, ...]:
    """Crisis lines, as they are typed one by one."""
    try:
        return tuple(parse_line(one_line(each, "A crisis line")) for each in typed)
    except ContactsNotUnderstood as trouble:
        raise NotPossible(f"--line: {trouble}") from None
