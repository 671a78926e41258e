"""A practice's own scale, from the file to the crisis card, the picture and the next version."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from care.known import CriticalAnswer
from conversations.envelopes import Inbound
from conversations.turn import Tapped
from portal.commands import (
    NotPossible,
    client_invite,
    instrument_import,
    instrument_list,
    instrument_look,
    instrument_retire,
    instrument_set,
    instrument_show,
    practice_create,
    practice_set,
)
from questionnaires.library import shipped
from questionnaires.own import example
from store import check_ins, known_answers, practices, reading, scales
from store.reading import Span
from store.tables import audit_entry
from tests.portal.visitor import Visitor, link_of
from tests.world import MONDAY, at, spoken
from tests.world import world as made

BETWEEN = "Between sessions, about 2 minutes"
SECOND = (
    example()
    .replace('version = "1"', 'version = "2"')
    .replace("choices = [0, 1, 2, 3, 4]", "choices = [0, 1, 2]")
    .replace('"Quite a bit", "Very much"', "")
    .replace('"Somewhat", ]', '"Somewhat"]')
    .replace("noticeable = 6, heavy = 11", "noticeable = 3, heavy = 6")
    .replace("How tense did you feel", "How tense were you")
)
"""The same questions with fewer choices: other numbers, and so another measure."""

FHIR = Path(__file__).parents[1] / "data" / "fhir"

PEG = """
code = "peg"
[wording.en]
title = "PEG"
items = [
    { text = "First?", ends = ["none", "worst"] },
    { text = "Second?", ends = ["none", "worst"] },
    { text = "Third?", ends = ["none", "worst"] },
]
[wording.en.provenance]
source = "The practice's own licence"
licence = "Free"
"""
THIRD = '    { text = "Third?", ends = ["none", "worst"] },\n'
"""Made-up words for a scale that ships without any."""

NOTED = (
    select(audit_entry.c.role, audit_entry.c.action, audit_entry.c.object)
    .where(audit_entry.c.kind == "instrument")
    .order_by(audit_entry.c.number)
)


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def world(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url, records=True) as found:
        yield found


def file(text, place="my-scale.toml", **options):
    return {"text": text, "place": place, **options}


async def bring(world, text, **options):
    return await instrument_import(world.sandbox.office, file=file(text, **options))


async def invited(world, *codes):
    """Somebody who has joined and whose pulse of the first two days is answered."""
    ana = await world.join(instruments=[*codes])
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 3, 6)
    return ana


async def library(world):
    [practice] = await world.database.read(practices.every)
    return await world.read(scales.library, practice.scales)


async def course(world, ana, name):
    found = await world.read(check_ins.course, ana.id, name, await library(world))
    return None if found is None else [point.score for point in found.points]


async def test_a_scale_that_is_imported_while_the_portal_runs_is_asked_scored_and_pictured(world):
    kept = await bring(world, example())
    assert (kept["kept"], kept["new_languages"]) == (True, ["en"])

    ana = await invited(world, "between")
    await ana.tap(BETWEEN)
    assert "5 questions" in ana.last
    assert "question 4" in ana.last.lower()
    await ana.tap("Begin")
    assert "How tense did you feel in your body?" in ana.last
    assert ana.labels()[:5] == ["Not at all", "A little", "Somewhat", "Quite a bit", "Very much"]
    await ana.tap("Very much", "Somewhat", "Very much")
    assert not ana.told("I am a program")

    await ana.tap("A little")
    assert ana.told("I am a program") == 1
    assert world.told("Between sessions, question 4") == 1
    # The questions go on, and the last one is never added.
    assert "everyday life" in ana.last
    await ana.tap("Very much")

    # 4 + 2 + (4 turned round: 0) + 1.
    assert await course(world, ana, "between") == [7]
    assert await course(world, ana, "between.body") == [6]
    await ana.say("/progress")
    assert ana.labels()[:2] == ["Between sessions", "Between sessions: Body"]
    await ana.tap("Between sessions")
    assert ana.received[-1].photo is not None
    assert "7 of 16" in ana.last


async def test_a_new_version_is_asked_from_now_on_and_earlier_answers_keep_theirs(world):
    await bring(world, example())
    ana = await invited(world, "between")
    await ana.tap(BETWEEN, "Begin", *["Very much"] * 3, "Not at all", "Very much")
    assert await course(world, ana, "between") == [8]

    kept = await bring(world, SECOND)
    assert kept["plans_moved"] == 1
    assert "between is scored otherwise than in version 1" in kept["notes"][0]
    # Until it is answered anew, the picture is that of what was answered.
    await ana.say("/progress")
    await ana.tap("Between sessions")
    assert "8 of 16" in ana.last

    for day in range(2, 8):
        await world.until(day)
        await ana.pulse(6, 3, 6)
    await world.until(8)
    await ana.pulse(6, 3, 6)
    await ana.tap(BETWEEN, "Begin")
    assert "How tense were you in your body?" in ana.last
    await ana.tap(*["Somewhat"] * 3, "Not at all", "Somewhat")

    assert await course(world, ana, "between") == [4]
    span = Span(MONDAY.date(), at(30, "12:00").date(), at(0, "00:00"), at(30, "12:00"))
    filed = await world.read(reading.filed, ana.id, span)
    found = {each.version: each for each in filed if each.instrument == "between"}
    assert set(found) == {"1", "2"}
    assert dict(found["1"].answers) == {1: 4, 2: 4, 3: 4, 4: 0, 5: 4}
    async with Visitor(world) as visitor:
        page = await visitor.come_in(await link_of(world, f"record {ana.code}"))
    assert "4 of 8" in page.text
    assert "How tense did you feel in your body?" in page.text
    assert "How tense were you in your body?" in page.text


async def test_an_answer_to_the_first_version_that_comes_late_does_not_mix_with_the_second(world):
    await bring(world, example())
    ana = await invited(world, "between")
    await ana.tap(BETWEEN, "Begin", "Very much")
    await bring(world, SECOND)

    # What was begun goes on in the version it was begun in.
    await ana.tap("Very much", "Very much", "Not at all", "Very much")

    assert await course(world, ana, "between") == [8]


async def test_a_critical_answer_of_an_own_scale_gets_the_card_without_any_database(world):
    await bring(world, example())
    await world.portal.look_again()
    [house] = world.portal.houses.values()
    card = house.rescue(Inbound("telegram/clients", "77", Tapped("k3f.between.4", "1")))

    assert card is not None
    assert "thank" in card.lines[1].text.lower()
    assert house.rescue(Inbound("telegram/clients", "77", Tapped("k3f.between.4", "0"))) is None
    assert house.rescue(Inbound("telegram/clients", "77", Tapped("k3f.between.3", "4"))) is None


async def test_what_is_known_of_one_edition_is_not_known_of_the_next(world):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    await practice_set(world.sandbox.office, chain="Mira Winter, Jonas Vale", escalate_after=10)
    await bring(world, example())
    ana = await world.join(instruments=["between"], therapist="Mira Winter")
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 3, 6)
    await ana.tap(BETWEEN, "Begin", *["Not at all"] * 3)
    await bring(world, SECOND)

    # The newest edition is the second by now, and the answer is one to the first.
    await ana.tap("A little")
    card = world.card("critical answer")
    await world.press("I take it", card)
    await world.press("Known, with a plan", card)
    world.mira.fill("plan", "We speak about it.")
    world.mira.fill("until", (world.now + timedelta(days=20)).date())
    assert await world.mira.submit() == {}
    await world.settle()

    assert "with a plan until" in spoken(world.card("critical answer"))
    [held] = await world.read(known_answers.holding, ana.id, world.now)
    assert held.marked.answer == CriticalAnswer("between", "1", 4, 1)

    await ana.tap("Not at all")
    for day in range(2, 9):
        await world.until(day)
        await ana.pulse(6, 3, 6)
    await ana.tap(BETWEEN, "Begin", *["Not at all"] * 3)
    assert jonas.direct_messages() == []
    await ana.tap("A little")
    await world.pass_time(minutes=11)

    assert "with a plan until" not in spoken(world.card("critical answer"))
    assert len(jonas.direct_messages()) == 1


async def test_the_same_again_says_so_and_what_is_changed_needs_a_higher_version(world):
    office = world.sandbox.office
    await bring(world, example())

    again = await bring(world, example())
    assert (again["kept"], again["is_new"], again["new_languages"]) == (False, False, [])
    with pytest.raises(NotPossible, match="give the changed scale a higher version"):
        await bring(world, example().replace("at_least = 1", "at_least = 2"))
    with pytest.raises(NotPossible, match="needs a higher version than that"):
        await bring(world, example().replace('version = "1"', 'version = "0.9"'))
    with pytest.raises(NotPossible, match="comes with the portal"):
        await bring(world, example().replace('"between"', '"phq9"'))
    with pytest.raises(NotPossible, match=r"my-scale\.toml: subscales\.body: items: .* item 9"):
        await instrument_look(office, file=file(example().replace("[1, 2]", "[1, 9]")))
    assert [each["version"] for each in await own(world)] == ["1"]


async def test_a_look_keeps_nothing_and_tells_everything(world):
    found = await instrument_look(world.sandbox.office, file=file(example()))

    assert (found["kept"], found["is_new"], found["missing"]) == (False, True, [])
    scale = found["scale"]
    assert scale["measures"]["between"]["highest"] == 16
    assert scale["critical"] == [{"item": 4, "at_least": 1}]
    assert [each["scored"] for each in scale["items"][2]["choices"]] == [4, 3, 2, 1, 0]
    assert scale["items"][4]["functional"]
    assert await own(world) == []


async def test_what_lacks_a_word_is_said_and_not_offered_in_that_language(world):
    half = example() + '\n[wording.es]\ntitle = "Entre sesiones"\nitems = ["¿Tensión?"]\n'
    kept = await bring(world, half)

    assert kept["new_languages"] == ["en"]
    assert "es: items[2]" in kept["missing"]
    with pytest.raises(NotPossible, match="between has no wording in es"):
        await client_invite(world.sandbox.office, locale="es", instruments=["between"])


async def test_words_in_another_language_are_added_to_a_version_that_is_there(world):
    await bring(world, example())
    spanish = example().split("[wording.en]")[1].replace("Between sessions", "Entre sesiones")

    kept = await bring(world, f'code = "between"\nversion = "1"\n[wording.es]{spanish}')

    assert (kept["is_new"], kept["new_languages"]) == (False, ["es"])
    assert [each["languages"] for each in await own(world)] == [["en", "es"]]


async def test_words_for_an_earlier_version_take_nobody_back_to_it(world):
    await bring(world, example())
    ana = await world.join(instruments=["between"])
    await bring(world, SECOND)

    words = example().split("[wording.en]")[1]
    kept = await bring(world, f'code = "between"\nversion = "1"\n[wording.es]{words}')

    assert (kept["new_languages"], kept["plans_moved"]) == (["es"], 0)
    plans = await world.read(check_ins.plans, ana.id)
    assert {each.instrument: each.version for each in plans}["between"] == "2"


async def test_what_is_retired_is_offered_no_more_and_running_plans_are_told(world):
    await bring(world, example())
    ana = await world.join(instruments=["between"])

    told = await instrument_retire(world.sandbox.office, code="between")

    assert told == {"instrument": "between", "retired": True, "still_asked": [ana.code]}
    with pytest.raises(NotPossible, match="not offered any more"):
        await client_invite(world.sandbox.office, instruments=["between"])
    await instrument_retire(world.sandbox.office, code="between", undo=True)
    await client_invite(world.sandbox.office, instruments=["between"])


async def test_a_threshold_of_the_practice_changes_what_is_called_reliable_and_names_its_source(
    world,
):
    office = world.sandbox.office
    await instrument_set(
        office, code="phq9", reliable_change="5", cut_offs=["caseness=8"], source="Local audit"
    )

    shown = await instrument_show(office, code="phq9")
    measure = shown["measures"]["phq9"]
    assert measure["reliable_change"] == {"points": 5, "percent": None, "source": "Local audit"}
    assert measure["cut_offs"]["caseness"] == {"at": 8, "source": "Local audit"}
    changed = (await library(world)).instrument("phq9")
    assert changed.reliable_change.points == 5
    assert shipped().instrument("phq9").reliable_change.points == 6
    with pytest.raises(NotPossible, match="where the number is from"):
        await instrument_set(office, code="phq9", reliable_change="4")
    with pytest.raises(NotPossible, match="40 points in a range of 27"):
        await instrument_set(office, code="phq9", reliable_change="40", source="x")
    await instrument_set(office, code="phq9", reliable_change="default")
    assert (await library(world)).instrument("phq9").reliable_change.points == 6


async def test_a_hidden_scale_is_in_no_picture_and_not_under_progress(world):
    await bring(world, example())
    await instrument_set(world.sandbox.office, code="between", hidden="on")
    ana = await invited(world, "between")
    await ana.tap(BETWEEN, "Begin", *["Very much"] * 3, "Not at all", "Very much")

    assert ana.told("Your answers are saved.") == 1
    await ana.say("/progress")
    assert ana.told("of 16") == 0
    assert await course(world, ana, "between") == [8]


async def test_another_practice_sees_and_scores_with_nothing_of_it(world):
    office = world.sandbox.office
    await bring(world, example())
    await practice_create(office, name="Other", zone_name="Europe/Berlin")
    theirs = example().replace("How tense did you feel", "How hurried were you")
    theirs = theirs.replace('higher_is = "worse"', 'higher_is = "better"')

    first = await instrument_list(office, practice="Other")
    assert "between" not in {each["instrument"] for each in first["instruments"]}
    await instrument_import(office, file=file(theirs), practice="Other")
    await instrument_set(office, code="phq9", hidden="on", practice="Other")

    [mine] = await own(world)
    assert not mine["hidden"]
    shown = await instrument_show(office, code="between", practice="Harbour Practice")
    assert shown["items"][0]["texts"]["en"].startswith("How tense")
    assert shown["measures"]["between"]["higher_is"] == "worse"
    other = await instrument_show(office, code="between", practice="Other")
    assert other["items"][0]["texts"]["en"].startswith("How hurried")


async def test_words_for_a_scale_that_lacks_them_are_shown_and_then_it_can_be_offered(
    world,
):
    office = world.sandbox.office
    with pytest.raises(NotPossible, match="wording of peg is needed"):
        await client_invite(office, instruments=["peg"])

    short = await instrument_look(office, file=file(PEG.replace(THIRD, "")))
    assert short["missing"] == ["en: items[3]"]
    assert short["new_languages"] == []
    with pytest.raises(NotPossible, match="4 texts for 3 items"):
        await instrument_look(office, file=file(PEG.replace(THIRD, THIRD * 2)))
    found = await instrument_look(office, file=file(PEG))
    assert (found["brings_scale"], found["new_languages"]) == (False, ["en"])
    assert [each["texts"]["en"] for each in found["scale"]["items"]] == [
        "First?",
        "Second?",
        "Third?",
    ]
    assert len(found["scale"]["items"][0]["choices"]) == 11

    await bring(world, PEG)
    await client_invite(office, instruments=["peg"])
    # A slip can be mended as long as nobody was asked.
    mended = await bring(world, PEG.replace("First?", "Firstly?"))
    assert mended["new_languages"] == ["en"]


async def test_words_that_come_with_the_portal_stay(world):
    items = "items = [" + ", ".join(f'"{number}?"' for number in range(1, 8)) + "]"
    choices = 'choices = ["a", "b", "c", "d"]'
    mine = f'code = "gad7"\n[wording.en]\ntitle = "Mine"\n{items}\n{choices}\n'
    bands = 'bands = { minimal = "a", mild = "b", moderate = "c", severe = "d" }\n'

    kept = await bring(world, mine + bands)

    assert not kept["kept"]
    assert kept["notes"] == ["The words of gad7 in en that come with the portal stay."]


async def test_a_fhir_file_says_what_it_lacks_and_takes_a_persons_word_for_it(world):
    office = world.sandbox.office
    text = (FHIR / "asbi-Questionnaire-PHQ9.json").read_text()
    place = "asbi.json"

    with pytest.raises(NotPossible, match="known: It is our phq9"):
        await bring(world, text, place=place, code="ours", settings=["licence=Free"])
    with pytest.raises(NotPossible, match="--set foo=1"):
        await instrument_look(office, file=file(text, settings=["foo=1"]))
    kept = await bring(
        world,
        text,
        place=place,
        code="ours",
        settings=["licence=Free"],
        decided=["known"],
        overlay='version = "3"\n[[critical]]\nitem = 9\nat_least = 1\n',
    )

    assert (kept["kept"], kept["new_languages"]) == (True, ["en"])
    assert {"functional", "licence"} & {each["kind"] for each in kept["report"]} == {"functional"}
    ours = (await library(world)).instrument("ours")
    assert (ours.version, ours.total.highest, len(ours.items)) == ("3", 27, 10)
    assert ours.is_critical(9, 1)


async def test_a_fhir_file_without_a_certain_score_is_refused_and_says_why(world):
    text = (FHIR / "us-core-Questionnaire-AUDIT-C.json").read_text()

    found = await instrument_look(world.sandbox.office, file=file(text))
    assert found["scale"] is None
    with pytest.raises(NotPossible, match="no score can be computed for certain"):
        await bring(world, text)


async def test_every_change_is_in_the_audit(world):
    await bring(world, example())
    await instrument_set(world.sandbox.office, code="between", hidden="on")
    await instrument_retire(world.sandbox.office, code="between")

    rows = await world.database.read(lambda connection: connection.execute(NOTED).all())
    assert [tuple(each) for each in rows] == [
        ("administrator", "configured", "between 1"),
        ("administrator", "configured", "between"),
        ("administrator", "configured", "between"),
    ]


async def own(world):
    found = await instrument_list(world.sandbox.office, practice="Harbour Practice")
    return [each for each in found["instruments"] if each["own"]]
