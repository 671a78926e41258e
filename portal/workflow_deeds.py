"""What follows from workflows: which start with what has just happened, and what each is to do.

They are looked at in the transaction in which it happened, after everything that is about safety.
Whatever is wrong with one of them leaves nothing behind, and neither an answer nor another
workflow waits for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus
from care.progress import Point, Trajectory, plain
from care.workflow_fitting import instrument_of
from care.workflows import (
    AnswerIs,
    Happened,
    Kept,
    ScoreChanged,
    ScoreIs,
    Workflow,
    became,
    first_week_at,
    holds,
    is_on,
    measures_of,
    starts,
)
from portal.scene import Scene
from portal.workflow_actions import carry_out
from questionnaires import scoring
from questionnaires.catalogue import UnknownInstrument
from questionnaires.change import Change
from store import filing, homework, workflows
from store.filing import Complete
from store.ids import new_id
from store.workflows import Run

log = structlog.get_logger()

FIRST_WEEK = "first-week"
LASTING = (IntegrityError, DataError, ProgrammingError)
"""What the database would refuse again in the same way."""


def answered(scene: Scene, filed: Iterable[Complete]) -> None:
    """Starts what waits for these responses, which have just been filed."""
    if not scene.practice.workflows:
        return
    for each in filed:
        with _alone(scene, "every one of a response"):
            _answered(scene, each)


def _answered(scene: Scene, filed: Complete) -> None:
    found = filed.check_in
    waiting = [kept for kept in _kept(scene) if instrument_of(kept.workflow) == found.instrument]
    if waiting := _switched_on(scene, found.client, waiting):
        _follow(scene, found.client, _of_response(scene, filed, waiting), waiting)


def reviewed(scene: Scene, client_id: ClientId, piece: UUID) -> None:
    """Starts what waits for homework to be reviewed; each piece is reviewed once."""
    if not scene.practice.workflows:
        return
    with _alone(scene, "every one of a review"):
        _reviewed(scene, client_id, piece)


def _reviewed(scene: Scene, client_id: ClientId, piece: UUID) -> None:
    waiting = _switched_on(scene, client_id, _kept(scene))
    if not waiting:
        return
    found = homework.get(scene.connection, scene.memory, piece)
    if found.reviewed_at != scene.now:
        return
    today = local_date(scene.now, zone(scene.client(client_id).zone))
    happened = Happened(
        f"homework:{piece}",
        today,
        scores=_newest(scene, client_id, waiting),
        homework=found.title,
    )
    _follow(scene, client_id, happened, waiting)


def first_week(scene: Scene, client_id: ClientId) -> None:
    """Starts what waits for the end of this client's first week; it ends once."""
    workflows.expect_again(scene.connection, scene.memory, client_id, None)
    waiting = _switched_on(scene, client_id, _kept(scene))
    today = local_date(scene.now, zone(scene.client(client_id).zone))
    happened = Happened(FIRST_WEEK, today, scores=_newest(scene, client_id, waiting))
    _follow(scene, client_id, happened, waiting)


def expect_first_week(scene: Scene, client_id: ClientId) -> None:
    """Notes when the first week of a client who begins now is over."""
    client = scene.client(client_id)
    at = first_week_at(scene.now, client.check_in_at, zone(client.zone))
    workflows.expect(scene.connection, scene.memory, client_id, at)


def due(scene: Scene, limit: int) -> tuple[ClientId, ...]:
    """Whose first week is over now."""
    return workflows.first_weeks(scene.connection, scene.memory, scene.now, limit)


def put_off(scene: Scene, client: ClientId, at: datetime) -> None:
    """Looks at a first week again then."""
    workflows.expect_again(scene.connection, scene.memory, client, at)


def _kept(scene: Scene) -> Sequence[Kept]:
    """The practice's workflows; where there are none, no row is read."""
    changed = scene.practice.workflows
    return workflows.kept(scene.connection, scene.memory, changed) if changed else ()


def _switched_on(scene: Scene, client: ClientId, found: Sequence[Kept]) -> list[Kept]:
    """Those that run for this client; the nearest switch wins."""
    if not found:
        return []
    said = workflows.switches(scene.connection, scene.memory, [client]).get(client, {})
    return [each for each in found if is_on(each, said.get(each.workflow.name))]


# --- what happened -----------------------------------------------------------------------------


def _of_response(scene: Scene, filed: Complete, waiting: Sequence[Kept]) -> Happened:
    """A response with its scores, what they have become, and what else is looked at."""
    found = filed.check_in
    asked = scene.library.instrument(found.instrument, found.version)
    totals = scoring.scores(asked, filed.answers)
    scores = {
        name: plain(totals[measure.code].total)
        for name, measure in asked.courses.items()
        if measure.code in totals
    }
    return Happened(
        str(found.id),
        found.local_date,
        found.instrument,
        filed.answers,
        {**_newest(scene, found.client, waiting), **scores},
        {
            name: change
            for name, course in _courses(scene, found.client, _watched(waiting)).items()
            if name in scores and (change := became(course, Point(found.local_date, scores[name])))
        },
    )


def _watched(waiting: Iterable[Kept]) -> set[str]:
    whens = (each.workflow.when for each in waiting)
    return {when.measure for when in whens if isinstance(when, ScoreChanged)}


def _newest(scene: Scene, client: ClientId, waiting: Iterable[Kept]) -> dict[str, float]:
    """The newest score of each course that a condition looks at."""
    wanted = {name for each in waiting for name in measures_of(each.workflow)}
    found = filing.points(scene.connection, scene.memory, [(client, name) for name in wanted])
    return {name: scores.points[-1].score for (_, name), scores in found.items() if scores.points}


def _courses(scene: Scene, client: ClientId, names: Iterable[str]) -> dict[str, Trajectory]:
    found = filing.points(scene.connection, scene.memory, [(client, name) for name in names])
    courses = {}
    for (_, name), scores in found.items():
        try:
            instrument, measure = scene.library.followed(name, scores.version)
        except UnknownInstrument:
            continue
        courses[name] = Trajectory.on(instrument, measure, scores.points)
    return courses


# --- what is done ------------------------------------------------------------------------------


def _follow(scene: Scene, client: ClientId, happened: Happened, waiting: Sequence[Kept]) -> None:
    """Does what every workflow says that starts and holds, each at most once for one cause."""
    found = [
        each
        for each in waiting
        if starts(each.workflow, happened) and holds(each.workflow, happened)
    ]
    if not found:
        return
    ran = workflows.ran(scene.connection, scene.memory, client, happened.cause)
    for each in found:
        if each.workflow.name not in ran:
            _run_whole(scene, client, happened, each)


def _run_whole(scene: Scene, client: ClientId, happened: Happened, kept: Kept) -> None:
    with _alone(scene, kept.workflow.name):
        _run(scene, client, happened, kept)


@contextmanager
def _alone(scene: Scene, workflow: str) -> Iterator[None]:
    """Whatever goes wrong in here leaves nothing behind, and harms nothing outside.

    Only what would go well when the whole transaction is made again is not held back: the
    connection that is lost, the rows that somebody else has locked.
    """
    before = len(scene.letters), len(scene.direct)
    try:
        with scene.connection.begin_nested():
            yield
    except Exception as trouble:
        if isinstance(trouble, DBAPIError) and not isinstance(trouble, LASTING):
            raise
        del scene.letters[before[0] :], scene.direct[before[1] :]
        log.error("workflow.not-run", workflow=workflow, trouble=type(trouble).__name__)


def _run(scene: Scene, client: ClientId, happened: Happened, kept: Kept) -> None:
    facts = _facts(scene, client, happened, kept.workflow)
    run = Run(new_id(), client, kept.workflow.name, kept.version, scene.now, facts)
    is_active = scene.client(client).status is ClientStatus.ACTIVE
    did = [carry_out(scene, run, each, is_active=is_active) for each in kept.workflow.actions]
    workflows.add(scene.connection, scene.memory, run, happened.cause, did)


def _facts(
    scene: Scene, client: ClientId, happened: Happened, workflow: Workflow
) -> dict[str, Any]:
    """What the workflow has looked at, in numbers and no more: nothing that anybody wrote."""
    facts: dict[str, Any] = {"on": happened.on.isoformat()}
    if happened.instrument is not None:
        facts["instrument"] = happened.instrument
    looked_at = {each.measure for each in workflow.conditions if isinstance(each, ScoreIs)}
    if isinstance(workflow.when, ScoreChanged):
        looked_at.add(workflow.when.measure)
        facts["changed"] = _changed(scene, client, workflow.when.measure, workflow.when.to)
    if happened.homework is not None:
        # What it is called stays where it is.
        facts["homework"] = True
    facts["scores"] = {
        name: happened.scores[name] for name in sorted(looked_at) if name in happened.scores
    }
    items = sorted({each.item for each in workflow.conditions if isinstance(each, AnswerIs)})
    facts["answers"] = [[item, happened.answers[item]] for item in items]
    return facts


def _changed(scene: Scene, client: ClientId, name: str, to: Change) -> list[Any]:
    """Since which score it changed, and on which date that was."""
    baseline = _courses(scene, client, [name])[name].baseline
    return [name, to.value, baseline.score, baseline.on.isoformat()]
