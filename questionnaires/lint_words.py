"""Faults in the words of a questionnaire: misprinted anchors, labels that are not the scale's."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from questionnaires.catalogue import catalogue
from questionnaires.findings import Finding, Severity
from questionnaires.library import shipped

MISPRINTS = {"not at all sure": "Not at all"}
"""Anchors that are well known to be printed wrongly, and what they should be."""

AT_RISK = re.compile(
    r"suicid|better off dead|hurt(?:ing)? (?:your|my)self|take my (?:own )?life|end my life"
    r"|lieber tot|leid zufügen|estar muert|lastimarse|quitarse la vida",
    re.IGNORECASE,
)
"""Words of questions of which a single answer asks for action."""

_RANGE = re.compile(r"(\d+)\s*[-\u2013]\s*(\d+)\s*=")


def anchors(label: str, place: str) -> Iterator[Finding]:
    """A label that is a known misprint."""
    right = MISPRINTS.get(label.strip().casefold())
    if right is not None:
        yield Finding(
            Severity.ERROR,
            "wrong-anchor",
            place,
            f"The choice reads {label.strip()!r}, a well-known misprint.",
            f"Write {right!r}, as the published scale has it.",
        )


def labels(code: str, language: str, label: str, place: str) -> Iterator[Finding]:
    """A label of a coded choice that is not the one of our wording of the same scale."""
    ours = _labels().get((code, language))
    if ours is not None and label.strip() != ours:
        yield Finding(
            Severity.WARNING,
            "label-differs",
            place,
            f"The choice {code} reads {label.strip()!r}; the scale has {ours!r} ({language}).",
            "Compare it with the published scale: a validated scale is its wording.",
        )


def texts(text: str, place: str) -> Iterator[Finding]:
    """A text that is LOINC's name of a question and not the question."""
    if re.search(r"\[[A-Za-z]+\.[A-Za-z0-9-]+\]", text):
        yield Finding(
            Severity.WARNING,
            "loinc-name",
            place,
            "The text is LOINC's name of the question, not what a person is asked.",
            "Put the words of the published scale there.",
        )


def ranges(text: str, lowest: float, highest: float, place: str) -> Iterator[Finding]:
    """Named ranges of scores that leave some scores without a name."""
    found = [(int(low), int(high)) for low, high in _RANGE.findall(text)]
    if len(found) < 3:
        return
    gaps = []
    if found[0][0] > lowest:
        gaps.append(f"{lowest:g} to {found[0][0] - 1}")
    for (_, before), (after, _) in pairwise(found):
        if after > before + 1:
            gaps.append(f"{before + 1} to {after - 1}")
    if found[-1][1] < highest:
        gaps.append(f"{found[-1][1] + 1} to {highest:g}")
    for gap in gaps:
        low, _, high = gap.partition(" to ")
        yield Finding(
            Severity.WARNING,
            "gap",
            place,
            f"The ranges leave out {low if low == high else gap}.",
            "Let the first range begin at the lowest score, and each next where one ends.",
        )


def is_at_risk(text: str) -> bool:
    """Whether a question asks about wishing to be dead or hurting oneself."""
    return AT_RISK.search(text) is not None


@cache
def _labels() -> Mapping[tuple[str, str], str]:
    """Our labels by LOINC code and language, where all our wordings agree on one."""
    found: dict[tuple[str, str], set[str]] = {}
    for each in catalogue().values():
        codes = () if each.loinc is None else each.loinc.answers
        for language in shipped().languages(each.code):
            words = shipped().wording(each.code, each.version, language)
            if words is None or not codes:
                continue
            said = words.item(each.scored[0]).choices.values()
            for code, label in zip(codes, said, strict=False):
                found.setdefault((code, language), set()).add(label)
    return {key: next(iter(said)) for key, said in found.items() if len(said) == 1}
