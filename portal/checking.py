"""`portal check`: a list of what is there, what is missing and what is old, without secrets."""

import os
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from care.crisis import STALE_AFTER
from care.local_time import local_date, zone
from care.on_call import AHEAD
from care.people import Role
from care.practice import Practice
from conversations.discretion import health_words
from conversations.home import TEST_AGAIN
from portal import control
from portal.credentials import Credentials, credentials, of_environment
from portal.key_place import place_of
from portal.office import NotPossible, Office
from portal.opening import keys_of, reading, settings
from portal.plain_words import SENTENCES
from portal.rota import coming
from portal.scene import Scene
from portal.settings import ENV_FILE, Settings, SettingsTrouble, is_this_machine
from store import erasures, escalation, groups, inbox, outbox, people, practices
from store import migrate as migrations
from store.database import room_for
from store.key_file import OTHERS
from store.key_provider import KeyFile
from store.people import Member
from store.tokens import TokenKind

SOUND_SQLITE = (3, 51, 3)
"""From this version on SQLite is free of a fault that needs two writers; we have one."""

LOOK_BACK = timedelta(days=7)
"""Letters that were lost longer ago are not told of: it may have been put right."""

RID_WITHIN = timedelta(minutes=10)
"""After this time what was erased is gone from the disk, unless something is wrong."""

CREATE = 'portal practice create --name "Harbour Practice" --zone Europe/Berlin'
CONTACTS = (
    "portal practice set --emergency 112 "
    '--line "Crisis line, +49 800 1110111, day and night" --verified-by "Mira Winter"'
)
ADD = 'portal therapist add --name "Mira Winter" --slack-user U012ABCDEF'


class Weight(StrEnum):
    """Whether a finding is in order, wants to be known, or keeps the portal from serving."""

    GOOD = "good"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list, and what to do about it."""

    weight: Weight
    what: str
    next: str = ""


RUNNING = Finding(Weight.GOOD, "The portal is running.")


async def check() -> dict[str, Any]:
    """The whole list; ready: whether `portal run` would serve."""
    findings = _machine()
    try:
        found = settings()
    except SettingsTrouble as trouble:
        findings += [Finding(Weight.MISSING, each) for each in trouble.sentences]
    else:
        findings += [*_settings(found), *_folders(found), *await _kept(found)]
    missing = any(each.weight is Weight.MISSING for each in findings)
    return {
        "ready": not missing,
        "running": RUNNING in findings,
        "findings": [asdict(each) for each in findings],
    }


def _machine() -> list[Finding]:
    # Only what a person could change: an SQLite that asks for one writer has one.
    sound = sqlite3.sqlite_version_info >= SOUND_SQLITE
    remark = "" if sound else ", which is safe with one writer; the portal allows no second"
    return [
        Finding(Weight.GOOD, f"Python {'.'.join(map(str, sys.version_info[:3]))}"),
        Finding(Weight.GOOD, f"SQLite {sqlite3.sqlite_version}{remark}"),
        *_fonts(),
    ]


def _fonts() -> list[Finding]:
    """Which letters pictures can show; what is missing is no fault where nobody writes so."""
    # The drawing library is loaded for this command alone.
    from charts.fonts import has_arabic, has_han, has_hangul

    scripts = {
        "Arabic": has_arabic(),
        "Chinese and Japanese": has_han(),
        "Korean": has_hangul(),
    }
    shown = ["Latin, Greek and Cyrillic", *(name for name, there in scripts.items() if there)]
    missing = [name for name, there in scripts.items() if not there]
    known = f"Pictures show these letters: {', '.join(shown)}"
    if not missing:
        return [Finding(Weight.GOOD, known)]
    remark = (
        f". There is no font for {', '.join(missing)} on this machine, and such letters are left "
        "out of pictures, never of words. Install one if your clients write so: Noto Sans Arabic, "
        "Noto Sans CJK"
    )
    return [Finding(Weight.GOOD, known + remark)]


def _settings(found: Settings) -> list[Finding]:
    if ENV_FILE.exists():
        findings = [Finding(Weight.GOOD, f"Settings from {ENV_FILE.resolve()}")]
        if ENV_FILE.stat().st_mode & OTHERS:
            findings.append(
                Finding(
                    Weight.WARNING,
                    "Other accounts of this machine may read .env, and it holds the tokens.",
                    "chmod 0600 .env",
                )
            )
    else:
        findings = [
            Finding(
                Weight.WARNING,
                f"There is no file .env in {Path.cwd()}: only the environment counts.",
                "Copy .env.example to .env in the folder where you start the portal.",
            )
        ]
    defaults = Settings.model_fields
    for name, address in (
        ("Telegram", "telegram_api_url"),
        ("Slack", "slack_api_url"),
    ):
        if (chosen := getattr(found, address)) != defaults[address].default:
            findings.append(Finding(Weight.GOOD, f"{name} is asked at {chosen}"))
    return findings


def _tokens(tokens: Credentials, whose: str = "") -> list[Finding]:
    """Which platforms could be served with these; `whose` begins the line where it matters."""
    of_telegram, over_http = TokenKind.CLIENT_BOT in tokens, TokenKind.SLACK_SIGNING in tokens
    of_slack = TokenKind.SLACK_BOT in tokens and (over_http or TokenKind.SLACK_APP in tokens)
    weight = Weight.WARNING if of_telegram or of_slack else Weight.MISSING
    findings = []
    if of_telegram:
        findings.append(Finding(Weight.GOOD, f"{whose}Telegram: the client bot has a token"))
    else:
        findings.append(
            Finding(
                weight,
                f"{whose}Telegram: no token, so no client is served.",
                "Ask @BotFather in Telegram for a bot; its token is PORTAL_CLIENT_BOT_TOKEN.",
            )
        )
    if of_slack:
        what = "token and its signing secret" if over_http else "two tokens"
        findings.append(Finding(Weight.GOOD, f"{whose}Slack: the app has its {what}"))
    else:
        findings.append(
            Finding(
                weight,
                f"{whose}Slack: no tokens, so no therapist hears of anything.",
                "Make a Slack app from docs/slack-manifest.yml (portal setup leads through it); "
                "its tokens are PORTAL_SLACK_BOT_TOKEN and PORTAL_SLACK_APP_TOKEN.",
            )
        )
    if weight is Weight.MISSING:
        findings.append(
            Finding(Weight.GOOD, "Without any token you can try the portal: portal sandbox")
        )
    return findings


def _called_at(found: Settings, practice: Practice, tokens: Credentials) -> list[Finding]:
    """Where platforms call; the address for Slack is to be entered on the pages of the app."""
    findings = [_record_page(found)] if TokenKind.SLACK_BOT in tokens else []
    is_called = found.public_url is not None and found.webhook_secret is not None
    if is_called and TokenKind.CLIENT_BOT in tokens:
        findings.append(Finding(Weight.GOOD, f"Telegram calls {found.public_url}"))
    if TokenKind.SLACK_SIGNING in tokens:
        host = found.public_url or "https://your-address"
        address = f"{host}/slack/{practice.id}/events"
        findings.append(Finding(Weight.GOOD, f"Slack is to call {address} for {practice.name}"))
    return findings


def _record_page(found: Settings) -> Finding:
    """Where therapists read what clients answer, if that is anywhere."""
    how = "docs/record-page.md says how; the setting is PORTAL_PUBLIC_URL."
    if found.public_url is not None:
        return Finding(Weight.GOOD, f"Record page: reached at {found.public_url}")
    if found.serves_http and is_this_machine(found.http_host):
        return Finding(
            Weight.WARNING, "Record page: only who sits at this machine reaches it.", how
        )
    return Finding(
        Weight.WARNING, "Record page: no address, so therapists cannot open a record.", how
    )


def _folders(found: Settings) -> list[Finding]:
    """Where something is to be written and cannot be."""
    wanted = {"The crisis cards": (found.crisis_file, "PORTAL_CRISIS_FILE")}
    if (path := found.database_path) is not None:
        wanted["The database"] = (path, "PORTAL_DATABASE_URL")
    findings = []
    for what, (file, setting) in wanted.items():
        folder = file.resolve().parent
        if not (folder.is_dir() and os.access(folder, os.W_OK)):
            findings.append(
                Finding(
                    Weight.MISSING,
                    f"{what} cannot be written to the folder {folder}.",
                    "Make the folder, give the account that runs the portal the right to write "
                    f"there, or point {setting} elsewhere.",
                )
            )
    return findings


def _room(database: Path) -> list[Finding]:
    """Whether an erasure finds room on the disk."""
    needed, free = room_for(database)
    if free >= needed:
        return []
    return [
        Finding(
            Weight.WARNING,
            "The disk has no room to write the database anew, which an erasure does: "
            f"{_megabytes(needed)} are needed, {_megabytes(free)} are free.",
            f"Make room in {database.resolve().parent}.",
        )
    ]


def _megabytes(size: int) -> str:
    return f"{-(-size // 1_000_000):,} MB"


async def _kept(found: Settings) -> list[Finding]:
    """What key file and database say, as far as they can be opened."""
    path = found.database_path
    findings = []
    try:
        if path is not None and not path.exists():
            return [*_tokens(of_environment(found)), *await _key_file_alone(found)]
        async with reading(found) as made:
            findings.append(Finding(Weight.GOOD, _keys_at(found)))
            findings.append(Finding(Weight.GOOD, _database_of(found)))
            findings += [] if path is None else _room(path)
            findings += await _in_database(made, found)
    except SENTENCES as trouble:
        findings += [*_tokens(of_environment(found)), Finding(Weight.MISSING, str(trouble))]
    if path is not None and control.is_listening(control.socket_path(path)):
        findings.append(RUNNING)
    return findings


def _keys_at(found: Settings) -> str:
    place = place_of(found)
    if isinstance(place, KeyFile):
        return f"Key file at {found.key_file.resolve()}"
    return f"Keys from {place}"


async def _key_file_alone(found: Settings) -> list[Finding]:
    try:
        await keys_of(found)
    except SENTENCES as trouble:
        key_file = Finding(Weight.MISSING, str(trouble))
    else:
        key_file = Finding(Weight.GOOD, _keys_at(found))
    return [key_file, Finding(Weight.MISSING, "There is no practice yet. Make one:", CREATE)]


def _database_of(found: Settings) -> str:
    path = found.database_path
    where = f"at {path.resolve()}" if path is not None else "in PostgreSQL"
    return f"Database {where}, version {migrations.head()}"


async def _in_database(made: Office, found: Settings) -> list[Finding]:
    every = await made.database.read(practices.every)
    if not every:
        missing = Finding(Weight.MISSING, "There is no practice yet. Make one:", CREATE)
        return [*_tokens(of_environment(found)), missing]
    findings = []
    try:
        _, tokens = await credentials(made, found)
    except NotPossible as trouble:
        findings.append(Finding(Weight.MISSING, str(trouble)))
    else:
        for practice in every:
            whose = f"{practice.name}: " if len(every) > 1 else ""
            findings += _tokens(tokens[practice.id], whose)
            findings += await _groups(made, practice, tokens[practice.id])
            findings += _called_at(found, practice, tokens[practice.id])
    for practice in every:
        findings += await _practice(made, practice)
    return [*findings, *await _set_aside(made)]


async def _practice(made: Office, practice: Practice) -> list[Finding]:
    findings = [_contacts(practice, made.clock.now())]
    staff = await made.database.read(people.members, made.memory(practice.id))
    therapists = sum(each.active and Role.THERAPIST in each.roles for each in staff)
    if therapists:
        findings.append(Finding(Weight.GOOD, f"{practice.name}: therapists: {therapists}"))
    else:
        findings.append(
            Finding(Weight.MISSING, f"{practice.name} has no therapist yet. Add one:", ADD)
        )
    if _weekly(practice) < timedelta(days=7):
        hours = practice.urgent_hours.text
        findings.append(
            Finding(
                Weight.WARNING,
                f"{practice.name}: nobody takes urgent cards outside of {hours}.",
                "If somebody does: portal practice set --urgent-hours always",
            )
        )
    return [
        *findings,
        *_discretion(practice),
        *await _chain(made, practice, staff),
        *await _on_call(made, practice),
        *await _erased(made, practice),
    ]


async def _erased(made: Office, practice: Practice) -> list[Finding]:
    """Who was erased a while ago, and has no receipt yet."""
    before = made.clock.now() - RID_WITHIN
    held_up = await made.database.read(erasures.held_up, made.memory(practice.id), before)
    if not held_up:
        return []
    return [
        Finding(
            Weight.WARNING,
            f"{practice.name}: {held_up} erased, and the disk is not rid of it yet; the receipt "
            "waits for that.",
            "A running portal sees to it. If it runs: is there room on the disk, and does another "
            "program read the database all the time?",
        )
    ]


def _discretion(practice: Practice) -> list[Finding]:
    """What a telephone shows in every notification, where clients begin in discreet mode."""
    if not practice.discreet:
        return []
    found = health_words(practice.name, practice.locale)
    if not found:
        said = f"{practice.name}: clients begin in discreet mode; the bot's own name is yours"
        return [Finding(Weight.GOOD, said)]
    return [
        Finding(
            Weight.WARNING,
            f"{practice.name}: clients begin in discreet mode, and the name says “{found[0]}”.",
            "A telephone shows the bot's name with every message: give it one that says nothing, "
            "at @BotFather with /setname.",
        )
    ]


async def _groups(made: Office, practice: Practice, tokens: Credentials) -> list[Finding]:
    """Whether somebody hears the therapy groups; a practice without any needs no bot for them."""
    memory = made.groups(practice.id)
    number = len(await made.database.read(groups.every, memory))
    if TokenKind.GROUP_BOT in tokens:
        said = f"{practice.name}: Telegram: the groups' bot has a token; groups: {number}"
        return [Finding(Weight.GOOD, said)]
    if not number:
        return []
    return [
        Finding(
            Weight.MISSING,
            f"{practice.name}: no token for the groups' bot, so nobody hears its groups.",
            "docs/groups.md says how; its token is PORTAL_GROUP_BOT_TOKEN.",
        )
    ]


async def _on_call(made: Office, practice: Practice) -> list[Finding]:
    """Whether somebody is on call, and there, in the urgent hours of the next two weeks."""
    memory, now = made.memory(practice.id), made.clock.now()
    found = await made.database.read(lambda held: coming(Scene.begin(held, memory, now), AHEAD))
    open_days = [f"{each.day:%a} {each.day}" for each in found if not each.name]
    away = [f"{each.name} on {each.day:%a} {each.day}" for each in found if each.absent]
    findings = []
    if found and not open_days and not away:
        said = f"{practice.name}: somebody is on call in all urgent hours of the next two weeks"
        findings.append(Finding(Weight.GOOD, said))
    if open_days:
        findings.append(
            Finding(
                Weight.WARNING,
                f"{practice.name}: nobody is on call on {', '.join(open_days)}.",
                "portal practice on-call DAY NAME; until then the chain alone holds on these days.",
            )
        )
    if away:
        findings.append(
            Finding(
                Weight.WARNING,
                f"{practice.name}: on call and away or out of reach: {', '.join(away)}.",
                "Give the day to somebody else, in Slack with /portal oncall, or with: "
                "portal practice on-call DATE NAME",
            )
        )
    return findings


async def _chain(made: Office, practice: Practice, staff: Sequence[Member]) -> list[Finding]:
    """Who is told of urgent alerts after the client's therapist, and whether that was tried."""
    memory, now = made.memory(practice.id), made.clock.now()
    chosen = await made.database.read(escalation.of_practice, memory)
    names = {each.id: each.name for each in staff if each.active}
    supervisors = [each.id for each in staff if each.active and Role.SUPERVISOR in each.roles]
    in_chain = [each for each in dict.fromkeys((*chosen.chain, *supervisors)) if each in names]
    findings = []
    if in_chain:
        minutes = int(chosen.after.total_seconds() // 60)
        told = ", ".join(names[each] for each in in_chain)
        findings.append(
            Finding(
                Weight.GOOD,
                f"{practice.name}: urgent cards that nobody takes go on after {minutes} minutes, "
                f"to {told}",
            )
        )
    elif names:
        findings.append(
            Finding(
                Weight.GOOD,
                f"{practice.name}: urgent cards go to the client's own therapist alone",
            )
        )
    findings += [
        Finding(
            Weight.WARNING,
            f"{practice.name}: {names[each]} is in the chain and cannot be written to in Slack.",
            "Compare the Slack member id; the account must be active and in the app's workspace.",
        )
        for each in in_chain
        if not (await made.database.read(escalation.chain_of, memory, each, now)).reaches_therapist
    ]
    if names and (chosen.tested_at is None or now - chosen.tested_at > TEST_AGAIN):
        when = (
            f"was last tested on {local_date(chosen.tested_at, zone(practice.zone))}"
            if chosen.tested_at
            else "has not been tested"
        )
        findings.append(
            Finding(
                Weight.WARNING,
                f"{practice.name}: the chain of urgent cards {when}.",
                "In Slack: /portal test",
            )
        )
    return findings


def _contacts(practice: Practice, now: datetime) -> Finding:
    verified = practice.contacts_verified_on
    if practice.contacts is None or verified is None:
        return Finding(
            Weight.MISSING,
            f"{practice.name} has no crisis contacts, so no client is served. Enter them:",
            CONTACTS,
        )
    told = (
        f"{practice.name}: crisis contacts checked on {verified} by {practice.contacts_verified_by}"
    )
    if local_date(now, zone(practice.zone)) - verified > STALE_AFTER:
        return Finding(
            Weight.WARNING,
            f"{told}, more than {STALE_AFTER.days} days ago. Call the numbers, then:",
            'portal practice set --verified-by "Mira Winter"',
        )
    return Finding(Weight.GOOD, told)


def _weekly(practice: Practice) -> timedelta:
    """How much of a week the urgent hours cover."""
    here = zone(practice.zone)
    monday = datetime(2026, 1, 5, tzinfo=UTC).date()
    spans = [
        span
        for ahead in range(7)
        for span in practice.urgent_hours.on(monday + timedelta(days=ahead), here)
    ]
    return sum((closes - opens for opens, closes in spans), timedelta())


async def _set_aside(made: Office) -> list[Finding]:
    """What could not be sent or read, by number."""
    findings = []
    dead = (await made.database.read(outbox.counts)).get(outbox.DEAD, 0)
    if dead:
        findings.append(
            Finding(Weight.WARNING, f"{dead} messages could not be sent; the log says why.")
        )
    lost = await made.database.read(outbox.lost_to_staff, made.clock.now() - LOOK_BACK)
    if lost:
        findings.append(
            Finding(
                Weight.WARNING,
                f"{lost} messages to therapists did not arrive in the last {LOOK_BACK.days} days: "
                "Slack does not let the app write to them.",
                "Compare the Slack member id that each was added with: in Slack, open the profile, "
                "then “Copy member ID”. The account must be active and in the app's workspace.",
            )
        )
    aside = (await made.database.read(inbox.counts)).get(inbox.QUARANTINED, 0)
    if aside:
        findings.append(
            Finding(Weight.WARNING, f"{aside} messages could not be read; the log says why.")
        )
    return findings
