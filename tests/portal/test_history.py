"""A client's history from another system: looked over, filed under its dates, and told truly."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from portal.commands import NotPossible, client_invite, instrument_history
from portal.control import Control, ask, socket_path
from questionnaires.catalogue import catalogue
from questionnaires.fhir.writing import Filled, bundle
from questionnaires.library import shipped
from store import audit, check_ins
from tests.world import world as made

FILES = Path(__file__).parent.parent / "data" / "fhir"
US_CORE = FILES / "us-core-QuestionnaireResponse-phq-9-example.json"
MII = FILES / "mii-QuestionnaireResponse-mii-exa-pro-phq-9-response.json"


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def world(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url) as found:
        yield found


def told_on(world, *days_and_values, last=0, code="phq9"):
    """The answers of these days before now as another portal would hand them over."""
    asked = catalogue()[code]
    filled = []
    for days, value in days_and_values:
        at = world.now - timedelta(days=days)
        answers = {**dict.fromkeys(asked.numbers, value), len(asked.items): last}
        filled.append(Filled(UUID(int=1000 + days), asked, answers, at.date(), at))
    text = json.dumps(bundle(UUID(int=1), "quiet-harbor", filled, world.now))
    return {"responses": [{"place": "history.json", "text": text}]}


async def bring(world, ana, files, *, keep=True):
    return await instrument_history(world.sandbox.office, files=files, client=ana.code, keep=keep)


async def course(world, ana):
    found = await world.read(check_ins.course, ana.id, "phq9", shipped())
    return [] if found is None else [(world.now.date() - p.on, p.score) for p in found.points]


async def test_a_look_keeps_nothing_and_yes_files_every_response_under_its_day(world):
    ana = await world.join()
    files = told_on(world, (60, 2), (30, 1))

    looked = await bring(world, ana, files, keep=False)
    assert (looked["kept"], looked["filed"], looked["left"]) == (False, 2, 0)
    assert await course(world, ana) == []

    found = await bring(world, ana, files)
    assert [each["scores"]["phq9"] for each in found["responses"]] == [16, 8]
    points = await world.read(check_ins.course, ana.id, "phq9", shipped())
    assert [each.score for each in points.points] == [16, 8]
    days = [(world.now.date() - each.on).days for each in points.points]
    assert days[0] - days[1] == 30


async def test_old_scores_raise_no_alert_however_much_worse_they_grew(world):
    ana = await world.join()

    await bring(world, ana, told_on(world, (60, 0), (40, 3)))

    assert await world.alerts(ana) == ()


async def test_a_critical_answer_of_the_last_days_raises_the_urgent_card(world):
    ana = await world.join()

    found = await bring(world, ana, told_on(world, (40, 1), (3, 1), last=1))
    await world.settle()

    assert [each["urgent"] for each in found["critical"]] == [False, True]
    [alert] = await world.alerts(ana)
    assert alert.rule == "critical-item"
    assert world.card("critical answer")


async def test_a_day_is_the_clients_and_is_taken_once(world):
    ana = await world.join()
    asked = catalogue()["phq9"]
    # Half past eleven at night in London is another day in Berlin.
    at = (world.now - timedelta(days=20)).astimezone(ZoneInfo("Europe/London"))
    at = at.replace(hour=23, minute=30)
    filled = [
        Filled(UUID(int=n), asked, dict.fromkeys(asked.numbers, 0), at.date(), at) for n in (1, 2)
    ]
    text = json.dumps(bundle(UUID(int=9), "x", filled, world.now))

    found = await bring(world, ana, {"responses": [{"place": "a.json", "text": text}]})

    first, second = found["responses"]
    assert first["on"] == (at.date() + timedelta(days=1)).isoformat()
    assert second["against"] == [f"Answers to phq9 of {first['on']} are there already."]
    again = await bring(world, ana, {"responses": [{"place": "a.json", "text": text}]})
    assert again["filed"] == 0


async def test_what_another_system_published_is_filed_with_its_total_compared(world):
    ana = await world.join()
    files = {
        "responses": [{"place": US_CORE.name, "text": US_CORE.read_text("utf-8")}],
        "observations": [
            (FILES / "us-core-Observation-PHQ9-item-example-44261-6.json").read_text("utf-8")
        ],
    }

    found = await bring(world, ana, files)

    [told] = found["responses"]
    assert told["on"] == "2022-11-29"
    assert told["scores"] == {"phq9": 12}
    sentences = [each["sentence"] for each in told["report"]]
    assert "Its total 12 is what its answers give." in sentences
    assert "The total is written as a text, not as a number." in sentences


async def test_foreign_linkids_are_told_and_nothing_of_them_is_filed(world):
    ana = await world.join()
    files = {"responses": [{"place": MII.name, "text": MII.read_text("utf-8")}]}

    with pytest.raises(NotPossible, match="lead to no instrument of ours"):
        await bring(world, ana, files)
    name = "mii-Questionnaire-mii-qst-pro-phq-9.json"
    beside = {
        "questionnaire": (FILES / name).read_text("utf-8"),
        "questionnaire_place": name,
        "value_sets": [each.read_text("utf-8") for each in sorted(FILES.glob("*ValueSet*"))],
    }
    found = await bring(world, ana, {**files, **beside, "same_as": "phq9"})

    [told] = found["responses"]
    assert found["filed"] == 0
    assert any("foreign" in why for why in told["against"])


async def test_what_cannot_be_brought_says_why(world):
    ana = await world.join(instruments=["phq9"])
    office = world.sandbox.office

    found = await bring(world, ana, told_on(world, (20, 1), code="gad7", last=1))
    assert found["responses"][0]["against"] == [
        "The client is not asked gad7 here, so it has no place."
    ]
    found = await bring(world, ana, told_on(world, (-2, 1)))
    assert "still to come" in found["responses"][0]["against"][0]
    invited = await client_invite(office)
    with pytest.raises(NotPossible, match="has not agreed"):
        await instrument_history(
            office, files=told_on(world, (20, 1)), client=invited["client"], keep=True
        )
    with pytest.raises(NotPossible, match="There is no client"):
        await instrument_history(office, files=told_on(world, (20, 1)), client="no-body")
    for wrong in ("phq99",):
        with pytest.raises(NotPossible, match="There is no instrument"):
            await bring(world, ana, {**told_on(world, (20, 1)), "same_as": wrong})
    with pytest.raises(NotPossible, match="is not valid JSON"):
        await bring(world, ana, {"responses": [{"place": "x.json", "text": "{"}]})


async def test_who_brought_it_stands_in_the_audit(world):
    ana = await world.join()

    await bring(world, ana, told_on(world, (20, 1)))

    [entry] = [
        each for each in await world.read(audit.of_client, ana.id) if each.action == "imported"
    ]
    assert (entry.kind, entry.object) == ("record", "phq9")


async def test_it_is_done_while_the_portal_runs(world, tmp_path):
    ana = await world.join()
    path = socket_path(tmp_path / "portal.db")
    ear = Control(world.sandbox.office, path)
    await ear.start()
    given = {"files": told_on(world, (20, 1)), "client": ana.code, "keep": True, "practice": None}

    found = await ask(path, "instrument history", given)
    await ear.stop()

    assert found["filed"] == 1


async def test_a_history_that_names_no_instrument_is_told_how_to_name_it(world):
    ana = await world.join()
    files = {"responses": [{"place": MII.name, "text": MII.read_text()}]}

    with pytest.raises(NotPossible, match="Say it with --as, or give the file with"):
        await bring(world, ana, files)


async def test_answers_are_not_counted_with_a_questionnaire_that_weighs_them_otherwise(world):
    ana = await world.join()
    asked = json.loads((FILES / "us-core-Questionnaire-phq-9-example.json").read_text())
    for item in asked["item"][:9]:
        options = item["answerOption"]
        backwards = [each["extension"] for each in reversed(options)]
        for option, weights in zip(options, backwards, strict=True):
            option["extension"] = weights
    files = {
        "responses": [{"place": US_CORE.name, "text": US_CORE.read_text()}],
        "questionnaire": json.dumps(asked),
    }

    with pytest.raises(NotPossible, match="no questionnaire of which the answers can be counted"):
        await bring(world, ana, files)
