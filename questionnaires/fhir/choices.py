"""The choices of a question, and what each weighs, from any of the places where files keep it.

Weights stand at the option, at its coding, in the expansion or the composition of a value set, or
at the concept of a code system. Where two places disagree there is none: nobody guesses.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from questionnaires.fhir.documents import Node, find_all, open_document
from questionnaires.fhir.names import ANSWER, ITEM_WEIGHT, LOINC, ORDINAL
from questionnaires.fhir.texts import OWN, Texts, designations, texts

WEIGHTS = (
    ITEM_WEIGHT,
    ORDINAL,
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/valueset-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/codesystem-ordinalValue",
)
"""The extensions that give a choice its weight, newest first."""

_PROPERTIES = ("itemWeight", "ordinalValue")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its code, what it is called, and every weight that the file gives it.

    `answer` is the number under which our own files keep it, where that is not its weight.
    """

    system: str
    code: str
    said: Texts
    weights: frozenset[float]
    answer: int | None = None
    is_number: bool = False

    @property
    def weight(self) -> float | None:
        """What it weighs; None where the file says nothing, or two things."""
        return next(iter(self.weights)) if len(self.weights) == 1 else None


@dataclass(slots=True)
class Terminology:
    """The value sets and code systems that a questionnaire may point at."""

    value_sets: dict[str, Node] = field(default_factory=dict)
    code_systems: dict[str, Node] = field(default_factory=dict)

    def add(self, document: Node) -> None:
        """Take in what a document holds: itself, its entries, what is contained."""
        for each in find_all(document, "ValueSet", "CodeSystem"):
            held = self.value_sets if each.kind == "ValueSet" else self.code_systems
            for name in (each.text("url"), each.text("id")):
                if name:
                    held.setdefault(_plain(name), each)

    def options(self, reference: str) -> tuple[Option, ...] | None:
        """The choices of a value set; None where it is not at hand or not listed one by one."""
        value_set = self.value_sets.get(_plain(reference))
        if value_set is None:
            return None
        language = value_set.text("language") or OWN
        expansion = value_set.node("expansion")
        if expansion is not None and expansion.has("contains"):
            listed = [(each.text("system"), each) for each in _nested(expansion, "contains")]
        else:
            composed = self._composed(value_set)
            if composed is None:
                return None
            listed = composed
        return tuple(self._option(each, system, language) for system, each in listed)

    def coded(self, option: Node) -> Option:
        """The choice that stands in the questionnaire itself as a coding."""
        coding = option.node("valueCoding")
        if coding is None:
            plain = option.text("valueString")
            return Option("", plain, {OWN: plain} if plain else {}, frozenset(_weights(option)))
        found = self._option(coding, coding.text("system"), OWN)
        return Option(
            found.system,
            found.code,
            texts(coding, "display"),
            found.weights | frozenset(_weights(option)),
            _answer(option, coding),
        )

    def _composed(self, value_set: Node) -> list[tuple[str, Node]] | None:
        compose = value_set.node("compose")
        if compose is None or compose.has("exclude"):
            return None
        found: list[tuple[str, Node]] = []
        for include in compose.nodes("include"):
            system = include.text("system")
            concepts = include.nodes("concept")
            if not concepts and not include.has("filter") and not include.has("valueSet"):
                whole = self.code_systems.get(_plain(system))
                concepts = tuple(_nested(whole, "concept")) if whole is not None else ()
            if not concepts:
                return None
            found += [(system, each) for each in concepts]
        return found

    def _option(self, concept: Node, system: str, language: str) -> Option:
        said = {
            language if each == OWN else each: text for each, text in designations(concept).items()
        }
        weights = {*_weights(concept), *self._defined(system, concept.text("code"))}
        return Option(system, concept.text("code"), said, frozenset(weights), _answer(concept))

    def _defined(self, system: str, code: str) -> Iterator[float]:
        """The weights that the code system itself gives to a concept."""
        whole = self.code_systems.get(_plain(system)) if system else None
        for concept in _nested(whole, "concept") if whole is not None else ():
            if concept.text("code") != code:
                continue
            yield from _weights(concept)
            for each in concept.nodes("property"):
                if each.text("code") in _PROPERTIES:
                    for key in ("valueDecimal", "valueInteger"):
                        value = each.number(key)
                        if value is not None:
                            yield value


def terminology(document: Node, value_sets: Sequence[str]) -> Terminology:
    """What a document brings along, and what was given beside it."""
    found = Terminology()
    found.add(document)
    for number, text in enumerate(value_sets, start=1):
        found.add(open_document(text, f"value set {number}"))
    return found


def is_loinc(system: str) -> bool:
    """Whether a code comes from LOINC; files that name no system leave it open."""
    return system.rstrip("/") == LOINC


def _weights(node: Node) -> Iterator[float]:
    for each in node.extensions(*WEIGHTS):
        for key in ("valueDecimal", "valueInteger"):
            value = each.number(key)
            if value is not None:
                yield value


def _answer(*nodes: Node) -> int | None:
    for node in nodes:
        for each in node.extensions(ANSWER):
            value = each.number("valueInteger")
            if value is not None and float(value).is_integer():
                return int(value)
    return None


def _nested(node: Node, key: str) -> Iterator[Node]:
    for each in node.nodes(key):
        if not each.flag("abstract"):
            yield each
        yield from _nested(each, key)


def _plain(name: str) -> str:
    """A name without its version, its "#" and the slash that some add."""
    return name.partition("|")[0].removeprefix("#").removeprefix("ValueSet/").rstrip("/")
