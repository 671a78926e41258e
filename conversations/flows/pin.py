"""The PIN: an inline keypad to choose it, to enter it, and what a client settles about it.

A button of the keypad does not say which digit it is. Which is which is worked out from a word
drawn for this keypad alone, and that word stands only in the sealed talk: whoever reads presses
later reads letters. It is drawn anew with every try, not with every press, so that quick fingers
are understood.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from care.phone import LOCKS_AFTER, LONGEST, SHORTEST
from conversations.contents import Button, Line, Look, Sentences, Style
from conversations.flows.checkin import help_button
from conversations.phone import (
    ForgetPin,
    GivePin,
    Land,
    LockNow,
    PhoneEvent,
    PinChecked,
    PinKept,
    PinNotYet,
    PinUse,
    ShowKeypad,
    Unlock,
)
from conversations.turn import Effect, Preference, Say, SetPreference, Tapped, Toast, Turn

if TYPE_CHECKING:
    from conversations.view import ClientView, View

SUBJECT = SLOT = QUESTION = "pin"
KEYPAD = "keypad."
DIGITS, LETTERS = "0123456789", "abcdefghij"
OK, BACK, CANCEL, FORGOTTEN = "ok", "back", "cancel", "forgotten"


class Use(StrEnum):
    """What a keypad is there for."""

    UNLOCK = "unlock"
    CHANGE = "change"
    REMOVE = "remove"
    NEW = "new"
    REPEAT = "repeat"


class Problem(StrEnum):
    """Why the keypad is shown once more."""

    WRONG = "wrong"
    SHORT = "short"
    DIFFERS = "differs"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class PinPad:
    """A keypad, and the digits entered on it so far."""

    use: Use
    seed: str
    entered: str = ""
    first: str = ""
    """What was chosen, while it is entered a second time."""
    wanted: tuple[str, str] | None = None
    """What the lock stood in the way of: a button, or a command behind an empty question."""
    problem: Problem | None = None
    busy: bool = False
    """What was entered is being compared."""

    @property
    def question(self) -> str:
        """The name that this keypad's buttons carry."""
        return KEYPAD + sha256(f"name {self.seed}".encode()).hexdigest()[:12]

    def letter(self, digit: str) -> str:
        """What the button of a digit brings back."""
        return LETTERS[self._shuffled().index(digit)]

    def digit(self, letter: str) -> str:
        """The digit of a button."""
        return self._shuffled()[LETTERS.index(letter)]

    def _shuffled(self) -> list[str]:
        return sorted(DIGITS, key=lambda each: sha256(f"{each} {self.seed}".encode()).digest())


def is_key(question: str) -> bool:
    """Whether a button of this question stands on a keypad."""
    return question.startswith(KEYPAD)


def ask(pad: PinPad | None, wanted: tuple[str, str] | None, view: View) -> Turn[PinPad]:
    """The lock stands in the way: the keypad, at the end of the chat."""
    if pad is not None and pad.use is Use.UNLOCK and pad.busy:
        return Turn(pad, (ShowKeypad(fresh=True),))
    return Turn(PinPad(Use.UNLOCK, view.chance, wanted=wanted), (ShowKeypad(fresh=True),))


def take_turn(pad: PinPad, event: Tapped, view: View) -> Turn[PinPad]:
    """A press on the keypad."""
    match event:
        case _ if event.question != pad.question or pad.busy:
            return Turn(pad, (Toast(Line("pin-one-moment" if pad.busy else "old-button")),))
        case Tapped(choice=choice) if len(choice) == 1 and choice in LETTERS:
            entered = (pad.entered + pad.digit(choice))[:LONGEST]
            return _shown(replace(pad, entered=entered, problem=None))
        case Tapped(choice="back"):
            return _shown(replace(pad, entered=pad.entered[:-1], problem=None))
        case Tapped(choice="forgotten"):
            words = Sentences((Line("pin-forgotten"),), ((help_button(),),))
            return Turn(pad, (Say(words), ShowKeypad(fresh=True)))
        case Tapped(choice="cancel") if pad.use is not Use.UNLOCK:
            words = Sentences((Line("pin-cancelled"),), ((help_button(),),))
            return Turn(None, (Say(words, slot=SLOT),))
        case Tapped(choice="ok") if len(pad.entered) < SHORTEST:
            return _shown(replace(pad, problem=Problem.SHORT))
        case Tapped(choice="ok"):
            return _entered(pad, view)
        case _:
            return _shown(pad)


def _entered(pad: PinPad, view: View) -> Turn[PinPad]:
    # A new keypad each time: what it brings back next says nothing about what was pressed now.
    after = replace(pad, seed=view.chance, entered="", first="", problem=None)
    match pad.use:
        case Use.NEW:
            return _shown(replace(after, use=Use.REPEAT, first=pad.entered))
        case Use.REPEAT if pad.entered != pad.first:
            return _shown(replace(after, use=Use.NEW, problem=Problem.DIFFERS))
        case Use.REPEAT:
            return Turn(replace(after, busy=True), (GivePin(pad.entered, PinUse.KEEP),))
        case Use.UNLOCK | Use.CHANGE | Use.REMOVE:
            return Turn(replace(after, busy=True), (GivePin(pad.entered, PinUse.CHECK),))


def heard(pad: PinPad) -> Turn[PinPad]:
    """Words where digits are tapped: they would stand in the chat, so they are not taken."""
    return Turn(replace(pad, problem=Problem.TYPED), (ShowKeypad(fresh=True),))


def answered(pad: PinPad, event: PhoneEvent, view: View) -> Turn[PinPad]:
    """What came of the digits that were entered."""
    free = replace(pad, busy=False)
    match event:
        case PinNotYet():
            return _shown(free)
        case PinChecked(fits=False):
            return _shown(replace(free, problem=Problem.WRONG))
        case PinChecked(wrong_before=wrong):
            return _right(free, wrong, view)
        case PinKept():
            lines = (Line("pin-kept"), Line("pin-what-it-locks", style=Style.NOTE))
            say = Say(Sentences(lines, (_more(), (help_button(),))), slot=SLOT)
            return Turn(None, (Unlock(), say))


def _right(pad: PinPad, wrong: int, view: View) -> Turn[PinPad]:
    if pad.use is Use.CHANGE:
        return _shown(PinPad(Use.NEW, view.chance), Unlock())
    if pad.use is Use.REMOVE:
        say = Say(Sentences((Line("pin-removed"),), ((help_button(),),)), slot=SLOT)
        return Turn(None, (ForgetPin(), say))
    lines = [Line("pin-open")]
    if wrong:
        lines.append(Line("pin-wrong-before", {"wrong": wrong}, Style.NOTE))
    say = Say(Sentences(tuple(lines), ((help_button(),),)), slot=SLOT)
    landing = (Land(*pad.wanted),) if pad.wanted is not None else ()
    return Turn(None, (Unlock(), say, *landing))


def _shown(pad: PinPad, *before: Effect) -> Turn[PinPad]:
    return Turn(pad, (*before, ShowKeypad()))


def keypad(pad: PinPad, now: datetime, wait_until: datetime | None) -> Sentences:
    """The keypad as a person sees it: how many digits there are so far, never which."""
    lines = [Line(f"pin-{pad.use}-title", style=Style.TITLE)]
    if pad.use is Use.NEW:
        lines.append(Line("pin-what-it-locks", style=Style.NOTE))
    if pad.problem is not None:
        lines.append(Line(f"pin-problem-{pad.problem}"))
    if wait_until is not None and wait_until > now:
        lines.append(Line("pin-wait", {"until": wait_until}))
    lines.append(Line("pin-entered", {"dots": " ".join("●" * len(pad.entered)) or "○"}))
    rows = [tuple(_key(pad, each) for each in part) for part in ("123", "456", "789")]
    back = Button("pin-back-button", pad.question, BACK)
    ok = Button("pin-ok-button", pad.question, OK, look=Look.PRIMARY)
    rows.append((back, _key(pad, "0"), ok))
    other = FORGOTTEN if pad.use is Use.UNLOCK else CANCEL
    rows.append((Button(f"pin-{other}-button", pad.question, other), help_button()))
    return Sentences(tuple(lines), tuple(rows))


def _key(pad: PinPad, digit: str) -> Button:
    return Button("pin-digit-button", pad.question, pad.letter(digit), {"digit": digit})


# --- what is settled about it ---------------------------------------------------------------


def begin(client: ClientView, view: View) -> Turn[PinPad]:
    """`/pin`: a keypad where there is none, else what can be settled."""
    if client.lock_after is None:
        return Turn(PinPad(Use.NEW, view.chance), (ShowKeypad(fresh=True),))
    return Turn(None, (overview(client.lock_after),))


def overview(minutes: int, *, fresh: bool = True) -> Say:
    """When it locks, and how to change that."""
    lines = (
        Line("pin-on"),
        Line("pin-locks-after", {"minutes": minutes}),
        Line("pin-what-it-locks", style=Style.NOTE),
    )
    after = tuple(
        Button("pin-after-button", QUESTION, f"after-{each}", {"minutes": each})
        for each in LOCKS_AFTER
    )
    rows = (
        (Button("pin-lock-button", QUESTION, "lock", look=Look.PRIMARY),),
        after,
        (Button("pin-change-button", QUESTION, Use.CHANGE),),
        (Button("pin-remove-button", QUESTION, Use.REMOVE),),
        (help_button(),),
    )
    return Say(Sentences(lines, rows), slot=SLOT, fresh=fresh)


def settle(choice: str, client: ClientView, view: View) -> Turn[PinPad]:
    """A press on what can be settled; anything else shows it again."""
    if client.lock_after is None:
        return begin(client, view)
    match choice.partition("-"):
        case ("lock", "", _):
            return Turn(None, lock(client))
        case ("after", "-", minutes) if minutes in map(str, LOCKS_AFTER):
            kept = SetPreference(Preference.LOCK_AFTER, minutes)
            return Turn(None, (kept, overview(int(minutes), fresh=False)))
        case ("change" | "remove" as use, "", _):
            # Asked for again: somebody else may hold the phone while it is open.
            return _shown(PinPad(Use(use), view.chance))
        case _:
            return Turn(None, (overview(client.lock_after),))


def lock(client: ClientView) -> tuple[Effect, ...]:
    """`/lock`: at once, whatever time there was left."""
    if client.lock_after is None:
        return (Say(Sentences((Line("pin-none"),), (_more(), (help_button(),)))),)
    words = Sentences((Line("pin-locked"),), ((help_button(),),))
    return (LockNow(), Say(words))


def _more() -> tuple[Button, ...]:
    return (Button("pin-settings-button", QUESTION, "overview"),)


# --- keeping it -----------------------------------------------------------------------------


def dump(pad: PinPad) -> dict[str, object]:
    """The keypad as plain JSON."""
    return {
        "v": 1,
        "flow": "pin",
        "use": pad.use.value,
        "seed": pad.seed,
        "entered": pad.entered,
        "first": pad.first,
        "wanted": list(pad.wanted) if pad.wanted is not None else None,
        "problem": pad.problem.value if pad.problem is not None else None,
        "busy": pad.busy,
    }


def load(dumped: dict[str, object]) -> PinPad:
    """The keypad that `dump` wrote."""
    match dumped:
        case {"seed": str(seed), "entered": str(entered), "first": str(first)}:
            wanted, problem = dumped["wanted"], dumped["problem"]
            return PinPad(
                Use(str(dumped["use"])),
                seed,
                entered,
                first,
                (str(wanted[0]), str(wanted[1])) if isinstance(wanted, list) else None,
                Problem(str(problem)) if problem is not None else None,
                busy=dumped["busy"] is True,
            )
        case _:
            raise ValueError("a keypad of another release")
