"""The check-ins of a copy: what was answered to which questionnaire, with its score."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.export.record import OwnRecord
from questionnaires.catalogue import UnknownInstrument
from questionnaires.fhir.writing import Filled
from questionnaires.instrument import Instrument
from questionnaires.scoring import AnswersDoNotFit, score
from questionnaires.wording import InstrumentWording


@dataclass(frozen=True, slots=True)
class Answered:
    """One response, with what is known of its questionnaire."""

    filled: Filled
    late: bool
    ranges_named: bool

    @property
    def total(self) -> float | None:
        """The score; None where each item stands for itself."""
        found = score(self.filled.instrument, self.filled.answers)
        return None if found is None else found.total

    @property
    def band(self) -> str | None:
        """The name of the range in which the score lies, if the client has chosen to see it."""
        found = score(self.filled.instrument, self.filled.answers)
        if found is None or found.band is None or not self.ranges_named:
            return None
        words = self.filled.words
        return words.bands.get(found.band, found.band) if words else found.band


def answered(record: OwnRecord) -> tuple[Answered, ...]:
    """Every response, the oldest first; one of a questionnaire nobody knows any more is left out.

    Its answers stand in the tables and in the JSON all the same.
    """
    found = list(_answered(record))
    return tuple(sorted(found, key=lambda each: (each.filled.on, each.filled.filed_at)))


def _answered(record: OwnRecord) -> Iterator[Answered]:
    for row in record.rows.get("response", ()):
        known = words_of(record, row["instrument"], row["version"])
        if known is None:
            continue
        of, words = known
        answers = {int(item): int(value) for item, value in row["answers"].items()}
        filled = Filled(
            UUID(row["id"]),
            of,
            answers,
            date.fromisoformat(row["local_date"]),
            datetime.fromisoformat(row["filed_at"]),
            words,
        )
        try:
            score(of, answers)
        except AnswersDoNotFit:
            continue
        yield Answered(filled, bool(row["late"]), record.ranges_named)


def words_of(
    record: OwnRecord, code: str, version: str
) -> tuple[Instrument, InstrumentWording | None] | None:
    """A questionnaire as this client was asked it, and its words in the client's language."""
    try:
        of = record.library.instrument(code, version)
    except UnknownInstrument:
        return None
    return of, record.library.nearest(code, version, record.locale)
