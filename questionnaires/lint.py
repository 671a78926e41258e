"""The linter of instruments: what is wrong in a file of ours or of others, and what to do."""

import json
from collections.abc import Mapping, Sequence

from questionnaires.findings import Finding, Severity, by_severity
from questionnaires.lint_fhir import lint_fhir
from questionnaires.lint_toml import lint_toml


def lint(text: str, place: str, value_sets: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Every finding in one file, errors first; FHIR and our TOML are told apart by their form."""
    is_json = text.removeprefix("\ufeff").lstrip().startswith(("{", "[{"))
    if is_json or place.lower().endswith(".json"):
        return by_severity(list(lint_fhir(text, place, value_sets)))
    return by_severity(list(lint_toml(text, place)))


def lint_all(
    files: Mapping[str, str], value_sets: Sequence[str] = ()
) -> Mapping[str, tuple[Finding, ...]]:
    """The findings of several files by name, with what only shows when they lie side by side."""
    found = {place: list(lint(text, place, value_sets)) for place, text in files.items()}
    seen: dict[str, str] = {}
    for place, text in files.items():
        name = _canonical(text)
        if name is None:
            continue
        if name in seen:
            why = f"It calls itself by the same name as {seen[name]}: {name[:120]}."
            advice = "Give each its own url, or its own version."
            found[place].append(Finding(Severity.WARNING, "same-name", place, why, advice))
        seen.setdefault(name, place)
    return {place: by_severity(findings) for place, findings in found.items()}


def has_errors(findings: Mapping[str, Sequence[Finding]]) -> bool:
    """Whether any file has an error."""
    return any(each.severity is Severity.ERROR for found in findings.values() for each in found)


def _canonical(text: str) -> str | None:
    try:
        resource = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(resource, dict) or not isinstance(resource.get("url"), str):
        return None
    return f"{resource['url']}|{resource.get('version', '')}"
