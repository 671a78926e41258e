"""The back-test over a caseload: current and proposed parameters, side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

from care import appointment_looks, message_looks
from care.backtest import (
    Heard,
    Raised,
    Tested,
    TherapyBegan,
    TherapyEnded,
    alerts_of,
    counted,
)
from care.consent import Purpose
from care.local_time import local_date, zone
from care.people import ClientId, StaffId
from care.progress import WINDOW
from care.rule_settings import Chosen, Setting, with_settings
from care.rules import Rule
from portal.agreed import agreed
from portal.rule_deeds import rules_for
from portal.scene import Scene
from store import (
    appointments_past,
    correspondence,
    episodes,
    happened,
    homework_past,
    journal_past,
    pauses,
    people,
)
from store.database import aside
from store.episodes import Course

DAYS = 60
LONGEST = 365


def caseload(scene: Scene, therapist: StaffId | None = None) -> tuple[ClientId, ...]:
    """Who takes part and agrees to notes about patterns, of one therapist or of all."""
    known = people.clients(scene.connection, scene.memory)
    # Rules and clocks are looked up one by one: nobody is read a second time for that.
    scene.know(known)
    consents = agreed(scene, known)
    return tuple(
        each
        for each, client in known.items()
        if client.status.takes_part
        and (therapist is None or client.therapist == therapist)
        and Purpose.ALERTS in consents[each]
    )


def compare(
    scene: Scene,
    clients: Sequence[ClientId],
    days: int,
    proposed: Iterable[Sequence[Setting]] = (),
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> tuple[Tested, tuple[Tested, ...]]:
    """The back-test of what is set now, and of each proposal; tells how far it is."""
    proposals = tuple(map(tuple, proposed))
    since = scene.now - timedelta(days=days)
    here = zone(scene.practice.zone)
    heard = happened.of_clients(
        scene.connection,
        scene.memory,
        clients,
        local_date(since, here) - WINDOW - timedelta(days=1),
        scene.library,
    )
    zones = {each: zone(scene.client(each).zone) for each in clients}
    paused = pauses.taken_by(scene.connection, scene.memory, clients)
    for past in (homework_past, journal_past):
        looks = past.looks(scene.connection, scene.memory, zones, paused, scene.now)
        _add(heard, looks)
    practice = scene.practice
    waited = correspondence.histories(scene.connection, scene.memory, clients)
    hours = practice.working_hours
    _add(
        heard, {each: message_looks.looks(waited[each], scene.now, here, hours) for each in waited}
    )
    courses = episodes.of_clients(scene.connection, scene.memory, clients)
    _add(heard, {each: _turns(courses[each]) for each in courses})
    asked = appointments_past.waited(scene.connection, scene.memory, clients)
    chosen = {each: rules_for(scene, each) for each in clients}

    whole = len(heard) * (1 + len(proposals))

    def tested(rules: Mapping[ClientId, Chosen], before: int) -> Tested:
        raised: list[Raised] = []
        for done, (client, events) in enumerate(heard.items(), before * len(heard) + 1):
            # When somebody looks at appointments depends on how the rule is set.
            hours = int(float(rules[client][Rule.UNCONFIRMED_APPOINTMENT]["hours"]))
            seen = appointment_looks.looks(asked.get(client, ()), scene.now, here, hours)
            every = sorted((*events, *seen), key=lambda each: each.at) if seen else events
            raised += alerts_of(client, every, rules[client], paused.get(client, ()))
            progress(done, whole)
        return counted(raised, clients=len(clients), since=since, days=days, zone=here)

    def compared() -> tuple[Tested, tuple[Tested, ...]]:
        return tested(chosen, 0), tuple(
            tested(
                {client: with_settings(rules, settings) for client, rules in chosen.items()}, place
            )
            for place, settings in enumerate(proposals, 1)
        )

    # Seconds for a large caseload, and somebody may be waiting for a crisis card.
    return aside(scene.connection, compared)


def _add(
    heard: dict[ClientId, tuple[Heard, ...]], more: Mapping[ClientId, Sequence[Heard]]
) -> None:
    """Puts more of what happened to each client where it belongs; of one instant it comes last."""
    for client, some in more.items():
        if some:
            heard[client] = tuple(sorted((*heard[client], *some), key=lambda each: each.at))


def _turns(courses: Sequence[Course]) -> tuple[Heard, ...]:
    """When a client was discharged, and began again."""
    ended = [TherapyEnded(each.closed_at) for each in courses if each.closed_at is not None]
    return (*ended, *(TherapyBegan(each.opened_at) for each in courses[1:]))


def as_plain(found: Tested) -> dict[str, object]:
    """A back-test as a program reads it."""
    return {
        "alerts": found.every.alerts,
        "clients": found.every.clients,
        "days_apart": found.every.days_apart,
        "days": {on.isoformat(): many for on, many in found.every.days},
        "rules": {rule.value: _of_rule(found, rule) for rule in found.rules},
    }


def _of_rule(found: Tested, rule: Rule) -> dict[str, object]:
    count = found.rules[rule]
    return {
        "alerts": count.alerts,
        "clients": count.clients,
        "days_apart": count.days_apart,
        "days": {on.isoformat(): many for on, many in count.days},
    }
