"""Which instruments somebody is to fill in, and how often: what a plan is made of."""

from collections.abc import Mapping, Sequence

from care.plan import TooOften, held_to
from care.schedule import At, Every, Schedule, ScheduleNotUnderstood
from portal.office import NotPossible
from questionnaires.catalogue import PULSE, UnknownInstrument
from questionnaires.instrument import Instrument
from questionnaires.library import Library

BESIDE_THE_PULSE = ("phq9", "gad7")


def chosen(
    typed: Sequence[str] | None,
    language: str,
    library: Library,
    usual: Sequence[str] | None = None,
) -> Mapping[str, Schedule]:
    """When each comes, the pulse first; typed as `phq9`, or as `phq9:every two weeks at 18:00`.

    usual: what the practice asks where nothing is typed.
    """
    found = {PULSE: Schedule(Every.DAY)}
    beside = BESIDE_THE_PULSE if usual is None else usual
    for each in beside if typed is None else typed:
        code, _, often = each.strip().lower().partition(":")
        wanted = known(code.strip(), library)
        speak(wanted, language, library)
        found[wanted.code] = _schedule(wanted, often.strip())
    return found


def known(code: str, library: Library) -> Instrument:
    """The instrument of this code, while it is offered."""
    try:
        found = library.instrument(code)
    except UnknownInstrument:
        raise NotPossible(
            f"There is no instrument {code!r}. There are: {', '.join(library.editions)}"
        ) from None
    if library.is_retired(code):
        raise NotPossible(
            f"{code} is not offered any more in this practice. To offer it again: "
            f"portal instrument retire {code} --undo"
        )
    return found


def speak(known: Instrument, language: str, library: Library) -> None:
    """Refuses an instrument that has no words in this language."""
    spoken = library.languages(known.code)
    if not spoken:
        raise NotPossible(
            f"The wording of {known.code} is needed: no source of it ships with the portal, so it "
            "is not sent. portal instrument list shows what can be."
        )
    if language not in spoken:
        raise NotPossible(
            f"{known.code} has no wording in {language}, so it is not sent in it. "
            "portal instrument list shows the languages of each."
        )


def _schedule(wanted: Instrument, typed: str) -> Schedule:
    return understood(wanted, typed) if typed else Schedule(held_to(wanted))


def understood(asked: Instrument, said: str) -> Schedule:
    """The schedule in these words, where the instrument may come like that."""
    try:
        schedule = Schedule.parse(said)
        held_to(asked, schedule.every)
    except ScheduleNotUnderstood as trouble:
        raise NotPossible(f"{asked.code}: {trouble}") from None
    except TooOften:
        fitting = [each for each in Every if each.days >= asked.at_most_every.days]
        raise NotPossible(
            f"{asked.code} may come once in {asked.at_most_every.days} days at most, and not "
            f"{schedule.text}. Choose one of: {', '.join([*fitting, Every.SESSION])}"
        ) from None
    is_twice = isinstance(schedule.times, At) and len(schedule.times.clocks) > 1
    if is_twice and not asked.is_daily:
        raise NotPossible(f"{asked.code} is not made to be asked twice a day. Write one time.")
    return schedule
