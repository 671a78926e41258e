"""The LOINC codes that somebody has checked: those of our catalogue, and those of named files."""

from functools import cache

from questionnaires.catalogue import catalogue
from questionnaires.fhir.recognising import FUNCTIONAL, OTHER_CHOICES, TOTALS

PANELS = {"44249-1", "69737-5", "69724-3", "55757-9", "72109-2", "91148-7", "102010-6"}
"""PHQ-9, GAD-7, PHQ-4, PHQ-2, AUDIT-C, PEG, PC-PTSD-5."""

ITEMS = {"68517-2", "68519-8", "68520-6"}
"""The questions of the AUDIT-C, as HL7/US-Core publishes them."""

ANSWERS = {
    *("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"),
    *("LA6572-7", "LA6573-5", "LA6575-0", "LA6574-3"),
    *("LA15694-5", "LA15695-2", "LA18930-0", "LA18931-8", "LA18932-6"),
    *("LA6270-8", "LA18933-4", "LA18876-5", "LA18891-4", "LA18934-2"),
}
"""The choices of PHQ and GAD, of their functional question, and of the AUDIT-C."""


@cache
def verified() -> frozenset[str]:
    """Every LOINC code of a panel, a question, a total or a choice that was checked."""
    ours: set[str | None] = set()
    for each in catalogue().values():
        ours |= {item.loinc for item in each.items}
        if each.loinc is not None:
            ours |= {each.loinc.panel, each.loinc.total, *each.loinc.answers}
    known = {code for code in ours if code is not None}
    known |= {code for _, code in OTHER_CHOICES}
    return frozenset(known | PANELS | ITEMS | ANSWERS | FUNCTIONAL | TOTALS)
