"""How many members of a group practised, day by day, for who leads it: counted, never named.

The two rings meet here as at enrolment: a client's account is looked for among those of the group
by its blind index, and nothing of it is kept. Counted is who agrees to that, takes part, and told
of practice in these days.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from care.consent import Purpose
from care.local_time import local_date, zone
from care.people import ClientId
from care.pictured import LEAST_MEMBERS, GroupDay
from care.rules import PRACTICE
from charts.requests import GroupPicture, Look, PlainWords, Size
from conversations.contents import Line, Sentences
from conversations.group_practice import GroupPractice, ShowGroupPractice
from conversations.group_practice_showing import PracticeFacts, shown, told
from conversations.wording import Wording
from portal.agreed import agreed
from portal.daily_history import daily_history
from portal.scene import Actor, Scene
from store import groups, memberships, people
from store.memory import Memory

DAYS = 28
SIZE = Size(1080, 810, 34)

NEEDED = frozenset({Purpose.GROUP_COUNT, Purpose.GROUPS, Purpose.CHECK_INS})
"""Whoever takes one of these back is counted no more, on no day."""


def show(scene: Scene, actor: Actor, wanted: ShowGroupPractice) -> None:
    """Posts what was asked for, to who leads the group; a letter for each."""
    led = groups.led_by(scene.connection, scene.memory, actor.staff)
    shown = led if wanted.group is None else (wanted.group,)
    for group in shown:
        scene.post(
            actor.person, GroupPractice(group, wanted.as_numbers), key=actor.next_key(), fresh=True
        )
    if not shown:
        said = Sentences((Line("group-practice-none"),))
        scene.post(actor.person, said, key=actor.next_key())


@dataclass(frozen=True, slots=True)
class Counted:
    """The days, and whose numbers are in them; nobody's where there are too few members."""

    days: tuple[GroupDay, ...] = ()
    members: tuple[ClientId, ...] = ()


def filled(scene: Scene, ring: Memory, wanted: GroupPractice, words: Wording) -> dict[str, Any]:
    """The letter in words, its picture, and whose numbers it was made of."""
    group = groups.get(scene.connection, ring, wanted.group)
    if group is None:
        raise LookupError("the group of this letter is gone")
    found = _counted(scene, ring, wanted)
    facts = PracticeFacts(group.id, group.name, found.days, len(found.members), LEAST_MEMBERS)
    ready: dict[str, Any] = {
        "shown": shown(facts, words, as_numbers=wanted.as_numbers),
        "counted": found.members,
    }
    if not facts.is_told or wanted.as_numbers:
        return ready
    title, counted, caption, nobody = told(facts, words)
    picture = GroupPicture(
        found.days,
        len(found.members),
        PlainWords(words.region, title, f"{counted} {nobody}", ""),
        Look(scene.practice.colour, size=SIZE),
    )
    spoken = " ".join((title, counted, caption, nobody))
    return ready | {"picture": picture, "picture_name": "group.png", "spoken": spoken}


def _counted(scene: Scene, ring: Memory, wanted: GroupPractice) -> Counted:
    # Today is not over: on it, who has not answered yet would look like who did nothing.
    last = local_date(scene.now, zone(scene.practice.zone)) - timedelta(days=1)
    first = last - timedelta(days=DAYS - 1)
    practised: Counter[date] = Counter()
    members = []
    for client in _agreeing_members(scene, ring, wanted):
        minutes = daily_history(scene, client, first, last).values(PRACTICE)
        if minutes:
            members.append(client)
            practised.update(on for on, value in minutes if value > 0)
    if len(members) < LEAST_MEMBERS:
        return Counted()
    days = (first + timedelta(days=each) for each in range(DAYS))
    return Counted(tuple(GroupDay(on, practised[on]) for on in days), tuple(members))


def _agreeing_members(scene: Scene, ring: Memory, wanted: GroupPractice) -> Iterator[ClientId]:
    agreeing = people.agreeing(scene.connection, scene.memory, Purpose.GROUP_COUNT)
    consents = agreed(scene, agreeing)
    address_of: dict[str, ClientId] = {}
    for each in agreeing:
        account = scene.account(each)
        if (
            scene.client(each).status.takes_part
            and account is not None
            and consents[each] >= NEEDED
        ):
            address_of[scene.address(account.id)[1]] = each
    inside = memberships.inside(scene.connection, ring, wanted.group, address_of)
    yield from sorted(address_of[each] for each in inside)
