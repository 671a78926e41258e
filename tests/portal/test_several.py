"""Several practices in one deployment: each with its own bots, workspace, name and contacts."""

from dataclasses import dataclass

import pytest

from portal.commands import (
    client_invite,
    client_list,
    practice_create,
    practice_set,
    practice_show,
    therapist_add,
)
from portal.office import NotPossible
from portal.sandboxed import Sandboxed, sandboxed
from sandbox.slack.person import Person as SlackPerson
from sandbox.telegram import Person
from store.tokens import TokenKind
from tests.world import MONDAY, spoken

HARBOUR, LAKE = "Harbour Practice", "Lakeside Practice"


@dataclass
class Practice:
    """One of the two practices, with its therapist and a client who has not joined yet."""

    name: str
    number: int
    world: Sandboxed
    therapist: SlackPerson
    client: Person | None = None
    code: str = ""
    link: str = ""
    welcome: str = ""

    @property
    def bot(self):
        return f"bot_of_practice_{self.number}"

    @property
    def tokens(self):
        return {
            "client-bot": f"{self.number}00200300:a-token-of-the-sandbox-{self.number}",
            "slack-bot": f"xoxb-practice-{self.number}",
            "slack-app": f"xapp-practice-{self.number}",
        }

    @property
    def told(self):
        """What the client has read, newest last."""
        return [each.text for each in self.client.chat(self.bot) if each.from_bot]

    @property
    def cards(self):
        """What the therapist has read."""
        [app] = [each for each in self.world.slack.state.workspace.apps if each.name == self.name]
        return [spoken(each) for each in self.therapist.direct_messages(app)]

    async def invite(self):
        found = await client_invite(self.world.office, practice=self.name)
        self.code, self.link = found["client"], found["link"]
        self.client = self.world.telegram.add_person(f"Client of {self.name}")

    async def join(self):
        await self.invite()
        self.client.open_link(self.link)
        await self.world.settle()
        self.welcome = self.told[0]
        for label in ("I agree", "In the evening, 19:30"):
            self.client.tap(self.bot, label)
            await self.world.settle()


async def opened(world, number, name, *, contacts=True, tokens=True):
    """A practice with a therapist and tokens of its own."""
    user = f"U0THERAPIST{number}"
    therapist = world.slack.add_person(f"Therapist of {name}", user_id=user)
    made = Practice(name, number, world, therapist)
    world.telegram.add_bot(made.tokens["client-bot"], made.bot, name)
    world.slack.add_app(made.tokens["slack-bot"], made.tokens["slack-app"], name=name)
    numbers = {"emergency": f"00{number}", "verified_by": "Mira"} if contacts else {}
    await practice_create(world.office, name=name, zone_name="Europe/Berlin", **numbers)
    await therapist_add(world.office, name=f"Therapist of {name}", slack_user=user, practice=name)
    if tokens:
        await practice_set(world.office, practice=name, tokens=made.tokens)
    return made


@pytest.fixture
async def world(tmp_path, database_url):
    async with sandboxed(tmp_path, MONDAY, database_url=database_url, sealed_tokens=True) as made:
        yield made


async def test_each_practice_is_heard_and_answered_by_its_own_bots(world):
    harbour, lake = await opened(world, 1, HARBOUR), await opened(world, 2, LAKE)
    await world.start()

    await harbour.join()
    await lake.join()
    harbour.client.tap(harbour.bot, "Help now")
    lake.client.tap(lake.bot, "Help now")
    await world.settle()
    harbour.client.tap(harbour.bot, "Tell my therapist")
    await world.settle()

    assert "Welcome to Harbour Practice" in harbour.welcome
    assert "Welcome to Lakeside Practice" in lake.welcome
    assert any("001" in each for each in harbour.told)
    assert any("002" in each for each in lake.told)
    assert not any("002" in each or "Lakeside" in each for each in harbour.told)
    assert not any("001" in each or "Harbour" in each for each in lake.told)
    assert any(harbour.code in each.lower() for each in harbour.cards)
    assert lake.cards == []


async def test_an_invitation_opens_nothing_at_the_bot_of_another_practice(world):
    harbour, lake = await opened(world, 1, HARBOUR), await opened(world, 2, LAKE)
    await world.start()
    await harbour.invite()

    stranger = world.telegram.add_person("Stranger")
    stranger.open_link(harbour.link.replace(harbour.bot, lake.bot))
    await world.settle()

    [answer] = [each.text for each in stranger.chat(lake.bot) if each.from_bot]
    assert "Welcome" not in answer
    found = await client_list(world.office, practice=HARBOUR)
    assert [each["status"] for each in found["clients"]] == ["invited"]


async def test_a_therapist_of_one_practice_is_a_stranger_to_the_other(world):
    harbour, lake = await opened(world, 1, HARBOUR), await opened(world, 2, LAKE)
    await world.start()
    await harbour.join()
    harbour.client.tap(harbour.bot, "Help now")
    await world.settle()
    harbour.client.tap(harbour.bot, "Tell my therapist")
    await world.settle()

    apps = {each.name: each for each in world.slack.state.workspace.apps}
    await lake.therapist.say("Hello", app=apps[HARBOUR])
    await world.settle()

    assert not any(harbour.code in each.lower() for each in lake.cards)


async def test_a_practice_whose_token_is_refused_stops_no_other(world):
    harbour = await opened(world, 1, HARBOUR)
    await opened(world, 2, LAKE)
    await practice_set(
        world.office, practice=LAKE, tokens={"client-bot": "999:nobody-knows-this-token"}
    )
    await world.start()

    await harbour.join()

    assert "Welcome to Harbour Practice" in harbour.welcome
    [missing] = world.portal.missing
    assert missing.startswith(f"{LAKE}: Telegram does not accept the token")
    assert missing.endswith(f'portal practice set --practice "{LAKE}" --token client-bot')


async def test_a_practice_without_crisis_contacts_is_not_served_and_stops_no_other(world):
    harbour = await opened(world, 1, HARBOUR)
    await opened(world, 2, LAKE, contacts=False)
    await world.start()

    await harbour.join()

    assert world.portal.names == HARBOUR
    assert "Welcome to Harbour Practice" in harbour.welcome


async def test_one_bot_serves_one_practice(world):
    harbour = await opened(world, 1, HARBOUR)
    await opened(world, 2, LAKE, tokens=False)

    with pytest.raises(NotPossible, match="belongs to Harbour Practice"):
        await practice_set(
            world.office, practice=LAKE, tokens={"client-bot": harbour.tokens["client-bot"]}
        )


async def test_what_is_not_a_token_is_refused_and_no_token_is_ever_shown(world):
    await opened(world, 1, HARBOUR)

    with pytest.raises(NotPossible, match="is not a Telegram bot token"):
        await practice_set(world.office, tokens={"client-bot": "hello"})
    with pytest.raises(NotPossible, match="There are: client-bot, group-bot, slack-bot"):
        await practice_set(world.office, tokens={"telegram": "hello"})

    shown = await practice_show(world.office)
    assert shown["tokens"] == ["client-bot", "slack-app", "slack-bot"]
    assert "sandbox" not in str(shown)


async def test_a_forgotten_token_is_gone(world):
    await opened(world, 1, HARBOUR)

    shown = await practice_set(world.office, forget_tokens=[TokenKind.SLACK_APP])

    assert shown["tokens"] == ["client-bot", "slack-bot"]


async def test_without_the_name_of_a_practice_a_command_asks_which_one_is_meant(world):
    await opened(world, 1, HARBOUR)
    await opened(world, 2, LAKE)

    for command in (client_invite, client_list, practice_show, practice_set):
        options = {"name": "Other"} if command is practice_set else {}
        with pytest.raises(NotPossible, match="Say which practice"):
            await command(world.office, **options)


async def test_a_bot_that_gets_its_token_while_the_portal_runs_is_served_soon(world):
    harbour = await opened(world, 1, HARBOUR)
    lake = await opened(world, 2, LAKE, tokens=False)
    await world.start()
    await practice_set(world.office, practice=LAKE, tokens=lake.tokens)

    await world.portal.look_again()
    await lake.join()
    await harbour.join()

    assert "Welcome to Lakeside Practice" in lake.welcome
