"""What is written as FHIR or TOML is read back as the same instrument in the same words."""

import json
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaires.catalogue import catalogue
from questionnaires.contradictions import contradictions
from questionnaires.fhir.asking import questionnaire
from questionnaires.fhir.reading import read_questionnaire
from questionnaires.fhir.report import Outcome
from questionnaires.instrument import (
    Band,
    CriticalItem,
    CutOff,
    Direction,
    Instrument,
    Item,
    Loinc,
    Recall,
    ReliableChange,
    ScoreKind,
    Spacing,
    Subscale,
)
from questionnaires.library import shipped
from questionnaires.loading import load_instrument
from questionnaires.toml_writing import instrument_file, wording_file
from questionnaires.wording import InstrumentWording, ItemWording, Mend, Provenance, load_wording

languages, wording = shipped().languages, shipped().wording

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]),
    min_size=1,
    max_size=20,
)
names = st.text(string.ascii_lowercase, min_size=3, max_size=10)
choices = st.lists(st.integers(0, 30), min_size=2, max_size=5, unique=True).map(
    lambda found: tuple(sorted(found))
)


@st.composite
def meanings(draw):
    codes = draw(st.lists(names, max_size=3, unique=True))
    change = draw(st.none() | st.sampled_from([(4, None), (1.5, None), (None, 30)]))
    return {
        "bands": tuple(Band(code, 2 * at) for at, code in enumerate(codes)),
        "cut_offs": tuple(
            CutOff(code, 1, draw(texts)) for code in draw(st.sets(names, max_size=2))
        ),
        "reliable_change": change and ReliableChange(change[0], draw(texts), change[1]),
    }


@st.composite
def instruments(draw):
    kind = draw(st.sampled_from(ScoreKind))
    alone = kind is ScoreKind.EACH
    higher_is = None if alone else draw(st.sampled_from(Direction))
    items, count = [], draw(st.integers(2, 6))
    coded = draw(st.booleans())
    for number in range(count):
        functional = number == count - 1 and draw(st.booleans())
        turned = not alone and not functional and draw(st.booleans())
        offered = draw(choices)
        if turned:
            offered = tuple(range(draw(st.integers(0, 3)), 5))
        weighs = not functional and kind in (ScoreKind.SUM, ScoreKind.SUBSCALES)
        direction = draw(st.sampled_from(Direction)) if alone else higher_is
        items.append(
            Item(
                code=draw(st.sampled_from([str(number + 1), f"item_{number}"])),
                choices=offered,
                higher_is=direction.flipped if turned else direction,
                weight=draw(st.integers(1, 3)) if weighs else 1,
                reversed=turned,
                loinc=f"{1000 + number}-{number}" if coded else None,
                functional=functional,
            )
        )
    scored = [n for n, item in enumerate(items, start=1) if not item.functional]
    subscales = ()
    if not alone and (kind is ScoreKind.SUBSCALES or draw(st.booleans())):
        subscales = tuple(
            Subscale(
                code, tuple(sorted(draw(st.sets(st.sampled_from(scored), min_size=1)))), **held
            )
            for code in draw(st.lists(names, min_size=1, max_size=2, unique=True))
            for held in [draw(meanings())]
        )
    total = kind in (ScoreKind.SUM, ScoreKind.MEAN)
    critical = draw(st.sets(st.sampled_from(scored), max_size=2))
    made = Instrument(
        code=draw(names),
        version=draw(st.sampled_from(["1", "2.1", "3.0.12"])),
        source=draw(texts),
        licence=draw(texts),
        recall=draw(st.sampled_from(Recall)),
        at_most_every=draw(st.sampled_from(Spacing)),
        score=kind,
        items=tuple(items),
        higher_is=higher_is,
        times=draw(st.integers(1, 2)) if kind is ScoreKind.SUM else 1,
        subscales=subscales,
        critical=tuple(CriticalItem(n, items[n - 1].choices[-1]) for n in sorted(critical)),
        loinc=Loinc(
            "999-9",
            "998-8" if total and draw(st.booleans()) else None,
            functional=draw(st.sampled_from([None, "997-7"])),
        )
        if coded
        else None,
        **(draw(meanings()) if total else {}),
    )
    assume(not contradictions(made))
    return made


@st.composite
def worded(draw):
    made = draw(instruments())
    bands = {band.code for each in made.measures for band in each.bands}
    preamble = draw(st.booleans())

    def words(language):
        items = []
        for item in made.items:
            ends = None
            labels = {value: draw(texts) for value in item.choices}
            if item.code.startswith("item") and not item.functional:
                labels = {value: str(value) for value in item.choices}
                ends = (draw(texts), draw(texts))
            named = draw(texts) if made.score is ScoreKind.EACH else ""
            items.append(ItemWording(draw(texts), labels, ends, named))
        return InstrumentWording(
            code=made.code,
            version=made.version,
            language=language,
            title=draw(texts),
            preamble=draw(texts) if preamble else "",
            items=tuple(items),
            bands={code: draw(texts) for code in sorted(bands)},
            provenance=Provenance(draw(texts), draw(texts), "no", mended=(Mend("a", "b", "c"),)),
            subscales={each.code: draw(texts) for each in made.subscales},
            instruction=draw(texts) if preamble else "",
        )

    return made, tuple(map(words, draw(st.sampled_from([("en",), ("de", "en"), ("pt-BR",)]))))


def again(instrument, wordings=()):
    text = json.dumps(questionnaire(instrument, wordings))
    return read_questionnaire(text, "again.json")


@given(worded())
def test_what_is_exported_is_imported_as_the_same_instrument_and_wording(made):
    instrument, wordings = made
    found = again(instrument, wordings)

    assert found.instrument == instrument, found.report
    assert found.wordings == wordings, found.report


@given(instruments())
def test_an_instrument_without_words_comes_back_too(made):
    assert again(made).instrument == made


@given(worded())
def test_our_own_files_of_an_instrument_and_its_words_load_as_the_same(made):
    instrument, wordings = made
    if instrument.loinc is None or all(item.loinc for item in instrument.items):
        assert load_instrument(instrument_file(instrument), "again.toml") == instrument
    editions = {instrument.code: {instrument.version: instrument}}
    for words in wordings:
        text = wording_file(words)
        assert load_wording(text, "again.toml", words.language, editions) == (words,)


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_instrument_of_the_catalogue_comes_back_in_all_its_languages(code):
    ours = catalogue()[code]
    wordings = tuple(wording(code, ours.version, each) for each in sorted(languages(code)))

    found = again(ours, wordings)

    assert found.instrument == ours
    assert found.wordings == wordings
    assert not found.undecided


def test_a_file_of_ours_in_which_somebody_changed_a_weight_is_not_taken():
    made = questionnaire(catalogue()["phq9"])
    option = made["item"][0]["answerOption"][1]["valueCoding"]
    for each in option["extension"]:
        each["valueDecimal"] = 2.5

    found = read_questionnaire(json.dumps(made), "changed.json")

    assert found.instrument is None
    assert [each.outcome for each in found.report if each.kind == "no-weights"] == [Outcome.DECIDE]


def test_a_file_of_ours_whose_sheet_and_weights_disagree_is_not_taken():
    made = questionnaire(catalogue()["phq9"])
    [sheet] = made["item"][0]["extension"]
    sheet["extension"].append({"url": "weight", "valueInteger": 2})

    found = read_questionnaire(json.dumps(made), "changed.json")

    assert found.instrument is None
    [why, *_] = [each.sentence for each in found.undecided]
    assert why == "The weight of 'LA6569-3' is not the one that our sheet gives it."
