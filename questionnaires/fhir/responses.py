"""FHIR QuestionnaireResponses as answers to an instrument, with totals computed anew and compared.

An answer finds its item by the linkId of its questionnaire, else by the LOINC code of the item.
What neither fits is foreign: it is told, and never placed by its position or its words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from questionnaires.catalogue import catalogue
from questionnaires.fhir.comparing import compare, number_in, observed
from questionnaires.fhir.documents import FileNotRead, Node, find_all, open_document
from questionnaires.fhir.links import Link, link_code, links_of
from questionnaires.fhir.names import canonical
from questionnaires.fhir.recognising import functional_codes, total_codes
from questionnaires.fhir.report import Outcome, Report, Reported
from questionnaires.fhir.taking import taken
from questionnaires.instrument import Instrument
from questionnaires.scoring import Score, scores

DONE = ("completed", "amended")
"""The states in which a response is what the person meant to say."""


class NotRecognised(FileNotRead):
    """Nothing in a response says which instrument it answers."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One response: the answers by item number, when it was given, and what became of the rest."""

    id: str
    place: str
    instrument: Instrument
    answers: Mapping[int, int]
    authored: datetime | date | None
    scores: Mapping[str, Score]
    report: tuple[Reported, ...]
    status: str = "completed"

    @property
    def undecided(self) -> tuple[Reported, ...]:
        """What keeps it from being taken over as it is."""
        return tuple(each for each in self.report if each.outcome is Outcome.DECIDE)


@dataclass(frozen=True, slots=True)
class AskedWith:
    """The questionnaire that was answered: our instrument, and where its file has what."""

    instrument: Instrument
    links: Sequence[Link] = ()
    totals: Sequence[str] = ()


@dataclass(slots=True)
class _Found:
    answers: dict[int, int] = field(default_factory=dict)
    totals: list[tuple[str, float, bool]] = field(default_factory=list)
    """Place and value of each total in the file, and whether it is written as a text."""


def read_responses(
    text: str, place: str, asked: AskedWith | None = None, beside: Sequence[str] = ()
) -> tuple[Answered, ...]:
    """The responses in this FHIR file, in its order; raises `FileNotRead` where there are none.

    Without `asked`, the instrument of our catalogue is taken to which every linkId or code leads.
    `beside` are the texts of files with Observations, whose totals are compared as well.
    """
    document = open_document(text, place)
    found = find_all(document, "QuestionnaireResponse")
    if not found:
        kind = document.kind[:40]
        raise FileNotRead(f"{place}: it is a {kind!r} and holds no QuestionnaireResponse.")
    others = [open_document(each, f"observation {n}") for n, each in enumerate(beside, start=1)]
    observations = [each for held in (document, *others) for each in find_all(held, "Observation")]
    return tuple(
        _answered(each, asked or _recognised(each), observations, alone=len(found) == 1)
        for each in found
    )


def _answered(
    response: Node, asked: AskedWith, observations: Sequence[Node], *, alone: bool
) -> Answered:
    report, found = Report(), _Found()
    instrument = asked.instrument
    links = tuple(asked.links) or links_of(instrument)
    for item in _items(response):
        _read_item(item, instrument, links, asked.totals, found, report)
    computed = scores(instrument, found.answers)
    missing = [number for number in instrument.scored if number not in found.answers]
    if missing:
        named = ", ".join(map(str, missing))
        why = f"Without an answer to item {named} of {instrument.code}"
        if computed:
            report.left("incomplete", response.place, f"{why}: scored without it.")
        else:
            report.decide("incomplete", response.place, f"{why} there is no score.")
    status = response.text("status")
    if status not in DONE:
        why = f"Its status is {status[:40]!r}: it is not what a person finished."
        report.decide("status", response.place, why)
    for where, value, as_text in found.totals:
        compare(instrument, instrument.code, value, computed, where, report, as_text=as_text)
    for each in observations:
        observed(each, response, instrument, computed, report, alone=alone)
    return Answered(
        response.text("id"),
        response.place,
        instrument,
        dict(sorted(found.answers.items())),
        _authored(response, report),
        computed,
        report.folded(),
        status,
    )


def _items(node: Node) -> Iterator[Node]:
    """Every item, also those within groups and within answers."""
    for item in node.nodes("item"):
        yield item
        yield from _items(item)
        for answer in item.nodes("answer"):
            yield from _items(answer)


def _read_item(
    item: Node,
    instrument: Instrument,
    links: Sequence[Link],
    totals: Sequence[str],
    found: _Found,
    report: Report,
) -> None:
    given = item.nodes("answer")
    if not given:
        return
    link = item.text("linkId")
    place, code = f"{item.path} ({link})", link_code(item)
    asked = next((each for each in links if each.link == link), None) or next(
        (each for each in links if code is not None and each.loinc == code), None
    )
    if asked is None:
        ours = catalogue()
        if link in totals or code in total_codes(ours):
            value = number_in(given[0])
            if value is not None:
                found.totals.append((place, value, given[0].has("valueString")))
        elif code in functional_codes(ours):
            why = f"{instrument.code} does not ask it, so it is left out."
            report.left("functional", place, why)
        else:
            why = f"This linkId is foreign to {instrument.code}: it leads to none of its items."
            report.decide("foreign", place, why)
        return
    if len(given) > 1 or asked.item in found.answers:
        found.answers.pop(asked.item, None)
        why = f"Item {asked.item} is answered more than once: which one holds, a person must say."
        report.decide("twice", place, why)
        return
    value = taken(given[0], instrument.item(asked.item), asked, place, report)
    if value is not None:
        found.answers[asked.item] = value


def _recognised(response: Node) -> AskedWith:
    """Our instrument that was answered: named by the response, or by the codes of its items."""
    # STU3 refers with an object, R4 with a name.
    named = response.node("questionnaire") if response.is_object("questionnaire") else None
    name = named.text("reference") if named is not None else response.text("questionnaire")
    name = name.partition("|")[0]
    ours = catalogue()
    beside = functional_codes(ours) | total_codes(ours)
    codes = {link_code(item) for item in _items(response) if item.has("answer")} - beside
    for each in ours.values():
        if name == canonical(each):
            return AskedWith(each)
    # All of its items and no other: an answer more or less makes a PHQ-8 of a PHQ-9.
    fitting = [
        each
        for each in ours.values()
        if codes and {each.item(number).loinc for number in each.scored} == codes
    ]
    if len(fitting) == 1:
        return AskedWith(fitting[0])
    raise NotRecognised(
        f"{response.place}: its linkIds lead to no instrument of ours; say which one it answers, "
        "or give its Questionnaire beside it."
    )


def _authored(response: Node, report: Report) -> datetime | date | None:
    said = response.text("authored")
    for form in (datetime.fromisoformat, date.fromisoformat):
        # A date alone is a datetime to Python, at a midnight that nobody wrote.
        if form is datetime.fromisoformat and len(said) <= len("2026-11-28"):
            continue
        try:
            when: datetime | date = form(said)
        except ValueError:
            continue
        if isinstance(when, datetime) and when.tzinfo is None:
            continue
        return when
    why = f"When it was given is {said[:40]!r}, which is no day." if said else "It has no date."
    report.decide("date", response.place, why)
    return None
