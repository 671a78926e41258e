"""What is given up ends, also where a word to end is lost on the way."""

import asyncio

from portal.together import given_up


async def test_what_loses_the_word_to_end_is_told_again():
    heard = []

    async def stubborn():
        while len(heard) < 2:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                heard.append("end")

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)

    await given_up(task, again=0.01)

    assert (task.done(), heard) == (True, ["end", "end"])


async def test_what_raises_while_it_is_given_up_stops_nobody():
    async def broken():
        try:
            await asyncio.Event().wait()
        finally:
            raise ValueError("no matter")

    tasks = [asyncio.create_task(broken()) for _ in range(2)]
    await asyncio.sleep(0)

    await given_up(*tasks)

    assert all(each.done() for each in tasks)
