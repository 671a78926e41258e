"""What is known of critical answers, read where an alert is raised and where it is shown."""

from collections.abc import Mapping

from care.alerts import Concern, Fact
from care.known import CriticalAnswer, answer_of, starts_chain
from care.people import ClientId
from conversations.known_showing import KnownFacts
from portal.scene import Scene
from store import known_answers
from store.alerts import Alert
from store.known_answers import KnownAnswer


def passes_on(scene: Scene, client: ClientId, concern: Concern) -> bool:
    """Whether an urgent concern begins the chain: an answer that is known with a plan does not."""
    answer = _answer(scene, concern.rule, concern.facts)
    if answer is None:
        return True
    held = known_answers.holding(scene.connection, scene.memory, client, scene.now)
    return starts_chain(answer, (each.marked for each in held), scene.now)


def answer_on(scene: Scene, alert: Alert) -> CriticalAnswer | None:
    """The answer that an alert's card shows; None for an alert about anything else."""
    return _answer(scene, alert.rule, alert.facts)


def on_alert(scene: Scene, alert: Alert) -> KnownFacts | None:
    """What is known of the question that this alert is about."""
    answer = answer_on(scene, alert)
    if answer is None:
        return None
    held = known_answers.holding(scene.connection, scene.memory, alert.client, scene.now)
    for each in held:
        if each.marked.answer.is_of(answer):
            return _facts(scene, each, covers=each.marked.covers(answer, scene.now))
    return None


def of_client(scene: Scene, client: ClientId) -> tuple[KnownFacts, ...]:
    """Everything that is known of a client's critical answers now."""
    held = known_answers.holding(scene.connection, scene.memory, client, scene.now)
    return tuple(_facts(scene, each, covers=True) for each in held)


def _answer(scene: Scene, rule: str, facts: Mapping[str, Fact]) -> CriticalAnswer | None:
    code, version = facts.get("instrument"), facts.get("version")
    # Another edition may ask something else under the same number: nothing is known of that.
    if not isinstance(version, str):
        # A button by itself, and an alert of an earlier release, name none: taken for the newest.
        version = scene.library.newest_version(code) if isinstance(code, str) else None
    return answer_of(rule, facts, version)


def _facts(scene: Scene, each: KnownAnswer, *, covers: bool) -> KnownFacts:
    marked = each.marked
    return KnownFacts(
        each.id,
        marked.answer.instrument,
        marked.answer.item,
        marked.answer.value,
        marked.since,
        marked.until,
        scene.member(each.by).name,
        each.plan,
        covers,
    )
