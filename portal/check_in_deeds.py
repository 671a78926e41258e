"""What follows from answering: answers kept, responses filed, scores followed, rules asked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from care.consent import Purpose
from care.local_time import local_date, zone
from care.people import ClientId, PictureChoice
from care.plan import PULSE_WINDOW, PlannedCheckIn
from care.progress import DailyRecord, Day, Point, Trajectory, plain
from care.rules import PRACTICE
from care.watching import of_days, of_scores
from conversations.contents import Line, Progress, Question, Sentences
from conversations.flows import checkin, sharing
from conversations.turn import AnswerItem
from portal import pauses, rule_deeds, workflow_deeds
from portal.agreed import agreed, agrees
from portal.rule_deeds import Found
from portal.scene import Actor, Scene
from portal.viewing import open_check_in
from questionnaires import scoring
from questionnaires.catalogue import PULSE, age
from questionnaires.instrument import Instrument, ScoreKind
from questionnaires.library import goes_on
from store import check_ins, filing, people
from store.check_ins import Answered, CheckInRow, CheckInState
from store.filing import NO_SCORES, Complete, Scores

PICTURES_APART = timedelta(days=7)

PROMPT = "prompt:"

LATE = timedelta(hours=1)
"""How long at least a check-in stays open that the client asked for."""


def answer_item(scene: Scene, actor: Actor, answer: AnswerItem) -> None:
    """Keeps one answer at the tap."""
    client = actor.person.client
    if client is not None:
        scene.answered.append(Answered(client, answer.occurrence, answer.item, answer.value))


def complete(scene: Scene, occurrence: UUID) -> None:
    """Notes that a check-in is complete; it is filed with all others of this moment."""
    scene.completed.append(occurrence)


def write_answers(scene: Scene) -> None:
    """Writes the answers gathered so far and files what they complete, all at once."""
    if scene.answered:
        consents = agreed(scene, {each.client for each in scene.answered})
        kept = [each for each in scene.answered if Purpose.CHECK_INS in consents[each.client]]
        check_ins.answer_items(scene.connection, scene.memory, kept, scene.now)
        scene.answered.clear()
    if not scene.completed:
        return
    found = filing.complete(scene.connection, scene.memory, scene.completed)
    scene.completed.clear()
    for portion in _once_a_client(found):
        again = [each for each in portion if each.check_in.state is CheckInState.DONE]
        new = [each for each in portion if each.check_in.state is not CheckInState.DONE]
        if new:
            _follow(scene, filing.file(scene.connection, scene.memory, new, scene.now))
        if again:
            # Nothing else starts anew because of a correction: it is no second questionnaire.
            _ask_rules(scene, filing.correct(scene.connection, scene.memory, again, scene.now))


def _once_a_client(found: Sequence[Complete]) -> Iterator[list[Complete]]:
    """Portions that hold one check-in of each client: a score follows from the one before."""
    rest = list(found)
    while rest:
        first: dict[ClientId, Complete] = {}
        later = []
        for each in rest:
            if first.setdefault(each.check_in.client, each) is not each:
                later.append(each)
        yield list(first.values())
        rest = later


def _follow(scene: Scene, filed: Sequence[Complete]) -> None:
    """Carries filed answers into what rules and pictures look at, and asks the rules."""
    _ask_rules(scene, filed)
    rule_deeds.end_absence(scene, [each.check_in.client for each in filed])
    workflow_deeds.answered(scene, filed)


def _ask_rules(scene: Scene, filed: Sequence[Complete]) -> None:
    rule_deeds.follow(scene, [*_follow_days(scene, filed), *follow_scores(scene, filed)])


def _follow_days(scene: Scene, filed: Sequence[Complete]) -> list[Found]:
    daily = [each for each in filed if _instrument(scene, each).score is ScoreKind.EACH]
    clients = [each.check_in.client for each in daily]
    known = filing.records(scene.connection, scene.memory, clients)
    kept, found_by_rules = {}, []
    # Of a day that is asked about twice the later check-in holds, whatever is filed last.
    out_of_turn = [
        each.check_in
        for each in daily
        if each.check_in.state is CheckInState.DONE or scene.now > each.check_in.expires_at
    ]
    outdone = filing.followed(scene.connection, scene.memory, out_of_turn)
    for each in daily:
        found, asked = each.check_in, _instrument(scene, each)
        record, version = known.get(found.client, (DailyRecord(), 0))
        if found.id in outdone:
            continue
        answers = sorted(each.answers.items())
        values = tuple((asked.item(number).code, value) for number, value in answers)
        changed = record.with_day(Day(found.local_date, values))
        kept[found.client] = changed, version + 1
        rules = rule_deeds.rules_for(scene, found.client)
        found_by_rules.append((found.client, of_days(changed, rules)))
    filing.keep_records(scene.connection, scene.memory, kept)
    practice = [each.check_in.client for each in daily if each.check_in.instrument == PRACTICE]
    now = {**known, **kept}
    practised = rule_deeds.of_practised(
        scene, {client: now[client][0] for client in practice if client in now}
    )
    return [*found_by_rules, *practised]


def follow_scores(scene: Scene, filed: Sequence[Complete]) -> list[Found]:
    """Carries filed answers into the courses of scores; tells what the rules find, and no one."""
    scored = {}
    for each in filed:
        asked = _instrument(scene, each)
        found = scoring.scores(asked, each.answers)
        for name, measure in asked.courses.items():
            if measure.code in found:
                point = Point(each.check_in.local_date, plain(found[measure.code].total))
                scored[each.check_in.client, name] = Trajectory.on(asked, measure), point
    known = filing.points(scene.connection, scene.memory, scored)
    kept: dict[tuple[ClientId, str], Scores] = {}
    followed: dict[ClientId, list[Trajectory]] = {}
    for (client, name), (empty, point) in scored.items():
        before = known.get((client, name), NO_SCORES)
        course = _continued(scene, before, empty)
        if course is None:
            continue
        course = course.with_point(point)
        kept[client, name] = Scores(course.points, course.instrument.version, before.written + 1)
        followed.setdefault(client, []).append(course)
    filing.keep_points(scene.connection, scene.memory, kept)
    return [
        (client, of_scores(courses, rule_deeds.rules_for(scene, client)))
        for client, courses in followed.items()
    ]


def _continued(scene: Scene, before: Scores, empty: Trajectory) -> Trajectory | None:
    """The scores so far, where a new one is a value of the same measure; else none.

    None for a late answer to an earlier version whose numbers mean something else: it is filed,
    and the course goes on without it.
    """
    asked = empty.instrument
    if not before.version or before.version == asked.version:
        return replace(empty, points=before.points)
    held = scene.library.instrument(asked.code, before.version)
    is_later = age(held.version) > age(asked.version)
    if goes_on(empty.name, held, asked):
        return replace(empty, points=before.points, instrument=held if is_later else asked)
    return None if is_later else empty


def _instrument(scene: Scene, filed: Complete) -> Instrument:
    return scene.library.instrument(filed.check_in.instrument, filed.check_in.version)


def open_pulse(scene: Scene, actor: Actor) -> None:
    """Opens today's pulse because the client asked; once it is answered, says so."""
    if actor.person.client is None:
        return
    client = scene.client(actor.person.client)
    if not agrees(scene, client.id, Purpose.CHECK_INS):
        scene.post(actor.person, sharing.check_ins_are_off(), key=actor.next_key())
        return
    if pauses.just_over(client):
        pauses.is_told(scene, client.id)
    pulse = next(
        (
            plan
            for plan in check_ins.plans(scene.connection, scene.memory, client.id)
            if plan.instrument == PULSE
        ),
        None,
    )
    if pulse is None:
        return
    today = local_date(scene.now, zone(client.zone))
    found = _now_of(check_ins.of_day(scene.connection, scene.memory, pulse.id, today), scene.now)
    if found is None:
        planned = PlannedCheckIn(today, 0, scene.now, None, scene.now + PULSE_WINDOW)
        check_ins.materialise(scene.connection, scene.memory, pulse, [planned])
        found = check_ins.on_date(scene.connection, scene.memory, pulse.id, today)
    if found is None or found.state is CheckInState.DONE:
        said = Sentences((Line("checkin-done-today"),), ((checkin.help_button(),),))
        scene.post(actor.person, said, key=actor.next_key())
        return
    if found.state is not CheckInState.OPEN:
        # Also one that was closed unanswered: late answers of one's own accord are welcome.
        ends = max(found.expires_at, scene.now + LATE)
        check_ins.move(
            scene.connection, scene.memory, found, CheckInState.OPEN, ends, told_at=scene.now
        )
    # At the end of the chat, where the client looks: an earlier message may hold it already.
    scene.post(
        actor.person,
        first_question(scene, found),
        key=actor.next_key(),
        slot=checkin.slot(found.token),
        fresh=True,
    )


def _now_of(found: Sequence[CheckInRow], now: datetime) -> CheckInRow | None:
    """Of a day's check-ins the one to be answered now: the latest that has come, or the first."""
    come = [each for each in found if each.opens_at <= now]
    return come[-1] if come else next(iter(found), None)


def prompt_key(occurrence: UUID, *, again: bool) -> str:
    """The key of the message that asks for a check-in unasked."""
    return f"{PROMPT}{occurrence}:{'again' if again else 'first'}"


def prompted(key: str) -> UUID | None:
    """The check-in that a message with this key asks for, if it is such a message."""
    return UUID(key.split(":")[1]) if key.startswith(PROMPT) else None


def not_asked(scene: Scene, occurrence: UUID, written_at: datetime) -> None:
    """A message of then never arrived: what it told of waits quietly, and will not be missed."""
    found = check_ins.check_in(scene.connection, scene.memory, occurrence)
    check_ins.untell(scene.connection, scene.memory, found.client, written_at)


def first_question(scene: Scene, found: CheckInRow, *opening: Line, answered: int = 0) -> Question:
    """The question at which a check-in begins, or goes on."""
    at = open_check_in(found, answered, scene.library)
    return Question(found.token, found.instrument, found.version, at.next_item, opening)


def show_progress(scene: Scene, actor: Actor, code: str, *, asked: bool) -> None:
    """Posts the progress picture; unasked only when the client chose so."""
    if actor.person.client is None:
        return
    client = scene.client(actor.person.client)
    if not asked and not _wanted_now(scene, client):
        return
    scene.change_client(client.id, picture_shown_at=scene.now)
    scene.post(actor.person, Progress(code), key=actor.next_key())


def _wanted_now(scene: Scene, client: people.Client) -> bool:
    match client.picture:
        case _ if client.discreet:
            # Whoever looks on would see it; /progress shows it to whoever asks.
            return False
        case PictureChoice.EACH:
            return True
        case PictureChoice.WEEKLY:
            shown = client.picture_shown_at
            return shown is None or scene.now - shown >= PICTURES_APART
        case _:
            return False
