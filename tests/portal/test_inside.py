"""What the sandbox shows of the inside: names, in the order in which they became true."""

from portal.inside import Inside
from sandbox.page import Kind


async def test_a_call_for_help_is_seen_from_the_inbox_to_the_alert_and_no_word_of_it(world):
    ana = await world.join()
    inside = Inside(world.portal, world.sandbox.clock)

    await ana.say("I cannot sleep /help")
    await ana.say("/help")
    await ana.tap("Tell my therapist")

    seen = [(each.kind, each.name) for each in inside()]
    asked = seen.index((Kind.EFFECT, "RaiseConcern"))
    assert seen[asked - 2][0] is Kind.UPDATE
    assert seen[asked - 1][0] is Kind.TURN
    assert (Kind.LETTER, "CrisisCard") in seen
    assert seen.index((Kind.ALERT, "raised")) > asked
    assert [each.number for each in inside()] == sorted({each.number for each in inside()})
    told = "".join(f"{each.name} {each.text} {each.who}" for each in inside())
    assert "sleep" not in told
    assert {each.who for each in inside() if each.kind is Kind.UPDATE} == {str(ana.person.id)}


async def test_an_alert_that_is_taken_has_changed_and_is_not_raised_again(world):
    ana = await world.join()
    inside = Inside(world.portal, world.sandbox.clock)
    await ana.tap("Help now", "Tell my therapist")

    await world.press("Resolve", world.card("asked for you"))

    alerts = [each.name for each in inside() if each.kind is Kind.ALERT]
    assert alerts[0] == "raised"
    assert set(alerts[1:]) == {"changed"}
