"""A client asks in Telegram what is kept, and reads the practice's own words as written."""

from dataclasses import replace

from store import practices


async def test_a_client_asks_part_by_part(world):
    ana = await world.join()
    await ana.say("/privacy")
    assert "Telegram also processes what you type" in ana.last

    await ana.tap("My answers")
    assert "Mira Winter" in ana.last
    assert "under a key of your own" in ana.last

    await ana.tap("What else is kept", "Could this be used against me?")
    assert "has not written an answer to this yet" in ana.last


async def test_the_practices_own_words_come_as_they_were_written(world):
    ana = await world.join()
    own = "Ask <b>Ona</b> & _us_ { $therapist } first."

    def keep(connection):
        [practice] = practices.every(connection)
        practices.change(connection, replace(practice, privacy_text=own))

    await world.database.write(keep)
    await ana.say("/privacy")
    await ana.tap("Could this be used against me?")

    assert own in ana.last
