"""Links that open nothing: one same kind answer, and only so many tries."""

from store.invitations import WRONG_LINKS
from tests.portal.engines import BOTH, engine  # noqa: F401
from tests.world import TIMES

INVALID = "This link cannot be used"


def answers(client):
    return [text for text in client.texts if INVALID in text]


async def test_after_too_many_wrong_links_even_the_right_one_is_answered_alike(world):
    ana = await world.invite()
    wrong = ana.link.partition("?")[0]
    for number in range(WRONG_LINKS):
        ana.person.open_link(f"{wrong}?start=guess{number}")
        await world.settle()

    ana.person.open_link(ana.link)
    await world.settle()

    assert len(answers(ana)) == WRONG_LINKS + 1
    assert len(set(answers(ana))) == 1

    await world.pass_time(hours=1)
    ana.person.open_link(ana.link)
    await world.settle()
    await ana.tap("I agree", TIMES["evening"])

    assert "Daily pulse" in ana.last


@BOTH
async def test_tries_are_counted_for_each_person_alone(world):
    ana, ben = await world.invite(), await world.invite("Ben")
    for number in range(WRONG_LINKS):
        ana.person.open_link(f"{ana.link.partition('?')[0]}?start=guess{number}")
    await world.settle()

    ben.person.open_link(ben.link)
    await world.settle()

    assert answers(ben) == []
