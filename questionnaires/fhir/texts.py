"""A text of a FHIR file in every language it has: its own, and those of its translations."""

from collections.abc import Mapping

from questionnaires.fhir.documents import Node

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
OWN = ""
"""Stands for the language of the file itself, until that is known."""

Texts = Mapping[str, str]
"""One text by language."""


def texts(node: Node, key: str) -> Texts:
    """What stands at a key, and its translations beside it."""
    found = {OWN: node.text(key)} if node.text(key) else {}
    beside = node.node(f"_{key}")
    if beside is None:
        return found
    for each in beside.extensions(TRANSLATION):
        said: dict[str, str] = {}
        for part in each.nodes("extension"):
            match part.text("url"):
                case "lang":
                    said["lang"] = part.text("valueCode") or part.text("valueString")
                case "content":
                    said["content"] = part.text("valueString") or part.text("valueMarkdown")
        if said.get("lang") and said.get("content"):
            found.setdefault(said["lang"], said["content"])
    return found


def designations(node: Node) -> Texts:
    """What a concept is called: its display, and the designations in other languages."""
    found = dict(texts(node, "display"))
    for each in node.nodes("designation"):
        if each.text("language") and each.text("value"):
            found.setdefault(each.text("language"), each.text("value"))
    return found


def only_formatted(node: Node) -> bool:
    """Whether a text is there as a formatted page alone, which a chat cannot show."""
    beside = node.node("_text")
    return not texts(node, "text") and beside is not None and bool(beside.nodes("extension"))
