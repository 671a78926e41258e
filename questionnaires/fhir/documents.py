"""From the text of a FHIR file to its resources; what cannot be read is refused with its place."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

LARGEST = 5_000_000
"""The characters of the largest file that is read; the longest questionnaires have 200,000."""

DEEPEST = 100
"""How deeply a file may be nested; groups within groups reach ten."""


INSTEAD = {
    "QuestionnaireResponse": "A client's answers are brought with --response and --client.",
    "Observation": "It goes beside a client's answers, with --observation.",
    "ValueSet": "It goes beside the questionnaire that points at it, with --value-set.",
    "CodeSystem": "It goes beside the questionnaire that points at it, with --value-set.",
}
"""Where a file belongs that stands where a questionnaire is wanted."""


class FileNotRead(ValueError):
    """A file is not what it should be; the message says where, in a sentence."""


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON object of a file, and the path that leads to it.

    What is asked for and has another type than FHIR gives it is refused, never bent.
    """

    members: Mapping[str, object]
    path: str
    file: str

    @property
    def kind(self) -> str:
        """The type of a resource; empty for what is none."""
        return self.text("resourceType")

    @property
    def place(self) -> str:
        """Where this stands, as a person is told."""
        return f"{self.file}: {self.path}" if self.path else self.file

    def has(self, key: str) -> bool:
        """Whether something is there; FHIR writes nothing as absence, some write null."""
        return self.members.get(key) is not None

    def text(self, key: str) -> str:
        """A text without the blanks around it; empty where it is absent."""
        return self.raw_text(key).strip()

    def raw_text(self, key: str) -> str:
        """A text as it stands; empty where it is absent."""
        value = self.members.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(key, "wants a text")
        return value

    def number(self, key: str) -> float | None:
        """A number, or None where it is absent."""
        value = self.members.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(key, "wants a number")
        if abs(value) > 1e9 or not math.isfinite(value):
            self.refuse(key, "is no number that a questionnaire has")
        return value

    def flag(self, key: str) -> bool | None:
        """True or false, or None where it is absent."""
        value = self.members.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.refuse(key, "wants true or false")

    def node(self, key: str) -> "Node | None":
        """An object inside this one, or None where it is absent."""
        value = self.members.get(key)
        if value is None:
            return None
        return self._node(value, key)

    def nodes(self, key: str) -> tuple["Node", ...]:
        """A list of objects inside this one; empty where it is absent."""
        value = self.members.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.refuse(key, "wants a list")
        return tuple(self._node(each, f"{key}[{n}]") for n, each in enumerate(value))

    def is_object(self, key: str) -> bool:
        """Whether an object stands there, where others write a text."""
        return isinstance(self.members.get(key), dict)

    def extensions(self, *urls: str) -> Iterator["Node"]:
        """The extensions of these names."""
        for each in self.nodes("extension"):
            if each.text("url") in urls:
                yield each

    def refuse(self, key: str, why: str) -> NoReturn:
        """Refuse the file for what stands at this key."""
        path = f"{self.path}.{key}" if self.path else key
        raise FileNotRead(f"{self.file}: {path} {why}.")

    def _node(self, value: object, key: str) -> "Node":
        if not isinstance(value, dict):
            self.refuse(key, "wants an object")
        return Node(value, f"{self.path}.{key}" if self.path else key, self.file)


def open_document(text: str, place: str) -> Node:
    """The resource in this text; `place` is how the file is named to a person."""
    if len(text) > LARGEST:
        raise FileNotRead(f"{place}: it is longer than {LARGEST:,} characters.")
    # Windows tools put a byte order mark before the first brace.
    text = text.removeprefix("\ufeff")
    try:
        found = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
    except _Twice as fault:
        raise FileNotRead(f"{place}: the key {fault} stands twice in one object.") from fault
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise FileNotRead(f"{place}: it is not valid JSON ({where}: {fault.msg}).") from fault
    except (ValueError, RecursionError) as fault:
        raise FileNotRead(f"{place}: it is not JSON that can be read.") from fault
    if _too_deep(found):
        raise FileNotRead(f"{place}: it is nested more than {DEEPEST} deep.")
    if not isinstance(found, dict):
        raise FileNotRead(f"{place}: it holds no FHIR resource.")
    resource = Node(found, "", place)
    if not resource.kind:
        raise FileNotRead(f"{place}: it names no resourceType, so it is no FHIR resource.")
    return resource


def find_all(document: Node, *kinds: str) -> tuple[Node, ...]:
    """The resources of these types: the document itself, or those in a Bundle, with contained."""
    held = [document]
    if document.kind == "Bundle":
        entries = (each.node("resource") for each in document.nodes("entry"))
        held = [each for each in entries if each is not None]
    held += [inner for each in tuple(held) for inner in each.nodes("contained")]
    return tuple(each for each in held if each.kind in kinds)


def find_one(document: Node, kind: str) -> Node:
    """The only resource of this type: the document itself, or the one in a Bundle."""
    found = find_all(document, kind)
    if len(found) == 1:
        return found[0]
    if document.kind == "Bundle":
        count = "no" if not found else f"{len(found)} resources of type"
        raise FileNotRead(f"{document.file}: the Bundle holds {count} {kind}; wanted is one.")
    article = "an" if document.kind[0] in "AEIO" else "a"
    instead = f" {INSTEAD[document.kind]}" if document.kind in INSTEAD else ""
    raise FileNotRead(
        f"{document.file}: it is {article} {document.kind[:40]!r}, not a {kind}.{instead}"
    )


class _Twice(ValueError):
    """A key that stands twice in one object: which of the two is meant, nobody can say."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Twice(repr(key[:40]))
            seen.add(key)
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _too_deep(found: object) -> bool:
    level = [found]
    for _ in range(DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True
