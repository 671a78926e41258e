"""The questions of a FHIR Questionnaire as they are asked, and the texts around them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from questionnaires.fhir.choices import Option, Terminology, is_loinc
from questionnaires.fhir.documents import Node
from questionnaires.fhir.names import INSTRUCTION, ITEM_CONTROL, LEAST, MOST
from questionnaires.fhir.report import Report
from questionnaires.fhir.texts import Texts, only_formatted, texts

CHOICES = {"choice", "coding", "open-choice"}
"""The types of questions with choices: R4 and R5."""

FREE = {"string", "text", "date", "dateTime", "time", "url", "attachment", "reference"}
"""The types of questions whose answers are no numbers, so that no sum lacks them."""

WIDEST = 101
"""The steps of the widest scale of numbers that is offered: 0 to 100."""

CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
CONDITION = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the file has it; `why_not` says why it cannot be asked with choices."""

    node: Node
    link: str
    type: str
    codes: tuple[str, ...]
    """Its LOINC codes; those without a system are among `unsure`."""
    unsure: tuple[str, ...]
    said: Texts
    options: tuple[Option, ...]
    ends: tuple[Texts, Texts] | None = None
    why_not: str = ""
    conditional: bool = False
    """Whether it is asked under a condition only, of its own or of its group."""

    @property
    def place(self) -> str:
        """Its path in the file, and its linkId."""
        return f"{self.node.path} ({self.link})"

    @property
    def is_calculated(self) -> bool:
        """Whether the file computes it instead of asking for it."""
        return any(self.node.extensions(CALCULATED))


@dataclass(slots=True)
class Asked:
    """The whole questionnaire, read from top to bottom."""

    questions: list[Question] = field(default_factory=list)
    preambles: list[Texts] = field(default_factory=list)
    instruction: Texts = field(default_factory=dict)
    """What is read once, before the first question, in files of ours."""


def read_items(questionnaire: Node, known: Terminology, report: Report) -> Asked:
    """Every question, with groups opened up; texts before the first question are the preamble."""
    asked = Asked()
    links: set[str] = set()
    for item, conditional in _every_item(questionnaire, conditional=False):
        link = item.text("linkId")
        place = f"{item.path} ({link})"
        if not link:
            item.refuse("linkId", "is missing")
        if link in links:
            item.refuse("linkId", f"{link[:40]!r} stands twice")
        links.add(link)
        match item.text("type"):
            case "group":
                _note_text(item, place, asked, report, "group", "The heading")
            case "display" if _control(item) in ("lower", "upper"):
                continue
            case "display" if link == INSTRUCTION:
                asked.instruction = texts(item, "text")
            case "display":
                _display(item, place, asked, report)
            case "":
                item.refuse("type", "is missing")
            case kind:
                asked.questions.append(
                    _question(item, link, kind, known, report, conditional=conditional)
                )
    return asked


def _every_item(node: Node, *, conditional: bool) -> Iterator[tuple[Node, bool]]:
    for item in node.nodes("item"):
        yield item, conditional
        inner = conditional or _has_condition(item)
        yield from _every_item(item, conditional=inner)


def _display(item: Node, place: str, asked: Asked, report: Report) -> None:
    if _control(item) == "help":
        report.left("help", place, "The help text is left out: the chat shows the question alone.")
    elif only_formatted(item):
        why = "The text is there as a formatted page alone, which a chat cannot show."
        report.left("formatted", place, why)
    else:
        _note_text(item, place, asked, report, "display", "The text")


def _note_text(item: Node, place: str, asked: Asked, report: Report, kind: str, what: str) -> None:
    said = texts(item, "text")
    if not said:
        return
    if asked.questions:
        report.left(kind, place, f"{what} stands between questions and is left out.")
    else:
        asked.preambles.append(said)
        report.used("preamble", place, f"{what} before the first question is the preamble.")


def _question(
    item: Node, link: str, kind: str, known: Terminology, report: Report, *, conditional: bool
) -> Question:
    codes: list[str] = []
    unsure: list[str] = []
    for coding in item.nodes("code"):
        if coding.raw_text("code") != coding.text("code"):
            report.left("blanks", coding.path, "The blanks around the code are left out.")
        held = codes if is_loinc(coding.text("system")) else unsure
        if coding.text("code") and (held is codes or not coding.text("system")):
            held.append(coding.text("code"))
    options, why_not = _options(item, kind, known)
    return Question(
        node=item,
        link=link,
        type=kind,
        codes=tuple(codes),
        unsure=tuple(unsure),
        said=texts(item, "text"),
        options=options,
        ends=_ends(item),
        why_not=why_not,
        conditional=conditional or _has_condition(item),
    )


def _has_condition(item: Node) -> bool:
    return item.has("enableWhen") or any(item.extensions(CONDITION))


def _options(item: Node, kind: str, known: Terminology) -> tuple[tuple[Option, ...], str]:
    """The choices, or none and the reason."""
    if item.flag("repeats"):
        return (), "It takes several answers at once."
    numbers = _numbers(item)
    if numbers:
        return numbers, ""
    if kind == "integer":
        return _span(item)
    if kind not in CHOICES:
        return (), f"It asks for a {kind!r}, without choices to tap."
    listed = item.nodes("answerOption") or item.nodes("option")
    if listed:
        return tuple(known.coded(each) for each in listed), ""
    reference = _value_set(item)
    if not reference:
        return (), "It has no choices."
    found = known.options(reference)
    if found is None:
        why = f"Its choices stand in the value set {reference}, which is not at hand"
        return (), f"{why}: give that file beside this one."
    return found, "" if found else "Its value set is empty."


def _value_set(item: Node) -> str:
    """Where the choices stand: a name since R4, an object that refers to one before."""
    for key in ("answerValueSet", "options"):
        if item.is_object(key):
            reference = item.node(key)
            return reference.text("reference") if reference is not None else ""
        if item.text(key):
            return item.text(key)
    return ""


def _numbers(item: Node) -> tuple[Option, ...]:
    """Choices that are whole numbers and weigh what they say."""
    listed = item.nodes("answerOption")
    values = [each.number("valueInteger") for each in listed if each.has("valueInteger")]
    if not listed or len(values) != len(listed):
        return ()
    return tuple(_number(value) for value in values if value is not None)


def _span(item: Node) -> tuple[tuple[Option, ...], str]:
    """A scale of whole numbers between two named bounds."""
    least, most = (
        next((each.number("valueInteger") for each in item.extensions(url)), None)
        for url in (LEAST, MOST)
    )
    if least is None or most is None:
        return (), "It asks for a number and names no least and greatest one."
    if not 0 < most - least < WIDEST or least % 1 or most % 1:
        return (), f"It asks for a number from {least:g} to {most:g}, which is no scale to tap."
    return tuple(_number(value) for value in range(int(least), int(most) + 1)), ""


def _number(value: float) -> Option:
    return Option("", f"{value:g}", {}, frozenset({value}), is_number=True)


def _ends(item: Node) -> tuple[Texts, Texts] | None:
    """The names of the lowest and the highest number."""
    named = {_control(each): texts(each, "text") for each in item.nodes("item")}
    if named.get("lower") and named.get("upper"):
        return named["lower"], named["upper"]
    return None


def _control(item: Node) -> str:
    for each in item.extensions(ITEM_CONTROL):
        concept = each.node("valueCodeableConcept")
        for coding in concept.nodes("coding") if concept is not None else ():
            if coding.text("code"):
                return coding.text("code")
    return ""
