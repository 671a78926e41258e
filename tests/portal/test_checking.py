"""The checklist of `portal check`: each line a finding, each finding with what to do."""

import json
import re
from datetime import timedelta

import pytest

from conversations.contents import Lane, Line, Sentences
from conversations.envelopes import CLIENTS, THERAPISTS
from portal import opening
from portal.checking import check
from portal.clock import MovableClock
from portal.commands import (
    client_erase,
    facilitator_add,
    group_create,
    practice_create,
    practice_on_call,
    practice_set,
    therapist_add,
)
from portal.control import Control, socket_path
from portal.opening import create_keys, office
from portal.settings import load
from store import escalation, outbox, people, practices
from tests.logging_back import logging_as_it_was
from tests.portal.at_terminal import without_settings
from tests.store.kept import keep_client

TOKEN = "100200300:a-token-that-nobody-may-see-abcdefgh"
CONTACTS = {"emergency": "112", "lines": ["Line, +49 1, always"], "verified_by": "Mira"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    with logging_as_it_was():
        yield tmp_path


@pytest.fixture
async def furnished(folder):
    """A practice that could be served, its tokens in .env."""
    env = folder / ".env"
    env.write_text(
        f"PORTAL_CLIENT_BOT_TOKEN={TOKEN}\n"
        "PORTAL_SLACK_BOT_TOKEN=xoxb-hidden\nPORTAL_SLACK_APP_TOKEN=xapp-hidden\n"
        "PORTAL_PUBLIC_URL=https://portal.example\n"
    )
    env.chmod(0o600)
    await create_keys(folder / "elsewhere")
    async with office(load({}), "a test") as made:
        await practice_create(
            made, name="Harbour", zone_name="UTC", urgent_hours="always", **CONTACTS
        )
        await therapist_add(made, name="Mira", slack_user="U0MIRA")
        [practice] = await made.database.read(practices.every)
        memory = made.memory(practice.id)
        [mira] = await made.database.read(people.members, memory)
        await made.database.write(escalation.note_test, memory, mira.id, made.clock.now())
    return folder


async def found(weight):
    """What the list says with this weight, and its next steps."""
    listed = await check()
    return "\n".join(
        f"{each['what']} {each['next']}" for each in listed["findings"] if each["weight"] == weight
    )


async def test_a_furnished_practice_is_ready(furnished):
    listed = await check()

    assert listed["ready"]
    assert not listed["running"]
    assert {each["weight"] for each in listed["findings"]} == {"good"}
    assert await found("missing") == ""


async def test_where_the_record_page_is_reached_is_said(furnished, monkeypatch):
    assert "Record page: reached at https://portal.example" in await found("good")
    env = furnished / ".env"
    for address, said in (
        ("PORTAL_HTTP_PORT=8080", "only who sits at this machine"),
        ("PORTAL_HTTP_PORT=8080\nPORTAL_HTTP_HOST=0.0.0.0", "no address"),
        ("", "no address"),
    ):
        lines = [line for line in env.read_text().splitlines() if "_TOKEN=" in line]
        env.write_text("\n".join([*lines, address, ""]))
        assert f"Record page: {said}" in await found("warning")


async def test_no_secret_is_shown(furnished):
    said = json.dumps(await check())

    assert "hidden" not in said
    assert TOKEN.partition(":")[2] not in said


async def test_every_finding_that_is_not_good_says_what_to_do(folder):
    listed = await check()

    assert not listed["ready"]
    for each in listed["findings"]:
        assert each["weight"] == "good" or each["next"] or "portal " in each["what"]


async def test_settings_that_cannot_be_used_are_findings_too(folder, monkeypatch):
    monkeypatch.setenv("PORTAL_CLIENT_TOKEN", TOKEN)
    monkeypatch.setenv("PORTAL_LOG_LEVEL", "loud")

    missing = await found("missing")

    assert "PORTAL_CLIENT_BOT_TOKEN" in missing
    assert "PORTAL_LOG_LEVEL" in missing
    assert TOKEN not in missing


async def test_one_platform_is_enough_and_the_other_is_named(furnished):
    (furnished / ".env").write_text(f"PORTAL_CLIENT_BOT_TOKEN={TOKEN}\n")

    assert (await check())["ready"]
    assert "no therapist hears" in await found("warning")


async def test_where_platforms_call_is_told_with_the_address_for_the_slack_app(furnished):
    env = furnished / ".env"
    env.write_text(
        f"PORTAL_CLIENT_BOT_TOKEN={TOKEN}\nPORTAL_SLACK_BOT_TOKEN=xoxb-hidden\n"
        "PORTAL_SLACK_SIGNING_SECRET=hidden0hidden0hidden\n"
        "PORTAL_PUBLIC_URL=https://portal.example\nPORTAL_WEBHOOK_SECRET=hidden-hidden-hidden\n"
    )
    listed = await check()
    good = await found("good")

    assert listed["ready"]
    assert "hidden" not in json.dumps(listed)
    assert "Slack: the app has its token and its signing secret" in good
    assert "Telegram calls https://portal.example" in good
    assert re.search(r"call https://portal\.example/slack/[0-9a-f-]{36}/events for Harbour", good)


async def test_an_env_file_that_others_may_read_is_named(furnished):
    (furnished / ".env").chmod(0o644)

    assert "chmod 0600 .env" in await found("warning")


async def test_messages_that_no_therapist_got_this_week_are_named_with_what_to_do(
    furnished, monkeypatch
):
    async with office(load({}), "a test") as made:
        [practice] = await made.database.read(practices.every)
        memory, now = made.memory(practice.id), made.clock.now()
        key = (THERAPISTS, "U0MIRA")
        mira = (await made.database.read(people.accounts, memory, [key]))[key]
        client = people.new_account(CLIENTS)
        await made.database.write(people.add_account, memory, client, "77", now)
        said = Sentences((Line("support-too-late"),))
        lost = [
            outbox.new_letter(practice.id, to.bot, to.id, said, key=to.bot, lane=lane, now=now)
            for to, lane in ((mira, Lane.THERAPIST), (client, Lane.REMINDER))
        ]
        await made.database.write(outbox.write, lost, carrier=None, now=now)
        await made.database.write(
            outbox.settle, [each.id for each in lost], outbox.UNREACHABLE, now
        )

    warnings = await found("warning")

    assert "1 messages to therapists did not arrive" in warnings
    assert "Slack member id" in warnings

    monkeypatch.setattr(opening, "SystemClock", lambda: MovableClock(now + timedelta(days=8)))

    assert "to therapists" not in await found("warning")


async def test_an_erasure_that_finds_no_room_on_the_disk_is_named(furnished, monkeypatch):
    monkeypatch.setattr("store.database.ROOM", 1e15)
    async with office(load({}), "a test") as made:
        [practice] = await made.database.read(practices.every)
        memory, now = made.memory(practice.id), made.clock.now()
        client = await keep_client(made.database, memory, now)
        await client_erase(made, code=client.code, again=client.code)

    warnings = await found("warning")
    assert "no room to write the database anew" in warnings
    assert "MB are free" in warnings
    assert "the receipt waits" not in warnings

    monkeypatch.setattr(opening, "SystemClock", lambda: MovableClock(now + timedelta(hours=1)))
    assert "Harbour: 1 erased, and the disk is not rid of it yet" in await found("warning")


async def test_old_numbers_and_uncovered_hours_are_named(furnished, monkeypatch):
    async with office(load({}), "a test") as made:
        await practice_set(made, urgent_hours="mon-fri 9-17")
        later = made.clock.now() + timedelta(days=181)
    monkeypatch.setattr(opening, "SystemClock", lambda: MovableClock(later))

    warnings = await found("warning")

    assert "--verified-by" in warnings
    assert "outside of mon-fri 09:00-17:00" in warnings
    assert (await check())["ready"]


async def test_a_second_practice_in_one_database_is_named(furnished):
    async with office(load({}), "a test") as made:
        await practice_create(made, name="Haven", zone_name="UTC")

    missing = await found("missing")

    assert "this database holds 2: Harbour, Haven" in missing
    assert "Haven has no crisis contacts" in missing
    assert "Haven has no therapist" in missing


async def test_folders_that_are_not_there_are_named(furnished, monkeypatch):
    monkeypatch.setenv("PORTAL_CRISIS_FILE", "no/cards.json")
    monkeypatch.setenv("PORTAL_DATABASE_URL", "sqlite:///not/portal.db")

    missing = await found("missing")

    assert "PORTAL_CRISIS_FILE" in missing
    assert "PORTAL_DATABASE_URL" in missing


async def test_looking_changes_nothing(folder):
    await check()

    assert [each.name for each in folder.iterdir()] == ["elsewhere"]


async def test_a_running_portal_is_seen(furnished):
    settings = load({})
    async with office(settings, "portal run") as made:
        ear = Control(made, socket_path(settings.database_path))
        await ear.start()

        listed = await check()

        assert listed["running"]
        assert listed["ready"]
        await ear.stop()


async def test_the_chain_is_named_with_who_cannot_be_written_to(furnished):
    async with office(load({}), "a test") as made:
        await therapist_add(made, name="Vera", slack_user="U0VERA", supervisor=True)
        await practice_set(made, chain="Mira", escalate_after=15)
        [practice] = await made.database.read(practices.every)
        memory = made.memory(practice.id)

        def lose(connection):
            vera = people.members(connection, memory)[-1]
            account = people.account_of(connection, memory, THERAPISTS, of_staff=vera.id)
            people.note_reachable(connection, memory, account.id, reachable=False)

        await made.database.write(lose)

    assert "go on after 15 minutes, to Mira, Vera" in await found("good")
    assert "Vera is in the chain and cannot be written to in Slack." in await found("warning")


async def test_a_chain_that_was_tested_long_ago_or_never_wants_a_test(furnished):
    async with office(load({}), "a test") as made:
        await practice_create(made, name="Other", zone_name="UTC", **CONTACTS)
        await therapist_add(made, name="Ona", slack_user="U0ONA", practice="Other")
        harbour, _ = await made.database.read(practices.every)
        memory = made.memory(harbour.id)
        [mira] = await made.database.read(people.members, memory)
        long_ago = made.clock.now() - timedelta(days=31)
        await made.database.write(escalation.note_test, memory, mira.id, long_ago)

    told = await found("warning")
    assert "Harbour: the chain of urgent cards was last tested on" in told
    assert "Other: the chain of urgent cards has not been tested. In Slack: /portal test" in told


async def test_days_on_which_nobody_is_on_call_or_there_are_named(furnished):
    assert "on call" not in await found("warning")

    async with office(load({}), "a test") as made:
        await practice_on_call(made, when="mon-fri", name="Mira")
        [harbour] = await made.database.read(practices.every)
        [mira] = await made.database.read(people.members, made.memory(harbour.id))

    told = await found("warning")
    assert "Harbour: nobody is on call on Sa" in told or "nobody is on call on Su" in told
    assert "Mon" not in told.split("nobody is on call on")[1].split(".")[0]

    async with office(load({}), "a test") as made:
        until = made.clock.now() + timedelta(days=20)
        memory = made.memory(harbour.id)
        await made.database.write(escalation.leave, memory, mira.id, until, None)

    assert "on call and away or out of reach: Mira on" in await found("warning")


async def test_a_group_that_nobody_hears_is_found(furnished):
    async with office(load({}), "a test") as made:
        await facilitator_add(made, name="Mira")
        await group_create(made, name="Circle", facilitator="Mira")

    assert "nobody hears its groups" in await found("missing")

    with (furnished / ".env").open("a") as env:
        env.write("PORTAL_GROUP_BOT_TOKEN=500600700:a-token-for-groups-that-nobody-may-see\n")
    assert "groups: 1" in await found("good")
    assert await found("missing") == ""
