"""What follows from asking the rules: alerts raised, gathered, ended by themselves, or counted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from care.appointments import meetings
from care.attendance import Attendance
from care.consent import Purpose
from care.homework import assigned
from care.journal import rested
from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus
from care.progress import WINDOW, DailyRecord, Trajectory
from care.rule_settings import Chosen, is_asked
from care.rulebook import BOOK, COOL_DOWN, STATE, State
from care.rules import PRACTICE, Rule
from care.watching import (
    OF_ATTENDANCE,
    OF_SCORES,
    Findings,
    of_appointments,
    of_attendance,
    of_homework,
    of_journal,
    of_messages,
    of_practice,
    of_scores,
)
from portal import alert_deeds
from portal.agreed import agreed, agrees
from portal.scene import Scene
from store import (
    alert_endings,
    appointments,
    check_ins,
    correspondence,
    filing,
    homework,
    journal,
    pauses,
    rule_settings,
    shadow,
)

Found = tuple[ClientId, Findings]

_LOOKED_AT = WINDOW + 2 * check_ins.LATE_WELCOME
"""The 35 days end with the newest check-in that is over, and that may be late itself."""


def rules_for(scene: Scene, client: ClientId) -> Chosen:
    """What is set about the rules for this client; the nearest wins."""
    held = rule_settings.settings(scene.connection, scene.memory, scene.practice.rules)
    return held.holding_for(scene.client(client).therapist, client)


def follow_settings(scene: Scene) -> None:
    """After settings or therapists have changed: what a rule told that is off now closes.

    Off is what the nearest setting says. Nothing is known of whether its condition holds any more.
    """
    can_be_off = [rule for rule, definition in BOOK.items() if not definition.is_fixed]
    told = alert_endings.unresolved_by(scene.connection, scene.memory, can_be_off)
    counted = shadow.open_by(scene.connection, scene.memory, can_be_off)
    # As the rows have it now: the practice that the scene holds is from before the change.
    settings = rule_settings.read(scene.connection, scene.memory)

    def is_off(client: ClientId, rule: Rule) -> bool:
        return not is_asked(settings.holding_for(scene.client(client).therapist, client), rule)

    off = [alert for alert, client, rule in told if is_off(client, rule)]
    alert_deeds.end(scene, off, switched_off=True)
    for client, rule in counted:
        if is_off(client, rule):
            shadow.end(scene.connection, scene.memory, client, rule, scene.now)


def follow(scene: Scene, found: Sequence[Found]) -> None:
    """Does about every finding what is set: tell, count in the shadow, or end what was told."""
    concerned = {client for client, findings in found if any(findings.values())}
    if concerned:
        agreed(scene, concerned)
    raised = []
    for client, findings in found:
        for rule, concern in findings.items():
            if concern is None or not _is_watched(scene, client, rule):
                continue
            own = rules_for(scene, client)[rule]
            cool_down = timedelta(days=float(own[COOL_DOWN]))
            if own[STATE] == State.SHADOW:
                shadow.find(scene.connection, scene.memory, client, rule, cool_down, scene.now)
            else:
                raised.append((client, concern, cool_down))
    alert_deeds.raise_concerns(scene, raised)
    _end(scene, [(client, rule) for client, each in found for rule in each if each[rule] is None])


def follow_absence(scene: Scene, client: ClientId) -> None:
    """Asks the rules about absence, after a check-in was not answered."""
    if _is_watched(scene, client):
        follow(
            scene, [(client, of_attendance(attendance_of(scene, client), rules_for(scene, client)))]
        )


def end_absence(scene: Scene, clients: Iterable[ClientId]) -> None:
    """After answers: what was told of absence ends where it does not hold any more.

    Whoever answers gives no new reason to be told of absence, so nothing is raised here.
    """
    asked = [(client, rule) for client in dict.fromkeys(clients) for rule in OF_ATTENDANCE]
    there = alert_endings.unresolved_of(scene.connection, scene.memory, asked)
    shadowed = {client for client, rule in asked if _is_shadowed(scene, client, rule)}
    for client in dict.fromkeys([*(client for client, _ in there), *shadowed]):
        findings = of_attendance(attendance_of(scene, client), rules_for(scene, client))
        _end(scene, [(client, rule) for rule, concern in findings.items() if concern is None])


def follow_practice(scene: Scene, client: ClientId) -> None:
    """Asks the rule about practice, after a check-in about it was not answered."""
    if _is_watched(scene, client):
        records = filing.records(scene.connection, scene.memory, [client])
        follow(scene, of_practised(scene, {client: each for client, (each, _) in records.items()}))


def of_practised(scene: Scene, records: Mapping[ClientId, DailyRecord]) -> list[Found]:
    """What the rule about practice finds of these clients, with what they answered."""
    since = scene.now.date() - _LOOKED_AT
    asked = check_ins.attendances(scene.connection, scene.memory, records, since, PRACTICE)
    return [
        (client, of_practice(record, asked[client], rules_for(scene, client)))
        for client, record in records.items()
    ]


def follow_homework(scene: Scene, client: ClientId) -> bool:
    """Asks the rule about open homework, when the day of a piece is over; whether it is told.

    It is not while the rule is still quiet after an earlier alert: then it is looked at again.
    """
    if not _is_watched(scene, client):
        return False
    found = _homework_of(scene, client)
    follow(scene, [(client, found)])
    return _is_told(scene, client, found)


def end_homework(scene: Scene, client: ClientId) -> None:
    """After an answer: what was told of open homework ends where it does not hold any more."""
    found = _homework_of(scene, client)
    _end(scene, [(client, rule) for rule, concern in found.items() if concern is None])


def _homework_of(scene: Scene, client: ClientId) -> Findings:
    pieces = assigned(homework.looked_after(scene.connection, scene.memory, client))
    today = local_date(scene.now, zone(scene.client(client).zone))
    return of_homework(pieces, today, rules_for(scene, client))


def follow_journal(scene: Scene, client: ClientId) -> bool:
    """Asks the rule about the journal, when it has been silent for a while; whether it is told.

    It is not while the rule is still quiet after an earlier alert: then it is looked at again.
    """
    if not _is_watched(scene, client):
        return False
    found = _journal_of(scene, client)
    follow(scene, [(client, found)])
    return _is_told(scene, client, found)


def end_journal(scene: Scene, client: ClientId) -> None:
    """After an entry: what was told of days without one ends where it does not hold any more."""
    found = _journal_of(scene, client)
    _end(scene, [(client, rule) for rule, concern in found.items() if concern is None])


def drop_journal(scene: Scene, client: ClientId) -> None:
    """What was told of days without an entry ends, whatever the days say."""
    _end(scene, [(client, Rule.NO_JOURNAL)])


def _journal_of(scene: Scene, client: ClientId) -> Findings:
    written = journal.days_counted(scene.connection, scene.memory, client)
    if not written:
        return {}
    here = zone(scene.client(client).zone)
    today = local_date(scene.now, here)
    taken = pauses.taken(scene.connection, scene.memory, client)
    resting = rested(taken, here, written[-1], today)
    return of_journal(written, today, resting, rules_for(scene, client))


def follow_messages(scene: Scene, client: ClientId) -> bool:
    """Asks the rule about messages, when one may have waited for long enough.

    Tells whether it has found something and is still quiet after an earlier alert.
    """
    found = _messages_of(scene, client)
    follow(scene, [(client, found)])
    return (
        _is_watched(scene, client, Rule.UNANSWERED_MESSAGE)
        and any(found.values())
        and not _is_told(scene, client, found)
    )


def end_messages(scene: Scene, client: ClientId) -> None:
    """After an answer: what was told of unanswered messages ends where it does not hold any more.

    It holds no more when nothing waits; what still waits is looked at when it is due.
    """
    if not correspondence.waiting_since(scene.connection, scene.memory, client):
        _end(scene, [(client, Rule.UNANSWERED_MESSAGE)])


def _messages_of(scene: Scene, client: ClientId) -> Findings:
    waiting = correspondence.waiting_since(scene.connection, scene.memory, client)
    practice = scene.practice
    return of_messages(
        waiting, scene.now, zone(practice.zone), practice.working_hours, rules_for(scene, client)
    )


def follow_appointments(scene: Scene, client: ClientId) -> None:
    """Asks the rule about appointments without an answer: one may be near by now, or over."""
    if _is_watched(scene, client):
        follow(scene, [(client, _appointments_of(scene, client))])
    else:
        end_appointments(scene, client)


def end_appointments(scene: Scene, client: ClientId) -> None:
    """After an answer, or a change: what was told of an appointment ends where it is not so now."""
    found = _appointments_of(scene, client)
    _end(scene, [(client, rule) for rule, concern in found.items() if concern is None])


def _appointments_of(scene: Scene, client: ClientId) -> Findings:
    coming = appointments.unanswered(scene.connection, scene.memory, client, scene.now)
    here = zone(scene.practice.zone)
    return of_appointments(meetings(coming), scene.now, here, rules_for(scene, client))


def attendance_of(scene: Scene, client: ClientId) -> Attendance:
    """The client's check-ins of the last 35 days that are over."""
    since = scene.now.date() - _LOOKED_AT
    return check_ins.attendance(scene.connection, scene.memory, client, since)


def _is_watched(scene: Scene, client: ClientId, rule: Rule | None = None) -> bool:
    """Whether patterns of this client's are looked for: not in a pause, nor after the end.

    Who writes in a pause waits for an answer as anybody does.
    """
    status = scene.client(client).status
    waits = rule is Rule.UNANSWERED_MESSAGE and status is ClientStatus.PAUSED
    active = status is ClientStatus.ACTIVE or waits
    return active and agrees(scene, client, Purpose.ALERTS)


def _is_told(scene: Scene, client: ClientId, found: Findings) -> bool:
    """Whether what was found stands as an alert, or is counted in the shadow."""
    holding = [(client, rule) for rule, concern in found.items() if concern is not None]
    told = alert_endings.unresolved_of(scene.connection, scene.memory, holding)
    return any(
        each in told or shadow.is_open(scene.connection, scene.memory, *each) for each in holding
    )


def _is_shadowed(scene: Scene, client: ClientId, rule: Rule) -> bool:
    return rules_for(scene, client)[rule][STATE] == State.SHADOW


def _end(scene: Scene, over: Sequence[tuple[ClientId, Rule]]) -> None:
    there = alert_endings.unresolved_of(scene.connection, scene.memory, over)
    told = [each for each in over if each in there or _is_shadowed(scene, *each)]
    held = _held(scene, {client for client, rule in told if rule in OF_SCORES})
    ended = []
    for client, rule in told:
        if rule in held.get(client, ()):
            continue
        if _is_shadowed(scene, client, rule):
            shadow.end(scene.connection, scene.memory, client, rule, scene.now)
        if (client, rule) in there:
            ended.append(there[client, rule])
    alert_deeds.end(scene, ended)


def _held(scene: Scene, clients: Collection[ClientId]) -> dict[ClientId, frozenset[Rule]]:
    """Which rules about scores hold for any course of these: what was filed now is one of them."""
    if not clients:
        return {}
    names = check_ins.scored(scene.connection, scene.memory, clients, scene.library)
    courses = [(client, name) for client, each in names.items() for name in each]
    followed: dict[ClientId, list[Trajectory]] = {}
    for (client, name), scores in filing.points(scene.connection, scene.memory, courses).items():
        instrument, measure = scene.library.followed(name, scores.version)
        course = Trajectory.on(instrument, measure, scores.points)
        followed.setdefault(client, []).append(course)
    return {
        client: frozenset(
            rule
            for rule, concern in of_scores(courses, rules_for(scene, client)).items()
            if concern is not None
        )
        for client, courses in followed.items()
    }
