"""An urgent note of a group that nobody takes goes on along the practice's chain."""

import pytest
from sqlalchemy import update

from portal.commands import practice_set, therapist_add
from store.tables import person
from tests.portal.meeting import SECRET
from tests.portal.meeting import meeting as made
from tests.world import spoken

WORDS = f"{SECRET} I want to die"
NOTE = "please look soon"


class Chain:
    """Mira leads the group; Jonas is next, then Vera who supervises."""

    def __init__(self, meeting, jonas, vera):
        self.meeting, self.people = meeting, (meeting.world.mira, jonas, vera)
        self.mira, self.jonas, self.vera = self.people

    def cards(self, person, words=NOTE):
        return [each for each in person.direct_messages() if words in spoken(each)]

    def counts(self):
        return [len(self.cards(each)) for each in self.people]

    async def press(self, person, label):
        card = self.cards(person)[-1]
        await person.press(label, ts=card.ts)
        await self.meeting.settle()


@pytest.fixture
async def chain(tmp_path, database_url):
    async with made(tmp_path, database_url) as meeting:
        world = meeting.world
        jonas = await world.therapist("Jonas Vale", "U0JONAS")
        world.sandbox.slack.add_person("Vera Lind", user_id="U0VERA")
        office = world.sandbox.office
        await therapist_add(office, name="Vera Lind", slack_user="U0VERA", supervisor=True)
        await practice_set(office, chain="Mira Winter, Jonas Vale", escalate_after=10)
        await meeting.come_in()
        yield Chain(meeting, jonas, world.sandbox.slack_person("U0VERA"))


async def test_a_note_that_nobody_takes_goes_on_to_the_next_and_says_who_was_told(chain):
    await chain.meeting.post(WORDS)
    seen = [chain.counts()]
    for _ in range(3):
        await chain.meeting.world.pass_time(minutes=10)
        seen.append(chain.counts())

    assert seen == [[1, 0, 0], [1, 1, 0], [1, 1, 1], [2, 1, 1]]
    for each in chain.people:
        assert "Told: Mira Winter, Jonas Vale, Vera Lind." in spoken(chain.cards(each)[-1])
        assert all(SECRET not in spoken(card) for card in each.direct_messages())


async def test_who_got_the_card_may_take_it_and_then_it_goes_no_further(chain):
    await chain.meeting.post(WORDS)
    await chain.meeting.world.pass_time(minutes=10)

    await chain.press(chain.jonas, "I take care of it")
    await chain.meeting.world.pass_time(minutes=30)

    assert chain.counts() == [1, 1, 0]
    for each in (chain.mira, chain.jonas):
        assert "Closed by Jonas Vale" in spoken(chain.cards(each)[-1])


async def test_taking_one_note_rests_the_others_about_the_same_member(chain):
    await chain.meeting.post(WORDS)
    await chain.meeting.post("I want to die today")

    await chain.press(chain.mira, "I take care of it")
    await chain.meeting.world.pass_time(minutes=30)

    assert chain.counts() == [2, 0, 0]


async def test_at_night_a_list_of_words_wakes_the_facilitator_alone(chain):
    await chain.meeting.world.until(0, "23:30")
    await chain.meeting.post(WORDS)
    await chain.meeting.world.pass_time(minutes=60)
    assert chain.counts() == [1, 0, 0]

    await chain.meeting.world.until(1, "09:00")

    assert min(chain.counts()) >= 1


async def test_whose_facilitator_is_away_the_next_gets_the_note_with_it(chain):
    await chain.mira.command("/portal", "away until fri 9:00")
    await chain.meeting.settle()

    await chain.meeting.post(WORDS)

    assert chain.counts() == [1, 1, 0]


async def test_each_step_is_made_once_however_often_the_round_is(chain):
    await chain.meeting.post(WORDS)
    await chain.meeting.world.pass_time(minutes=10)
    for _ in range(5):
        await chain.meeting.world.sandbox.tick()

    assert chain.counts() == [1, 1, 0]


async def test_words_that_are_denied_are_told_to_the_facilitator_alone(chain):
    await chain.meeting.post("I don't want to die")
    await chain.meeting.world.until(1, "12:00")

    assert [len(chain.cards(each, "words to look at")) for each in chain.people] == [1, 0, 0]


async def test_the_author_hears_of_the_note_and_that_nobody_can_tell_when_it_is_read(chain):
    await chain.meeting.post(WORDS)

    card = chain.meeting.told()[-1]
    assert "A note is on its way" in card
    assert "please do not wait for it" in card


async def test_no_note_is_promised_where_nobody_can_be_written_to(chain):
    await chain.meeting.world.database.write(
        lambda connection: connection.execute(
            update(person).where(person.c.staff.is_not(None)).values(reachable=False)
        )
    )

    await chain.meeting.post(WORDS)

    assert "000 (made up)" in chain.meeting.told()[-1]
    assert "A note is on its way" not in chain.meeting.told()[-1]


async def test_who_only_asks_for_the_card_is_promised_no_note(chain):
    await chain.meeting.post("/help")

    assert "A note is on its way" not in chain.meeting.told()[-1]
    assert chain.counts() == [0, 0, 0]


async def test_the_card_in_the_group_speaks_of_no_note(chain):
    chain.meeting.ana.block("harbour_group_bot")

    await chain.meeting.post(WORDS)

    assert "000 (made up)" in chain.meeting.said()[-1]
    assert "note" not in chain.meeting.said()[-1]


async def test_new_words_in_a_message_whose_note_was_taken_are_told_anew(chain):
    message = await chain.meeting.post(WORDS)
    await chain.press(chain.mira, "I take care of it")

    chain.meeting.ana_here.edit(message.message_id, f"{SECRET} I want to die tonight")
    await chain.meeting.settle()
    await chain.meeting.world.pass_time(minutes=10)

    assert chain.counts() == [2, 1, 0]
