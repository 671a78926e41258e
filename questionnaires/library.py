"""What one practice can ask: the scales of the portal and its own, with its words and numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from questionnaires.catalogue import (
    PULSE,
    Editions,
    UnknownInstrument,
    age,
    edition,
    every_edition,
    newest_version,
)
from questionnaires.contradictions import contradictions
from questionnaires.instrument import (
    CutOff,
    Instrument,
    Measure,
    ReliableChange,
)
from questionnaires.wording import InstrumentWording, Shelf, every_wording


class Choice(StrEnum):
    """What a practice may decide about a scale."""

    RELIABLE_POINTS = "reliable-points"
    RELIABLE_PERCENT = "reliable-percent"
    CUT_OFF = "cut-off"
    HIDDEN = "hidden"
    """Left out of pictures: for who asks how a session went."""
    RETIRED = "retired"
    """Not offered any more."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One decision of a practice about a course of scores, or about a scale by its code."""

    course: str
    choice: Choice
    name: str = ""
    """Which cut-off."""
    value: float | None = None
    source: str = ""

    @property
    def code(self) -> str:
        """The scale that it is about."""
        return self.course.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Library:
    """The scales one practice can ask, in every version, and what it has decided about them.

    A plain value: talks, pictures and copies are handed it, and nothing of it is looked up later.
    """

    editions: Editions
    wordings: Shelf
    own: frozenset[str] = frozenset()
    """The codes of the practice's own scales."""
    settings: tuple[Setting, ...] = ()
    _critical: Mapping[tuple[str, int], int] = field(init=False, repr=False, compare=False)
    """From which answer on an item asks for action in any version; looked at with every tap."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_critical", _asking_for_action(self.editions))

    def __deepcopy__(self, memo: dict[int, object]) -> "Library":
        """A value that nobody changes is its own copy."""
        return self

    def instrument(self, code: str, version: str | None = None) -> Instrument:
        """One instrument, newest version unless said otherwise: a talk keeps the one it has."""
        return edition(self.editions, code, version)

    def newest_version(self, code: str) -> str | None:
        """The version that a new check-in uses, or None for an unknown code."""
        return newest_version(self.editions, code)

    def newest(self) -> Mapping[str, Instrument]:
        """The newest version of every instrument, by code."""
        return {code: self.instrument(code) for code in self.editions}

    def followed(self, course: str, version: str | None = None) -> tuple[Instrument, Measure]:
        """The instrument and the measure of a course, by the name under which scores are kept.

        Of the newest version that has it, unless another one is asked for.
        """
        editions = self.editions.get(course.partition(".")[0], {})
        wanted = reversed(tuple(editions)) if version is None else (version,)
        for each in wanted:
            if each in editions and course in editions[each].courses:
                return editions[each], editions[each].courses[course]
        raise UnknownInstrument(course)

    def turn_of(self, code: str, version: str) -> int:
        """What is asked before what: the pulse, then what else is daily, then the rest."""
        if code == PULSE:
            return 0
        return 1 if self.instrument(code, version).is_daily else 2

    def place_of(self, course: str) -> int:
        """Where a course stands in its instrument: the total, then subscales as listed."""
        try:
            return list(self.followed(course)[0].courses).index(course)
        except UnknownInstrument:
            return 0

    def wording(self, code: str, version: str, language: str) -> InstrumentWording | None:
        """The words for this instrument, or None: it is not offered in a language it lacks."""
        return self.wordings.get((code, version, language))

    def languages(self, code: str, version: str | None = None) -> frozenset[str]:
        """The languages in which it can be offered, in its newest version unless said."""
        wanted = self.newest_version(code) if version is None else version
        return frozenset(
            language for held, of, language in self.wordings if held == code and of == wanted
        )

    def nearest(self, code: str, version: str, language: str) -> InstrumentWording | None:
        """The same for whoever reads about answers: in English, or in whatever there is, too."""
        there = sorted(self.languages(code, version))
        for each in (language, "en", *there):
            if each in there:
                return self.wording(code, version, each)
        return None

    def is_critical(self, code: str, item: int, value: int) -> bool:
        """Whether this answer asks for action in any version: an old button names none."""
        at_least = self._critical.get((code, item))
        return at_least is not None and value >= at_least

    def is_hidden(self, course: str) -> bool:
        """Whether no picture is made of this, and none is offered."""
        return self._decided(course.partition(".")[0], Choice.HIDDEN)

    def is_retired(self, code: str) -> bool:
        """Whether nobody is asked this anew."""
        return self._decided(code, Choice.RETIRED)

    def of(self, code: str) -> tuple[Setting, ...]:
        """What the practice has decided about this scale."""
        return tuple(each for each in self.settings if each.code == code)

    def _decided(self, code: str, choice: Choice) -> bool:
        return any(each.course == code and each.choice is choice for each in self.settings)


def _asking_for_action(editions: Editions) -> Mapping[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for code, versions in editions.items():
        for each in versions.values():
            for critical in each.critical:
                key = code, critical.item
                found[key] = min(critical.at_least, found.get(key, critical.at_least))
    return found


@cache
def shipped() -> Library:
    """What comes with the portal, as it comes."""
    return library((), ())


def library(
    own: Iterable[Instrument],
    wordings: Iterable[InstrumentWording],
    settings: Iterable[Setting] = (),
) -> Library:
    """What comes with the portal, and what is a practice's own.

    Where both have a code, the practice's scale stands, in every version: it was there first,
    since a code of the portal's cannot be taken.
    """
    mine: dict[str, dict[str, Instrument]] = {}
    for each in own:
        mine.setdefault(each.code, {})[each.version] = each
    decided = tuple(settings)
    editions: dict[str, dict[str, Instrument]] = {
        code: dict(held) for code, held in every_edition().items() if code not in mine
    }
    for code, held in mine.items():
        editions[code] = dict(sorted(held.items(), key=lambda pair: age(pair[0])))
    for code in {each.code for each in decided} & editions.keys():
        about = [each for each in decided if each.code == code]
        editions[code] = {
            version: with_settings(each, about) for version, each in editions[code].items()
        }
    kept = {key: each for key, each in every_wording().items() if key[0] not in mine}
    kept |= {(each.code, each.version, each.language): each for each in wordings}
    return Library(
        dict(sorted(editions.items())),
        {key: each for key, each in kept.items() if key[1] in editions.get(key[0], {})},
        frozenset(mine),
        decided,
    )


def with_settings(instrument: Instrument, settings: Iterable[Setting]) -> Instrument:
    """The instrument with a practice's numbers; one that does not fit this version is left out."""
    for each in settings:
        changed = with_setting(instrument, each)
        if changed is not None and not contradictions(changed):
            instrument = changed
    return instrument


def with_setting(instrument: Instrument, setting: Setting) -> Instrument | None:
    """The instrument with one number changed; None where there is no such score or number."""
    if setting.course == instrument.code:
        if instrument.total is None:
            return None
        return replace(
            instrument,
            reliable_change=_change(instrument.reliable_change, setting),
            cut_offs=_cut_offs(instrument.cut_offs, setting),
        )
    part = setting.course.partition(".")[2]
    if part not in {each.code for each in instrument.subscales}:
        return None
    return replace(
        instrument,
        subscales=tuple(
            replace(
                each,
                reliable_change=_change(each.reliable_change, setting),
                cut_offs=_cut_offs(each.cut_offs, setting),
            )
            if each.code == part
            else each
            for each in instrument.subscales
        ),
    )


def _change(before: ReliableChange | None, setting: Setting) -> ReliableChange | None:
    match setting.choice:
        case Choice.RELIABLE_POINTS:
            return ReliableChange(setting.value, setting.source)
        case Choice.RELIABLE_PERCENT:
            return ReliableChange(None, setting.source, percent=setting.value)
        case _:
            return before


def _cut_offs(before: tuple[CutOff, ...], setting: Setting) -> tuple[CutOff, ...]:
    if setting.choice is not Choice.CUT_OFF or setting.value is None:
        return before
    others = tuple(each for each in before if each.code != setting.name)
    return (*others, CutOff(setting.name, setting.value, setting.source))


def goes_on(course: str, before: Instrument, after: Instrument) -> bool:
    """Whether the scores of two versions are values of one measure, and may stand in one course."""
    here, there = before.courses.get(course), after.courses.get(course)
    return here is not None and there is not None and _shape(before, here) == _shape(after, there)


def _shape(instrument: Instrument, measure: Measure) -> tuple[object, ...]:
    items = [(number, instrument.item(number)) for number in measure.items]
    weighed = [(number, item.choices, item.weight, item.reversed) for number, item in items]
    return measure.lowest, measure.highest, measure.higher_is, measure.step, weighed
