"""Which instruments somebody is to fill in, and how often: what a plan is made of."""

from collections.abc import Mapping, Sequence

from care.plan import Every, TooOften, held_to
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
) -> Mapping[str, Every]:
    """How often each comes, the pulse first; typed as `phq9`, or as `phq9:fortnight`.

    usual: what the practice asks where nothing is typed.
    """
    found = {PULSE: Every.DAY}
    beside = BESIDE_THE_PULSE if usual is None else usual
    for each in beside if typed is None else typed:
        code, _, often = each.strip().lower().partition(":")
        known = _known(code.strip(), library)
        _speak(known, language, library)
        found[known.code] = _often(known, often.strip())
    return found


def _known(code: str, library: Library) -> Instrument:
    try:
        known = library.instrument(code)
    except UnknownInstrument:
        raise NotPossible(
            f"There is no instrument {code!r}. There are: {', '.join(library.editions)}"
        ) from None
    if library.is_retired(code):
        raise NotPossible(
            f"{code} is not offered any more in this practice. To offer it again: "
            f"portal instrument retire {code} --undo"
        )
    return known


def _speak(known: Instrument, language: str, library: Library) -> None:
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


def _often(known: Instrument, typed: str) -> Every:
    if not typed:
        return held_to(known)
    if typed not in set(Every):
        raise NotPossible(f"{known.code} cannot come {typed!r}. Choose one of: {', '.join(Every)}")
    try:
        return held_to(known, Every(typed))
    except TooOften:
        fitting = [each for each in Every if each.days >= known.at_most_every.days]
        raise NotPossible(
            f"{known.code} may come once in {known.at_most_every.days} days at most, and not every "
            f"{typed}. Choose one of: {', '.join(fitting)}"
        ) from None
