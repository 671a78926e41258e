"""Every benchmark runs at a tiny size and prints its object. How fast it was is never asserted."""

import json
from datetime import date

import pytest

from benchmarks import memory, outbound, page, reading, rounds, start, taps
from benchmarks.__main__ import NAMES, main
from benchmarks.reading import silent, table
from benchmarks.result import read_result, result

FIELDS = {"name", "seed", "machine", "passed", "figures", "wrong"}


def test_a_result_is_one_object_that_can_be_read_back(tmp_path):
    found = result("taps", 7, {"ratio": 1.5, "loop": "uvloop"}, passed=True)
    kept = tmp_path / "taps.json"
    kept.write_text(found.as_json())

    assert set(json.loads(found.as_json())) == FIELDS
    assert read_result(kept) == found
    assert {"cpus", "python", "sqlite"} <= set(found.machine)


def test_a_person_reads_the_same_as_a_table():
    told = table(result("taps", 7, {"ratio": 1.5, "calls": 1200}, passed=False))

    assert "taps: not reached" in told
    assert "1.50" in told
    assert "1,200" in told


@pytest.mark.parametrize("passed", [True, False])
def test_the_exit_status_tells_whether_the_numbers_were_reached(monkeypatch, capsys, passed):
    name = next(iter(NAMES))
    found = result(name, 3, {"ratio": 2.0}, passed=passed)
    monkeypatch.setattr("benchmarks.__main__.measure", lambda *_: found)

    status = main([name, "--json", "--seed", "3"])

    assert status == (0 if passed else 1)
    assert json.loads(capsys.readouterr().out) == json.loads(found.as_json())


def test_nothing_is_drawn_where_nobody_watches(capsys):
    reading.bar(0.5, "taps")

    assert capsys.readouterr().err == ""


def test_taps_are_measured_on_what_this_machine_has():
    found = taps.measure(1, taps.Size(people=3, rounds=1, seconds=0.01), silent)

    assert set(json.loads(found.as_json())) == FIELDS
    assert {"ratio", "desk_ratio", "p99_ms"} <= set(found.figures)


def test_letters_out_are_measured():
    found = outbound.measure(1, outbound.Size(people=3, rounds=1), silent)

    assert {"ratio", "ours_per_s", "aiogram_per_s"} <= set(found.figures)


def test_memory_is_measured():
    found = memory.measure(1, memory.Size(people=2, updates=30), silent)

    assert found.figures["updates"] >= 30
    assert "blocks_an_update" in found.figures


def test_a_tick_is_measured_with_few_clients_and_with_many():
    found = rounds.measure(1, rounds.Size(few=3, many=9, due=2, rounds=1), silent)

    assert {"ratio", "sqlite_ratio", "sqlite_idle_ratio"} <= set(found.figures)
    assert found.figures["sqlite_asked_each"] == 2


def test_the_start_is_measured_whole_and_by_role():
    found = start.measure(1, start.Size(rounds=1), silent)

    assert {"ratio", "clients_ratio", "therapists_ratio"} <= set(found.figures)


def test_the_page_holds_every_result(tmp_path):
    kept = []
    for name, passed in (("taps", True), ("kill", False)):
        kept.append(tmp_path / f"{name}.json")
        kept[-1].write_text(result(name, 1, {"ratio": 1.5}, passed=passed).as_json())
    written = tmp_path / "numbers.md"

    page.write(kept, date(2026, 3, 2), written)

    told = written.read_text()
    assert told.startswith("# Numbers")
    assert "## taps\n\nreached; 2026-03-02" in told
    assert "## kill\n\n**not reached**" in told
