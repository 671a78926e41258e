"""A workflow as a table of TOML or JSON: read with plain complaints, and written out the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeAlias, assert_never

from care.homework import TASK_LIMIT, TITLE_LIMIT
from care.workflows import (
    LATEST_ASK,
    LATEST_DUE,
    MOST_ACTIONS,
    MOST_CONDITIONS,
    NAME_LIMIT,
    Action,
    AnswerIs,
    AskScale,
    Condition,
    FirstWeek,
    GiveHomework,
    GiveResource,
    HasTag,
    HomeworkReviewed,
    QuestionnaireDone,
    ScoreChanged,
    ScoreIs,
    TellTherapist,
    Trigger,
    Workflow,
    tags,
)
from questionnaires.change import Change

Table: TypeAlias = Mapping[str, Any]

KEYS = ("name", "on", "when", "if", "then")
CHANGES = {"improvement": Change.IMPROVED, "deterioration": Change.DETERIORATED}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class NotAWorkflow(ValueError):
    """A table that says no workflow; the text says what is wrong and what can be written."""


def read_workflow(table: Table) -> tuple[Workflow, bool | None]:
    """The workflow that a table says, and whether it is on; None where that is not said."""
    _only(table, KEYS, "a workflow")
    name = table.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > NAME_LIMIT:
        raise NotAWorkflow(
            f"name: write small letters, digits and hyphens, up to {NAME_LIMIT}, as "
            f"after-a-high-phq9, and not {name!r}."
        )
    on = table.get("on")
    if on is not None and not isinstance(on, bool):
        raise NotAWorkflow(f"{name}: on is true or false, and not {on!r}.")
    conditions = _each(table.get("if", []), f"{name}: if", MOST_CONDITIONS, _condition)
    actions = _each(table.get("then", []), f"{name}: then", MOST_ACTIONS, _action)
    if not actions:
        raise NotAWorkflow(f"{name}: it does nothing. {_HOW_THEN}")
    when = _trigger(table.get("when"), f"{name}: when")
    workflow = Workflow(name, when, conditions, actions)
    _agree(workflow)
    return workflow, on


def write_workflow(workflow: Workflow, *, on: bool | None = None) -> dict[str, Any]:
    """The table that reads as the same workflow."""
    table: dict[str, Any] = {"name": workflow.name}
    if on is not None:
        table["on"] = on
    table["when"] = _written_trigger(workflow.when)
    if workflow.conditions:
        table["if"] = [_written_condition(each) for each in workflow.conditions]
    table["then"] = [_written_action(each) for each in workflow.actions]
    return table


# --- reading -----------------------------------------------------------------------------------

_HOW_WHEN = (
    'Write one of: { questionnaire = "phq9" }, { score = "phq9", change = "deterioration" }, '
    '{ homework = "reviewed" }, { week = 1 }.'
)
_HOW_IF = (
    'Write one of: { score = "phq9", at_least = 15 }, { score = "phq9", at_most = 4 }, '
    '{ item = 2, at_least = 2 }, { tag = "exposure" }.'
)
_HOW_THEN = (
    'Write one of: { ask = "gad7", in_days = 1 }, { tell = "therapist" }, '
    '{ homework = "A walk", text = "...", due_in_days = 7 }, { resource = "slow-breathing" }.'
)


def _trigger(table: object, where: str) -> Trigger:
    match table:
        case {"questionnaire": str(code), **rest} if not rest:
            return QuestionnaireDone(_code(code))
        case {"score": str(measure), "change": str(change), **rest} if not rest:
            if change not in CHANGES:
                raise NotAWorkflow(f"{where}: change is one of: {', '.join(CHANGES)}")
            return ScoreChanged(_code(measure), CHANGES[change])
        case {"homework": "reviewed", **rest} if not rest:
            return HomeworkReviewed()
        case {"week": int(week), **rest} if not rest and week == 1 and not isinstance(week, bool):
            return FirstWeek()
        case _:
            raise NotAWorkflow(f"{where}: this is nothing that a workflow waits for. {_HOW_WHEN}")


def _condition(table: Table, where: str) -> Condition:
    match table:
        case {"score": str(measure), **rest} if rest.keys() in ({"at_least"}, {"at_most"}):
            at = {name: _number(value, f"{where}: {name}") for name, value in rest.items()}
            return ScoreIs(_code(measure), at.get("at_least"), at.get("at_most"))
        case {"item": item, "at_least": least, **rest} if not rest:
            return AnswerIs(_whole(item, f"{where}: item"), _whole(least, f"{where}: at_least"))
        case {"tag": str(tag), **rest} if not rest:
            wanted = tag.strip().removeprefix("#")
            if tags(f"#{wanted}") != {wanted.casefold()}:
                raise NotAWorkflow(f"{where}: a tag is one word, as exposure, and not {tag!r}.")
            return HasTag(wanted.casefold())
        case _:
            raise NotAWorkflow(f"{where}: this is no condition. {_HOW_IF}")


def _action(table: Table, where: str) -> Action:
    match table:
        case {"ask": str(code), "in_days": days, **rest} if not rest:
            return AskScale(_code(code), _within(days, LATEST_ASK, f"{where}: in_days"))
        case {"tell": "therapist", **rest} if not rest:
            return TellTherapist()
        case {"homework": str(title), "text": str(text), "due_in_days": days, **rest} if not rest:
            return GiveHomework(
                _text(title, TITLE_LIMIT, f"{where}: homework"),
                _text(text, TASK_LIMIT, f"{where}: text"),
                _within(days, LATEST_DUE, f"{where}: due_in_days"),
            )
        case {"resource": str(code), **rest} if not rest:
            return GiveResource(_code(code))
        case _:
            raise NotAWorkflow(f"{where}: this is nothing that a workflow does. {_HOW_THEN}")


def _agree(workflow: Workflow) -> None:
    """What a condition looks at must be there when the workflow starts."""
    for each in workflow.conditions:
        about_response = isinstance(workflow.when, QuestionnaireDone | ScoreChanged)
        if isinstance(each, AnswerIs) and not about_response:
            raise NotAWorkflow(
                f"{workflow.name}: an item is looked at in a questionnaire that was answered, and "
                "this workflow waits for none."
            )
        if isinstance(each, HasTag) and not isinstance(workflow.when, HomeworkReviewed):
            raise NotAWorkflow(
                f"{workflow.name}: a tag stands in the title of homework, and this workflow waits "
                "for none."
            )


def _each(
    found: object, where: str, most: int, read: Callable[[Table, str], Any]
) -> tuple[Any, ...]:
    rows = [found] if isinstance(found, Mapping) else found
    if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
        raise NotAWorkflow(f"{where} is a list of tables.")
    if len(rows) > most:
        raise NotAWorkflow(f"{where} has {len(rows)} entries, and {most} are the most.")
    return tuple(read(each, where) for each in rows)


def _only(table: Table, known: Sequence[str], what: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.6)
            meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}"
            raise NotAWorkflow(f"there is no key {key!r} in {what}. {meant}")


def _code(text: str) -> str:
    return text.strip().lower()


def _text(text: str, limit: int, where: str) -> str:
    if not text.strip() or len(text.strip()) > limit:
        raise NotAWorkflow(f"{where}: write 1 to {limit} characters.")
    return text.strip()


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotAWorkflow(f"{where} is a number, and not {value!r}.")
    return value


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise NotAWorkflow(f"{where} is a whole number, and not {value!r}.")
    return value


def _within(value: object, latest: int, where: str) -> int:
    days = _whole(value, where)
    if not 1 <= days <= latest:
        raise NotAWorkflow(f"{where} is from 1 to {latest}, and not {days}.")
    return days


# --- writing -----------------------------------------------------------------------------------


def _written_trigger(when: Trigger) -> dict[str, Any]:
    match when:
        case QuestionnaireDone(instrument):
            return {"questionnaire": instrument}
        case ScoreChanged(measure, to):
            said = next(name for name, change in CHANGES.items() if change is to)
            return {"score": measure, "change": said}
        case HomeworkReviewed():
            return {"homework": "reviewed"}
        case FirstWeek():
            return {"week": 1}
        case _:
            assert_never(when)


def _written_condition(condition: Condition) -> dict[str, Any]:
    match condition:
        case ScoreIs(measure, at_least, at_most):
            limits = {"at_least": at_least, "at_most": at_most}
            return {"score": measure, **{k: v for k, v in limits.items() if v is not None}}
        case AnswerIs(item, at_least):
            return {"item": item, "at_least": at_least}
        case HasTag(tag):
            return {"tag": tag}
        case _:
            assert_never(condition)


def _written_action(action: Action) -> dict[str, Any]:
    match action:
        case AskScale(instrument, days):
            return {"ask": instrument, "in_days": days}
        case TellTherapist():
            return {"tell": "therapist"}
        case GiveHomework(title, text, days):
            return {"homework": title, "text": text, "due_in_days": days}
        case GiveResource(code):
            return {"resource": code}
        case _:
            assert_never(action)
