"""People who put canaries in by every way there is: the chats, the group, Slack, the terminal."""

import asyncio
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from benchmarks.drills.adapting import PICTURE
from benchmarks.drills.canaries import Cage
from benchmarks.drills.circle import NAME as GROUP_NAME
from benchmarks.drills.circle import PHONE, WORRY, Circle
from benchmarks.drills.nursery import Nursery
from benchmarks.drills.stage import Guest, Member, Stage
from benchmarks.drills.witness import WITNESS, heard
from benchmarks.drills.witnessed import STUMBLE
from care.notes import digest
from conversations.channels import Matter
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS
from conversations.flows.checkin import opening_item
from portal.sandboxed import BOT, GROUP_BOT
from questionnaires.catalogue import instrument
from sandbox.slack.person import Person as SlackPerson
from sandbox.telegram import Person
from store import inbox, notes, outbox, people
from store import tables as kept

RESTS_WITHIN = 180.0
LATER = timedelta(seconds=15)
"""Longer than a message can be taken back, and than a turn that failed is tried again."""
CALM = 2
"""So many looks in a row at which nothing waits."""
PIN = "70412"
SAID, FILES, NAMES = "words in a chat", "what comes with a file", "a name in Telegram"
GROUP, CARDS = "words in a group", "words in Slack"
LENT = "Walks of half an hour"
"""What the library has: the practice's own words, which lie in the open."""

WORKFLOW = """
[[workflows]]
name = "answered"
on = true
when = { questionnaire = "phq9" }
then = [{ tell = "therapist" }]
"""


@dataclass
class Life:
    """The stage with the portal on it, the cage, and what people do."""

    stage: Stage
    ward: Nursery
    cage: Cage
    dice: random.Random
    environ: dict[str, str]

    # --- waiting

    async def rest(self, *, wholly: bool = False) -> None:
        """Returns when everything that is due, or wholly: soon due, was handled and has left."""
        async with asyncio.timeout(RESTS_WITHIN):
            calm = 0
            while calm < CALM:
                bots = self.stage.telegram.world.bots.values()
                waiting = sum(bot.updates.count() for bot in bots)
                until = self.stage.now() + (LATER if wholly else timedelta(0))
                waiting += await self.stage.world.office.database.read(_due, until)
                calm = calm + 1 if waiting == 0 else 0
                await asyncio.sleep(0.02)

    async def reads(self, person: Person, words: str) -> None:
        """Returns when the newest message in the chat with the bot has these words."""
        async with asyncio.timeout(RESTS_WITHIN):
            while words not in person.chat(BOT)[-1].text:  # noqa: ASYNC110 - a chat has no event
                await asyncio.sleep(0.02)

    # --- who they are

    def name(self, person: Person) -> None:
        """Gives a person a name, a last one and a username that are canaries."""
        account = self.stage.telegram.world.accounts[person.id]
        account.profile = replace(
            account.profile, name=self.cage.word(NAMES), username=self.cage.word(NAMES)
        )
        self.cage.number("a number in Telegram", str(person.id), CLIENTS, GROUPS)

    # --- the client bot

    async def joins(self, guest: Guest) -> None:
        """From the link to the last question of every check-in that is open."""
        guest.person.open_link(guest.link)
        await self.rest()
        for data in ("join:agree", "join:at-1930"):
            self._tap(guest.person, data)
            await self.rest()
        for sheet in guest.sheets:
            await self._fills_in(guest.person, f"{sheet.token}.{sheet.instrument}")

    async def _fills_in(self, person: Person, name: str) -> None:
        kind = instrument(name.partition(".")[2])
        # An old button leads to the question at which the check-in stands.
        self._tap(person, f"{name}.{opening_item(kind)}:resume")
        for item in range(1, len(kind.items) + 1):
            chosen = list(kind.choices(item))
            # What cannot wait is always answered so: a plan for it is written as well.
            value = max(chosen)
            if not kind.is_critical(item, value):
                value = self.dice.choice(chosen)
            person.tap_data(BOT, self._latest(person), f"{name}.{item}:{value}")
            person.say(BOT, self.cage.sentence(SAID))
        await self.rest()

    async def looks_around(self, person: Person) -> None:
        """Everything else that a client can open, with words wherever words are taken."""
        for data in ("help:card", "help:tell", "help:where"):
            self._tap(person, data)
            await self.rest()
        for command in ("progress", "privacy", "settings", "checkin", "stop"):
            person.say(BOT, f"/{command} {self.cage.sentence(SAID)}")
            await self.rest()
        for data in ("settings:zone", "settings:other", "progress:phq9", "stop:yes", "return:yes"):
            self._tap(person, data)
            await self.rest()
            person.say(BOT, self.cage.sentence(SAID))
        await self.rest()

    async def takes_a_copy(self, person: Person) -> None:
        """A copy of everything, in a file that only its passphrase opens."""
        person.say(BOT, "/export")
        await self.rest()
        person.tap(BOT, "Make my copy")
        await self.rest()

    async def locks(self, person: Person) -> None:
        """A PIN, typed twice on the keypad, and words at the locked chat."""
        person.say(BOT, "/pin")
        # Behind a turn that fails, whatever somebody does waits until that is given up.
        await self.reads(person, "Choose a PIN")
        for read_then in ("Once more", "Your PIN is set."):
            for label in (*PIN, "OK"):
                person.tap(BOT, label)
                await self.rest()
            await self.reads(person, read_then)
        person.say(BOT, "/lock")
        await self.reads(person, "Locked.")
        person.say(BOT, self.cage.sentence(SAID))
        await self.rest()

    def _tap(self, person: Person, data: str) -> None:
        person.tap_data(BOT, self._latest(person), data)

    def _latest(self, person: Person) -> int:
        return max(each.message_id for each in person.chat(BOT))

    def writes(self, person: Person) -> None:
        """What a client may send at any time, kept or not."""
        said = person.say(BOT, self.cage.sentence(SAID))
        person.edit(BOT, said.message_id, self.cage.sentence(SAID))
        person.say(BOT, "x" * 3900 + self.cage.sentence(SAID))
        person.say(BOT, f"/{self.cage.word(SAID)} {self.cage.word(SAID)}")
        person.open_link(BOT, self.cage.word(SAID))
        person.send_photo(BOT, PICTURE, self.cage.sentence(FILES))
        person.tap_data(BOT, self._latest(person), f"{self.cage.word(SAID)}:1")
        for content in self._files():
            self._brings(person, content)

    def _files(self) -> Sequence[dict[str, Any]]:
        word = self.cage.word
        file = {"file_id": "made-up", "file_unique_id": "made-up"}
        spot = {"latitude": 14.83, "longitude": -91.52}
        return (
            {"document": {**file, "file_name": word(FILES)}, "caption": word(FILES)},
            {"audio": {**file, "duration": 1, "title": word(FILES), "performer": word(FILES)}},
            {"contact": {"phone_number": word(FILES), "first_name": word(FILES)}},
            {"venue": {"location": spot, "title": word(FILES), "address": word(FILES)}},
        )

    def _brings(self, person: Person, content: dict[str, Any]) -> None:
        world = self.stage.telegram.world
        bot = world.bot_named(BOT)
        account = world.accounts[person.id]
        chat = world.opened(bot, account)
        body = {
            "message_id": chat.next_message_id(),
            "date": int(self.stage.now().timestamp()),
            "chat": chat.json(),
            "from": account.profile.json(),
            **content,
        }
        world.queue(bot, "message", body)

    def stumbles(self, person: Person) -> None:
        """Meets a fault that quotes the client, and brings what cannot be read."""
        person.say(BOT, f"{STUMBLE} {self.cage.sentence('words in a fault')}")
        words = self.cage.word("words in what cannot be read")
        unreadable: dict[str, object] = {"message": {"text": words, "date": words}}
        for bot in (BOT, GROUP_BOT):
            self.stage.telegram.inject(bot, unreadable)

    # --- the group

    async def comes_in(self, circle: Circle, member: Member) -> None:
        """Through the door, into the group, with a word to the bot as it asks of everybody."""
        member.person.open_invite(circle.door or "", bio=self.cage.word(NAMES))
        await self.rest()
        [*_, pledge] = member.person.chat(GROUP_BOT)
        agree = next(
            each.data
            for row in pledge.buttons
            for each in row
            if (each.data or "").endswith("agree")
        )
        member.person.tap_data(GROUP_BOT, pledge.message_id, agree or "")
        await self.rest()
        member.person.open_link(GROUP_BOT)
        await self.rest()

    async def talks(self, circle: Circle, member: Member) -> None:
        """What is written in a group: harmless, changed, against its rules, in need."""
        here = member.person.in_group(circle.leader.group.id)
        word = self.cage.sentence
        said = here.say(word(GROUP))
        here.edit(said.message_id, word(GROUP))
        here.send_photo(PICTURE, word(GROUP))
        here.say(f"/report {word(GROUP)}", reply_to=said.message_id)
        here.say(f"{word(GROUP)} {PHONE} {word(GROUP)}")
        here.say(f"{WORRY} {word(GROUP)}")
        member.person.say(GROUP_BOT, word(GROUP))
        await self.rest()

    # --- Slack

    async def therapist(self, person: SlackPerson) -> None:
        """Writes, commands, and answers a card with words for a client."""
        await person.say(self.cage.sentence(CARDS))
        await person.command("/portal", self.cage.sentence(CARDS))
        await person.command("/portal", f"away until {self.cage.word(CARDS)}")
        await person.open_home()
        await self.rest()
        if _with_button(person, "Send support") is None:
            return
        await self._opens(person, "Send support")
        person.fill("text", self.cage.sentence("words of a therapist", Matter.STAFF_WORDS))
        await person.submit()
        await self.rest()

    async def gives_homework(self, therapist: SlackPerson, guest: Guest) -> None:
        """Assigned in Slack, and the client hands in a photo and a few words about it."""
        await therapist.command("/portal", f"homework {guest.code}")
        await self.rest()
        await self._opens(therapist, "Assign homework")
        title = self.cage.word("the name of homework", Matter.STAFF_WORDS)
        therapist.fill("title", title)
        therapist.fill("task", self.cage.sentence("what is to be done", Matter.STAFF_WORDS))
        await therapist.submit()
        await self.rest(wholly=True)
        guest.person.tap(BOT, "Add words or a photo")
        await self.rest()
        guest.person.send_file(BOT, PICTURE, f"{self.cage.word(FILES)}.png")
        await self.rest(wholly=True)
        guest.person.say(BOT, self.cage.sentence(SAID))
        await self.rest()

    async def meets(self, therapist: SlackPerson, guest: Guest) -> None:
        """Planned in Slack, the client asks for another time in words, and reads an answer."""
        await therapist.command("/portal", f"appointment {guest.code}")
        await self.rest()
        await self._opens(therapist, "Plan one")
        therapist.fill("day", (self.stage.now() + timedelta(days=9)).date().isoformat())
        therapist.fill("at", "16:00")
        therapist.fill("place", self.cage.sentence("where they meet", Matter.STAFF_WORDS))
        await therapist.submit()
        await self.rest(wholly=True)
        guest.person.say(BOT, "/appointments")
        await self.rest()
        guest.person.tap(BOT, _appointment(guest))
        await self.rest()
        guest.person.tap(BOT, "Ask for another time")
        await self.rest()
        guest.person.say(BOT, self.cage.sentence(SAID))
        await self.rest(wholly=True)
        await self._opens(therapist, "Time stays")
        therapist.fill("words", self.cage.sentence("what is said to a request", Matter.STAFF_WORDS))
        await therapist.submit()
        await self.rest(wholly=True)

    async def fills_a_shelf(self, therapist: SlackPerson, guest: Guest) -> None:
        """Something of the library, with a word why, and the client says that it helped."""
        await therapist.command("/portal", f"shelf {guest.code}")
        await _form_of(therapist)
        therapist.fill("resource", LENT)
        therapist.fill("why", self.cage.sentence("why it lies on a shelf", Matter.STAFF_WORDS))
        await therapist.submit()
        await self.rest()
        guest.person.say(BOT, "/shelf")
        await self.rest()
        guest.person.tap(BOT, LENT)
        await self.rest()
        guest.person.tap(BOT, "Helpful")

    async def marks_moments(self, therapist: SlackPerson, guest: Guest) -> None:
        """A client marks a day in the chat, and a therapist one in Slack."""
        guest.person.say(BOT, "/moment")
        await self.rest()
        guest.person.say(BOT, self.cage.word("a key moment", Matter.OWN_WORDS))
        await self.rest()
        for label in ("Today", "Yes, share it"):
            guest.person.tap(BOT, label)
            await self.rest()
        guest.person.tap(BOT, "Change the words")
        await self.rest()
        guest.person.say(BOT, self.cage.word("other words for it", Matter.OWN_WORDS))
        await self.rest()
        await therapist.command("/portal", f"moment {guest.code}")
        await self.rest()
        await self._opens(therapist, "Mark a key moment")
        title = self.cage.word("a therapist's key moment", Matter.STAFF_WORDS)
        therapist.fill("title", title)
        await therapist.submit()
        await self.rest()
        guest.person.say(BOT, "/moment")
        await self.rest()
        guest.person.tap(BOT, "All of them")
        await self.rest()

    async def wants(self, guest: Guest) -> None:
        """A client says what they want, and a smaller step to it."""
        guest.person.say(BOT, "/goals")
        await self.rest()
        guest.person.tap(BOT, "Something I want")
        await self.rest()
        guest.person.say(BOT, self.cage.word("a goal", Matter.OWN_WORDS))
        await self.rest()
        for label in ("Yes, share it", "3", "A smaller step"):
            guest.person.tap(BOT, label)
            await self.rest()
        guest.person.say(BOT, self.cage.word("a smaller step", Matter.OWN_WORDS))
        await self.rest()

    async def reads_a_note(self, guest: Guest) -> None:
        """A note is proposed as the record page does, read, and asked to be changed."""
        text = self.cage.word("a note of a session", Matter.STAFF_WORDS)
        now = self.stage.now()

        def propose(connection: Connection) -> None:
            memory = self.stage.memory
            author = people.clients(connection, memory, [guest.id])[guest.id].therapist
            made = notes.draft(connection, memory, guest.id, author, text, now.date(), now)
            until = now + timedelta(days=14)
            notes.propose(connection, memory, made, digest(text), until, now)

        with heard(self.environ[WITNESS]):
            await self.stage.world.office.database.write(propose)
        guest.person.say(BOT, "/notes")
        await self.rest()
        guest.person.tap(BOT, "Yes, show me the notes")
        await self.rest()
        guest.person.tap(BOT, _first_button(guest, "note:"))
        await self.rest()
        guest.person.tap(BOT, "I want something changed")
        await self.rest()
        guest.person.say(BOT, self.cage.word("an answer to a note", Matter.OWN_WORDS))
        await self.rest()
        guest.person.tap(BOT, "Send")
        await self.rest(wholly=True)

    async def writes_to_therapist(self, therapist: SlackPerson, guest: Guest) -> None:
        """A client writes to the therapist, who looks at what waits."""
        guest.person.say(BOT, "/message")
        await self.rest()
        guest.person.say(BOT, self.cage.word("a message to the therapist", Matter.OWN_WORDS))
        await self.rest()
        guest.person.tap(BOT, "Send")
        await self.rest(wholly=True)
        await therapist.command("/portal", f"messages {guest.code}")
        await self.rest()

    async def keeps_a_journal(self, guest: Guest) -> None:
        """A client writes twice, shares one entry, and looks at both."""
        guest.person.say(BOT, "/journal")
        await self.rest()
        guest.person.tap(BOT, "Yes, keep what I write")
        await self.rest()
        guest.person.say(BOT, self.cage.word("a private journal entry", Matter.OWN_WORDS))
        await self.rest()
        guest.person.say(BOT, "/journal")
        await self.rest()
        guest.person.say(BOT, self.cage.word("a shared journal entry", Matter.OWN_WORDS))
        await self.rest()
        card = guest.person.chat(BOT)[-1]
        share = next(each.label for row in card.buttons for each in row if "Share" in each.label)
        for label in (share, "Yes, share it", "My entries"):
            guest.person.tap(BOT, label)
            await self.rest()

    async def knows_an_answer(self, therapist: SlackPerson) -> None:
        """Takes an urgent card and writes down which plan there is."""
        await therapist.press("I take it", ts=_with_button(therapist, "I take it"))
        await self.rest()
        await self._opens(therapist, "Known, with a plan")
        therapist.fill("plan", self.cage.sentence("a plan"))
        therapist.fill("until", (self.stage.now() + timedelta(days=7)).date())
        await therapist.submit()
        await self.rest()

    async def _opens(self, person: SlackPerson, button: str) -> None:
        """Presses what opens a form, and waits for it."""
        await person.press(button, ts=_with_button(person, button))
        await _form_of(person)

    # --- the terminal

    async def commands(self, members: Iterable[Member]) -> None:
        """What is typed at terminals while the portal runs, right and wrong."""
        workflows = self.stage.folder / "workflows.toml"
        workflows.write_text(WORKFLOW)
        where = ("--link", "https://example.org/walks")
        nobody = self.cage.word("a name that is nobody's")
        await self._opens_a_group()
        for each in members:
            await self.command("group", "enrol", GROUP_NAME, each.code)
        await self.command("workflow", "import", str(workflows), "--yes")
        await self.command("resource", "add", "walks", "--title", LENT, *where)
        await self.command("client", "invite", "--therapist", nobody, fails=True)

    async def _opens_a_group(self) -> None:
        name = self.cage.word("the name of a therapist", Matter.STAFF_NAMES)
        group = self.cage.word("the name of a group", Matter.STAFF_NAMES)
        slack = self.stage.slack.add_person(self.cage.word(CARDS), user_id="U0CANARY01")
        self.cage.number("a number in Slack", slack.id, THERAPISTS)
        await self.command(
            *("therapist", "add", "--facilitator", "--name", name, "--slack-user", slack.id)
        )
        await self.command("group", "create", "--name", group, "--facilitator", name)

    async def command(self, *words: str, fails: bool = False) -> None:
        """One command, in a process of its own; what it prints is for whoever typed it."""
        status, said = await self.ward.command(self.stage.folder, self.environ, words)
        if bool(status) != fails:
            raise RuntimeError(f"portal {words[0]} {words[1]}: {said[-500:]}")


def _appointment(guest: Guest) -> str:
    """The button of the newest appointment in the chat, whatever day it is on."""
    return _first_button(guest, "appointment:")


def _first_button(guest: Guest, asks: str) -> str:
    """The newest button in the chat that asks this, whatever it says."""
    return next(
        each.label
        for message in reversed(guest.person.chat(BOT))
        for row in message.buttons
        for each in row
        if (each.data or "").startswith(asks)
    )


async def _form_of(person: SlackPerson) -> None:
    """Waits for a form to be there."""
    async with asyncio.timeout(RESTS_WITHIN):
        while person.view is None:  # noqa: ASYNC110 - a form has no event
            await asyncio.sleep(0.02)


def _with_button(person: SlackPerson, label: str) -> str | None:
    """The newest card that has this button."""
    for card in reversed(person.direct_messages()):
        for block in card.blocks:
            labels = [str(each.get("text", "")) for each in block.get("elements", ())]
            if any(label in each for each in labels):
                return str(card.ts)
    return None


def _due(connection: Connection, until: Any) -> int:
    updates = select(func.count()).where(
        kept.inbox.c.state == inbox.WAITING, kept.inbox.c.not_before <= until
    )
    letters = select(func.count()).where(
        kept.outbox.c.state.in_((outbox.WAITING, outbox.CLAIMED)),
        kept.outbox.c.not_before <= until,
    )
    # A PIN is compared beside the transaction, and what comes of it is told afterwards.
    pins = select(func.count()).where(kept.pin.c.sealed_given.is_not(None))
    return sum(int(connection.execute(each).scalar_one()) for each in (updates, letters, pins))
