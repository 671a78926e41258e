"""Goals in words: for the client who has them, and for the therapist, in Slack."""

from collections.abc import Sequence

from care.goals import HIGHEST, MOST_STEPS, Goal, GoalState, Step, has_room
from care.people import ClientId
from care.pictured import Glance
from conversations.contents import Argument, Button, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import goals, goals_of, records
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording

LISTED = 6
"""So many closed goals are listed, the newest; the copy of one's own holds them all."""

ON_A_BUTTON = 34
"""So many letters of a goal or a step a telephone shows on a button."""

RATINGS = 6
"""So many ratings of a goal are listed for the therapist, the newest."""

DONE, NOT_DONE = "✓", "○"

# --- for the client -------------------------------------------------------------------------


def listed(found: Sequence[Goal], words: Wording, known: Known) -> Shown:
    """Open goals with their numbers, then the newest that are closed; each opens with one tap."""
    standing = [each for each in found if each.is_open]
    closed = _closed(found)
    lines = [ShownLine(words.say("goal-list-title", known), Style.TITLE)]
    if not found:
        lines.append(ShownLine(words.say("goal-list-nothing", known)))
    if standing:
        lines.append(ShownLine("\n".join(_standing(each, words) for each in standing)))
    if closed:
        lines.append(ShownLine("\n".join(_was(each, words) for each in closed), Style.NOTE))
    if len(found) - len(standing) > LISTED:
        lines.append(ShownLine(words.say("goal-list-more", {"goals": LISTED}), Style.NOTE))
    rows: list[tuple[ShownButton, ...]] = []
    if has_room(found):
        new = Button("goal-new-button", goals.LIST, goals.NEW, look=Look.PRIMARY)
        rows.append((button(new, words, known),))
    rows += [(_opens(each),) for each in (*standing, *closed)]
    if standing:
        rows.append((button(_picture(), words, known),))
    return Shown(tuple(lines), (*rows, (button(help_button(), words, known),)))


def _closed(found: Sequence[Goal]) -> list[Goal]:
    over = [each for each in found if each.closed_at is not None and not each.is_open]
    return sorted(over, key=lambda each: each.closed_at or each.begun_at, reverse=True)[:LISTED]


def _standing(goal: Goal, words: Wording) -> str:
    said = [goal.words, of_ten(goal, words)]
    if goal.steps:
        said.append(steps_told(goal, words))
    if not goal.is_shared:
        said.append(words.say("goal-private"))
    return f"· {' – '.join(said)}"


def of_ten(goal: Goal, words: Wording) -> str:
    """How near the client said it is, first and now, without the days."""
    key = "goal-of-ten" if len(goal.ratings) > 1 else "goal-of-ten-first"
    return words.say(key, _numbers(goal))


def _was(goal: Goal, words: Wording) -> str:
    return f"· {goal.words} – {_ended(goal, words)}"


def _ended(goal: Goal, words: Wording) -> str:
    key = "goal-ended-reached" if goal.state is GoalState.REACHED else "goal-ended-let-go"
    return words.say(key, {"at": goal.closed_at or goal.begun_at})


def _numbers(goal: Goal) -> dict[str, Argument]:
    return {"latest": goal.latest.value, "first": goal.first.value, "highest": HIGHEST}


def steps_told(goal: Goal, words: Wording) -> str:
    """How many smaller steps are ticked off."""
    return words.say("goal-steps-done", {"done": goal.done_steps, "of": len(goal.steps)})


def _short(said: str) -> str:
    return said if len(said) <= ON_A_BUTTON else f"{said[: ON_A_BUTTON - 1].rstrip()}…"


def _opens(goal: Goal) -> ShownButton:
    """A button that wears the goal's words, as they were written."""
    return ShownButton(_short(goal.words), goals.question(goal.id), goals.SHOW)


def _picture() -> Button:
    return Button(f"glance-{Glance.GOALS}-button", "progress", Glance.GOALS.value)


def card(goal: Goal, words: Wording, known: Known) -> Shown:
    """One goal: how near it was and is, its smaller steps, and what can be done about it."""
    lines = [ShownLine(goal.words, Style.TITLE), ShownLine(near(goal, words))]
    if goal.steps:
        marked = (f"{DONE if each.is_done else NOT_DONE} {each.words}" for each in goal.steps)
        lines.append(ShownLine("\n".join(marked)))
    if not goal.is_open:
        lines.append(ShownLine(_ended(goal, words)))
        if goal.state is GoalState.LET_GO:
            lines.append(ShownLine(words.say("goal-let-go-kindly", known), Style.NOTE))
    stands = "goal-is-shared" if goal.is_shared else "goal-is-private"
    lines.append(ShownLine(words.say(stands, known), Style.NOTE))
    rows = _standing_rows(goal, words, known) if goal.is_open else _closed_rows(goal, words, known)
    return Shown(tuple(lines), (*rows, _around(words, known)))


def near(goal: Goal, words: Wording) -> str:
    """How near the client said it is, first and now."""
    said: dict[str, Argument] = {
        **_numbers(goal),
        "on": words.full_day(goal.latest.on),
        "begun": words.full_day(goal.first.on),
    }
    return words.say("goal-near" if len(goal.ratings) > 1 else "goal-near-first", said)


def _standing_rows(goal: Goal, words: Wording, known: Known) -> tuple[tuple[ShownButton, ...], ...]:
    asked = goals.question(goal.id)
    smaller = [Button("goal-step-button", asked, goals.SMALLER)]
    if len(goal.steps) >= MOST_STEPS:
        smaller.clear()
    if goal.steps:
        smaller.append(Button("goal-drops-button", asked, goals.DROPS))
    rows = (
        tuple(smaller),
        (
            Button("goal-reached-button", asked, goals.REACHED),
            Button("goal-let-go-button", asked, goals.LET_GO),
        ),
        (Button("goal-words-button", asked, goals.WORDS), _sharing(goal)),
        (Button("goal-away-button", asked, goals.AWAY),),
    )
    rate = Button("goal-rate-button", asked, goals.RATE, look=Look.PRIMARY)
    return (
        (button(rate, words, known),),
        *((_ticks(each),) for each in goal.steps),
        *(tuple(button(each, words, known) for each in row) for row in rows),
    )


def _ticks(step: Step) -> ShownButton:
    """A button that ticks a step off, or takes that back."""
    mark, choice = (DONE, goals.UNTICK) if step.is_done else (NOT_DONE, goals.TICK)
    return ShownButton(f"{mark} {_short(step.words)}", goals.step_question(step.id), choice)


def _closed_rows(goal: Goal, words: Wording, known: Known) -> tuple[tuple[ShownButton, ...], ...]:
    asked = goals.question(goal.id)
    rows = (
        Button("goal-again-button", asked, goals.AGAIN),
        _sharing(goal),
        Button("goal-away-button", asked, goals.AWAY),
    )
    return tuple((button(each, words, known),) for each in rows)


def _sharing(goal: Goal) -> Button:
    asked = goals.question(goal.id)
    if goal.is_shared:
        return Button("goal-hide-button", asked, goals.PRIVATE)
    return Button("goal-share-button", asked, goals.SHARED)


def steps(goal: Goal, words: Wording, known: Known) -> Shown:
    """The smaller steps of a goal: a tap takes one away."""
    lines = (
        ShownLine(goal.words, Style.TITLE),
        ShownLine(words.say("goal-drops-which", known)),
    )
    rows = tuple(
        (ShownButton(_short(each.words), goals.step_question(each.id), goals.DROP),)
        for each in goal.steps
    )
    back = Button("goal-back-button", goals.question(goal.id), goals.SHOW)
    drawn = (button(back, words, known), button(help_button(), words, known))
    return Shown(lines, (*rows, drawn))


def gone(words: Wording, known: Known) -> Shown:
    """Instead of a goal that was taken away."""
    return Shown((ShownLine(words.say("goal-gone", known)),), (_around(words, known),))


def _around(words: Wording, known: Known) -> tuple[ShownButton, ...]:
    whole = Button("goal-list-button", goals.LIST, goals.SHOW)
    return button(whole, words, known), button(help_button(), words, known)


# --- for the therapist ------------------------------------------------------------------------


def of_client(
    client: ClientId, code: str, found: Sequence[Goal], words: Wording, *, with_numbers: bool
) -> Shown:
    """How many goals, how near, how many steps; the client's words are on the record page."""
    whose: dict[str, Argument] = {"client": code}
    standing = [each for each in found if each.is_open]
    reached = sum(each.state is GoalState.REACHED for each in found)
    lines = [
        ShownLine(words.say("staff-goals-title", whose), Style.TITLE),
        ShownLine(
            words.say("staff-goals-count", {"open": len(standing), "reached": reached})
            if found
            else words.say("staff-goals-none", whose)
        ),
    ]
    if with_numbers:
        lines += [
            ShownLine(_in_numbers(number, each, words))
            for number, each in enumerate(standing, start=1)
        ]
    elif standing:
        lines.append(ShownLine(words.say("staff-goals-no-numbers", whose), Style.NOTE))
    lines.append(ShownLine(words.say("staff-goals-note", whose), Style.NOTE))
    opens = Button("record-open-button", f"{records.RECORD}:{client}", records.OPEN)
    again = Button("staff-goals-again-button", goals_of.of(client), goals_of.OPEN)
    return Shown(tuple(lines), ((button(opens, words, {}), button(again, words, {})),))


def _in_numbers(number: int, goal: Goal, words: Wording) -> str:
    said = [words.say("staff-goal", {"number": number, "near": near(goal, words)})]
    if goal.steps:
        said.append(steps_told(goal, words))
    return " · ".join(said)
