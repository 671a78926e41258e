"""The record page over real HTTP, from the press in Slack to the record and back out."""

import asyncio
from base64 import b32encode
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from sqlalchemy import update

from care.people import Role
from care.shelf import Reaction, Resource, ResourceKind
from care.visits import CODE_WITHIN, IDLE, LINK_LIVES, LONGEST, TRIES, locked_for
from portal.commands import second_factor_reset
from store import audit, one_time_codes, people, resources, shelves
from store.tables import audit_entry, record_link, record_visit, recovery_code, second_factor
from store.tables import staff as staff_table
from tests.portal.made_up_record import SUPPORT, fill
from tests.portal.visitor import Form, Visitor, link_of
from tests.world import spoken
from tests.world import world as made

OVER = "You are signed out"
USED_UP = "This link is used up"
NOTHING = "There is nothing here"


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def records():
    return True


@pytest.fixture
async def ana(world):
    """A client with three months behind her."""
    ana = await world.invite()
    [mira] = await world.read(people.members)
    await world.write(fill, ana.id, mira.id, world.now)
    return ana


async def rows(world, table):
    return await world.database.read(
        lambda connection: connection.execute(table.select()).mappings().all()
    )


async def seen(world, client):
    """What the audit says was seen of a client on the record page, the oldest first."""
    found = await world.read(audit.of_client, client.id)
    return [(each.kind, each.reason) for each in found if each.kind in ("record", "chart")]


def here(world, path):
    return f"{world.portal.gate.url}/record/{world.memory.practice}/{path}"


# --- from Slack to the record ----------------------------------------------------------------


async def test_from_a_command_in_slack_to_what_the_client_answered(world, ana, mira):
    page = await mira.come_in(await link_of(world, f"record {ana.code}"))

    assert page.status == 200
    assert urlsplit(page.url).path.endswith(f"/clients/{ana.code}")
    for words in ("Mood has been falling", "PHQ-9", "10 of 27", "moderate", "safety answer"):
        assert words in page.text
    assert SUPPORT.splitlines()[0] in page.text
    assert "Thoughts that you would be better off dead" in page.text


async def test_the_record_shows_the_shelf_and_what_was_said_of_it(world, ana, mira):
    kept = Resource("breathing", "Slow breathing", ResourceKind.TRY, text="Words.", minutes=3)

    def shelve(connection, memory):
        staff = people.clients(connection, memory, [ana.id])[ana.id].therapist
        resources.keep(connection, memory, kept, world.now)
        item = shelves.put(
            connection, memory, ana.id, staff, "breathing", "For nights.", world.now, tell_at=None
        )
        shelves.opened(connection, memory, item, world.now)
        shelves.react(connection, memory, item, Reaction.HELPFUL, world.now)

    page = await mira.come_in(await link_of(world, f"record {ana.code}"))
    assert "Nothing is on the shelf." in page.text
    await world.write(shelve)

    page = await mira.open(here(world, f"clients/{ana.code}"))

    for words in ("Slow breathing", "to try, about 3 minutes", "For nights.", "First opened"):
        assert words in page.text
    assert "helpful" in page.text
    assert "Nothing is on the shelf." not in page.text
    assert "Slow breathing" in (await mira.open(here(world, ""))).text


async def test_buttons_on_the_card_and_in_home_lead_there_too(world, mira):
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    await world.press("Open the record", world.card("asked for you"))
    first = world.mira.view.blocks[-1]["elements"][0]["url"]
    await world.mira.open_home()
    await world.settle()
    await world.mira.press("Open the record", where="home")
    await world.settle()
    second = world.mira.view.blocks[-1]["elements"][0]["url"]

    assert first != second
    assert ana.code in (await mira.come_in(second)).url


async def test_the_days_reading_comes_first_when_no_client_is_named(world, ana, mira):
    page = await mira.come_in(await link_of(world, "record"))

    assert "Today’s reading" in page.text
    assert "One client with something new" in page.text
    assert ana.code in page.text


async def test_the_link_stands_in_no_letter_and_in_the_database_only_as_a_hash(world, ana):
    secret = (await link_of(world, f"record {ana.code}")).rpartition("/")[2]
    [link] = await rows(world, record_link)
    everything = "".join(
        path.read_bytes().decode("latin-1")
        for path in world.sandbox.settings.key_file.parent.glob("portal.db*")
    )

    assert secret.encode() not in link["secret_hash"]
    assert secret not in everything
    assert not any("enter" in spoken(message) for message in world.cards)


async def test_with_an_address_of_its_own_the_page_is_secure_and_telegram_is_still_asked(tmp_path):
    async with made(tmp_path, records=True, start=False) as world:
        before = world.sandbox.settings
        changed = {"public_url": "https://portal.example/practice"}
        world.sandbox.settings = before.model_copy(update=changed)
        await world.sandbox.start()
        link = await link_of(world, "record")
        ours = f"/record/{world.memory.practice}/enter/"
        assert link.startswith(f"https://portal.example/practice{ours}")
        # What the proxy would pass on, without the part that is its own.
        inside = world.portal.gate.url + ours + link.rpartition("/")[2]
        async with Visitor(world) as visitor:
            asked = visitor.http.post(inside, data={"form": ""}, allow_redirects=False)
            async with asked as answer:
                headers = answer.headers

        assert headers["Location"] == f"/practice/record/{world.memory.practice}/code"
        name, *limits = headers["Set-Cookie"].split("; ")
        assert name.startswith("__Host-record-")
        assert {*limits} == {"HttpOnly", "Path=/", "SameSite=Strict", "Secure"}
        assert "max-age" in headers["Strict-Transport-Security"]
        assert any(call.method == "getUpdates" for call in world.sandbox.telegram.calls)
        assert not any(call.method == "setWebhook" for call in world.sandbox.telegram.calls)


async def test_without_an_address_slack_says_so_plainly(tmp_path):
    async with made(tmp_path) as world:
        ana = await world.join()
        await world.mira.command("/portal", f"record {ana.code}")
        await world.settle()

        assert "no address yet" in spoken(world.cards[-1])
        assert world.mira.view is None


async def test_a_code_that_is_nobodys_and_a_colleagues_client_are_the_same_answer(world, ana):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    for words in (f"record {ana.code}", "record no-such"):
        await jonas.command("/portal", words)
        await world.settle()
        assert "no client of yours" in spoken(jonas.direct_messages()[-1])
        assert jonas.view is None


# --- the link ---------------------------------------------------------------------------------


async def test_a_program_that_looks_at_the_link_does_not_use_it_up(world, ana, mira):
    link = await link_of(world, f"record {ana.code}")
    for _ in range(3):
        async with mira.http.get(link) as answer, mira.http.head(link) as head:
            assert (answer.status, head.status) == (200, 200)
            assert ana.code not in await answer.text()

    assert (await mira.come_in(link)).status == 200


async def test_a_link_works_once(world, ana, mira):
    link = await link_of(world, f"record {ana.code}")
    await mira.come_in(link)
    async with Visitor(world) as other:
        page = await other.send((await other.open(link)).forms[0])

    assert (page.status, USED_UP in page.text) == (410, True)
    assert not other.cookies


async def test_of_many_who_open_a_link_at_once_one_gets_in(world, ana):
    link = await link_of(world, f"record {ana.code}")
    async with Visitor(world) as one, Visitor(world) as two, Visitor(world) as three:
        visitors = (one, two, three)
        forms = [(await each.open(link)).forms[0] for each in visitors]
        pages = await asyncio.gather(
            *(each.send(form) for each, form in zip(visitors, forms, strict=True))
        )

    assert sorted(page.status for page in pages) == [200, 410, 410]


async def test_a_link_ends_after_its_minutes_and_with_the_next_one(world, ana, mira):
    first = await link_of(world, f"record {ana.code}")
    second = await link_of(world, f"record {ana.code}")
    assert (await mira.send((await mira.open(first)).forms[0])).status == 410
    world.leap(seconds=LINK_LIVES.total_seconds() + 1)

    assert (await mira.send((await mira.open(second)).forms[0])).status == 410


async def test_guessed_links_are_slowed_down(world, mira):
    form = (await mira.open(here(world, "enter/guess"))).forms[0]
    statuses = [(await mira.send(form)).status for _ in range(25)]

    assert statuses == [410] * 20 + [429] * 5


# --- the second factor ------------------------------------------------------------------------


async def test_nothing_is_shown_before_the_code(world, ana, mira):
    await mira.send((await mira.open(await link_of(world, f"record {ana.code}"))).forms[0])
    for path in ("", f"clients/{ana.code}", f"clients/{ana.code}/phq9.png"):
        page = await mira.open(here(world, path))
        assert page.url == here(world, "code")
        assert ana.code not in page.text
    assert await seen(world, ana) == []


async def test_a_second_factor_is_confirmed_with_a_first_code_and_told_in_slack(world, ana, mira):
    await mira.send((await mira.open(await link_of(world, "record"))).forms[0])
    mira.secret = mira.page.key
    wrong = await mira.send(mira.page.forms[0], code="000000")
    assert "That was not it" in wrong.text
    assert wrong.key == mira.secret
    page = await mira.send(wrong.forms[0], code=mira.code)
    await world.settle()

    assert len(set(page.recovery_codes)) == 10
    assert "A second factor was set up for you" in spoken(world.cards[-1])
    [factor] = await rows(world, second_factor)
    assert mira.secret not in factor["sealed_secret"]
    kept = [each["code_hash"] for each in await rows(world, recovery_code)]
    assert not any(code.encode() in held for code in page.recovery_codes for held in kept)


async def test_the_secret_is_shown_to_scan_and_to_type_and_once_confirmed_never_again(
    world, ana, mira
):
    await mira.send((await mira.open(await link_of(world, "record"))).forms[0])
    page = mira.page
    typed = b32encode(page.key).decode()
    assert "<svg" in page.body
    assert f"secret={typed}" in page.body
    mira.secret = page.key
    await mira.send(page.forms[0], code=mira.code)
    async with Visitor(world) as again:
        page = await again.send((await again.open(await link_of(world, "record"))).forms[0])

    assert "<svg" not in page.body
    assert "Your code" in page.text


async def test_a_code_is_good_once_and_for_one_step_of_drift(world, ana, mira):
    await mira.come_in(await link_of(world, "record"))
    used = mira.code
    async with Visitor(world) as again:
        await again.send((await again.open(await link_of(world, "record"))).forms[0])
        assert "That was not it" in (await again.send(again.page.forms[0], code=used)).text
        early = one_time_codes.code_at(mira.secret, world.now + timedelta(seconds=90))
        assert "That was not it" in (await again.send(again.page.forms[0], code=early)).text
        next_step = one_time_codes.code_at(mira.secret, world.now + timedelta(seconds=30))
        page = await again.send(again.page.forms[0], code=f"{next_step[:3]} {next_step[3:]}")

    assert "Today’s reading" in page.text


async def test_after_five_wrong_codes_nobody_may_try_for_longer_and_longer(world, ana, mira):
    await mira.come_in(await link_of(world, "record"))
    async with Visitor(world) as guesser:
        for times in range(2):
            world.leap(minutes=2)
            await guesser.send((await guesser.open(await link_of(world, "record"))).forms[0])
            for _ in range(TRIES):
                page = await guesser.send(guesser.page.forms[0], code="000000")
            assert "too many wrong codes" in page.text
            world.leap(seconds=locked_for(times).total_seconds() - 5)
            page = await guesser.send(guesser.page.forms[0], code=mira.code)
            assert "too many wrong codes" in page.text
            world.leap(seconds=6)
        await world.settle()
        page = await guesser.send(guesser.page.forms[0], code=mira.code)

    assert "Today’s reading" in page.text
    assert world.told("Several wrong codes were given") == 2


async def test_the_lock_outlives_a_restart(world, ana, mira):
    await mira.come_in(await link_of(world, "record"))
    world.leap(minutes=2)
    async with Visitor(world) as guesser:
        await guesser.send((await guesser.open(await link_of(world, "record"))).forms[0])
        for _ in range(TRIES):
            await guesser.send(guesser.page.forms[0], code="000000")
    await world.restart()
    async with Visitor(world) as guesser:
        await guesser.send((await guesser.open(await link_of(world, "record"))).forms[0])
        page = await guesser.send(guesser.page.forms[0], code=mira.code)

    assert "too many wrong codes" in page.text


async def test_a_recovery_code_lets_in_once_and_is_told_in_slack(world, ana, mira):
    await mira.come_in(await link_of(world, "record"))
    code = mira.recovery_codes[3].upper().replace("-", " ")
    async with Visitor(world) as again:
        await again.send((await again.open(await link_of(world, "record"))).forms[0])
        assert "Today’s reading" in (await again.send(again.page.forms[0], code=code)).text
        await world.settle()
        await again.send((await again.open(await link_of(world, "record"))).forms[0])
    async with Visitor(world) as third:
        await third.send((await third.open(await link_of(world, "record"))).forms[0])
        assert "That was not it" in (await third.send(third.page.forms[0], code=code)).text

    assert "9 are left" in spoken(world.card("recovery codes"))


async def test_only_the_administrator_takes_a_second_factor_away(world, ana, mira):
    await mira.come_in(await link_of(world, "record"))
    await second_factor_reset(world.sandbox.office, name="Mira Winter")
    await world.settle()
    page = await mira.open(here(world, ""))

    assert OVER in page.text
    assert "taken your second factor away" in spoken(world.cards[-1])
    acts = [(each["role"], each["action"], each["kind"]) for each in await rows(world, audit_entry)]
    assert ("administrator", "revoked", "second-factor") in acts
    async with Visitor(world) as again:
        page = await again.send((await again.open(await link_of(world, "record"))).forms[0])
        assert page.key != mira.secret


# --- the visit --------------------------------------------------------------------------------


async def test_a_visit_ends_after_minutes_without_a_look(world, ana, mira):
    await mira.come_in(await link_of(world, f"record {ana.code}"))
    for _ in range(3):
        world.leap(seconds=IDLE.total_seconds() - 5)
        assert (await mira.open(here(world, f"clients/{ana.code}"))).status == 200
    world.leap(seconds=IDLE.total_seconds() + 1)
    page = await mira.open(here(world, f"clients/{ana.code}"))

    assert (page.status, OVER in page.text) == (403, True)
    assert ana.code not in page.text


async def test_a_visit_ends_after_its_hours_however_busy_it_is(world, ana, mira):
    await mira.come_in(await link_of(world, "record"))
    began = world.now
    while world.now - began < LONGEST:
        assert (await mira.open(here(world, ""))).status == 200
        world.leap(minutes=14)

    assert OVER in (await mira.open(here(world, ""))).text


async def test_the_code_has_to_come_within_minutes(world, ana, mira):
    await mira.send((await mira.open(await link_of(world, "record"))).forms[0])
    mira.secret = mira.page.key
    world.leap(seconds=CODE_WITHIN.total_seconds() + 1)

    assert OVER in (await mira.send(mira.page.forms[0], code=mira.code)).text


async def test_signing_out_ends_it_on_every_device(world, ana, mira):
    page = await mira.come_in(await link_of(world, "record"))
    async with Visitor(world) as telephone:
        telephone.secret = mira.secret
        await telephone.come_in(await link_of(world, "record"))
        out = next(form for form in page.forms if form.action.endswith("sign-out"))
        assert OVER in (await mira.send(out)).text
        assert OVER in (await telephone.open(here(world, ""))).text
    assert not mira.cookies


async def test_who_leaves_the_practice_is_out_at_once(world, ana, mira):
    await mira.come_in(await link_of(world, f"record {ana.code}"))
    await world.database.write(
        lambda connection: connection.execute(update(staff_table).values(active=False))
    )
    page = await mira.open(here(world, f"clients/{ana.code}"))

    assert OVER in page.text


async def test_whose_account_in_slack_was_closed_is_out_once_slack_says_so(world, ana, mira):
    await mira.come_in(await link_of(world, f"record {ana.code}"))
    unused = await link_of(world, f"record {ana.code}")
    ben = await world.join("Ben", therapist="Mira Winter")
    world.mira.deactivate()
    await ben.say("/help")
    await ben.tap("Tell my therapist")

    page = await mira.open(here(world, f"clients/{ana.code}"))
    assert (page.status, OVER in page.text) == (403, True)
    assert "PHQ" not in page.text
    again = await mira.send((await mira.open(unused)).forms[0])
    assert (again.status, USED_UP in again.text) == (410, True)


async def test_after_a_restart_a_visit_goes_on_and_lasts_no_longer(world, ana, mira):
    await mira.come_in(await link_of(world, f"record {ana.code}"))
    await world.restart()
    assert (await mira.open(here(world, f"clients/{ana.code}"))).status == 200

    world.leap(seconds=IDLE.total_seconds())
    await world.restart()

    assert OVER in (await mira.open(here(world, f"clients/{ana.code}"))).text


async def test_the_browser_of_somebody_else_gets_nowhere_with_a_link(world, ana, mira):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    await mira.come_in(await link_of(world, "record"))
    async with Visitor(world) as other:
        await other.come_in(await link_of(world, "record", jonas))
        stolen = await link_of(world, f"record {ana.code}")
        before = await seen(world, ana)
        world.leap(minutes=1)
        asked = await other.send((await other.open(stolen)).forms[0])
        refused = await other.send(asked.forms[0], code=other.code)

    assert refused.status == 403
    assert ana.code not in refused.text
    assert await seen(world, ana) == before


async def test_a_code_that_was_used_opens_no_second_visit_anywhere(world, ana, mira):
    await mira.come_in(await link_of(world, "record"))
    world.leap(minutes=1)
    first = await link_of(world, "record")
    async with Visitor(world) as telephone, Visitor(world) as thief:
        telephone.secret = thief.secret = mira.secret
        code = mira.code
        asked = await telephone.send((await telephone.open(first)).forms[0])
        assert (await telephone.send(asked.forms[0], code=code)).status == 200
        second = await thief.send((await thief.open(await link_of(world, "record"))).forms[0])
        replayed = await thief.send(second.forms[0], code=code)

    assert replayed.status == 403


async def test_the_token_is_kept_as_a_hash_and_changes_with_the_code(world, ana, mira):
    await mira.send((await mira.open(await link_of(world, "record"))).forms[0])
    [before] = mira.cookies.values()
    mira.secret = mira.page.key
    await mira.send(mira.page.forms[0], code=mira.code)
    [after] = mira.cookies.values()
    [visit] = await rows(world, record_visit)

    assert before != after
    assert len(after) >= 43
    assert after.encode() not in visit["token_hash"]
    async with Visitor(world) as thief:
        thief.http.cookie_jar.update_cookies({next(iter(mira.cookies)): before})
        assert OVER in (await thief.open(here(world, ""))).text


async def test_a_form_of_another_page_does_nothing(world, ana, mira):
    page = await mira.come_in(await link_of(world, "record"))
    out = next(form for form in page.forms if form.action.endswith("sign-out"))
    forged = await mira.send(out, form="0" * 64)
    assert forged.status == 403
    mira.http.headers["Sec-Fetch-Site"] = "cross-site"
    assert (await mira.send(out)).status == 403
    del mira.http.headers["Sec-Fetch-Site"]

    assert (await mira.open(here(world, ""))).status == 200


async def test_every_answer_keeps_the_browser_on_a_short_leash(world, ana, mira):
    await mira.come_in(await link_of(world, f"record {ana.code}"))
    for path in ("", f"clients/{ana.code}", f"clients/{ana.code}/mood.png", "nowhere", "style.css"):
        headers = (await mira.open(here(world, path))).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "script-src" not in policy
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert path == "style.css" or headers["Cache-Control"] == "no-store"
        assert "Server" not in headers


# --- who reads what ---------------------------------------------------------------------------


async def test_a_colleague_cannot_open_the_record_whatever_the_address(world, ana, mira):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    await mira.come_in(await link_of(world, "record", jonas))
    record = f"clients/{ana.code}"
    paths = (record, f"{record}/phq9.png", f"{record}/photos/{uuid4()}.jpg", "clients/no-such")
    for path in paths:
        page = await mira.open(here(world, path))
        assert page.status == 404
        assert "PHQ" not in page.text
    caseload = (await mira.open(here(world, "caseload"))).text
    out = next(form for form in mira.page.forms if form.action.endswith("sign-out"))
    read = Form(here(world, f"{record}/read"), {**out.fields, "read_to": world.now.isoformat()})
    assert (await mira.send(read)).status == 404
    assert ana.code not in caseload

    assert await seen(world, ana) == []


async def test_a_supervisor_reads_and_an_auditor_does_not(world, ana, mira):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    for roles, status in (({Role.SUPERVISOR}, 200), ({Role.ADMINISTRATOR, Role.AUDITOR}, 404)):
        member = (await world.read(people.members))[-1]
        await world.write(people.set_roles, member.id, roles)
        if mira.secret is None:
            await mira.come_in(await link_of(world, f"record {ana.code}", jonas))
        assert (await mira.open(here(world, f"clients/{ana.code}"))).status == status


async def test_every_view_stands_in_the_audit_and_a_view_that_cannot_is_not_given(world, ana, mira):
    await mira.come_in(await link_of(world, f"record {ana.code}"))
    await mira.open(here(world, f"clients/{ana.code}/phq9.png"))
    await mira.open(here(world, ""))
    assert await seen(world, ana) == [("record", None), ("chart", None), ("record", "reading")]
    await world.database.write(
        lambda connection: connection.exec_driver_sql(
            "create trigger torn before insert on audit_entry "
            "begin select raise(abort, 'full'); end"
        )
    )
    for path in ("", f"clients/{ana.code}", f"clients/{ana.code}/phq9.png"):
        page = await mira.open(here(world, path))
        assert page.status == 503
        assert "PHQ" not in page.text
        assert ana.code not in page.text


# --- reading ----------------------------------------------------------------------------------


async def test_what_was_read_leaves_the_list_and_what_comes_in_later_returns(world, mira):
    ana = await world.join()
    await ana.pulse(7, 3, 6)
    page = await mira.come_in(await link_of(world, "record"))
    assert ana.code in page.text
    form = next(form for form in page.forms if form.action.endswith("/read"))
    page = await mira.send(form)
    assert "Nothing new about your clients" in page.text
    await world.until(1, "19:30")
    await ana.pulse(2, 8, 1)
    async with Visitor(world) as again:
        again.secret = mira.secret
        page = await again.come_in(await link_of(world, "record"))

    assert ana.code in page.text
    assert "Tue 3 Nov" in page.text
    assert "Mon 2 Nov 7" not in page.text


async def test_marking_an_old_page_does_not_hide_what_came_in_since(world, mira):
    ana = await world.join()
    await ana.pulse(7, 3, 6)
    page = await mira.come_in(await link_of(world, "record"))
    form = next(form for form in page.forms if form.action.endswith("/read"))
    world.leap(seconds=30)
    await ana.tap("Help now", "Tell my therapist")

    assert ana.code in (await mira.send(form)).text


async def test_a_record_of_years_is_read_a_quarter_at_a_time(world, ana, mira):
    page = await mira.come_in(await link_of(world, f"record {ana.code}"))
    assert "Earlier" not in page.links
    world.leap(days=400)
    async with Visitor(world) as later:
        later.secret = mira.secret
        page = await later.come_in(await link_of(world, f"record {ana.code}"))
        assert "No answers in this time" in page.text
        # What nobody has dealt with stays in sight, however old it is.
        assert "Mood has been falling" in page.text
        page = await later.open(page.links["Earlier"])

    assert "10 of 27" not in page.text
    assert "PHQ-9" in page.text
    assert "To the newest" in page.links


async def test_pictures_have_the_same_words_and_are_drawn(world, ana, mira):
    page = await mira.come_in(await link_of(world, f"record {ana.code}"))
    assert {src.rpartition("/")[2] for src, _ in page.pictures} == {
        *("phq9.png", "gad7.png", "mood.png", "anxiety.png", "sleep.png")
    }
    assert all(len(words) > 40 for _, words in page.pictures)
    drawn = await mira.open(here(world, f"clients/{ana.code}/phq9.png"))

    assert drawn.headers["Content-Type"] == "image/png"
    assert (await mira.open(here(world, f"clients/{ana.code}/pulse.png"))).status == 404


async def test_an_empty_record_says_so(world, mira):
    ana = await world.invite()
    page = await mira.come_in(await link_of(world, f"record {ana.code}"))

    for words in ("invited", "No alerts", "No answers", "No messages"):
        assert words in page.text


async def test_an_address_that_is_none_is_answered_kindly(world, ana, mira):
    for path in ("nowhere", "clients/", "clients/x/y/z", "code/x"):
        page = await mira.open(here(world, path))
        assert (page.status, NOTHING in page.text) == (404, True)
    async with mira.http.get(f"{world.portal.gate.url}/record/nobody/") as answer:
        assert answer.status == 404
