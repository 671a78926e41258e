"""How many of a group practised, in words: the same as the picture, and the numbers alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from care.pictured import GroupDay
from conversations.contents import Argument, Button, Style
from conversations.envelopes import Shown, ShownLine
from conversations.flows import group_practice
from conversations.showing import button
from conversations.wording import Wording


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """What may be told of a group: its days are empty where too few members are counted."""

    id: UUID
    group: str
    days: tuple[GroupDay, ...]
    members: int
    least: int

    @property
    def is_told(self) -> bool:
        """Whether there are enough members for a number to tell of nobody."""
        return bool(self.days)


def told(facts: PracticeFacts, words: Wording) -> tuple[str, ...]:
    """Title first: who is counted, the fewest and the most of a day, the newest; what is not."""
    about: dict[str, Argument] = {"group": facts.group}
    title = words.say("group-practice-title", about)
    if not facts.is_told:
        return title, words.say("group-practice-few", {"least": facts.least})
    practised = [each.practised for each in facts.days]
    said: dict[str, Argument | date] = {
        "members": facts.members,
        "days": len(facts.days),
        "lowest": min(practised),
        "highest": max(practised),
        "latest": practised[-1],
    }
    return (
        title,
        words.say("group-practice-counted", said),
        words.say("group-practice-caption", {**said, "on": facts.days[-1].on}),
        words.say("group-practice-nobody"),
    )


def shown(facts: PracticeFacts, words: Wording, *, as_numbers: bool) -> Shown:
    """The caption of the picture, with the way to its numbers; or these numbers."""
    title, *more = told(facts, words)
    lines = [ShownLine(title, Style.TITLE)]
    if not facts.is_told:
        return Shown((*lines, *(ShownLine(each) for each in more)))
    counted, caption, nobody = more
    lines.append(ShownLine(counted))
    if as_numbers:
        lines.append(ShownLine("\n".join(_numbers(facts, words))))
        return Shown((*lines, ShownLine(nobody, Style.NOTE)))
    lines += [ShownLine(caption), ShownLine(nobody, Style.NOTE)]
    about = group_practice.of(facts.id)
    numbers = Button("group-numbers-button", about, group_practice.NUMBERS)
    return Shown(tuple(lines), ((button(numbers, words, {}),),))


def _numbers(facts: PracticeFacts, words: Wording) -> Sequence[str]:
    return [
        words.say(
            "group-practice-number",
            {
                "on": each.on,
                "practised": each.practised,
                "members": facts.members,
            },
        )
        for each in reversed(facts.days)
    ]
