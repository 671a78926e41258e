"""Faults in FHIR files: what a reader would stumble over, each with its place and what to do."""

from collections.abc import Iterator, Sequence

from questionnaires import lint_words
from questionnaires.fhir.choices import is_loinc, terminology
from questionnaires.fhir.comparing import number_in
from questionnaires.fhir.documents import FileNotRead, Node, find_all, open_document
from questionnaires.fhir.names import LOINC, SHEET
from questionnaires.fhir.own import table_in
from questionnaires.fhir.reading import Read, read_questionnaire
from questionnaires.fhir.recognising import TOTALS
from questionnaires.fhir.report import Outcome, Reported
from questionnaires.fhir.responses import AskedWith, read_responses
from questionnaires.fhir.texts import OWN, texts
from questionnaires.findings import Finding, Severity
from questionnaires.lint_toml import critical_codes, lint_instrument, unknown_code
from questionnaires.verified import PANELS, verified

ERROR, WARNING, NOTE = Severity

_KINDS = {
    "no-choices": (ERROR, "missing-weights", "Give the choices with their weights, or their file."),
    "no-weights": (ERROR, "missing-weights", "Give every choice its weight as itemWeight."),
    "no-questions": (ERROR, "no-questions", "Give questions with choices and weights."),
    "condition": (ERROR, "condition", "Ask it always, or leave it out of the score."),
    "differs": (ERROR, "differs", "Compare it with the published scale."),
    "contradicts": (ERROR, "contradicts", "Mend what contradicts itself."),
    "foreign": (ERROR, "foreign", "Use the linkIds of the questionnaire that was answered."),
    "total-differs": (ERROR, "total-differs", "Find out which of the two is right."),
    "choice": (ERROR, "choice", "Use the codes of the questionnaire that was answered."),
    "twice": (ERROR, "twice", "Keep the answer that holds."),
    "weights-differ": (ERROR, "weights-differ", "Find out which of the two is right."),
    "system": (WARNING, "no-system", f"Name the system of the code: {LOINC}."),
    "blanks": (WARNING, "blanks", "Take the blanks away: strict readers find no such code."),
    "licence": (WARNING, "licence", "Say in `copyright` under which licence it may be used."),
    "incomplete": (WARNING, "missing-translation", "Translate what is missing."),
    "order": (WARNING, "reversed", "Check the weights: every question falls."),
    "text-total": (WARNING, "text-total", "Write the total as valueInteger or valueDecimal."),
    "panel-code": (WARNING, "panel-code", "Use the code of the total, not of the questionnaire."),
    "date": (WARNING, "no-date", "Say in `authored` when it was given."),
    "status": (WARNING, "status", "Only what is completed is somebody's answer."),
    "other-code": (WARNING, "other-code", "Compare its label: a validated scale is its wording."),
    "total-alone": (WARNING, "total-alone", "Give the answers that the total is made of."),
    "reversed": (NOTE, "reversed", "Compare it with the published key."),
    "version": (NOTE, "no-version", "Give a version such as 1.0, so that a change can be told."),
    "required": (NOTE, "optional", "Mark as required what the score needs."),
    "formatted": (NOTE, "formatted", "Give the plain text beside the formatted one."),
    "known": (NOTE, "known", "Import it with the word that it is this instrument."),
}
"""What of a reader's report is a finding: how bad, under which name, and what to do."""


def lint_fhir(text: str, place: str, value_sets: Sequence[str] = ()) -> Iterator[Finding]:
    """Every finding in a FHIR file."""
    try:
        document = open_document(text, place)
        yield from _misprints(document)
        for each in find_all(document, "ValueSet"):
            yield from _value_set(each)
        if find_all(document, "QuestionnaireResponse"):
            yield from _responses(document, text, place)
        elif find_all(document, "Questionnaire"):
            yield from _questionnaire(document, text, place, value_sets)
        elif find_all(document, "Observation"):
            for each in find_all(document, "Observation"):
                yield from _observation(each)
        elif document.kind not in ("ValueSet", "CodeSystem", "Bundle"):
            why = f"A {document.kind[:40]!r} is nothing that is looked at here."
            yield Finding(NOTE, "other", place, why, "Give questionnaires, answers or value sets.")
    except FileNotRead as refused:
        why = str(refused).removeprefix(f"{place}: ")
        yield Finding(ERROR, "unreadable", place, f"It cannot be read: {why}", "Mend the file.")


def _questionnaire(
    document: Node, text: str, place: str, value_sets: Sequence[str]
) -> Iterator[Finding]:
    [questionnaire] = find_all(document, "Questionnaire")[:1]
    found = read_questionnaire(text, place, value_sets)
    yield from _reported(found.report)
    if not questionnaire.text("language"):
        why = "The file does not say in which language it is."
        advice = "Say it in `language`, so that it is offered to whom it is written for."
        yield Finding(WARNING, "no-language", f"{place}: language", why, advice)
    for each in found.report:
        if each.kind == "functional" and each.outcome is Outcome.NOT_USED:
            yield from _functional(each, found)
        elif each.kind == "functional" and each.outcome is Outcome.DECIDE:
            advice = "Mark it as not scored, or give its weights."
            yield Finding(WARNING, "missing-weights", each.place, each.sentence, advice)
    if found.instrument is not None and table_in(questionnaire, SHEET) is not None:
        yield from lint_instrument(found.instrument, place)
    else:
        yield from _critical(questionnaire)
    known = terminology(document, value_sets)
    language = questionnaire.text("language") or next(
        (each.language for each in found.wordings), OWN
    )
    for item in _items(questionnaire):
        where = f"{item.path} ({item.text('linkId')})"
        yield from lint_words.texts(item.text("text"), where)
        yield from lint_words.ranges(item.text("text"), 0, _highest(found), where)
        for coding in item.nodes("code"):
            code = coding.text("code")
            if is_loinc(coding.text("system")) and code not in verified():
                yield unknown_code(code, where)
        for option in item.nodes("answerOption"):
            choice = known.coded(option)
            if is_loinc(choice.system) and choice.code not in verified():
                yield unknown_code(choice.code, where)
            for said, label in choice.said.items():
                yield from lint_words.labels(choice.code, said or language, label, where)


def _reported(report: Sequence[Reported]) -> Iterator[Finding]:
    for each in report:
        if each.kind in _KINDS:
            severity, what, advice = _KINDS[each.kind]
            yield Finding(severity, what, each.place, each.sentence, advice)


def _functional(entry: Reported, found: Read) -> Iterator[Finding]:
    if found.instrument is None or found.instrument.total is None:
        return
    if "weights" not in entry.sentence:
        return
    highest = found.instrument.total.highest
    functional = [item for item in found.instrument.items if item.functional]
    naive = highest + sum(item.choices[-1] for item in functional)
    why = f"It is no part of the scale and carries weights: a plain sum runs to {naive:g}"
    yield Finding(
        ERROR,
        "functional-summed",
        entry.place,
        f"{why}, the scale to {highest:g}.",
        "Take its weights away; it is kept out of the sum here.",
    )


def _critical(questionnaire: Node) -> Iterator[Finding]:
    codes = critical_codes()
    for item in _items(questionnaire):
        coded = any(each.text("code") in codes for each in item.nodes("code"))
        if item.text("type") in ("display", "group"):
            continue
        if coded or any(map(lint_words.is_at_risk, texts(item, "text").values())):
            yield Finding(
                WARNING,
                "no-critical-item",
                f"{item.path} ({item.text('linkId')})",
                "A single answer to it asks for action, which the file has no way to say.",
                "Import it as the instrument of the catalogue, or name the critical item.",
            )


def _responses(document: Node, text: str, place: str) -> Iterator[Finding]:
    for each in find_all(document, "QuestionnaireResponse"):
        name = "" if each.is_object("questionnaire") else each.text("questionnaire")
        if name and "://" not in name and not name.startswith("urn:"):
            why = f"It refers to {name[:60]!r}, which is no name that others can look up."
            yield Finding(
                WARNING, "reference", each.place, why, "Give the url of the questionnaire."
            )
        codings = [
            coding
            for item in _items(each)
            for answer in item.nodes("answer")
            for coding in [answer.node("valueCoding")]
            if coding is not None
        ]
        bare = [coding for coding in codings if not coding.text("system")]
        if bare:
            why = f"{len(bare)} choices name no system of their code."
            yield Finding(WARNING, "no-system", bare[0].path, why, _KINDS["system"][2])
    held = find_all(document, "Questionnaire")
    asked = None
    if len(held) == 1:
        read = read_questionnaire(text, place)
        if read.instrument is not None:
            asked = AskedWith(read.instrument, read.links, read.totals)
    try:
        answered = read_responses(text, place, asked)
    except FileNotRead as refused:
        why = str(refused).removeprefix(f"{place}: ")
        yield Finding(ERROR, "foreign", place, why[:1].upper() + why[1:], _KINDS["foreign"][2])
        return
    for response in answered:
        yield from _reported(response.report)


def _value_set(value_set: Node) -> Iterator[Finding]:
    known = terminology(value_set, ())
    options = known.options(value_set.text("url") or value_set.text("id")) or ()
    lacking = [each for each in options if each.weight is None]
    if lacking and len(lacking) == len(options):
        why = "None of its choices has a weight: right only for a question that is not scored."
        advice = "Give ordinalValue where the question is scored."
        yield Finding(WARNING, "missing-weights", value_set.place, why, advice)
    elif lacking:
        why = f"The choice {lacking[0].code[:40]!r} has no weight where others have one."
        yield Finding(ERROR, "missing-weights", value_set.place, why, _KINDS["no-weights"][2])
    if not value_set.text("copyright"):
        why = "The file says nothing about the licence."
        yield Finding(WARNING, "licence", value_set.place, why, _KINDS["licence"][2])
    for option in options:
        for language, label in option.said.items():
            yield from lint_words.labels(option.code, language, label, value_set.place)


def _observation(observation: Node) -> Iterator[Finding]:
    code = observation.node("code")
    codes = {each.text("code") for each in code.nodes("coding")} if code is not None else set()
    value = number_in(observation)
    for kind, applies, why in (
        (
            "text-total",
            codes & TOTALS and observation.has("valueString"),
            "The total is written as a text, not as a number.",
        ),
        (
            "panel-code",
            codes & PANELS and value is not None,
            "It has the code of the questionnaire, not of its total.",
        ),
    ):
        if applies:
            severity, what, advice = _KINDS[kind]
            yield Finding(severity, what, observation.place, why, advice)


def _misprints(document: Node) -> Iterator[Finding]:
    """Known misprints, wherever a choice is named."""
    waiting: list[tuple[object, str]] = [(document.members, document.path)]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, dict):
            for key, each in value.items():
                if isinstance(each, str) and key in ("display", "value", "valueString", "text"):
                    yield from lint_words.anchors(each, f"{path}.{key}".removeprefix("."))
                waiting.append((each, f"{path}.{key}".removeprefix(".")))
        elif isinstance(value, list):
            waiting += [(each, f"{path}[{n}]") for n, each in enumerate(value)]


def _items(node: Node) -> Iterator[Node]:
    for item in node.nodes("item"):
        yield item
        yield from _items(item)


def _highest(found: Read) -> float:
    total = None if found.instrument is None else found.instrument.total
    return 0 if total is None else total.highest
