"""Notes on the record page: written, proposed, answered; and nothing that was typed is lost."""

from urllib.parse import urlsplit

import pytest

from bots.record_page.door import LARGEST_NOTE, SAVES
from care.notes import TEXT_LIMIT, Answer, NoteState, digest
from care.people import Role
from care.visits import IDLE
from portal import auditing
from portal.commands.departures import therapist_leave
from portal.note_deeds import settle
from portal.scene import Scene
from store import audit, notes, people
from store.tables import audit_entry, note, note_version
from tests.portal.visitor import Form, Visitor, link_of
from tests.world import spoken

TEXT = "We looked at the week.\n\nOne thing to try:\n  the bus, at noon <alone> & back."
OTHER = "We looked at the week, and at the night before."
WANTED = "Not at noon, please. In the evening."


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def records():
    return True


@pytest.fixture
async def ana(world):
    return await world.join()


def here(world, path):
    return f"{world.portal.gate.url}/record/{world.memory.practice}/{path}"


def path_of(page):
    return urlsplit(page.url).path.partition("/clients/")[2]


def typed(page):
    """What stands in the field of the form."""
    return form_of(page).fields["text"]


def form_of(page):
    return next(each for each in page.forms if "text" in each.fields)


def sending(page, end):
    """The form that leads to this address."""
    return next(each for each in page.forms if each.action.endswith(end))


async def begin(world, mira, ana):
    """The form for a new note, from Slack."""
    return await mira.come_in(await link_of(world, f"note {ana.code}"))


async def save(mira, page, text, then="keep", **fields):
    return await mira.send(form_of(page), text=text, then=then, **fields)


async def propose(world, mira, ana, text=TEXT):
    """A note that waits for the client's answer."""
    page = await save(mira, await begin(world, mira, ana), text, "propose")
    return await mira.send(sending(page, "/propose"))


async def kept(world, ana, author=None):
    return await world.read(notes.of_client, ana.id, author)


async def member(world):
    return (await world.read(people.members))[0].id


async def answers(world, ana, kind, words=""):
    [found] = await kept(world, ana)
    given = (found.id, found.version, found.digest, kind, words, world.now)

    def answered(connection, memory):
        assert notes.answer(connection, memory, *given)
        if kind is not Answer.CHANGE:
            scene = Scene.begin(connection, memory, world.now)
            settle(scene, found.client, found.id)
            auditing.post(scene, None)

    await world.write(answered)


async def sign_in_again(world, mira):
    """As in another tab: the same browser, another visit."""
    world.leap(minutes=1)
    page = await mira.send((await mira.open(await link_of(world, "record"))).forms[0])
    await mira.send(page.forms[0], code=mira.code)


async def acts(world):
    return await world.database.read(
        lambda connection: (
            connection.execute(
                audit_entry.select()
                .where(audit_entry.c.kind == "note")
                .order_by(audit_entry.c.number)
            )
            .mappings()
            .all()
        )
    )


# --- from a command in Slack to what both hold ------------------------------------------------


async def test_a_command_in_slack_leads_to_the_form_and_from_there_to_what_the_client_reads(
    world, ana, mira
):
    page = await begin(world, mira, ana)
    assert path_of(page) == f"{ana.code}/notes/new"
    assert "No psychotherapy notes" in page.text
    assert "You stay signed in until 09:" in page.text

    page = await save(mira, page, TEXT, "propose")
    assert path_of(page).endswith("/propose")
    assert TEXT in page.written
    assert "14 days, until Mon 16 Nov" in page.text
    page = await mira.send(sending(page, "/propose"), days="7")
    assert "waits for an answer" in page.text
    assert "The client can answer until Mon 9 Nov" in page.text
    assert not any("text" in each.fields for each in page.forms)

    [found] = await kept(world, ana)
    assert (found.text, found.state) == (TEXT, NoteState.PROPOSED)
    assert found.digest == digest(TEXT)
    await answers(world, ana, Answer.AGREED)
    page = await mira.open(here(world, f"clients/{ana.code}"))
    assert "The client agreed, Mon 2 Nov" in page.text
    assert "Version 1, proposed" in page.text
    assert TEXT in page.written
    assert "Take it back" not in (await mira.open(here(world, path(ana, found)))).text


def path(ana, found, *below):
    return "/".join((f"clients/{ana.code}/notes", str(found.id), *below))


async def test_a_draft_is_its_authors_alone(world, ana, mira):
    page = await save(mira, await begin(world, mira, ana), TEXT)
    assert "Saved Mon 2 Nov" in page.text
    assert await kept(world, ana) == ()
    record = await mira.open(here(world, f"clients/{ana.code}"))
    assert "Go on writing" in record.links

    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    other = (await world.read(people.members))[-1]
    await world.write(people.set_roles, other.id, {Role.SUPERVISOR})
    async with Visitor(world) as visitor:
        record = await visitor.come_in(await link_of(world, f"record {ana.code}", jonas))
        assert "No notes of sessions" in record.text
        assert "Write a note" not in record.links
        for address in (urlsplit(page.url).path, urlsplit(page.url).path + "/propose"):
            assert (await visitor.open(f"{world.portal.gate.url}{address}")).status == 404

    # Not even that there is one: the audit knows of it, and does not say about whom.
    assert {each["subject"] for each in await acts(world)} == {None}
    assert {each["action"] for each in await acts(world)} == {"written", "viewed"}
    found = await world.read(audit.of_client, ana.id)
    assert not [each for each in found if each.kind == "note"]


async def test_what_the_client_asks_for_is_read_written_anew_and_agreed(world, ana, mira):
    await propose(world, mira, ana)
    await answers(world, ana, Answer.CHANGE, WANTED)
    await world.mira.open_home()
    await world.settle()
    assert "1 note waits for you" in spoken(world.mira.home())
    await world.mira.press("Note to change", where="home")
    await world.settle()
    async with Visitor(world) as again:
        again.secret = mira.secret
        page = await again.come_in(world.mira.view.blocks[-1]["elements"][0]["url"])
        assert WANTED in page.text
        assert typed(page) == TEXT

        page = await save(again, page, OTHER, "propose")
        page = await again.send(sending(page, "/propose"))
        assert "Version 2" in page.text
        assert WANTED in page.text
        await answers(world, ana, Answer.AGREED)
        page = await again.open(page.url)

    assert "The client agreed" in page.text
    assert TEXT in page.written
    assert OTHER in page.written
    await world.mira.open_home()
    await world.settle()
    assert "waits for you" not in spoken(world.mira.home())


async def test_what_nobody_has_answered_is_taken_back_and_written_on(world, ana, mira):
    page = await propose(world, mira, ana)
    page = await mira.send(sending(page, "/take-back"))

    assert typed(page) == TEXT
    assert await kept(world, ana) == ()
    page = await save(mira, page, OTHER, "propose")
    await mira.send(sending(page, "/propose"))
    [found] = await kept(world, ana)
    assert (found.text, found.version) == (OTHER, 2)


async def test_throwing_away_asks_once_and_takes_only_what_was_seen(world, ana, mira):
    page = await save(mira, await begin(world, mira, ana), TEXT)
    asked = await mira.open(page.links["Throw away"])
    assert "gone for good" in asked.text
    await save(mira, page, OTHER)
    again = await mira.send(sending(asked, "/discard"))
    assert OTHER in again.written
    page = await mira.send(sending(again, "/discard"))

    assert path_of(page) == ana.code
    assert await kept(world, ana, await member(world)) == ()


async def test_what_is_final_is_changed_by_no_form(world, ana, mira):
    page = await save(mira, await begin(world, mira, ana), TEXT, "propose")
    form, back = sending(page, "/propose"), await mira.open(page.links["Go on writing"])
    page = await mira.send(form)
    taking = sending(page, "/take-back")
    await answers(world, ana, Answer.DISAGREED, WANTED)
    [before] = await kept(world, ana)

    page = await save(mira, back, OTHER)
    assert "is not changed any more" in page.text
    assert typed(page) == OTHER
    for each in (form, taking, Form(taking.action.replace("take-back", "discard"), taking.fields)):
        page = await mira.send(each)
        assert "sees it differently" in page.text
        assert WANTED in page.text
    assert await kept(world, ana) == (before,)


async def test_a_text_that_somebody_changed_outside_is_shown_as_not_what_was_agreed_to(
    world, ana, mira
):
    page = await propose(world, mira, ana)
    [found] = await kept(world, ana)
    await answers(world, ana, Answer.AGREED)
    assert "altered" not in (await mira.open(page.url)).text

    def exchange(connection, memory):
        owner, where = memory.client(ana.id), notes.place(found.id, 1)
        sealed = memory.vault.seal_text(owner, notes.TEXT, where, OTHER, version=1, pad=True)
        connection.execute(note_version.update().values(sealed_text=sealed))

    await world.write(exchange)
    page = await mira.open(page.url)
    assert "altered" in page.text
    assert "not what was proposed and answered" in page.text
    assert "The client agreed" not in page.text


@pytest.mark.parametrize("state", ["proposed", "change-asked"])
async def test_what_was_final_is_opened_again_by_nobody(world, ana, mira, state):
    page = await propose(world, mira, ana)
    back = sending(page, "/take-back")
    await answers(world, ana, Answer.AGREED)
    await world.database.write(
        lambda connection: connection.execute(note.update().values(state=state)).close()
    )
    [before] = await kept(world, ana)

    page = await mira.open(page.url)
    assert ("altered" in page.text, "/take-back" in str(page.forms)) == (True, False)
    assert "textarea" not in str(page.forms)
    await mira.send(back)

    assert await kept(world, ana) == (before,)


async def test_another_text_than_the_one_seen_is_not_proposed(world, ana, mira):
    page = await save(mira, await begin(world, mira, ana), TEXT, "propose")
    seen = sending(page, "/propose")
    back = await mira.open(page.links["Go on writing"])
    await save(mira, back, OTHER)

    page = await mira.send(seen)
    assert (page.status, "the text has changed since you looked" in page.text) == (409, True)
    assert OTHER in page.written
    assert await kept(world, ana) == ()
    await mira.send(sending(page, "/propose"))
    assert [each.text for each in await kept(world, ana)] == [OTHER]


async def test_to_whom_nothing_can_be_proposed_nothing_is(world, mira):
    ben = await world.invite("Ben")
    page = await save(mira, await begin(world, mira, ben), TEXT, "propose")

    assert "has not joined yet" in page.text
    assert not any(each.action.endswith("/propose") for each in page.forms)


async def test_a_note_waits_until_after_a_pause(world, ana, mira):
    await ana.say("/pause 14d")
    page = await save(mira, await begin(world, mira, ana), TEXT, "propose")

    assert "until then the client has paused" in page.text
    assert "7 days, until Mon 23 Nov" in page.text


# --- nothing typed is lost --------------------------------------------------------------------


async def test_who_was_signed_out_over_the_writing_gets_the_text_back_and_saves_it_once(
    world, ana, mira
):
    page = await begin(world, mira, ana)
    world.leap(seconds=IDLE.total_seconds() + 1)

    page = await save(mira, page, TEXT)
    assert (page.status, typed(page)) == (409, TEXT)
    assert "you are signed out" in page.text
    assert "Mira" not in page.text
    page = await save(mira, page, typed(page) + "!")
    assert typed(page) == TEXT + "!"
    assert await kept(world, ana, await member(world)) == ()

    await sign_in_again(world, mira)
    page = await save(mira, page, typed(page))
    assert "before you signed in anew" in page.text
    page = await save(mira, page, typed(page))
    assert "Saved Mon 2 Nov" in page.text
    [found] = await kept(world, ana, await member(world))
    assert found.text == TEXT + "!"


async def test_who_signed_out_in_another_tab_gets_the_text_back(world, ana, mira):
    page = await begin(world, mira, ana)
    await mira.send(sending(page, "sign-out"))
    assert not mira.cookies

    page = await save(mira, page, TEXT)

    assert (page.status, typed(page)) == (409, TEXT)


async def test_before_the_code_is_given_again_the_text_comes_back(world, ana, mira):
    page = await begin(world, mira, ana)
    world.leap(minutes=20)
    await mira.send((await mira.open(await link_of(world, "record"))).forms[0])

    for _ in range(2):
        page = await save(mira, page, TEXT)
        assert (page.status, typed(page)) == (409, TEXT)


async def test_what_no_note_can_hold_comes_back_with_the_reason(world, ana, mira):
    page = await begin(world, mira, ana)
    for text, said in (
        ("x" * (TEXT_LIMIT + 1), "12,001 characters"),
        ("", "there is no text"),
        ("\n \n", "there is no text"),
    ):
        page = await save(mira, page, text)
        assert (page.status, said in page.text) == (409, True)
        assert typed(page) == text.strip()

    assert "Saved Mon 2 Nov" in (await save(mira, page, "x" * TEXT_LIMIT)).text


async def test_the_longest_note_in_letters_of_three_bytes_is_taken_whole(world, ana, mira):
    text = "\u4f60" * TEXT_LIMIT
    page = await save(mira, await begin(world, mira, ana), text)

    assert typed(page) == text
    far = await save(mira, page, "x" * LARGEST_NOTE)
    assert (far.status, "many times longer" in far.text) == (413, True)
    code = Form(here(world, "code"), {"form": page.forms[0].fields["form"]})
    assert (await mira.send(code, code="1" * 5000)).status == 403


async def test_what_changed_meanwhile_is_shown_beside_and_written_over_only_then(world, ana, mira):
    first = await save(mira, await begin(world, mira, ana), TEXT)
    second = await mira.open(first.url)
    await save(mira, first, OTHER)

    page = await save(mira, second, "A third text.")
    assert (page.status, typed(page)) == (409, "A third text.")
    assert OTHER in page.written
    page = await save(mira, page, typed(page))
    assert "Saved Mon 2 Nov" in page.text
    [found] = await kept(world, ana, await member(world))
    assert found.text == "A third text."


async def test_what_was_thrown_away_meanwhile_is_saved_as_a_new_note(world, ana, mira):
    page = await save(mira, await begin(world, mira, ana), TEXT)
    asked = await mira.open(page.links["Throw away"])
    await mira.send(sending(asked, "/discard"))

    again = await save(mira, page, OTHER)
    assert "was thrown away" in again.text
    await save(mira, again, typed(again))
    [found] = await kept(world, ana, await member(world))
    assert found.text == OTHER


async def test_a_form_that_is_sent_twice_makes_one_note(world, ana, mira):
    page = await begin(world, mira, ana)
    for _ in range(3):
        assert "Saved Mon 2 Nov" in (await save(mira, page, TEXT)).text

    assert len(await kept(world, ana, await member(world))) == 1


async def test_while_nothing_can_be_written_the_text_comes_back(world, ana, mira):
    page = await begin(world, mira, ana)
    await world.database.write(
        lambda connection: connection.exec_driver_sql(
            "create trigger torn before insert on audit_entry "
            "begin select raise(abort, 'full'); end"
        )
    )

    again = await save(mira, page, TEXT)

    assert (again.status, typed(again)) == (409, TEXT)
    assert "could not do it just now" in again.text
    assert await kept(world, ana, await member(world)) == ()


async def test_what_another_site_sends_is_neither_kept_nor_shown(world, ana, mira):
    page = await begin(world, mira, ana)
    mira.http.headers["Sec-Fetch-Site"] = "cross-site"
    again = await save(mira, page, TEXT)

    assert again.status == 403
    assert "bus" not in again.body
    del mira.http.headers["Sec-Fetch-Site"]
    forged = await mira.send(form_of(page), text=TEXT, form="0" * 64)
    assert (forged.status, typed(forged)) == (409, TEXT)
    assert await kept(world, ana, await member(world)) == ()


async def test_long_forms_are_read_so_often_a_minute_and_no_more(world, mira):
    form = Form(here(world, "clients/quiet-harbor/notes/0"), {})
    statuses = [(await mira.send(form)).status for _ in range(SAVES + 1)]

    assert statuses == [404] * SAVES + [429]
    world.leap(minutes=1)
    assert (await mira.send(form)).status == 404


# --- who writes -------------------------------------------------------------------------------


async def test_who_may_not_write_about_a_client_does_not_and_keeps_the_text(world, ana, mira):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    page = await begin(world, mira, ana)
    async with Visitor(world) as visitor:
        await visitor.come_in(await link_of(world, "record", jonas))
        own = form_of(page)
        sent = Form(own.action, {**own.fields, "form": visitor.page.forms[0].fields["form"]})
        again = await visitor.send(sent, text=TEXT)

        assert (again.status, typed(again)) == (409, TEXT)
        assert "cannot write notes about this client" in again.text
        for address in ("notes/new", "notes/nothing", "notes/new/propose"):
            assert (await visitor.open(here(world, f"clients/{ana.code}/{address}"))).status == 404
    await jonas.command("/portal", f"note {ana.code}")
    await world.settle()
    assert any("no client of yours" in spoken(each) for each in jonas.direct_messages())
    assert await kept(world, ana, await member(world)) == ()


async def test_what_was_proposed_passes_to_who_takes_the_client_over_and_drafts_go(
    world, ana, mira
):
    await propose(world, mira, ana)
    page = await mira.open(here(world, f"clients/{ana.code}/notes/new"))
    await save(mira, page, OTHER)
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    await therapist_leave(world.sandbox.office, name="Mira Winter", hand_to="Jonas Vale")
    await world.settle()

    async with Visitor(world) as visitor:
        record = await visitor.come_in(await link_of(world, f"record {ana.code}", jonas))
        assert TEXT in record.written
        assert OTHER not in record.written
        page = await visitor.open(record.links["Open the note"])
        page = await visitor.send(sending(page, "/take-back"))
        assert typed(page) == TEXT


async def test_every_look_at_what_was_proposed_and_what_was_done_stands_in_who(world, ana, mira):
    page = await propose(world, mira, ana)
    await mira.send(sending(page, "/take-back"))

    await ana.say("/who")

    for words in (
        "Mira Winter proposed a note about a session to you.",
        "Mira Winter read a note about a session with you.",
        "took a note about a session back before you had answered.",
    ):
        assert words in ana.last


async def test_without_its_entry_in_the_audit_no_note_is_shown(world, ana, mira):
    page = await propose(world, mira, ana)
    await world.database.write(
        lambda connection: connection.exec_driver_sql(
            "create trigger torn before insert on audit_entry "
            "begin select raise(abort, 'full'); end"
        )
    )

    again = await mira.open(page.url)

    assert again.status == 503
    assert "bus" not in again.body


async def test_what_the_client_says_to_a_note_is_news(world, ana, mira):
    await propose(world, mira, ana)
    world.leap(minutes=5)
    read = await mira.open(here(world, ""))
    assert "bus" not in read.body
    await answers(world, ana, Answer.DISAGREED, WANTED)

    page = await mira.open(here(world, ""))
    assert WANTED in page.text
    await mira.send(sending(page, "/read"))
    assert WANTED not in (await mira.open(here(world, ""))).text


async def test_a_note_of_long_ago_stands_on_its_own_page_of_the_record(world, ana, mira):
    await propose(world, mira, ana)
    await answers(world, ana, Answer.AGREED)
    world.leap(days=200)
    async with Visitor(world) as later:
        later.secret = mira.secret
        page = await later.come_in(await link_of(world, f"record {ana.code}"))
        assert "No notes of sessions" in page.text
        page = await later.open(page.links["Earlier"])

    assert TEXT in page.written


async def test_a_draft_of_long_ago_is_still_on_top(world, ana, mira):
    await save(mira, await begin(world, mira, ana), TEXT)
    world.leap(days=200)
    async with Visitor(world) as later:
        later.secret = mira.secret
        page = await begin(world, later, ana)
        page = await later.open(page.links["Draft: session of Mon 2 Nov 2026"])

        assert form_of(page).fields["session"] == "2026-11-02"


async def test_a_text_comes_back_letter_by_letter(world, ana, mira):
    text = "  indented\n\n</textarea><script>alert(1)</script>\n&amp; “quoted” \U0001f9ed end"
    page = await save(mira, await begin(world, mira, ana), f"\r\n{text}\r\n".replace("\n", "\r\n"))

    assert typed(page) == text
    again = await save(mira, page, typed(page), "propose")
    assert text in again.written
    [found] = await kept(world, ana, await member(world))
    assert found.text == text
    assert found.row_version == 1
