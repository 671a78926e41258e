"""A therapy group in a drill: its chat and its door, and robots that write in it as members do."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.drills.robots import PATIENCE, Crowd, Unanswered
from benchmarks.drills.stage import Member, Stage
from portal.commands import facilitator_add, group_create, group_enrol
from portal.sandboxed import GROUP_BOT
from sandbox.telegram import Message, Participant, Status

NAME = "Drill group"
RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users")
AT_NIGHT = "01:00"
"""When members are asked for check-ins: they are about something else here."""
LOOKS_EVERY = 0.05

PHONE = "Call me on 0171 234 5678"
WORRY = "I want to die"


@dataclass
class Circle:
    """The group's chat as its leader has it open, and what the robots expect to become of it."""

    leader: Participant
    link: str
    """What the leader types, so that the portal knows the chat."""
    removed: set[int] = field(default_factory=set)
    """Messages that may not stay."""
    reports: Counter[int] = field(default_factory=Counter)
    """By the message that was reported: how often."""
    worries: set[int] = field(default_factory=set)
    commands: set[int] = field(default_factory=set)
    """Reports themselves, which nobody is to see."""
    said: list[Message] = field(default_factory=list)
    """What may be reported, and was not yet."""

    def begin(self) -> None:
        """Links the chat with the group, as soon as somebody hears."""
        self.leader.say(self.link)

    @property
    def door(self) -> str | None:
        """The link that the bot has made."""
        return next((link.url for link in self.leader.group.links.values() if link.asks), None)

    def is_gone(self, message: Message) -> bool:
        return message.message_id in self.leader.group.gone


async def form(set_up: Stage, facilitator: str) -> Circle:
    """A group with its bot in the chat; the portal has not heard of the chat yet."""
    office, telegram = set_up.world.office, set_up.telegram
    await facilitator_add(office, name=facilitator)
    made: dict[str, Any] = await group_create(office, name=NAME, facilitator=facilitator)
    leader = telegram.add_group(NAME, telegram.add_person("Leader", "en"))
    bot = telegram.world.bot_named(GROUP_BOT)
    leader.leading.add(bot.id)
    leader.leading.promote(bot.id, *RIGHTS)
    return Circle(leader, str(made["or_type_in_the_group"]))


async def enrol(set_up: Stage, number: int, therapist: str) -> Member:
    """One more client, who may ask to be let into the group."""
    member = await set_up.client(number, therapist, AT_NIGHT)
    await group_enrol(set_up.world.office, group=NAME, client=member.code)
    return member


class MemberRobot:
    """A member with a telephone: comes in, writes, edits, slips, reports, is in need."""

    def __init__(self, crowd: Crowd, circle: Circle, member: Member) -> None:
        self._crowd = crowd
        self._circle = circle
        self._here = member.person.in_group(circle.leader.group.id)
        self.member = member
        self.removals = 0
        self.reports = 0
        self.worries = 0
        self.unanswered = 0
        self.joined = asyncio.Event()
        self._latest: dict[str, object] = {}

    def told_of(self, update: dict[str, object]) -> None:
        """This is the update that came of what this member just did."""
        self._latest = update

    async def live(self) -> None:
        """Everything this member does until the drill is over."""
        acts = (self._talk, self._talk, self._slip, self._slip_later, self._report, self._worry)
        try:
            await self._come_in()
            while not self._crowd.over.is_set():
                await self._crowd.dice.choice(acts)()
                await asyncio.sleep(self._crowd.dice.uniform(0.2, 0.8))
        except Unanswered:
            self.unanswered += 1

    async def _come_in(self) -> None:
        await self._until(lambda: self._circle.door is not None)
        self.member.person.open_invite(self._circle.door or "")
        self._repeat()
        await self._until(lambda: bool(self._pledges()))
        self.member.person.tap_data(GROUP_BOT, *self._pledges()[-1])
        self._repeat()
        await self._until(lambda: self._here.status is Status.MEMBER)
        # As the bot asks of everybody: it may not write to them later otherwise.
        await self._answered_in_private(lambda: self.member.person.open_link(GROUP_BOT))
        self.joined.set()

    def _pledges(self) -> list[tuple[int, str]]:
        """The buttons that agree to the house rules, and on which messages they are."""
        return [
            (message.message_id, button.data)
            for message in self.member.person.chat(GROUP_BOT)
            for row in message.buttons
            for button in row
            if button.data and button.data.endswith(":agree")
        ]

    async def _talk(self) -> None:
        self._circle.said.append(self._say(self._crowd.next_sentence()))

    async def _slip(self) -> None:
        """A telephone number that the others shall not see."""
        await self._removed(self._say(PHONE))

    async def _slip_later(self) -> None:
        """The same, written into a message that was harmless."""
        message = self._say(self._crowd.next_sentence())
        await asyncio.sleep(self._crowd.dice.uniform(0, 0.3))
        self._here.edit(message.message_id, PHONE)
        self._repeat()
        await self._removed(message)

    async def _removed(self, message: Message) -> None:
        self._circle.removed.add(message.message_id)
        self.removals += 1
        await self._until(lambda: self._circle.is_gone(message))

    async def _report(self) -> None:
        if not self._circle.said:
            return
        reported = self._circle.said.pop().message_id
        self._circle.reports[reported] += 1
        self.reports += 1
        command = self._say("/report", reply_to=reported)
        self._circle.commands.add(command.message_id)
        await self._until(lambda: self._circle.is_gone(command))

    async def _worry(self) -> None:
        def say() -> None:
            self._circle.worries.add(self._say(WORRY).message_id)

        self.worries += 1
        await self._answered_in_private(say)

    def _say(self, words: str, *, reply_to: int | None = None) -> Message:
        said = self._here.say(words, reply_to=reply_to)
        self._repeat()
        return said

    def _repeat(self) -> None:
        """The platform brings an update again, as it may."""
        if self._crowd.chance(self._crowd.temper.repeat):
            self._crowd.stage.telegram.inject(GROUP_BOT, dict(self._latest))
            self._crowd.repeated += 1

    async def _answered_in_private(self, act: Callable[[], object]) -> None:
        """Does something, and waits until the bot has written once more."""
        before = self._written()
        act()
        await self._until(lambda: self._written() > before)

    def _written(self) -> int:
        return sum(each.from_bot for each in self.member.person.chat(GROUP_BOT))

    async def _until(self, condition: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition():  # noqa: ASYNC110 - what a chat shows has no event
                    await asyncio.sleep(LOOKS_EVERY)
        except TimeoutError:
            raise Unanswered from None
