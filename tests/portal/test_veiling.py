"""What waits behind a tap: everything that shows more than that something is there."""

from dataclasses import replace
from uuid import UUID

import pytest

from conversations.appointments import AppointmentCard, AppointmentList, AppointmentSoon
from conversations.channels import CARRIED, Matter
from conversations.contents import Lane, Progress
from conversations.correspondence import Conversation, MessageReceipt
from conversations.envelopes import CLIENTS
from conversations.goals import GoalCard, GoalList, GoalSteps
from conversations.homework import HomeworkCard, HomeworkDue, HomeworkList, HomeworkReview
from conversations.journal import JournalCard, JournalList
from conversations.moments import MomentCard, MomentList
from conversations.notes import NoteCard, NoteList, NotesWait
from conversations.shelf import ShelfCard, ShelfList, ShelfNews
from portal.scene import Scene
from portal.veiling import veiled
from store.ids import new_id
from store.outbox import Letter

ROW = UUID(int=7)
OWN = [
    *(AppointmentCard(ROW), AppointmentList(), AppointmentSoon(ROW)),
    *(Conversation(), MessageReceipt(ROW)),
    *(GoalCard(ROW), GoalList(), GoalSteps(ROW)),
    *(HomeworkCard(ROW), HomeworkDue(ROW), HomeworkList(), HomeworkReview(ROW, ROW)),
    *(JournalCard(ROW), JournalList()),
    *(MomentCard(ROW), MomentList()),
    *(NoteCard(ROW), NoteList(), NotesWait()),
    *(ShelfCard(ROW), ShelfList(), ShelfNews((ROW,))),
    Progress("daily"),
]
"""What a client keeps here and what is kept for them."""


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def ana(world):
    joined = await world.join()

    def find(connection, memory):
        return Scene.begin(connection, memory, world.now).client(joined.id)

    return await world.read(find)


def letter(world, content, lane):
    row = new_id()
    return Letter(
        row, world.memory.practice, CLIENTS, row, lane, "x", content, world.now, world.now
    )


@pytest.mark.parametrize("content", OWN, ids=lambda each: type(each).__name__)
async def test_in_discreet_mode_nothing_unasked_says_what_it_is(world, ana, content):
    unasked = letter(world, content, Lane.THERAPIST)
    asked = letter(world, content, Lane.REPLY)
    discreet = replace(ana, discreet=True)

    assert veiled(asked, discreet, world.now) is None
    if isinstance(content, AppointmentSoon):
        # It says a time and nothing else.
        assert veiled(unasked, discreet, world.now) is None
    else:
        [line] = veiled(unasked, discreet, world.now).lines
        assert line.key == "waiting-something"
    assert veiled(unasked, replace(ana, discreet=False), world.now) is None


@pytest.mark.parametrize("content", OWN, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("lane", [Lane.REPLY, Lane.THERAPIST])
async def test_while_it_is_locked_nothing_says_what_it_is(world, ana, content, lane):
    locked = replace(ana, lock_after=5, unlocked_until=None)

    [line] = veiled(letter(world, content, lane), locked, world.now).lines

    assert line.key == "waiting-something"


def test_whatever_shows_a_client_s_own_words_is_tried():
    own = {each for each, carried in CARRIED.items() if Matter.OWN_WORDS in carried.shows}

    assert own <= {type(each) for each in OWN}
