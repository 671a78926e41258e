"""The page about alert rules says what the rules are, and its figures come from the simulation."""

import re

from benchmarks import alarms, rules, rules_page
from benchmarks.alarms import Size, simulated
from benchmarks.reading import silent

PAGE = rules_page.PAGE.read_text("utf-8")
TINY = Size(clients=4, months=1)


def without_figures(text):
    return re.sub(r"\d+ %|\d+\.\d", "#", text.partition("## How often they alarm")[2])


def test_the_page_is_what_the_rulebook_and_the_wording_say():
    assert PAGE.startswith("\n".join(rules_page.rules()))


def test_the_tables_of_the_page_have_the_rows_that_the_simulation_makes():
    written = rules_page.page(simulated(1, TINY, silent))

    assert without_figures(written) == without_figures(PAGE)


def test_the_page_tells_that_the_defaults_keep_to_one_card_a_day():
    [balanced] = re.findall(r"^\| balanced \| ([\d.]+) \|", PAGE, re.MULTILINE)

    assert float(balanced) <= alarms.AT_MOST


def test_alarms_and_rules_are_measured():
    alarmed = alarms.measure(1, TINY, silent)
    timed = rules.measure(1, rules.Size(rounds=1, answers=1), silent)

    assert {"balanced_told_a_day", "below-own-baseline_found_percent"} <= set(alarmed.figures)
    told = {"ratio", "growth", "growth_from_10_days", "ours_10_days_us", "ours_1000_days_us"}
    assert told <= set(timed.figures)


def test_the_simulation_is_the_same_for_the_same_seed():
    assert simulated(3, TINY, silent) == simulated(3, TINY, silent)
