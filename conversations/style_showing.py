"""The offer of styles in words: what each would have told lately, and a button to choose it."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.backtest import Count, Tested
from care.rule_settings import Style as RuleStyle
from conversations.contents import Argument, Button, Style
from conversations.envelopes import Shown, ShownLine
from conversations.flows import workplace
from conversations.showing import button
from conversations.wording import Wording

DAYS_TOLD = 7
"""So many days are told one by one, the newest; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class StylesTested:
    """The back-test of what is set now, and of each style."""

    now: Tested
    styles: Sequence[tuple[RuleStyle, Tested]]


def offer(tested: StylesTested, words: Wording) -> Shown:
    """What each style would have told, side by side with what is set now."""
    args: dict[str, Argument] = {"days": tested.now.days, "clients": tested.now.clients}
    lines = [
        ShownLine(words.say("rules-styles-title"), Style.TITLE),
        ShownLine(words.say("rules-styles-tested", args)),
        ShownLine(tested_line(words.say("rules-style-now"), tested.now.every, words)),
    ]
    lines += (
        ShownLine(tested_line(words.say(f"rules-style-{style}"), found.every, words))
        for style, found in tested.styles
    )
    row = tuple(
        button(
            Button(f"rules-style-{style}-button", workplace.HOME, f"{workplace.STYLE}{style}"),
            words,
            {},
        )
        for style, _ in tested.styles
    )
    return Shown(tuple(lines), (row,))


def tested_line(name: str, every: Count, words: Wording) -> str:
    """One set of numbers: what it would have told, of how many, how far apart, and when."""
    args: dict[str, Argument] = {"style": name, "alerts": every.alerts, "clients": every.clients}
    parts = [words.say("rules-style-line", args)]
    if every.days_apart is not None:
        parts.append(words.say("rules-style-apart", {"days": every.days_apart}).rstrip("."))
    if every.days:
        parts.append(_days(every, words))
    return ". ".join(parts)


def _days(every: Count, words: Wording) -> str:
    """On which days that would have been, the newest first."""
    newest = every.days[::-1][:DAYS_TOLD]
    listed = ", ".join(
        words.day(on) if many == 1 else f"{words.day(on)} ({many})" for on, many in newest
    )
    left = len(every.days) - len(newest)
    if not left:
        return words.say("rules-style-days", {"listed": listed})
    return words.say("rules-style-days-more", {"listed": listed, "left": left})
