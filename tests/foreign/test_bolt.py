"""An app that somebody else wrote, with Bolt: the sandbox's Slack is not shaped to our own."""

from datetime import UTC, datetime

import pytest

from sandbox.slack.records import Fault, FaultKind
from sandbox.slack.server import SlackServer
from tests.foreign.program import running, until

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-foreign-1", "xapp-foreign-1", "a-signing-secret"


@pytest.fixture
async def slack():
    server = SlackServer(lambda: datetime.now(UTC))  # noqa: TID251 - the app has no other clock
    server.add_app(BOT_TOKEN, APP_TOKEN, signing_secret=SECRET, name="Plans")
    await server.start()
    yield server
    await server.stop()


def app(slack, **more):
    return running("slack_app.mjs", SLACK_URL=slack.url, SLACK_BOT_TOKEN=BOT_TOKEN, **more)


def read(person):
    """What the app has said in the direct chat."""
    return [each.text for each in person.direct_messages() if each.user != person.id]


async def plan(person, program, minutes="12"):
    """A slash command, its modal with a mistake in it, and then without."""
    assert (await person.command("/plan", "evenings")).acknowledged
    assert (await program.told("opened"))["id"]
    assert (await program.told("refused"))["error"] == "exchanged_trigger_id"
    person.fill("Minutes", "many")
    person.fill("Day", "Friday")
    assert await person.submit() == {"minutes": "Write a number"}
    person.fill("Minutes", minutes)
    assert await person.submit() == {}
    assert person.view is None
    await until(lambda: f"{minutes} minutes on Friday: evenings" in read(person))


async def test_a_foreign_app_works_in_socket_mode(slack):
    mira = slack.add_person("Mira")
    async with app(slack, SLACK_APP_TOKEN=APP_TOKEN) as program:
        await program.told("ready")

        await plan(mira, program)
        assert (await mira.press("Tell me alone")).acknowledged
        await until(lambda: [each.text for each in mira.ephemerals()] == ["Only you read this"])
        assert (await mira.press("Agree")).acknowledged
        await until(lambda: read(mira) == ["Agreed: yes"])

        await mira.open_home()
        assert await program.told("home") == {"what": "home", "tab": "home", "hash": True}
        assert mira.buttons(where="home") == ["Refresh"]
        await mira.press("Refresh", where="home")
        await until(lambda: "Refreshed" in str(mira.home().definition))

        said = await mira.say("file please")
        assert await program.told("uploaded") == {
            "what": "uploaded",
            "ok": True,
            "name": "numbers.csv",
        }
        await until(lambda: any(each.files for each in mira.direct_messages()))
        [shared] = [each for each in mira.direct_messages() if each.files]
        assert shared.text == "Your numbers"
        asked = next(each for each in mira.direct_messages() if each.ts == said.ts)
        await until(
            lambda: any(
                [reply.text for reply in each.replies] == ["Sent"]
                for each in mira.direct_messages()
                if each.ts == asked.ts
            )
        )

        await mira.say("thanks")
        assert (await program.told("reacted"))["reactions"] == [{"name": "heart", "count": 1}]

        assert (await mira.command("/tell", "a story")).acknowledged
        await until(lambda: "You told: a story" in read(mira))


async def test_a_foreign_app_reads_every_refusal_as_its_library_expects_it(slack):
    mira = slack.add_person("Mira")
    async with app(slack, SLACK_APP_TOKEN=APP_TOKEN) as program:
        await program.told("ready")
        await mira.say("wrong ways")
        refusals = [await program.told("refused") for _ in range(4)]

        assert {each["code"] for each in refusals} == {"slack_webapi_platform_error"}
        assert [each["error"] for each in refusals] == [
            "channel_not_found",
            "invalid_blocks",
            "user_not_found",
            "message_not_found",
        ]

        limited = []

        def once(call):
            if call.method != "chat.postMessage" or limited:
                return None
            limited.append(call)
            return Fault(FaultKind.STATUS, status=429, retry_after=1)

        slack.fault = once
        await mira.say("hurry")
        # The library waits for as long as it is told, and sends again.
        await until(lambda: "In spite of the limit" in read(mira))
        assert len(limited) == 1


async def test_a_foreign_app_is_reached_over_http_with_a_signature(slack):
    mira = slack.add_person("Mira")
    async with app(slack, SLACK_SIGNING_SECRET=SECRET) as program:
        port = (await program.told("ready"))["port"]
        [installed] = slack.state.workspace.apps
        installed.request_url = f"http://127.0.0.1:{port}/slack/events"

        await plan(mira, program, minutes="20")
        assert (await mira.press("Agree")).acknowledged
        await until(lambda: read(mira) == ["Agreed: yes"])
        assert (await mira.command("/tell", "the end")).answer["text"] == "You told: the end"

        installed.signing_secret = "another-secret"
        assert not (await mira.command("/tell", "nothing")).acknowledged
