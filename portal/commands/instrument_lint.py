"""Looking a file of an instrument over, before anybody is asked it."""

from collections.abc import Mapping, Sequence
from typing import Any

from questionnaires.findings import Severity
from questionnaires.lint import has_errors, lint_all


def instrument_lint(files: Mapping[str, str], value_sets: Sequence[str] = ()) -> dict[str, Any]:
    """The findings of each file, the worst first; it needs neither practice nor database."""
    found = lint_all(files, value_sets)
    return {
        "passed": not has_errors(found),
        **{
            f"{severity.value}s": sum(
                each.severity is severity for findings in found.values() for each in findings
            )
            for severity in Severity
        },
        "files": [
            {
                "file": place,
                "findings": [
                    {
                        "severity": each.severity.value,
                        "what": each.what,
                        "place": each.place,
                        "sentence": each.sentence,
                        "advice": each.advice,
                    }
                    for each in findings
                ],
            }
            for place, findings in found.items()
        ],
    }
