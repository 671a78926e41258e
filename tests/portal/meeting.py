"""A therapy group that meets in the sandbox: who leads it, who is in it, and what its bot does."""

from contextlib import asynccontextmanager

from portal.commands import facilitator_add, group_create, group_enrol, group_list
from portal.sandboxed import GROUP_BOT
from sandbox.telegram import Participant
from tests.world import spoken
from tests.world import world as made

RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users")
NAME = "Tuesday group"
SECRET = "zebra-words"


class Meeting:
    """A practice with a group that meets, and a client who is enrolled and still outside."""

    def __init__(self, world):
        self.world = world
        self.telegram = world.sandbox.telegram
        self.bot = self.telegram.world.bot_named(GROUP_BOT)
        self.mira = self.telegram.add_group("Tuesday", self.telegram.add_person("Mira", "en"))
        self.group = self.mira.group

    async def begin(self):
        office = self.world.sandbox.office
        await facilitator_add(office, name="Mira Winter")
        created = await group_create(office, name=NAME, facilitator="Mira Winter")
        self.mira.leading.add(self.bot.id)
        self.mira.leading.promote(self.bot.id, *RIGHTS)
        self.mira.say(created["or_type_in_the_group"])
        await self.settle()
        client = await self.world.join("Ana")
        self.client, self.ana, self.code = client, client.person, client.code
        enrolled = await group_enrol(office, group=NAME, client=client.code)
        self.name, self.door = enrolled["known_in_the_group_as"], enrolled["door"]
        return self

    async def settle(self):
        await self.world.settle()

    # --- what people do

    @property
    def ana_here(self) -> Participant:
        """Ana with the group open."""
        return self.ana.in_group(self.group.id)

    async def ask(self, person=None):
        """Opens the door's link and waits there."""
        assert not (person or self.ana).open_invite(self.door)
        await self.settle()

    async def agree(self):
        self.ana.tap(GROUP_BOT, "I agree")
        await self.settle()

    async def let_in(self):
        await self.ask()
        await self.agree()

    async def write_to_the_bot(self):
        """As the bot asks of everybody who comes in: only then it may write to them later."""
        self.ana.open_link(GROUP_BOT)
        await self.settle()

    async def come_in(self):
        await self.let_in()
        await self.write_to_the_bot()

    async def post(self, text, *, reply_to=None, by=None):
        message = (by or self.ana_here).say(text, reply_to=reply_to and reply_to.message_id)
        await self.settle()
        return message

    async def promote(self, *rights):
        """Changes what the bot may do."""
        self.mira.leading.promote(self.bot.id, *rights)
        await self.settle()

    # --- what the bot did

    def done(self, method):
        """The calls of the group's bot that were accepted, oldest first."""
        return [
            call
            for call in self.telegram.calls
            if (call.bot, call.method) == (GROUP_BOT, method) and call.ok
        ]

    def acts(self):
        """What the group's bot did or said, by the names of the methods."""
        return [
            call.method
            for call in self.telegram.calls
            if call.bot == GROUP_BOT and call.method != "getUpdates" and call.ok
        ]

    def deleted(self):
        """The messages that the bot took away, oldest first."""
        return [call.integer("message_id") for call in self.done("deleteMessage")]

    def said(self):
        """What the bot wrote in the group."""
        return [each.text for each in self.group.visible() if each.from_bot and each.text]

    def told(self, person=None):
        """What the bot wrote to a person in private."""
        return [each.text for each in (person or self.ana).chat(GROUP_BOT) if each.from_bot]

    async def listed(self):
        """The group as the practice sees it."""
        [group] = (await group_list(self.world.sandbox.office))["groups"]
        return group

    def nothing_leaked(self):
        assert all(SECRET not in spoken(card) for card in self.world.cards)


@asynccontextmanager
async def meeting(folder, database_url, **options):
    """A group that is linked with its chat, and whose bot has all it needs."""
    async with made(folder, database_url=database_url, groups=True, **options) as world:
        yield await Meeting(world).begin()
