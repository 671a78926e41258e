"""What a thief of the database files finds of what people wrote: nothing.

A canary is a string that stands nowhere else. One goes through every sealed column by the store
function that fills it; then every byte on the disk is searched.
"""

from base64 import b64encode
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import update

from care.alerts import Concern, Urgency
from care.appointments import Planned
from care.goals import Draft
from care.homework import Given
from care.journal import Part, Prompt
from care.known import CriticalAnswer
from care.moments import Marked
from care.notes import Answer, digest
from care.progress import DailyRecord, Day, Point, dump_points
from care.shelf import Reaction, Resource
from conversations.envelopes import CLIENTS, Arrived
from conversations.flows.joining import Joining
from conversations.phone import PinUse
from conversations.talk import secret_hash
from store import (
    alerts,
    appointments,
    correspondence,
    exports,
    goals,
    groups,
    homework,
    homework_files,
    inbox,
    invitations,
    journal,
    known_answers,
    messages,
    moments,
    notes,
    people,
    pins,
    practices,
    resources,
    second_factors,
    shelves,
    talks,
    tokens,
    workflows,
)
from store.groups import Group
from store.tables import metadata
from store.talks import Saved
from store.tokens import TokenKind
from store.workflows import Run
from tests.store.kept import (
    a_client,
    a_member,
    file_response,
    keep_check_in,
    keep_points,
    keep_record,
)

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

# An answer is two bytes, which stand everywhere: tests/store/test_check_ins.py looks at them.
TOO_SHORT_TO_SEARCH = {"goal_rating.sealed_value", "answer.sealed_value"}
# A code of the open library, and one of two words: tests/store/test_shelves.py looks for them.
NO_WORDS_OF_ANYBODY = {
    *("shelf_item.sealed_resource", "shelf_item.sealed_reaction"),
    # An id: tests/portal/test_groups_ended.py looks for it.
    "enrolment.sealed_membership",
}


class Cage:
    """Hands out canaries, one for each place, and knows them again."""

    def __init__(self):
        self.held = {}
        self._numbers = count(74_120_395_118)

    def word(self, place):
        canary = f"canary{next(self._numbers)}"
        self.held[place] = canary.encode()
        return canary

    def number(self, place):
        canary = next(self._numbers) << 64
        self.held[place] = str(canary).encode()
        return canary

    def escaped(self, folder):
        """Which canaries stand in the files, in any form in which text is stored."""
        found = b"".join(file.read_bytes() for file in sorted(folder.glob("portal.db*")))
        return {
            place
            for place, canary in self.held.items()
            if any(form in found for form in forms(canary))
        }


def forms(canary):
    as_text = canary.decode("latin-1")
    return (
        canary,
        as_text.encode("utf-16-le"),
        canary.hex().encode(),
        canary.hex().upper().encode(),
        # Base64 has three ways to write a string, by where it begins; the middle stays the same.
        *(b64encode(b"-" * shift + canary)[4:-4] for shift in range(3)),
    )


@pytest.fixture
def cage():
    return Cage()


async def fill(database, memory, cage, now):
    """Writes a canary to every sealed column, by the functions the portal uses."""
    write = database.write
    secret_of_bot = cage.word("token.sealed_value")
    await write(tokens.keep, memory, TokenKind.CLIENT_BOT, secret_of_bot, now)
    therapist = a_member(name=cage.word("staff.sealed_name"))
    client = a_client(therapist.id, now)
    await write(people.add_member, memory, therapist, now)
    await write(people.add_client, memory, client)
    account = people.new_account(CLIENTS)
    address = cage.word("person.sealed_address")
    await write(people.add_account, memory, account, address, now)
    secret = cage.word("the secret of an invitation")
    await write(invitations.add, memory, client.id, secret_hash(secret), now)
    body = cage.word("inbox.sealed_body").encode()
    await write(inbox.put, memory, CLIENTS, [Arrived("1", body)], now)
    handled = cage.word("inbox.sealed_body, handled").encode()
    await write(inbox.put, memory, CLIENTS, [Arrived("2", handled)], now)
    [_, second] = await database.write(inbox.waiting, memory, [CLIENTS], now)
    await write(inbox.settle, memory, [second.id], now)

    joining = Joining(UUID(int=5), "en", cage.word("talk.sealed_state"))
    await write(talks.save, memory, [Saved(account, "join", joining)], now)
    account = await write(people.become_client, memory, account, address, client.id)
    await write(people.note_address, memory, account, cage.word("person.sealed_address, moved"))

    _, found = await keep_check_in(database, memory, client, now)
    given = {1: cage.number("response.sealed_answers")}
    await write(file_response, memory, found, given, now=now)
    points = [Point(date(2026, 1, 1) + timedelta(days=n * n), 37 * n) for n in range(9)]
    cage.held["trajectory.sealed_points"] = dump_points(points)
    await write(keep_points, memory, client.id, "phq9", points, version=1)
    day = Day(now.date(), ((cage.word("daily_record.sealed_days"), 3),))
    await write(keep_record, memory, client.id, DailyRecord((day,)), 1)

    concern = Concern("mood", Urgency.TODAY, {"how": cage.word("alert.sealed_facts")})
    await write(alerts.raise_alert, memory, client.id, therapist.id, concern, now=now, tell_at=now)
    group = Group(UUID(int=8), cage.word("therapy_group.sealed_name"), therapist.id, "en")
    await write(groups.add, memory, group, now)
    await write(groups.keep_door, memory, group.id, cage.word("therapy_group.sealed_door"))
    passphrase = cage.word("export.sealed_passphrase")
    await write(exports.ask, memory, client.id, passphrase, now)
    text = cage.word("message.sealed_text")
    await write(messages.add, memory, client.id, therapist.id, None, text, now=now, leaves_at=now)
    given = Given(cage.word("homework.sealed_title"), cage.word("homework.sealed_task"))
    kept = partial(homework.assign, tell_at=now, look_at=now)
    piece = await write(kept, memory, client.id, therapist.id, given, now)
    await write(homework.add_words, memory, piece, cage.word("homework_entry.sealed_words"), now)
    name = cage.word("homework_file.sealed_source")
    await write(homework_files.put, memory, client.id, piece, "a reference", name, now)
    picture = cage.word("homework_file.sealed_picture").encode()
    other = await write(homework_files.put, memory, client.id, piece, "another", "", now)
    await write(homework_files.keep, memory, client.id, other, picture, now)
    await _fill_shelf(database, memory, client, cage, now)
    own = cage.word("client_message.sealed_text")
    await write(correspondence.add, memory, client.id, own, now, None)
    await _meet(database, memory, client, cage, now)
    marked = Marked(cage.word("key_moment.sealed_title"), now.date())
    moment = await write(moments.mark, memory, client.id, None, marked, now)
    await write(moments.rename, memory, moment, cage.word("key_moment.sealed_title"))
    parts = (Part(Prompt.FREE, cage.word("journal_entry.sealed_parts")),)
    written = partial(journal.keep, counts=False)
    entry = await write(written, memory, client.id, now.date(), parts, now)
    more = Part(Prompt.FREE, cage.word("journal_entry.sealed_parts"))
    await write(journal.add, memory, entry, more, 9_999)
    wanted = Draft(cage.word("goal.sealed_words"), 4)
    goal = await write(goals.begin, memory, client.id, wanted, now.date(), now)
    await write(goals.reword, memory, goal, cage.word("goal.sealed_words"))
    await write(goals.add_step, memory, goal, cage.word("goal_step.sealed_words"), now)
    await _agree_a_note(database, memory, client, cage, now)
    answer = CriticalAnswer(cage.word("known_answer.sealed_answer"), "1", 9, 1)
    plan = cage.word("known_answer.sealed_plan")
    await write(
        known_answers.mark, memory, client.id, answer, plan, therapist.id, now, now + timedelta(1)
    )
    facts = {"on": cage.word("workflow_run.sealed_facts")}
    ran = Run(UUID(int=9), client.id, "greeting", 1, now, facts)
    await write(workflows.add, memory, ran, "a cause", ())
    await write(second_factors.begin, memory, therapist.id, now)
    secret = await database.read(second_factors.to_set_up, memory, therapist.id)
    cage.held["second_factor.sealed_secret"] = secret

    await write(pins.give, memory, client.id, "2580", PinUse.KEEP, now)
    [given_pin] = await database.read(pins.waiting, memory)
    kept = cage.word("pin.sealed_hash")
    await write(partial(pins.settle, fits=True, new_hash=kept), memory, given_pin)
    entered = cage.word("pin.sealed_given")
    await write(pins.give, memory, client.id, entered, PinUse.CHECK, now)


async def _agree_a_note(database, memory, client, cage, now):
    """The digest is searched for as it is: whoever had it could try texts against it."""
    first, write = cage.word("note_version.sealed_text"), database.write
    made = await write(notes.draft, memory, client.id, client.therapist, first, now.date(), now)
    text = cage.word("note_version.sealed_text")
    await write(notes.rewrite, memory, made, client.therapist, text, now.date(), 1, now)
    cage.held["note_version.sealed_digest"] = digest(text)
    await write(notes.propose, memory, made, digest(text), now + timedelta(days=14), now)
    words = cage.word("note_version.sealed_words")
    await write(notes.answer, memory, made, 1, digest(text), Answer.CHANGE, words, now)


async def _meet(database, memory, client, cage, now):
    place = cage.word("appointment.sealed_place")
    planned = Planned(now + timedelta(days=3), place=place)
    write = database.write
    made = await write(appointments.plan, memory, client.id, None, planned, now)
    words = cage.word("appointment_entry.sealed_words")
    await write(appointments.request, memory, made, words, now)


async def _fill_shelf(database, memory, client, cage, now):
    """A resource is the practice's and lies open in its library: whose it is does not."""
    await database.write(resources.keep, memory, Resource("a-code", "A title", text="x"), now)
    put = partial(shelves.put, tell_at=now)
    why = cage.word("shelf_item.sealed_why")
    item = await database.write(put, memory, client.id, client.therapist, "a-code", why, now)
    await database.write(shelves.react, memory, item, Reaction.HELPFUL, now)


async def test_what_people_wrote_is_in_no_byte_on_the_disk(database, memory, cage, now, tmp_path):
    await fill(database, memory, cage, now)

    names = {file.name for file in tmp_path.glob("portal.db*")}
    assert names == {"portal.db", "portal.db-wal", "portal.db-shm"}
    assert (tmp_path / "portal.db-wal").stat().st_size > 0
    assert cage.escaped(tmp_path) == set()

    assert await database.truncate_wal()
    assert cage.escaped(tmp_path) == set()

    await database.close()
    assert cage.escaped(tmp_path) == set()


async def test_every_sealed_column_has_a_canary(database, memory, cage, now):
    sealed = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.startswith("sealed")
    }

    await fill(database, memory, cage, now)

    searched = sealed - TOO_SHORT_TO_SEARCH - NO_WORDS_OF_ANYBODY
    assert searched == {place for place in cage.held if place in sealed}


async def test_the_search_finds_a_leak(database, memory, practice, cage, now, tmp_path):
    await fill(database, memory, cage, now)

    await database.write(practices.change, replace(practice, name=cage.word("a leak")))

    assert cage.escaped(tmp_path) == {"a leak"}


@pytest.mark.parametrize("form", range(7))
async def test_the_search_knows_a_canary_in_every_form(database, memory, cage, form, tmp_path):
    cage.word("a leak")
    leak = forms(cage.held["a leak"])[form]
    column = metadata.tables["data_key"].c.wrapped

    await database.write(
        lambda connection: connection.execute(update(column.table).values(wrapped=leak)).close()
    )
    await database.truncate_wal()

    assert cage.escaped(tmp_path) == {"a leak"}
