"""What the command line asks for: each command a function from plain values to plain values.

They know nothing of terminals, so that a running portal can carry them out for a command line.
"""

import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from care.codes import code_from, how_many
from care.crisis import STALE_AFTER, ContactsNotUnderstood, CrisisContacts, parse_line
from care.local_time import Hours, HoursNotUnderstood, UnknownZone, local_date, zone
from care.people import ClientId, ClientStatus, PracticeId, Role, StaffId
from care.plan import Every
from care.practice import Practice
from conversations.envelopes import CLIENTS, THERAPISTS
from conversations.talk import secret_hash
from conversations.wording import languages
from portal import crisis_file
from portal.clock import Clock
from portal.crisis_file import CrisisEntry
from questionnaires.catalogue import UnknownInstrument, catalogue, instrument
from questionnaires.wording import languages as instrument_languages
from store import check_ins, inbox, invitations, messages, outbox, people, practices
from store.check_ins import Plan
from store.database import Database
from store.ids import new_id
from store.key_file import KeyProvider, RingName
from store.memory import Memory
from store.people import Client, Member
from store.vault import Vault

PULSE = "pulse"


class NotPossible(Exception):
    """A command that cannot be carried out; the text says why and what to do next."""


@dataclass(frozen=True, slots=True)
class Office:
    """What commands work with."""

    database: Database
    keys: KeyProvider
    clock: Clock
    crisis_cards: Path
    bot_username: Callable[[], Awaitable[str]]

    def memory(self, practice: PracticeId) -> Memory:
        """The sealed memory of one practice, in the clients' ring."""
        return Memory(practice, Vault(self.keys.ring(RingName.CLIENTS)))


async def practice_of(office: Office, name: str | None) -> Practice:
    """The practice of this name, or the only one there is."""
    found = await office.database.read(practices.every)
    if not found:
        raise NotPossible("There is no practice yet. Make one: portal practice create --help")
    if name is not None:
        for each in found:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in found)
        raise NotPossible(f"There is no practice named {name}. There are: {known}")
    if len(found) > 1:
        known = ", ".join(each.name for each in found)
        raise NotPossible(f"Say which practice with --practice. There are: {known}")
    return found[0]


# --- practices ------------------------------------------------------------------------------


async def practice_create(
    office: Office,
    *,
    name: str,
    zone_name: str,
    locale: str = "en",
    colour: str = "#2f6f6d",
    working_hours: str = "mon-fri 09:00-17:00",
    urgent_hours: str = "mon-sun 08:00-22:00",
    emergency: str | None = None,
    lines: Sequence[str] = (),
    verified_by: str = "",
) -> dict[str, Any]:
    """Makes a practice with its data key, and writes its crisis card to the card file."""
    now = office.clock.now()
    practice = Practice(
        PracticeId(new_id()),
        _named(name),
        _locale(locale),
        _zone(zone_name),
        _colour(colour),
        _hours(working_hours, "--working-hours"),
        _hours(urgent_hours, "--urgent-hours"),
        None,
    )
    practice = _with_contacts(practice, emergency, lines, verified_by, now)

    def keep(connection: Connection) -> None:
        if practices.named(connection, practice.name) is not None:
            raise NotPossible(f"There is a practice named {practice.name} already.")
        practices.add(connection, practice, now)
        memory = office.memory(practice.id)
        memory.new_key(connection, memory.house(), now)
        for bot in (CLIENTS, THERAPISTS):
            memory.new_key(connection, inbox.bot_owner(memory, bot), now)

    await office.database.write(keep)
    await write_cards(office)
    return _shown(practice, now)


async def practice_set(
    office: Office, *, practice: str | None = None, **given: Any
) -> dict[str, Any]:
    """Changes what is given about a practice, and writes the card file anew."""
    now = office.clock.now()
    found = await practice_of(office, practice)
    changed = found
    if (name := given.get("name")) is not None:
        changed = replace(changed, name=_named(name))
    if (locale := given.get("locale")) is not None:
        changed = replace(changed, locale=_locale(locale))
    if (zone_name := given.get("zone_name")) is not None:
        changed = replace(changed, zone=_zone(zone_name))
    if (colour := given.get("colour")) is not None:
        changed = replace(changed, colour=_colour(colour))
    if (hours := given.get("working_hours")) is not None:
        changed = replace(changed, working_hours=_hours(hours, "--working-hours"))
    if (hours := given.get("urgent_hours")) is not None:
        changed = replace(changed, urgent_hours=_hours(hours, "--urgent-hours"))
    emergency, lines = given.get("emergency"), given.get("lines") or ()
    if emergency is None and lines and changed.contacts is not None:
        emergency = changed.contacts.emergency
    changed = _with_contacts(changed, emergency, lines, given.get("verified_by") or "", now)
    if changed == found:
        raise NotPossible("Nothing was given to change. portal practice set --help lists what can.")

    def keep(connection: Connection) -> None:
        other = practices.named(connection, changed.name)
        if other is not None and other.id != changed.id:
            raise NotPossible(f"There is a practice named {changed.name} already.")
        practices.change(connection, changed)

    await office.database.write(keep)
    await write_cards(office)
    return _shown(changed, now)


async def practice_show(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """What a practice has chosen for itself."""
    return _shown(await practice_of(office, practice), office.clock.now())


async def write_cards(office: Office) -> None:
    """Writes the crisis cards of all practices to their file, which needs no database."""
    found = await office.database.read(practices.every)
    entries = {
        each.id: CrisisEntry(each.name, each.locale, each.contacts)
        for each in found
        if each.contacts is not None
    }
    crisis_file.write(office.crisis_cards, entries)


def _shown(practice: Practice, now: datetime) -> dict[str, Any]:
    contacts = practice.contacts
    verified = practice.contacts_verified_on
    stale = verified is not None and now.date() - verified > STALE_AFTER
    return {
        "practice": practice.name,
        "language": practice.locale,
        "zone": practice.zone,
        "colour": practice.colour,
        "working_hours": practice.working_hours.text,
        "urgent_hours": practice.urgent_hours.text,
        "emergency": contacts.emergency if contacts else None,
        "crisis_lines": [
            ", ".join(part for part in (each.name, each.number, each.when) if part)
            for each in (contacts.lines if contacts else ())
        ],
        "contacts_verified_on": verified.isoformat() if verified else None,
        "contacts_verified_by": practice.contacts_verified_by or None,
        "contacts_are_old": stale,
        "served": contacts is not None,
    }


def _with_contacts(
    practice: Practice,
    emergency: str | None,
    lines: Sequence[str],
    verified_by: str,
    now: datetime,
) -> Practice:
    if emergency is None:
        if lines:
            raise NotPossible(
                "Crisis lines need an emergency number with them: --emergency 112 for example."
            )
        return practice
    if not verified_by.strip():
        raise NotPossible(
            "Somebody must have called or checked these numbers: say who with --verified-by."
        )
    if not any(letter.isdigit() for letter in emergency):
        raise NotPossible(f"{emergency} is not an emergency number.")
    try:
        parsed = tuple(parse_line(line) for line in lines)
    except ContactsNotUnderstood as trouble:
        raise NotPossible(f"{trouble}") from None
    return replace(
        practice,
        contacts=CrisisContacts(emergency.strip(), parsed),
        contacts_verified_on=local_date(now, zone(practice.zone)),
        contacts_verified_by=verified_by.strip(),
    )


def _named(name: str) -> str:
    if not 1 <= len(name.strip()) <= 60:
        raise NotPossible("The name of a practice has 1 to 60 letters.")
    return name.strip()


def _locale(locale: str) -> str:
    if locale not in languages():
        raise NotPossible(
            f"The portal does not speak {locale} yet. It speaks: {', '.join(languages())}"
        )
    return locale


def _zone(name: str) -> str:
    try:
        return zone(name).key
    except UnknownZone as trouble:
        raise NotPossible(f"{trouble}") from None


def _colour(colour: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise NotPossible(f"{colour} is not a colour; write it as #2f6f6d.")
    return colour.lower()


def _hours(text: str, option: str) -> Hours:
    try:
        return Hours.parse(text)
    except HoursNotUnderstood as trouble:
        raise NotPossible(f"{option}: {trouble}") from None


# --- staff ----------------------------------------------------------------------------------


async def therapist_add(
    office: Office,
    *,
    name: str,
    slack_user: str,
    locale: str | None = None,
    practice: str | None = None,
) -> dict[str, Any]:
    """Makes a therapist who gets alerts in Slack."""
    of_practice = await practice_of(office, practice)
    now = office.clock.now()
    if not (slack_user[:1] in ("U", "W") and slack_user.isalnum() and slack_user.isupper()):
        raise NotPossible(
            f"{slack_user} is not a Slack member id. In Slack, open the profile, then "
            "“Copy member ID”: it begins with U or W."
        )
    member = Member(
        StaffId(new_id()),
        _named(name),
        frozenset({Role.THERAPIST}),
        _locale(locale or of_practice.locale),
        True,
    )

    def keep(connection: Connection) -> None:
        memory = office.memory(of_practice.id)
        if people.accounts(connection, memory, [(THERAPISTS, slack_user)]):
            raise NotPossible(f"{slack_user} belongs to a member of staff already.")
        people.add_member(connection, memory, member, now)
        account = people.new_account(THERAPISTS, staff_id=member.id, locale=member.locale)
        people.add_account(connection, memory, account, slack_user, now)

    await office.database.write(keep)
    return {"therapist": member.name, "slack_user": slack_user, "practice": of_practice.name}


# --- clients --------------------------------------------------------------------------------


async def client_invite(
    office: Office,
    *,
    therapist: str | None = None,
    code: str | None = None,
    locale: str | None = None,
    zone_name: str | None = None,
    instruments: Sequence[str] = ("phq9", "gad7"),
    practice: str | None = None,
) -> dict[str, Any]:
    """Makes a client with a two-word code and a link that joins one Telegram account, once.

    With the code of a client who has not joined yet: a new link; the earlier one ends.
    """
    username = await office.bot_username()
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    now = office.clock.now()
    secret = secrets.token_urlsafe(16)
    language = _locale(locale or of_practice.locale)
    offered = _offered(instruments, language)

    def keep(connection: Connection) -> tuple[Client, datetime]:
        known = people.client_coded(connection, memory, code) if code else None
        if code and known is None:
            raise NotPossible(f"There is no client {code}. Without --code a new one is made.")
        if known is not None and known.status is not ClientStatus.INVITED:
            raise NotPossible(f"{known.code} has joined already; a new link is not needed.")
        client = known or _new_client(connection)
        expires_at = invitations.add(connection, memory, client.id, secret_hash(secret), now)
        return client, expires_at

    def _new_client(connection: Connection) -> Client:
        staff = _therapist(people.members(connection, memory), therapist)
        where = _zone(zone_name or of_practice.zone)
        while True:
            client = Client(
                ClientId(new_id()),
                code_from(secrets.randbelow(how_many())),
                ClientStatus.INVITED,
                staff.id,
                language,
                where,
                "19:30",
                None,
                None,
                bands_for_client=False,
                bands_by_therapist=False,
                gentle_until=None,
                created_at=now,
            )
            if people.add_client(connection, memory, client):
                break
        today = local_date(now, zone(where))
        for each in (PULSE, *offered):
            every = Every.DAY if each == PULSE else Every.WEEK
            plan = Plan(
                new_id(), client.id, each, instrument(each).version, every, today, False, None
            )
            check_ins.add_plan(connection, memory, plan, None)
        return client

    client, expires_at = await office.database.write(keep)
    return {
        "client": client.code,
        "link": f"https://t.me/{username}?start={secret}",
        "valid_until": expires_at.isoformat(),
        "practice": of_practice.name,
        "instruments": [PULSE, *offered],
    }


def _offered(instruments: Sequence[str], language: str) -> tuple[str, ...]:
    for each in instruments:
        try:
            known = instrument(each)
        except UnknownInstrument:
            raise NotPossible(
                f"There is no instrument {each}. There are: {', '.join(sorted(catalogue()))}"
            ) from None
        if language not in instrument_languages(known.code):
            raise NotPossible(f"{each} has no wording in {language}, so it is not sent in it.")
    return tuple(dict.fromkeys(each for each in instruments if each != PULSE))


def _therapist(staff: Sequence[Member], name: str | None) -> Member:
    therapists = [each for each in staff if each.active and Role.THERAPIST in each.roles]
    if not therapists:
        raise NotPossible("There is no therapist yet. Add one: portal therapist add --help")
    if name is not None:
        therapists = [each for each in therapists if each.name == name]
        if not therapists:
            raise NotPossible(f"There is no therapist named {name}.")
    if len(therapists) > 1:
        raise NotPossible("Say whose client it is with --therapist NAME.")
    return therapists[0]


async def client_list(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """The clients by code: status, language, zone and check-in time; nothing they said."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    found = await office.database.read(people.clients, memory)
    return {
        "practice": of_practice.name,
        "clients": [
            {
                "client": each.code,
                "status": each.status.value,
                "language": each.locale,
                "zone": each.zone,
                "check_in_at": each.check_in_at,
            }
            for each in found.values()
        ],
    }


async def client_of(office: Office, memory: Memory, code: str) -> Client:
    """The client of this code."""
    found = await office.database.read(people.client_coded, memory, code)
    if found is None:
        raise NotPossible(f"There is no client {code}. portal client list shows the codes.")
    return found


async def client_bands(
    office: Office, *, code: str, shown: bool, practice: str | None = None
) -> dict[str, Any]:
    """Lets a client choose to see the names of severity ranges, or takes that choice away."""
    memory = office.memory((await practice_of(office, practice)).id)
    client = await client_of(office, memory, code)

    def keep(connection: Connection) -> None:
        people.change_client(connection, memory, client.id, bands_by_therapist=shown)

    await office.database.write(keep)
    return {"client": client.code, "names_of_ranges_may_be_shown": shown}


async def client_appointment(
    office: Office, *, code: str, starts: str, minutes: int = 50, practice: str | None = None
) -> dict[str, Any]:
    """Enters a client's next therapy session, in the practice's zone."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    client = await client_of(office, memory, code)
    try:
        starts_at = datetime.fromisoformat(starts)
    except ValueError:
        raise NotPossible(f"{starts} is not a date and time; write 2026-12-01T10:00.") from None
    if starts_at.tzinfo is None:
        starts_at = starts_at.replace(tzinfo=ZoneInfo(of_practice.zone))
    starts_at = starts_at.astimezone(UTC)
    if starts_at <= office.clock.now():
        raise NotPossible(f"{starts} is over already.")
    await office.database.write(messages.add_appointment, memory, client.id, starts_at, minutes)
    return {"client": client.code, "starts": starts_at.isoformat(), "minutes": minutes}


# --- instruments ----------------------------------------------------------------------------


async def instrument_list(office: Office | None = None) -> dict[str, Any]:
    """The instruments there are and the languages in which each can be offered."""
    return {
        "instruments": [
            {
                "instrument": each.code,
                "version": each.version,
                "items": len(each.items),
                "languages": sorted(instrument_languages(each.code)),
                "licence": each.licence,
            }
            for each in catalogue().values()
        ]
    }


# --- the whole ------------------------------------------------------------------------------


async def counts(office: Office) -> dict[str, Any]:
    """How much waits, was sent and was set aside."""
    return {
        "inbox": await office.database.read(inbox.counts),
        "outbox": await office.database.read(outbox.counts),
    }


Command = Callable[..., Awaitable[dict[str, Any]]]

COMMANDS: Mapping[str, Command] = {
    "practice create": practice_create,
    "practice set": practice_set,
    "practice show": practice_show,
    "therapist add": therapist_add,
    "client invite": client_invite,
    "client list": client_list,
    "client bands": client_bands,
    "client appointment": client_appointment,
}
"""What a running portal can be asked to carry out."""
