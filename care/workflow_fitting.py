"""Whether a practice's workflows fit what it can ask, and lead nowhere in a circle."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from care.workflow_form import NotAWorkflow
from care.workflow_loops import loop
from care.workflows import (
    MOST,
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
)
from questionnaires.catalogue import UnknownInstrument
from questionnaires.instrument import Instrument, Measure
from questionnaires.library import Library


def fit(
    workflows: Iterable[Workflow], library: Library, resources: Mapping[str, bool] | None = None
) -> None:
    """Passes when every workflow can be done and none leads back to itself.

    The resources are those of the practice's own library by code, and whether each is offered.
    """
    every = tuple(workflows)
    if len(every) > MOST:
        raise NotAWorkflow(f"These would be {len(every)} workflows, and {MOST} are the most.")
    for each in every:
        _trigger_fits(each, each.when, library)
        for condition in each.conditions:
            _condition_fits(each, condition, library)
        for action in each.actions:
            _action_fits(each, action, library, resources or {})
    found = loop(every)
    if found is not None:
        raise NotAWorkflow(
            f"These workflows would start one another without end: {' → '.join(found)}. Take out "
            "what one of them asks or assigns."
        )


def instrument_of(workflow: Workflow) -> str | None:
    """The instrument whose response starts a workflow; None where none does."""
    match workflow.when:
        case QuestionnaireDone(instrument):
            return instrument
        case ScoreChanged(measure):
            return measure.partition(".")[0]
        case HomeworkReviewed() | FirstWeek():
            return None
        case _:
            assert_never(workflow.when)


def _trigger_fits(workflow: Workflow, when: Trigger, library: Library) -> None:
    match when:
        case QuestionnaireDone(instrument):
            _known(workflow, instrument, library)
        case ScoreChanged(measure):
            _, followed = _measured(workflow, measure, library)
            if followed.reliable_change is None:
                raise NotAWorkflow(
                    f"{workflow.name}: {measure} has no reliable change: what difference counts "
                    "nobody has said. portal instrument set can, with its source."
                )
        case HomeworkReviewed() | FirstWeek():
            return
        case _:
            assert_never(when)


def _condition_fits(workflow: Workflow, condition: Condition, library: Library) -> None:
    match condition:
        case ScoreIs(measure, at_least, at_most):
            _, followed = _measured(workflow, measure, library)
            at = at_least if at_least is not None else at_most
            if at is None or not followed.lowest <= at <= followed.highest:
                raise NotAWorkflow(
                    f"{workflow.name}: {measure} goes from {followed.lowest:g} to "
                    f"{followed.highest:g}, and {at:g} is not among it."
                )
        case AnswerIs(item, at_least):
            asked = _known(workflow, instrument_of(workflow) or "", library)
            if item not in asked.numbers:
                raise NotAWorkflow(
                    f"{workflow.name}: {asked.code} has items 1 to {len(asked.items)}, not {item}."
                )
            if any(each.item == item for each in asked.critical):
                raise NotAWorkflow(
                    f"{workflow.name}: item {item} of {asked.code} is critical. It is told at "
                    "once, always, and no workflow stands on it."
                )
            lowest, highest = asked.choices(item)[0], asked.choices(item)[-1]
            if not lowest <= at_least <= highest:
                raise NotAWorkflow(
                    f"{workflow.name}: item {item} of {asked.code} is answered with {lowest} to "
                    f"{highest}, and {at_least} is not among it."
                )
        case HasTag():
            return
        case _:
            assert_never(condition)


def _action_fits(
    workflow: Workflow, action: Action, library: Library, resources: Mapping[str, bool]
) -> None:
    match action:
        case AskScale(instrument):
            asked = _known(workflow, instrument, library)
            if asked.is_daily:
                raise NotAWorkflow(
                    f"{workflow.name}: {instrument} is asked every day, and not once."
                )
            if library.is_retired(instrument):
                raise NotAWorkflow(f"{workflow.name}: {instrument} is not offered any more.")
            if not library.languages(instrument):
                raise NotAWorkflow(f"{workflow.name}: {instrument} has no words in any language.")
        case GiveResource(code):
            if code not in resources:
                there = ", ".join(each for each, offered in resources.items() if offered)
                raise NotAWorkflow(
                    f"{workflow.name}: the library has no {code!r}. "
                    + (f"There are: {there}" if there else "It is empty so far.")
                )
            if not resources[code]:
                raise NotAWorkflow(f"{workflow.name}: {code} is not offered any more.")
        case TellTherapist() | GiveHomework():
            return
        case _:
            assert_never(action)


def _known(workflow: Workflow, code: str, library: Library) -> Instrument:
    if code not in library.editions:
        raise NotAWorkflow(
            f"{workflow.name}: there is no scale {code!r}. There are: {', '.join(library.editions)}"
        )
    return library.instrument(code)


def _measured(workflow: Workflow, measure: str, library: Library) -> tuple[Instrument, Measure]:
    try:
        return library.followed(measure)
    except UnknownInstrument:
        raise NotAWorkflow(
            f"{workflow.name}: there is no score {measure!r}. A score is called like its scale, as "
            "phq9, or like its part, as dass21.stress."
        ) from None
