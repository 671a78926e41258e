"""What a file cannot say and a person must: which instrument it is, what a higher score means."""

from dataclasses import dataclass

from questionnaires.instrument import Direction, Recall, ScoreKind, Spacing


@dataclass(frozen=True, slots=True)
class Decisions:
    """A person's word on what a FHIR file leaves open; None where nothing was decided.

    `same_as` is the code of the instrument of our catalogue that this is: its bands, cut-offs,
    reliable change and critical items then hold, and the file brings its words alone.
    """

    same_as: str | None = None
    code: str | None = None
    language: str | None = None
    licence: str | None = None
    score: ScoreKind | None = None
    higher_is: Direction | None = None
    recall: Recall | None = None
    at_most_every: Spacing | None = None


UNDECIDED = Decisions()
"""Nothing was decided."""
