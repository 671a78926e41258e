"""The demo practice: made-up people with six weeks behind them, opened in the sandbox.

The weeks are lived without a wire; the last day is lived in the chats, by the portal that then
stays open, so that everything that is seen was sent by it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from care.appointments import Planned
from care.audit import Action, Kind
from care.consent import CONSENT_VERSION, Purpose
from care.correspondence import State as Sent
from care.goals import Draft
from care.homework import Given
from care.journal import Part
from care.local_time import instant, local_date, zone
from care.moments import Marked
from care.notes import USUAL_DAYS, Answer, digest, too_late_at
from portal import (
    appointment_deeds,
    auditing,
    correspondence_deeds,
    homework_deeds,
    note_deeds,
    shelf_deeds,
)
from portal.commands import (
    client_invite,
    facilitator_add,
    group_create,
    group_enrol,
    practice_import,
    practice_of,
    therapist_add,
)
from portal.demo_history import Calendar, History, Joined
from portal.demo_robots import Robot, Robots
from portal.demo_story import (
    ANA,
    APPOINTMENTS,
    CHARACTERS,
    COLLEAGUE,
    EVA,
    GOALS,
    GROUP,
    GROUP_WORDS,
    HOMEWORK,
    JOINED,
    JOURNAL,
    LIBRARY,
    MEMBERS,
    MOMENTS,
    NOTES,
    OPENS,
    SHELVES,
    SLACK_ACCOUNTS,
    SUPERVISOR,
    THERAPIST,
    WRITTEN,
    Character,
    begins,
)
from portal.own_file import OwnFile
from portal.sandboxed import BOT, GROUP_BOT, Sandboxed, hire, open_practice
from portal.scene import Scene
from sandbox.telegram import Participant, Person
from store import (
    appointments,
    correspondence,
    goals,
    journal,
    messages,
    moments,
    notes,
    people,
    resources,
    shelves,
)
from store.memory import Memory
from store.people import Client

ZONE = "Europe/Berlin"
BEGINS_AT, LAST_DAY, OPENS_AT = time(12), time(8), time(9)
GROUP_AT = time(18)
RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users")


@dataclass(frozen=True, slots=True)
class Invited:
    """A character with their code and the link that joins them."""

    character: Character
    code: str
    link: str
    person: Person


@dataclass(frozen=True, slots=True)
class Demo:
    """What there is to play with: everybody by name, and the group."""

    world: Sandboxed
    zone: str
    invited: Mapping[str, Invited]
    circle: Participant
    """The group, as its facilitator has it open."""
    door: str
    """The link by which its members come in."""


def starts(today: date) -> datetime:
    """The instant at which the sandbox's clock begins: six weeks before it opens."""
    return instant(begins(today), BEGINS_AT, zone(ZONE))


def _nobody_waits(_done: int, _whole: int) -> None:
    """Where the weeks are lived without anybody before a terminal."""


async def open_demo(
    world: Sandboxed,
    *,
    own: OwnFile | None = None,
    ticking: bool = False,
    progress: Callable[[int, int], None] = _nobody_waits,
) -> Demo:
    """The practice, its six weeks, and its last day in the chats; the sandbox is open then.

    own: a practice's file, whose brand, scales and hours the made-up people get.
    """
    await _practice(world, own)
    of_practice = await practice_of(world.office, None)
    _name_bots(world, of_practice.name)
    first = world.clock.now().astimezone(zone(of_practice.zone)).date()
    calendar = Calendar(first, of_practice.zone)
    memory = world.office.memory(of_practice.id)
    invited = {each.name: await _invite(world, each) for each in CHARACTERS if each is not EVA}
    known = await world.office.database.read(people.clients, memory)
    clients = {each.code: each for each in known.values()}
    joined = [_joined(invited[each.name], clients) for each in JOINED]
    _meet_the_bot(world, invited)
    await History(world.office, memory, world.clock, calendar).live(joined, progress)

    world.clock.jump(calendar.at(OPENS - 1, LAST_DAY))
    invited[EVA.name] = await _invite(world, EVA)
    world.company = _robots(world, memory, invited, clients, first)
    await _assign(world, memory, invited, clients)
    await _fill_shelves(world, memory, invited, clients)
    await world.start(ticking=ticking)
    await world.advance(calendar.at(OPENS - 1, GROUP_AT))
    circle, door = await _meet(world, invited)
    await _correspond(world, memory, invited, clients)
    await world.advance(calendar.at(OPENS, OPENS_AT))
    for each in (THERAPIST, COLLEAGUE, SUPERVISOR):
        await world.slack_person(SLACK_ACCOUNTS[each]).open_home()
    await world.settle()
    return Demo(world, of_practice.zone, invited, circle, door)


async def _practice(world: Sandboxed, own: OwnFile | None) -> None:
    """The practice itself and its staff."""
    if own is None:
        await open_practice(world, zone_name=ZONE)
    else:
        await practice_import(world.office, text=own.text, place=own.name, keep=True)
        await hire(world, THERAPIST, SLACK_ACCOUNTS[THERAPIST], zone_name=ZONE)
    await facilitator_add(world.office, name=THERAPIST)
    await hire(world, COLLEAGUE, SLACK_ACCOUNTS[COLLEAGUE], zone_name=ZONE)
    world.slack.add_person(SUPERVISOR, user_id=SLACK_ACCOUNTS[SUPERVISOR], tz=ZONE)
    supervisor = SLACK_ACCOUNTS[SUPERVISOR]
    await therapist_add(world.office, name=SUPERVISOR, slack_user=supervisor, supervisor=True)


def _name_bots(world: Sandboxed, name: str) -> None:
    """The chats are called as whoever owns the bots has told @BotFather."""
    of_telegram = world.telegram.world
    of_telegram.bot_named(BOT).rename(name)
    of_telegram.bot_named(GROUP_BOT).rename(f"{name}, groups")


async def _invite(world: Sandboxed, character: Character) -> Invited:
    found = await client_invite(world.office, therapist=character.of)
    person = world.telegram.add_person(character.name, "en", username=character.name.lower())
    return Invited(character, str(found["client"]), str(found["link"]), person)


def _joined(invited: Invited, clients: Mapping[str, Client]) -> Joined:
    secret = invited.link.partition("?start=")[2]
    client = clients[invited.code].id
    return Joined(invited.character, client, str(invited.person.id), secret)


def _meet_the_bot(world: Sandboxed, invited: Mapping[str, Invited]) -> None:
    """Everybody opens the chat, so that the bot may write; the history tells the desk of it."""
    for each in invited.values():
        each.person.open_link(each.link)
    world.telegram.world.bot_named(BOT).updates.clear()


async def _assign(
    world: Sandboxed, memory: Memory, invited: Mapping[str, Invited], clients: Mapping[str, Client]
) -> None:
    """What was agreed upon and marked lately; the letters leave when the portal is there."""

    def assign(connection: Connection) -> None:
        scene = Scene.begin(connection, memory, world.clock.now())
        for character, title, task, days in HOMEWORK:
            client = clients[invited[character.name].code]
            due_on = local_date(scene.now, zone(client.zone)) + timedelta(days=days)
            homework_deeds.assign(scene, client.id, client.therapist, Given(title, task, due_on))
        for character, ahead, clock, minutes, how, place, says_yes in APPOINTMENTS:
            client = clients[invited[character.name].code]
            here = zone(scene.practice.zone)
            day = local_date(scene.now, here) + timedelta(days=ahead)
            planned = Planned(instant(day, clock, here), minutes, how, place)
            made = appointment_deeds.plan(scene, client.id, client.therapist, planned)
            if says_yes:
                appointments.confirm(connection, memory, made, scene.now)
        for character, title, ago, marked_by, is_shared in MOMENTS:
            client = clients[invited[character.name].code]
            on = local_date(scene.now, zone(client.zone)) - timedelta(days=ago)
            by = client.therapist if marked_by else None
            marked = Marked(title, on, is_shared)
            made = moments.mark(connection, memory, client.id, by, marked, scene.now)
            if by is not None:
                scene.note(by, Action.MARKED, Kind.MOMENT, made, subject=client.id)
        _write_journals(scene, invited, clients)
        _set_goals(scene, invited, clients)
        auditing.post(scene, None)

    await world.office.database.write(assign)


def _write_journals(
    scene: Scene, invited: Mapping[str, Invited], clients: Mapping[str, Client]
) -> None:
    """Who writes a journal agrees to that, and who shares some of it agrees to that too."""
    connection, memory = scene.connection, scene.memory
    sharing = {character.name for character, _, _, shared in JOURNAL if shared}
    for character, ago, said, shared in JOURNAL:
        client = clients[invited[character.name].code]
        counts = character.name in sharing
        purposes = [Purpose.JOURNAL, *([Purpose.JOURNAL_SHARING] if counts else [])]
        people.give_consent(connection, memory, client.id, purposes, CONSENT_VERSION, scene.now)
        at = scene.now - timedelta(days=ago)
        on = local_date(at, zone(client.zone))
        parts = tuple(Part(prompt, words) for prompt, words in said)
        entry = journal.keep(connection, memory, client.id, on, parts, at, counts=counts)
        if shared:
            journal.share(connection, memory, entry, at)


def _set_goals(scene: Scene, invited: Mapping[str, Invited], clients: Mapping[str, Client]) -> None:
    connection, memory = scene.connection, scene.memory
    for character, said, near, steps, is_shared in GOALS:
        client = clients[invited[character.name].code]
        (first, rating), *later = near
        at = scene.now - timedelta(days=first)
        draft, here = Draft(said, rating, is_shared), zone(client.zone)
        goal = goals.begin(connection, memory, client.id, draft, local_date(at, here), at)
        for ago, value in later:
            at = scene.now - timedelta(days=ago)
            goals.rate(connection, memory, goal, value, local_date(at, here), at)
        for step in steps:
            goals.add_step(connection, memory, goal, step, at)
        kept = goals.get(connection, memory, goal)
        if kept is not None and kept.steps:
            goals.tick(connection, memory, goal, kept.steps[0].id, at)


def _hold_the_same(
    scene: Scene, invited: Mapping[str, Invited], clients: Mapping[str, Client]
) -> None:
    """Notes of sessions: one was agreed to, and of another the client is told as of any."""
    connection, memory = scene.connection, scene.memory
    for character, ago, text, is_agreed in NOTES:
        client = clients[invited[character.name].code]
        at, here = scene.now - timedelta(days=ago), zone(client.zone)
        by = client.therapist
        made = notes.draft(connection, memory, client.id, by, text, local_date(at, here), at)
        answer_by = too_late_at(scene.now, USUAL_DAYS, here, None)
        proposed_at = at + timedelta(hours=1) if is_agreed else scene.now
        notes.propose(connection, memory, made, digest(text), answer_by, proposed_at)
        scene.note(by, Action.PROPOSED, Kind.NOTE, made, subject=client.id)
        if is_agreed:
            purpose = [Purpose.NOTES]
            people.give_consent(connection, memory, client.id, purpose, CONSENT_VERSION, at)
            agreed = (1, digest(text), Answer.AGREED, "", at + timedelta(hours=5))
            notes.answer(connection, memory, made, *agreed)
            note_deeds.settle(scene, client.id, made)


async def _correspond(
    world: Sandboxed, memory: Memory, invited: Mapping[str, Invited], clients: Mapping[str, Client]
) -> None:
    """A message that was answered, one that waits since the evening, and notes of sessions."""

    def exchange(connection: Connection) -> None:
        scene = Scene.begin(connection, memory, world.clock.now())
        _exchange(scene, clients[invited[ANA.name].code])
        _hold_the_same(scene, invited, clients)
        auditing.post(scene, None)

    await world.office.database.write(exchange)


def _exchange(scene: Scene, client: Client) -> None:
    connection, memory = scene.connection, scene.memory
    asked, replied, waits = WRITTEN
    written_at = scene.now - timedelta(days=3)
    answered_at = written_at + timedelta(hours=2)
    correspondence.add(connection, memory, client.id, asked, written_at, None)
    correspondence.note_told(connection, memory, client.id, written_at, written_at)
    correspondence.note_opened(connection, memory, client.id, answered_at)
    by, kind = client.therapist, messages.ANSWER
    answer = messages.add(
        *(connection, memory, client.id, by, None, replied, answered_at, answered_at, kind)
    )
    messages.settle(connection, memory, answer, messages.SENT, answered_at)
    settled = (Sent.ANSWERED, by, answer, answered_at)
    correspondence.settle(connection, memory, client.id, *settled)
    scene.note(by, Action.ANSWERED, Kind.MESSAGE, answer, subject=client.id)
    correspondence_deeds.keep(scene, client.id, waits)


async def _fill_shelves(
    world: Sandboxed, memory: Memory, invited: Mapping[str, Invited], clients: Mapping[str, Client]
) -> None:
    """The library, what lies on shelves since the weeks before, and what is put there only now."""

    def fill(connection: Connection) -> None:
        scene = Scene.begin(connection, memory, world.clock.now())
        there = {each.code for each in resources.of_practice(connection, memory)}
        for each in LIBRARY:
            if each.code not in there:
                resources.keep(connection, memory, each, scene.now)
        for character, code, why, days, said in SHELVES:
            client = clients[invited[character.name].code]
            if days == 0:
                shelf_deeds.put(scene, client.id, client.therapist, code, why)
                continue
            at = scene.now - timedelta(days=days)
            item = shelves.put(
                connection, memory, client.id, client.therapist, code, why, at, tell_at=None
            )
            shelves.opened(connection, memory, item, at + timedelta(hours=8))
            if said is not None:
                shelves.react(connection, memory, item, said, at + timedelta(hours=9))
        auditing.post(scene, None)

    await world.office.database.write(fill)


def _robots(
    world: Sandboxed,
    memory: Memory,
    invited: Mapping[str, Invited],
    clients: Mapping[str, Client],
    first: date,
) -> Robots:
    robots = [
        Robot(each, clients[invited[each.name].code].id, invited[each.name].person)
        for each in JOINED
        if each.diary is not None and each.until is None
    ]
    return Robots(world.office.database, memory, robots, BOT, first, world.settle)


async def _meet(world: Sandboxed, invited: Mapping[str, Invited]) -> tuple[Participant, str]:
    """The group's chat with its bot, and everybody in it, a few words said already."""
    created = await group_create(world.office, name=GROUP, facilitator=THERAPIST)
    bot = world.telegram.world.bot_named(GROUP_BOT)
    leader = world.telegram.add_person(THERAPIST, "en")
    leader.open_link(GROUP_BOT)
    circle = world.telegram.add_group(GROUP, leader)
    circle.leading.add(bot.id)
    circle.leading.promote(bot.id, *RIGHTS)
    circle.say(created["or_type_in_the_group"])
    await world.settle()
    members = [invited[each.name] for each in MEMBERS]
    doors = [await group_enrol(world.office, group=GROUP, client=each.code) for each in members]
    door = str(doors[0]["door"])
    for each in members:
        each.person.open_link(GROUP_BOT)
        each.person.open_invite(door)
    await world.settle()
    for each in members:
        each.person.tap(GROUP_BOT, "I agree")
    await world.settle()
    for character, words in GROUP_WORDS:
        invited[character.name].person.in_group(circle.group.id).say(words)
    await world.settle()
    return circle, door
