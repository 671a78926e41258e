"""Therapy groups end to end: door, house rules, what cannot wait, the facilitator's queue."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from conversations.contents import Lane, Line, Sentences
from conversations.envelopes import CLIENTS, GROUPS
from portal import wiring
from portal.commands import (
    NotPossible,
    facilitator_add,
    group_create,
    group_enrol,
    group_list,
)
from portal.filling import Wish, fill_all
from portal.group_wiring import open_groups
from portal.sandboxed import hire
from portal.settings import load
from store import cases, outbox, people
from tests.portal.group_chat import CHAT, LEADER, TOKEN, GroupChat, person
from tests.world import spoken
from tests.world import world as made

STRANGER = person(99, "Sam")
SECRET = "zebra-words"


class Meeting:
    """A practice with a group that meets, and a client who is enrolled."""

    def __init__(self, world, chat):
        self.world, self.chat = world, chat

    async def settle(self):
        async with asyncio.timeout(30):
            while self.chat.unheard:  # noqa: ASYNC110 - a poll has no event
                await asyncio.sleep(0.005)
        await self.world.settle()
        await self.world.portal.settle()

    async def begin(self):
        office = self.world.sandbox.office
        await facilitator_add(office, name="Mira Winter")
        group = await group_create(office, name="Tuesday group", facilitator="Mira Winter")
        self.chat.post(LEADER, group["or_type_in_the_group"])
        await self.settle()
        client = await self.world.join("Ana")
        self.ana = person(client.person._account.profile.id, "Ana")
        self.code = client.code
        enrolled = await group_enrol(office, group="Tuesday group", client=client.code)
        self.name = enrolled["known_in_the_group_as"]
        return self

    async def let_in(self):
        self.chat.ask_to_join(self.ana)
        await self.settle()
        self.chat.tap(self.ana, "agree")
        await self.settle()
        self.chat.move(self.ana, "member")
        await self.settle()

    async def post(self, text, **how):
        message = self.chat.post(self.ana, text, **how)
        await self.settle()
        return message

    def deleted(self):
        return [int(each["message_id"]) for each in self.chat.done("deleteMessage")]

    def nothing_leaked(self):
        assert all(SECRET not in spoken(card) for card in self.world.cards)


@pytest.fixture
async def meeting(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url, start=False) as world:
        chat = GroupChat(world.sandbox.clock.now)
        url = await chat.start()
        settings = world.sandbox.settings
        world.sandbox.settings = settings.model_copy(
            update={"group_bot_token": load({"PORTAL_GROUP_BOT_TOKEN": TOKEN}).group_bot_token}
        )
        try:
            with pytest.MonkeyPatch.context() as patch:
                point_groups_at(patch, url)
                await world.sandbox.start()
                yield await Meeting(world, chat).begin()
                await world.sandbox.stop()
        finally:
            await chat.stop()


def point_groups_at(patch, url):
    """The groups' bot speaks to its own server; the clients' bot to the sandbox."""

    async def opened(house, settings, credentials, clock):
        elsewhere = settings.model_copy(update={"telegram_api_url": url})
        return await open_groups(house, elsewhere, credentials, clock)

    platforms = tuple(
        replace(each, open=opened) if each.open is open_groups else each
        for each in wiring.PLATFORMS
    )
    patch.setattr(wiring, "PLATFORMS", platforms)


async def test_a_member_comes_in_after_agreeing_to_the_house_rules(meeting):
    meeting.chat.ask_to_join(meeting.ana)
    await meeting.settle()

    assert "house rules" in meeting.chat.told(meeting.ana)[-1]
    assert meeting.chat.done("approveChatJoinRequest") == []

    meeting.chat.tap(meeting.ana, "agree")
    await meeting.settle()
    [approved] = meeting.chat.done("approveChatJoinRequest")
    meeting.chat.tap(meeting.ana, "agree")
    await meeting.settle()

    assert int(approved["user_id"]) == meeting.ana["id"]
    assert len(meeting.chat.done("approveChatJoinRequest")) == 1
    [group] = (await group_list(meeting.world.sandbox.office))["groups"]
    assert (group["linked"], group["inside"], group["door"]) == (True, 1, "https://t.me/+door")


async def test_a_stranger_is_declined_kindly(meeting):
    meeting.chat.ask_to_join(STRANGER)
    await meeting.settle()

    assert "cannot let you in" in meeting.chat.told(STRANGER)[-1]
    [declined] = meeting.chat.done("declineChatJoinRequest")
    assert int(declined["user_id"]) == STRANGER["id"]


async def test_nobody_else_can_agree_for_a_member(meeting):
    meeting.chat.ask_to_join(meeting.ana)
    await meeting.settle()
    [pledge] = [g for m, g in meeting.chat.calls if m == "sendMessage" and "reply_markup" in g][-1:]
    data = pledge["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    meeting.chat.tap_data(STRANGER, data)
    await meeting.settle()

    assert meeting.chat.done("approveChatJoinRequest") == []


async def test_a_request_that_is_too_old_is_declined_and_can_be_made_again(meeting):
    meeting.chat.ask_to_join(meeting.ana, seconds_ago=400)
    await meeting.settle()

    assert len(meeting.chat.done("declineChatJoinRequest")) == 1

    await meeting.let_in()

    assert len(meeting.chat.done("approveChatJoinRequest")) == 1


async def test_who_left_comes_in_again_by_agreeing_again(meeting):
    await meeting.let_in()
    meeting.chat.move(meeting.ana, "left")
    await meeting.settle()

    await meeting.let_in()

    assert len(meeting.chat.done("approveChatJoinRequest")) == 2


async def test_a_phone_number_is_removed_also_from_an_edit_and_only_the_author_hears_why(meeting):
    await meeting.let_in()
    first = await meeting.post(f"{SECRET} call me on 0171 234 5678")
    second = await meeting.post("see you at 10.30, I am at 7/10")
    assert meeting.deleted() == [first["message_id"]]

    await meeting.post("or write to ana (at) example (dot) org", edits=second["message_id"])

    assert meeting.deleted() == [first["message_id"], second["message_id"]]
    assert "phone number" in "".join(meeting.chat.told(meeting.ana))
    assert SECRET not in "".join(meeting.chat.told(meeting.ana) + meeting.chat.told(CHAT))
    [group] = (await group_list(meeting.world.sandbox.office))["groups"]
    assert group["removed_messages"] == 2


@pytest.mark.parametrize("command", ["/rules", "/start", "/link", "/anything"])
async def test_a_command_hides_no_phone_number(meeting, command):
    await meeting.let_in()

    message = await meeting.post(f"{command} 0171 234 5678")

    assert meeting.deleted() == [message["message_id"]]


async def test_a_report_with_crisis_words_is_not_removed_in_silence(meeting):
    await meeting.let_in()
    reported = await meeting.post("nonsense")

    command = await meeting.post("/report I want to die", reply_to=reported)

    assert meeting.deleted() == [command["message_id"]]
    assert any("Some of your words" in each for each in meeting.chat.told(meeting.ana))
    assert "taken out of the group" in spoken(meeting.world.card("may be a false alarm"))


async def test_crisis_words_bring_the_card_and_an_urgent_note_without_the_words(meeting):
    await meeting.let_in()

    message = await meeting.post(f"{SECRET} I want to die")

    assert "Some of your words" in meeting.chat.told(meeting.ana)[-1]
    card = meeting.world.card("may be a false alarm")
    assert meeting.name in spoken(card)
    assert f"https://t.me/c/1234567890/{message['message_id']}" in spoken(card)
    assert meeting.deleted() == []
    meeting.nothing_leaked()


async def test_crisis_words_with_a_number_are_removed_only_together_with_card_and_note(meeting):
    await meeting.let_in()

    message = await meeting.post("I want to die, call me 0171 234 5678")

    assert meeting.deleted() == [message["message_id"]]
    assert any("Some of your words" in each for each in meeting.chat.told(meeting.ana))
    assert "taken out of the group" in spoken(meeting.world.card("may be a false alarm"))


async def test_the_card_is_shown_in_the_group_when_the_author_cannot_be_written_to(meeting):
    await meeting.let_in()
    meeting.chat.closed_to_the_bot.add(str(meeting.ana["id"]))

    await meeting.post("I want to die")

    assert "000 (made up)" in meeting.chat.told(CHAT)[-1]
    assert "Some of your words" not in meeting.chat.told(CHAT)[-1]


@pytest.mark.parametrize(
    ("label", "method"),
    [
        ("Release", None),
        ("Delete", "deleteMessage"),
        ("Remind", "sendMessage"),
        ("Mute for 24 h", "restrictChatMember"),
    ],
)
async def test_a_report_reaches_the_facilitator_who_decides_once(meeting, label, method):
    await meeting.let_in()
    reported = await meeting.post(f"{SECRET} is nonsense")
    command = meeting.chat.post(LEADER, "/report", reply_to=reported)
    await meeting.settle()
    assert meeting.deleted() == [command["message_id"]]
    card = meeting.world.card("was reported")
    before = len(meeting.chat.calls)

    await meeting.world.press(label, card)
    await meeting.settle()

    after = [name for name, _ in meeting.chat.calls[before:]]
    assert after.count(method) >= 1 if method else after == []
    settled = meeting.world.card("a message was reported")
    assert "Mira Winter" in spoken(settled)
    assert meeting.name in spoken(settled)
    meeting.nothing_leaked()


async def test_a_case_is_no_business_of_another_facilitator(meeting):
    await meeting.let_in()
    reported = await meeting.post("nonsense")
    meeting.chat.post(meeting.ana, "/report", reply_to=reported)
    await meeting.settle()
    card = meeting.world.card("was reported")
    [actions] = [block for block in card.blocks if block["type"] == "actions"]
    case = actions["elements"][0]["value"].split(":")[1]
    await hire(meeting.world.sandbox, "Jon Frost", "U0JON")

    found = await meeting.world.database.read(
        cases.find, meeting.world.memory, UUID(case), (await staff(meeting, 1))
    )

    assert found is None


async def staff(meeting, number):
    return (await meeting.world.read(people.members))[number].id


async def test_missing_rights_are_said_kindly_and_once(meeting):
    meeting.chat.promote(LEADER, "can_invite_users")
    await meeting.settle()
    said = meeting.chat.told(CHAT)[-1]
    meeting.chat.promote(LEADER, "can_invite_users")
    await meeting.settle()

    assert "to delete messages" in said
    assert "to invite" not in said
    assert meeting.chat.told(CHAT)[-1] == said

    meeting.chat.promote(LEADER, "can_invite_users", "can_delete_messages", "can_restrict_members")
    await meeting.settle()

    assert "I have what I need" in meeting.chat.told(CHAT)[-1]


async def test_the_group_may_ask_for_rules_and_help(meeting):
    await meeting.let_in()

    await meeting.post("/rules")
    helped = await meeting.post("/help")

    assert "Our house rules" in meeting.chat.told(CHAT)[-1]
    assert "000 (made up)" in meeting.chat.told(meeting.ana)[-1]
    assert meeting.deleted() == [helped["message_id"]]


async def test_a_client_who_has_not_joined_cannot_be_enrolled(meeting):
    bea = await meeting.world.invite("Bea")

    with pytest.raises(NotPossible, match="has not joined Telegram yet"):
        await group_enrol(meeting.world.sandbox.office, group="Tuesday group", client=bea.code)


async def test_nothing_of_a_kill_is_lost_between_hearing_and_doing(meeting):
    await meeting.let_in()
    await meeting.world.sandbox.stop()
    message = meeting.chat.post(meeting.ana, "call me on 0171 234 5678")

    await meeting.world.sandbox.start()
    await meeting.settle()

    assert meeting.deleted() == [message["message_id"]]


async def test_letters_of_both_rings_that_leave_together_are_opened_each_with_its_own_keys(meeting):
    await meeting.let_in()
    [house] = meeting.world.portal.houses.values()
    now, address = meeting.world.sandbox.clock.now(), str(meeting.ana["id"])

    def fill_both(connection):
        wishes = []
        for memory, bot in ((house.memory, CLIENTS), (house.groups, GROUPS)):
            account = people.accounts(connection, memory, [(bot, address)])[bot, address]
            hello = Sentences((Line("group-welcome"),))
            letter = outbox.new_letter(
                memory.practice, bot, account.id, hello, key=bot, lane=Lane.REPLY, now=now
            )
            wishes.append(Wish(memory, letter, now))
        return fill_all(connection, wishes)

    filled = await meeting.world.database.read(fill_both)

    assert [each.address for each in filled] == [address, address]
