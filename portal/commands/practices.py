"""Practices: make one, change it, show it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.crisis import STALE_AFTER
from care.local_time import local_date, zone
from care.people import PracticeId, Role
from care.practice import Practice
from conversations.envelopes import CLIENTS, THERAPISTS
from portal.auditing import by_administrator
from portal.commands import given
from portal.commands.staff import called, who_may_stand_in
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of, write_cards
from portal.settings import SHAPES
from store import escalation, groups, inbox, people, practices
from store import tokens as kept_tokens
from store.ids import new_id
from store.memory import Memory
from store.tokens import TokenKind

WORKING_HOURS = "mon-fri 09:00-17:00"
URGENT_HOURS = "mon-sun 08:00-22:00"
LONGEST_WAIT = 24 * 60
"""Minutes; who waits longer for somebody to take an urgent alert has no chain."""

LONGEST_PRIVACY_TEXT = 1500
"""Characters that a person reads in a chat, and that fit one message with what is around them."""

COLOUR = f"#{given.EXAMPLE_COLOUR}"


@needs(Capability.CONFIGURE_PRACTICE)
async def practice_create(
    office: Office,
    *,
    name: str,
    zone_name: str,
    locale: str = "en",
    colour: str = COLOUR,
    working_hours: str = WORKING_HOURS,
    urgent_hours: str = URGENT_HOURS,
    emergency: str | None = None,
    lines: Sequence[str] = (),
    verified_by: str | None = None,
) -> dict[str, Any]:
    """Makes a practice with its data key, and writes its crisis card to the card file."""
    now = office.clock.now()
    practice = Practice(
        PracticeId(new_id()),
        given.named(name, "a practice"),
        given.locale(locale),
        given.zone_name(zone_name),
        given.colour(colour),
        given.hours(working_hours, "--working-hours"),
        given.hours(urgent_hours, "--urgent-hours"),
        None,
    )
    practice = _with_contacts(practice, emergency, lines, verified_by, now)

    def keep(connection: Connection) -> None:
        add_practice(office, connection, practice, now)

    await office.database.write(keep)
    await write_cards(office)
    return await _with_tokens(office, practice)


def add_practice(office: Office, connection: Connection, practice: Practice, now: datetime) -> None:
    """Keeps a new practice with its keys."""
    if practices.named(connection, practice.name) is not None:
        raise NotPossible(
            f"There is a practice named {practice.name} already. Change it with: "
            "portal practice set --help"
        )
    practices.add(connection, practice, now)
    memory = office.memory(practice.id)
    memory.new_key(connection, memory.house(), now)
    for bot in (CLIENTS, THERAPISTS):
        memory.new_key(connection, inbox.bot_owner(memory, bot), now)
    groups.ensure_keys(connection, office.groups(practice.id), now)
    by_administrator(office, connection, memory, Action.CONFIGURED, Kind.PRACTICE, practice.id)


@needs(Capability.CONFIGURE_PRACTICE)
async def practice_set(
    office: Office,
    *,
    practice: str | None = None,
    name: str | None = None,
    zone_name: str | None = None,
    locale: str | None = None,
    colour: str | None = None,
    working_hours: str | None = None,
    urgent_hours: str | None = None,
    emergency: str | None = None,
    lines: Sequence[str] = (),
    verified_by: str | None = None,
    tokens: Mapping[str, str] | None = None,
    forget_tokens: Sequence[str] = (),
    chain: str | None = None,
    escalate_after: int | None = None,
    privacy_text: str | None = None,
    delete_typed: str | None = None,
    discreet: str | None = None,
) -> dict[str, Any]:
    """Changes what is given about a practice, and writes the card file anew.

    Tokens are sealed in the database, so that each of several practices has its own bots.
    """
    now = office.clock.now()
    sealed = {token_kind(kind): _token(kind, value) for kind, value in (tokens or {}).items()}
    forgotten = [token_kind(kind) for kind in forget_tokens]
    options = (name, zone_name, locale, colour, working_hours, urgent_hours, emergency, verified_by)
    passing_on = (chain, escalate_after, privacy_text, delete_typed, discreet)
    nothing = all(each is None for each in (*options, *passing_on))
    if nothing and not (lines or sealed or forgotten):
        raise NotPossible("Nothing was given to change. portal practice set --help lists what can.")
    found = changed = await practice_of(office, practice)
    if name is not None:
        changed = replace(changed, name=given.named(name, "a practice"))
    if locale is not None:
        changed = replace(changed, locale=given.locale(locale))
    if zone_name is not None:
        changed = replace(changed, zone=given.zone_name(zone_name))
    if colour is not None:
        changed = replace(changed, colour=given.colour(colour))
    if working_hours is not None:
        changed = replace(changed, working_hours=given.hours(working_hours, "--working-hours"))
    if urgent_hours is not None:
        changed = replace(changed, urgent_hours=given.hours(urgent_hours, "--urgent-hours"))
    if privacy_text is not None:
        changed = replace(changed, privacy_text=privacy_words(privacy_text))
    if delete_typed is not None:
        changed = replace(changed, delete_typed=given.on_or_off(delete_typed, "--delete-typed"))
    if discreet is not None:
        changed = replace(changed, discreet=given.on_or_off(discreet, "--discreet"))
    changed = _with_contacts(changed, emergency, lines, verified_by, now)

    def keep(connection: Connection) -> None:
        other = practices.named(connection, changed.name)
        if other is not None and other.id != found.id:
            raise NotPossible(f"There is a practice named {changed.name} already.")
        practices.change(connection, changed)
        memory = office.memory(found.id)
        for kind, value in sealed.items():
            _taken_by_another(office, connection, found, kind, value)
            kept_tokens.keep(connection, memory, kind, value, now)
        for kind in forgotten:
            kept_tokens.forget(connection, memory, kind)
        if chain is not None or escalate_after is not None:
            keep_chain(connection, memory, chain, escalate_after)
        by_administrator(office, connection, memory, Action.CONFIGURED, Kind.PRACTICE, found.id)

    await office.database.write(keep)
    await write_cards(office)
    return await _with_tokens(office, changed)


def privacy_words(text: str) -> str | None:
    """The practice's own words; none when the file is empty, which takes them back."""
    words = text.strip()
    if len(words) > LONGEST_PRIVACY_TEXT:
        raise NotPossible(
            f"--privacy-text: {len(words)} characters are too many for a chat; "
            f"at most {LONGEST_PRIVACY_TEXT}."
        )
    return words or None


def keep_chain(
    connection: Connection, memory: Memory, chain: str | None, escalate_after: int | None
) -> None:
    """The order in which urgent alerts are passed on, and how soon; what is not given stays."""
    kept = escalation.of_practice(connection, memory)
    members = who_may_stand_in(connection, memory)
    order = kept.chain
    if chain is not None:
        names = [each for part in chain.split(",") if (each := " ".join(part.split()))]
        for each in names:
            if called(each) not in members:
                known = ", ".join(member.name for member in members.values()) or "nobody yet"
                raise NotPossible(
                    f"--chain: there is no therapist or supervisor named {each}. There are: {known}"
                )
        order = tuple(dict.fromkeys(members[called(each)].id for each in names))
    after = kept.after
    if escalate_after is not None:
        if not 1 <= escalate_after <= LONGEST_WAIT:
            raise NotPossible(
                f"--escalate-after is a number of minutes, from 1 to {LONGEST_WAIT}; 10 is usual."
            )
        after = timedelta(minutes=escalate_after)
    escalation.choose(connection, memory, order, after)


async def _chain_shown(office: Office, practice: Practice) -> dict[str, Any]:
    memory = office.memory(practice.id)
    kept = await office.database.read(escalation.of_practice, memory)
    members = await office.database.read(people.members, memory)
    names = {each.id: each.name for each in members}
    supervisors = [
        each.name
        for each in members
        if each.active and Role.SUPERVISOR in each.roles and each.id not in kept.chain
    ]
    return {
        "urgent_chain": [*(names[each] for each in kept.chain if each in names), *supervisors],
        "escalate_after_minutes": int(kept.after.total_seconds() // 60),
        "chain_tested_at": kept.tested_at.isoformat() if kept.tested_at else None,
    }


@needs(Capability.CONFIGURE_PRACTICE)
async def practice_show(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """What a practice has chosen for itself."""
    return await _with_tokens(office, await practice_of(office, practice))


async def _with_tokens(office: Office, practice: Practice) -> dict[str, Any]:
    own = await office.database.read(kept_tokens.of_practice, office.memory(practice.id))
    shown = {**_shown(practice, office.clock.now()), **await _chain_shown(office, practice)}
    return {**shown, "tokens": sorted(own)}


def token_kind(typed: str) -> TokenKind:
    """What a token opens, by its name."""
    try:
        return TokenKind(typed.strip().lower())
    except ValueError:
        raise NotPossible(
            f"There is no token called {typed!r}. There are: {', '.join(TokenKind)}"
        ) from None


def _token(kind: str, value: str) -> str:
    shape, sentence = SHAPES[token_kind(kind)]
    if not shape.fullmatch(value.strip()):
        raise NotPossible(f"What was given for {kind} {sentence}")
    return value.strip()


def _taken_by_another(
    office: Office, connection: Connection, mine: Practice, kind: TokenKind, value: str
) -> None:
    """One bot serves one practice: two would each hear half of what is said."""
    for other in practices.every(connection):
        if other.id == mine.id:
            continue
        own = kept_tokens.of_practice(connection, office.memory(other.id))
        if own.get(kind) == value:
            raise NotPossible(
                f"This token belongs to {other.name} already. Each practice needs a bot and an "
                "app of its own."
            )


def _with_contacts(
    practice: Practice,
    emergency: str | None,
    lines: Sequence[str],
    verified_by: str | None,
    now: datetime,
) -> Practice:
    """The practice with what was given of its contacts; what was not given stays as it is."""
    if emergency is None and not lines and verified_by is None:
        return practice
    before = practice.contacts
    emergency = emergency or (before.emergency if before else None)
    if emergency is None:
        raise NotPossible(
            "Crisis contacts need an emergency number with them: --emergency 112 for example."
        )
    if not (verified_by or "").strip():
        raise NotPossible(
            "Somebody must have called or checked these numbers: say who with --verified-by."
        )
    kept = given.crisis_lines(lines) if lines else before.lines if before else ()
    return replace(
        practice,
        contacts=given.contacts(emergency, kept),
        contacts_verified_on=local_date(now, zone(practice.zone)),
        contacts_verified_by=given.named(verified_by or "", "whoever checked the numbers"),
    )


def _shown(practice: Practice, now: datetime) -> dict[str, Any]:
    contacts = practice.contacts
    verified = practice.contacts_verified_on
    today = local_date(now, zone(practice.zone))
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
        "contacts_are_old": verified is not None and today - verified > STALE_AFTER,
        "has_privacy_text": practice.privacy_text is not None,
        "delete_typed": practice.delete_typed,
        "discreet": practice.discreet,
        "served": contacts is not None,
    }
