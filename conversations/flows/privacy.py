"""What is kept, why, where, how long and who reads it: short first, then part by part.

Everything said of a part comes from the data map; only the sentences themselves are wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from care.data_map import DataClass, Holding, Keep, Lock, Part, Purpose, Reader, is_sealed, of_part
from conversations.contents import Button, Line, Sentences, Style
from conversations.flows.checkin import help_button
from conversations.turn import Say

if TYPE_CHECKING:
    from conversations.view import View

QUESTION = SLOT = "privacy"
OVERVIEW, AGAINST = "overview", "against"

PARTS = tuple(part for part in Part if part is not Part.PRACTICE)
"""What a client is told of; the practice's own hours and keys are not about them."""


def overview(*, fresh: bool = True) -> Say:
    """The short answer, with a button for each part."""
    lines = (
        Line("privacy-title", style=Style.TITLE),
        Line("privacy-kept"),
        Line("join-who-reads"),
        Line("join-telegram"),
        Line("privacy-stop"),
    )
    rows = (*_parts(), *_rights(), (help_button(),))
    return Say(Sentences(lines, rows), slot=SLOT, fresh=fresh)


def take_turn(choice: str, view: View) -> Say:
    """A press on one of the parts; an unknown one shows the short answer again."""
    if choice == AGAINST:
        return _said(against(has_own_words=view.practice.has_privacy_text))
    if choice in PARTS:
        return _said(told(Part(choice)))
    return overview(fresh=False)


def told(part: Part) -> tuple[Line, ...]:
    """Everything about one part, each sentence once."""
    holdings = of_part(part)
    return (
        Line(f"privacy-part-{part}", style=Style.TITLE),
        Line(f"privacy-what-{part}"),
        Line(f"privacy-where-{part}"),
        *(Line(f"privacy-why-{each}") for each in _purposes(holdings)),
        *(Line(f"privacy-lock-{each}") for each in _locks(holdings)),
        *(Line(f"privacy-keep-{each}") for each in _keeps(holdings)),
        Line("privacy-readers"),
        *(Line(f"privacy-reader-{each}") for each in readers(holdings)),
    )


def against(*, has_own_words: bool) -> tuple[Line, ...]:
    """“Could this be used against me?”: the practice's own words, or that there are none."""
    said = Line("privacy-against-own" if has_own_words else "privacy-against-none")
    return (Line("privacy-against-title", style=Style.TITLE), said)


def readers(holdings: tuple[Holding, ...]) -> tuple[Reader, ...]:
    """Who can read what is content here; the portal's own work is told only where it is all."""
    found = {each for holding in holdings for each in holding.readers}
    people = tuple(each for each in Reader if each in found and each is not Reader.PROGRAM)
    return people or (Reader.PROGRAM,)


def _purposes(holdings: tuple[Holding, ...]) -> tuple[Purpose, ...]:
    return tuple(dict.fromkeys(each.purpose for each in holdings))


def _keeps(holdings: tuple[Holding, ...]) -> tuple[Keep, ...]:
    found = {each.keep for each in holdings}
    return tuple(each for each in Keep if each in found)


def _locks(holdings: tuple[Holding, ...]) -> tuple[Lock, ...]:
    """Under which keys the sealed columns are, and whether anything is not under any."""
    sealed = {
        each.lock
        for each in holdings
        for column, of_class in each.columns
        if is_sealed(column) and of_class in (DataClass.CONTENT, DataClass.IDENTITY)
    }
    # Codes, times and states are asked for in every part: they are always in the open.
    return (*(each for each in Lock if each in sealed and each is not Lock.NONE), Lock.NONE)


def _said(lines: tuple[Line, ...]) -> Say:
    more = (Button("privacy-more-button", QUESTION, OVERVIEW),)
    return Say(Sentences(lines, (more, (help_button(),))), slot=SLOT)


def _rights() -> tuple[tuple[Button, ...], ...]:
    """What a client can do about it, each as its command does it."""
    return (
        (
            Button("privacy-sharing-button", "menu", "sharing"),
            Button("privacy-who-button", "menu", "who"),
        ),
        (
            Button("privacy-copy-button", "menu", "export"),
            Button("privacy-delete-button", "menu", "delete_me"),
        ),
    )


def _parts() -> tuple[tuple[Button, ...], ...]:
    buttons = [Button(f"privacy-{part}-button", QUESTION, part.value) for part in PARTS]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return (*pairs, (Button("privacy-against-button", QUESTION, AGAINST),))
