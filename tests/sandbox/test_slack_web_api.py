"""The Web API against the unmodified slack_sdk: what it answers and what it refuses."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.records import Call, Change, Fault, FaultKind
from sandbox.slack.server import SlackServer

BOT, APP = "xoxb-sandbox", "xapp-sandbox"
PICTURE = b"\x89PNG\r\n\x1a\n and so on"


class World:
    """A workspace, a clock that the test turns, and a client of the real library."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.slack = SlackServer(lambda: self.now)
        self.app = self.slack.add_app(BOT, APP)
        self.mara = self.slack.add_person("Mara", user_id="U1", tz="Europe/Vienna")
        self.client = AsyncWebClient(token=BOT)

    async def start(self) -> None:
        url = await self.slack.start()
        self.client = self.caller(BOT, url)

    def caller(self, token: str | None, url: str | None = None) -> AsyncWebClient:
        client = AsyncWebClient(token=token, base_url=(url or self.slack.url) + "/api/")
        client.proxy = None
        return client

    async def refusal(self, method: str, **arguments: object) -> dict:
        """What the error answer says."""
        with pytest.raises(SlackApiError) as caught:
            await self.client.api_call(method, json=arguments)
        assert isinstance(caught.value.response.data, dict)
        return caught.value.response.data

    async def error(self, method: str, **arguments: object) -> str:
        return (await self.refusal(method, **arguments))["error"]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.start()
    yield world
    await world.slack.stop()


# Who is calling.


async def test_a_token_tells_which_app_is_calling(world: World):
    answer = await world.client.auth_test()

    assert answer["user_id"] == world.app.bot_user
    assert answer["bot_id"] == world.app.bot_id
    assert answer["team_id"] == "T0SANDBOX"


async def test_a_call_without_a_good_token_of_the_right_kind_is_refused(world: World):
    for token, error in (
        (None, "not_authed"),
        ("xoxb-x", "invalid_auth"),
        (APP, "not_allowed_token_type"),
    ):
        world.client = world.caller(token)
        assert await world.error("auth.test") == error

    world.client = world.caller(BOT)
    assert await world.error("apps.connections.open") == "not_allowed_token_type"


async def test_a_method_is_called_by_get_form_or_json(world: World):
    by_get = await world.client.api_call("users.info", http_verb="GET", params={"user": "U1"})
    by_form = await world.client.api_call("users.info", data={"user": "U1"})
    by_json = await world.client.api_call("users.info", json={"user": "U1"})
    async with aiohttp.ClientSession() as session:
        form = {"token": BOT, "user": "U1"}
        async with session.post(world.slack.url + "/api/users.info", data=form) as answer:
            by_token_in_form = await answer.json()

    assert by_get.data == by_form.data == by_json.data == by_token_in_form
    assert by_get["user"]["tz"] == "Europe/Vienna"
    assert all("token" not in call.params for call in world.slack.calls)


async def test_an_unknown_method_is_refused_by_name(world: World):
    answer = await world.refusal("chat.shout")

    assert answer["error"] == "unknown_method"
    assert answer["req_method"] == "chat.shout"


# People and conversations.


async def test_people_and_bots_are_listed_page_by_page(world: World):
    world.slack.add_person("Noor", user_id="U2")

    first = await world.client.users_list(limit=2)
    rest = await world.client.users_list(limit=2, cursor=first["response_metadata"]["next_cursor"])

    names = [one["name"] for page in (first, rest) for one in page["members"]]
    assert names == ["portal", "mara", "noor"]
    assert [one["is_bot"] for one in first["members"]] == [True, False]
    assert rest["response_metadata"]["next_cursor"] == ""
    assert await world.error("users.list", cursor="nonsense") == "invalid_cursor"
    assert await world.error("users.info", user="U404") == "user_not_found"


async def test_a_direct_message_is_opened_once(world: World):
    opened = await world.client.conversations_open(users="U1")
    again = await world.client.conversations_open(users=["U1"], return_im=True)

    assert again["channel"]["id"] == opened["channel"]["id"]
    assert again["already_open"]
    assert again["channel"]["user"] == "U1"
    assert await world.error("conversations.open", users="U404") == "user_not_found"


async def test_conversations_are_listed_by_kind(world: World):
    room = world.slack.add_channel("room", [world.mara])
    world.slack.add_channel("quiet", [world.mara], is_private=True, with_apps=False)
    direct = await world.client.conversations_open(users="U1")

    public = await world.client.conversations_list()
    all_kinds = await world.client.users_conversations(
        user="U1", types="public_channel,private_channel,im"
    )
    members = await world.client.conversations_members(channel=room.id)
    info = await world.client.conversations_info(channel=room.id, include_num_members=True)

    assert [one["name"] for one in public["channels"]] == ["room"]
    assert [one["id"] for one in all_kinds["channels"]] == [room.id, direct["channel"]["id"]]
    assert members["members"] == [world.app.bot_user, "U1"]
    assert info["channel"]["num_members"] == 2
    assert await world.error("conversations.info", channel="quiet") == "channel_not_found"


async def test_history_is_newest_first_and_replies_oldest_first(world: World):
    posted = [await world.client.chat_postMessage(channel="U1", text=word) for word in "abc"]
    channel, first = posted[0]["channel"], posted[0]["ts"]
    await world.client.chat_postMessage(channel=channel, text="a1", thread_ts=first)
    await world.client.chat_postMessage(channel=channel, text="a2", thread_ts=first)

    page = await world.client.conversations_history(channel=channel, limit=2)
    cursor = page["response_metadata"]["next_cursor"]
    rest = await world.client.conversations_history(channel=channel, limit=2, cursor=cursor)
    later = await world.client.conversations_history(channel=channel, oldest=first)
    thread = await world.client.conversations_replies(channel=channel, ts=first)

    assert [one["text"] for one in page["messages"]] == ["c", "b"]
    assert page["has_more"]
    assert [one["text"] for one in rest["messages"]] == ["a"]
    assert rest["messages"][0]["reply_count"] == 2
    assert [one["text"] for one in later["messages"]] == ["c", "b"]
    assert [one["text"] for one in thread["messages"]] == ["a", "a1", "a2"]
    [a, *_] = world.mara.direct_messages()
    assert [one.text for one in a.replies] == ["a1", "a2"]


async def test_somebody_who_left_cannot_be_written_to(world: World):
    world.mara.deactivate()

    assert await world.error("conversations.open", users="U1") == "user_disabled"
    assert await world.error("chat.postMessage", channel="U1", text="x") == "channel_not_found"
    assert (await world.client.users_info(user="U1"))["user"]["deleted"]


async def test_an_uninstalled_app_is_refused(world: World):
    world.app.revoked = "account_inactive"

    assert await world.error("auth.test") == "account_inactive"


# Saying, changing, taking back.


async def test_moments_are_unique_and_rise_even_while_the_clock_stands(world: World):
    posted = [await world.client.chat_postMessage(channel="U1", text=word) for word in "abc"]

    moments = [one["ts"] for one in posted]
    assert moments == ["1772442000.000000", "1772442000.000001", "1772442000.000002"]


async def test_a_message_is_posted_updated_and_deleted(world: World):
    seen: list[Change] = []
    leave = world.slack.watch(lambda happening: seen.append(happening.change))

    posted = await world.client.chat_postMessage(channel="U1", text="one")
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    updated = await world.client.chat_update(**where, text="two")

    [message] = world.mara.direct_messages()
    assert (message.text, message.user) == ("two", world.app.bot_user)
    assert message.edited is not None
    assert updated["text"] == "two"

    await world.client.chat_delete(**where)
    leave()
    await world.client.chat_postMessage(channel="U1", text="unseen")

    assert seen == [Change.MESSAGE_POSTED, Change.MESSAGE_UPDATED, Change.MESSAGE_DELETED]
    assert await world.error("chat.update", **where, text="x") == "message_not_found"
    assert await world.error("chat.delete", **where) == "message_not_found"


async def test_an_update_keeps_the_blocks_it_does_not_mention(world: World):
    divider = [{"type": "divider"}]
    posted = await world.client.chat_postMessage(channel="U1", text="one", blocks=divider)
    where = {"channel": posted["channel"], "ts": posted["ts"]}

    await world.client.chat_update(**where, text="two")
    kept = world.mara.direct_messages()[0].blocks
    await world.client.chat_update(**where, text="two", blocks=[])

    assert [one["type"] for one in kept] == ["divider"]
    assert world.mara.direct_messages()[0].blocks == ()


async def test_an_app_changes_only_its_own_messages(world: World):
    said = await world.mara.say("mine")
    where = {"channel": said.channel, "ts": said.ts}

    assert await world.error("chat.update", **where, text="yours") == "cant_update_message"
    assert await world.error("chat.delete", **where) == "cant_delete_message"


async def test_a_message_needs_a_place_a_thread_and_words(world: World):
    world.slack.add_channel("elsewhere", [world.mara], with_apps=False)
    refusals = {
        "channel_not_found": {"channel": "C404", "text": "x"},
        "not_in_channel": {"channel": "#elsewhere", "text": "x"},
        "no_text": {"channel": "U1"},
        "msg_too_long": {"channel": "U1", "text": "x" * 40_001},
        "thread_not_found": {"channel": "U1", "text": "x", "thread_ts": "1.000001"},
        "invalid_blocks_format": {"channel": "U1", "blocks": "no json"},
        "invalid_arguments": {"text": "x"},
    }

    for error, arguments in refusals.items():
        world.now += timedelta(seconds=2)
        assert await world.error("chat.postMessage", **arguments) == error


async def test_an_ephemeral_message_is_seen_by_one(world: World):
    noor = world.slack.add_person("Noor", user_id="U2")
    room = world.slack.add_channel("room", [world.mara, noor])

    await world.client.chat_postEphemeral(channel=room.id, user="U1", text="psst")

    assert [one.text for one in world.mara.ephemerals()] == ["psst"]
    assert noor.ephemerals() == []
    assert world.mara.messages("room") == []
    direct = (await world.client.conversations_open(users="U1"))["channel"]["id"]
    refused = await world.error("chat.postEphemeral", channel=direct, user="U2", text="x")
    assert refused == "user_not_in_channel"


async def test_a_permalink_names_channel_and_moment(world: World):
    posted = await world.client.chat_postMessage(channel="U1", text="here")

    link = await world.client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])

    assert link["permalink"].endswith(
        f"/archives/{posted['channel']}/p{posted['ts'].replace('.', '')}"
    )


async def test_a_reaction_is_added_and_removed_once(world: World):
    said = await world.mara.say("thanks")
    sign = {"channel": said.channel, "timestamp": said.ts, "name": "eyes"}

    await world.client.reactions_add(**sign)
    assert await world.error("reactions.add", **sign) == "already_reacted"
    assert world.mara.direct_messages()[0].reactions == {"eyes": (world.app.bot_user,)}

    await world.client.reactions_remove(**sign)
    assert await world.error("reactions.remove", **sign) == "no_reaction"
    assert await world.error("reactions.add", **sign | {"name": "no way!"}) == "invalid_name"


# Limits and faults.


async def test_a_channel_takes_five_messages_at_once_and_one_a_second_after_that(world: World):
    for word in "abcde":
        await world.client.chat_postMessage(channel="U1", text=word)

    with pytest.raises(SlackApiError) as caught:
        await world.client.chat_postMessage(channel="U1", text="f")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"

    world.slack.add_person("Noor", user_id="U2")
    await world.client.chat_postMessage(channel="U2", text="another channel")
    world.now += timedelta(seconds=1)
    await world.client.chat_postMessage(channel="U1", text="f")
    assert await world.error("chat.postMessage", channel="U1", text="g") == "ratelimited"


async def test_a_home_is_published_a_hundred_times_a_minute(world: World):
    home = {"type": "home", "blocks": []}
    for _ in range(100):
        await world.client.views_publish(user_id="U1", view=home)

    assert await world.error("views.publish", user_id="U1", view=home) == "ratelimited"


async def test_a_fault_before_acceptance_leaves_nothing_behind(world: World):
    world.slack.fault = lambda call: Fault(FaultKind.STATUS, status=503)

    with pytest.raises(SlackApiError) as caught:
        await world.client.chat_postMessage(channel="U1", text="lost")

    assert caught.value.response.status_code == 503
    assert world.mara.direct_messages() == []
    assert world.slack.calls[-1].error == "status"


async def test_a_connection_reset_after_acceptance_leaves_the_message(world: World):
    world.slack.fault = lambda call: Fault(FaultKind.RESET, accepted=True)
    world.client.retry_handlers = []

    with pytest.raises(aiohttp.ClientConnectionError):
        await world.client.chat_postMessage(channel="U1", text="kept")

    assert [one.text for one in world.mara.direct_messages()] == ["kept"]
    assert world.slack.calls[-1].ok


async def test_a_hanging_call_lasts_until_the_caller_gives_up(world: World):
    def hang(call: Call) -> Fault | None:
        return Fault(FaultKind.TIMEOUT) if call.method == "auth.test" else None

    world.slack.fault = hang
    world.client.retry_handlers = []
    world.client.timeout = 0.1

    with pytest.raises(TimeoutError):
        await world.client.auth_test()


async def test_every_call_is_written_down(world: World):
    await world.client.chat_postMessage(channel="U1", text="hello")
    await world.error("users.info", user="U404")

    [posted, asked] = world.slack.calls
    assert (posted.method, posted.ok, posted.params["text"]) == ("chat.postMessage", True, "hello")
    assert (asked.ok, asked.error, asked.at) == (False, "user_not_found", world.now)


# Files.


async def test_an_uploaded_picture_is_shared_into_a_thread_with_its_description(world: World):
    alert = await world.client.chat_postMessage(channel="U1", text="alert")

    await world.client.files_upload_v2(
        filename="chart.png",
        content=PICTURE,
        alt_txt="Scores fell from 15 to 9",
        channel=alert["channel"],
        thread_ts=alert["ts"],
        initial_comment="The last weeks",
    )

    [message] = world.mara.direct_messages()
    [reply] = message.replies
    assert reply.text == "The last weeks"
    assert reply.files == (("chart.png", PICTURE, "Scores fell from 15 to 9"),)


async def test_a_file_is_uploaded_as_a_form_too_and_only_once(world: World):
    promise = await world.client.files_getUploadURLExternal(filename="a.png", length=len(PICTURE))
    async with aiohttp.ClientSession() as session:
        form = aiohttp.FormData()
        form.add_field("file", PICTURE, filename="a.png")
        async with session.post(promise["upload_url"], data=b"short") as answer:
            too_short = answer.status
        async with session.post(promise["upload_url"], data=form) as answer:
            taken, said = answer.status, await answer.text()
        async with session.post(promise["upload_url"], data=PICTURE) as answer:
            again = answer.status

    assert (too_short, taken, again) == (400, 200, 400)
    assert said == f"OK - {len(PICTURE)}"


async def test_a_file_without_bytes_cannot_be_completed(world: World):
    promise = await world.client.files_getUploadURLExternal(filename="a.png", length=3)

    refused = await world.error("files.completeUploadExternal", files=[{"id": promise["file_id"]}])

    assert refused == "file_not_found"


async def test_too_much_text_in_all_blocks_together_is_refused(world: World):
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}

    refused = await world.error("chat.postMessage", channel="U1", text="x", blocks=[section] * 5)

    assert refused == "msg_blocks_too_long"


async def test_refused_blocks_are_explained_as_slack_does(world: World):
    header = {"type": "header", "text": {"type": "plain_text", "text": ""}}

    answer = await world.refusal("chat.postMessage", channel="U1", text="x", blocks=[header])

    problem = "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [problem]
    assert answer["response_metadata"] == {"messages": [f"[ERROR] {problem}"]}


async def test_a_private_picture_is_shown_to_its_app_alone(world: World):
    done = await world.client.files_upload_v2(filename="a.png", content=PICTURE)
    address = done["file"]["url_private"]

    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {BOT}"}
        async with session.get(address, headers=headers) as answer:
            kind, content = answer.content_type, await answer.read()
        async with session.get(address) as answer:
            door = await answer.text()

    assert (kind, content) == ("image/png", PICTURE)
    assert "Sign in" in door


async def test_an_uploaded_picture_may_stand_in_a_block_until_it_is_deleted(world: World):
    done = await world.client.files_upload_v2(filename="a.png", content=PICTURE)
    file_id = done["file"]["id"]
    picture = [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "a line"}]

    await world.client.chat_postMessage(channel="U1", text="chart", blocks=picture)
    assert (await world.client.files_info(file=file_id))["file"]["name"] == "a.png"
    await world.client.files_delete(file=file_id)

    refused = await world.refusal("chat.postMessage", channel="U1", text="chart", blocks=picture)
    assert refused["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    assert await world.error("files.info", file=file_id) == "file_not_found"
