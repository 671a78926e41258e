"""Loops among workflows: one asks what starts another, and in the end its own beginning.

What is looked at is what could follow, not how likely it is: conditions about scores and answers
keep no loop from being refused, since nobody can know what a client will answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from care.workflows import (
    Action,
    AskScale,
    FirstWeek,
    GiveHomework,
    GiveResource,
    HasTag,
    HomeworkReviewed,
    QuestionnaireDone,
    ScoreChanged,
    TellTherapist,
    Workflow,
    tags,
)


def loop(workflows: Iterable[Workflow]) -> tuple[str, ...] | None:
    """The names of a loop, the first one again at its end; None where there is none."""
    by_name = {each.name: each for each in workflows}
    onward = {
        name: [other.name for other in by_name.values() if leads_to(each, other)]
        for name, each in by_name.items()
    }
    return _round(onward)


def leads_to(first: Workflow, then: Workflow) -> bool:
    """Whether something that the first does could start the other."""
    return any(_starts(action, then) for action in first.actions)


def _starts(action: Action, then: Workflow) -> bool:
    match action:
        case AskScale(instrument):
            match then.when:
                case QuestionnaireDone(answered):
                    return answered == instrument
                case ScoreChanged(measure):
                    return measure.partition(".")[0] == instrument
                case HomeworkReviewed() | FirstWeek():
                    return False
                case _:
                    assert_never(then.when)
        case GiveHomework(title):
            wanted = {each.tag for each in then.conditions if isinstance(each, HasTag)}
            return isinstance(then.when, HomeworkReviewed) and wanted <= tags(title)
        case TellTherapist() | GiveResource():
            return False
        case _:
            assert_never(action)


def _round(onward: Mapping[str, Sequence[str]]) -> tuple[str, ...] | None:
    """A way that comes back to where it began, found by going on until nothing is new."""
    over: set[str] = set()
    for start in onward:
        way: list[str] = []
        waiting = [(start, iter(onward[start]))] if start not in over else []
        while waiting:
            name, rest = waiting[-1]
            if len(way) < len(waiting):
                way.append(name)
            following = next((each for each in rest if each not in over), None)
            if following is None:
                over.add(name)
                way.pop()
                waiting.pop()
            elif following in way:
                return (*way[way.index(following) :], following)
            else:
                waiting.append((following, iter(onward[following])))
    return None
