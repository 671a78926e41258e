"""The witness at the doors: knows by itself who may be in which group, and asks no portal.

Whoever plays a person writes down here what that person has just done, and whoever plays the
practice what it has just decided. Telegram's own record of who was let in is held against it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sandbox.telegram import Group, Happening, Kind, Person, Status

Place = tuple[int, int]
"""A person's account, and a group's chat."""

INSIDE = frozenset({Status.MEMBER, Status.ADMINISTRATOR, Status.CREATOR, Status.RESTRICTED})


@dataclass
class Request:
    """Somebody has just asked to be let in, and waits for a word."""

    person: Person
    bot: str
    expected: bool
    """Whether they were enrolled when they asked."""
    read_before: int


@dataclass
class Book:
    """Who was enrolled where, who agreed to the house rules, and whose membership ended."""

    groups: dict[int, Group] = field(default_factory=dict)
    enrolled: set[Place] = field(default_factory=set)
    agreed: set[Place] = field(default_factory=set)
    racing: set[int] = field(default_factory=set)
    """Accounts of which two things happen at once: they are judged when both are over."""
    admissions: Counter[Place] = field(default_factory=Counter)
    """How often each may have been let in."""
    let_in: Counter[Place] = field(default_factory=Counter)
    """How often Telegram let them in."""
    wrong: set[Place] = field(default_factory=set)
    met: set[Place] = field(default_factory=set)
    """Everybody who has to do with a group, and is looked for in it."""
    requests: list[Request] = field(default_factory=list)
    answers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """What those read who were turned away, by their language."""
    counted: Counter[str] = field(default_factory=Counter)

    # --- what is written down

    def enrols(self, person: Person, group: Group) -> None:
        """The practice lets this account ask; who asked before agrees anew."""
        place = (person.id, group.id)
        self.met.add(place)
        self.enrolled.add(place)
        self.agreed.discard(place)

    def asks(self, person: Person, group: Group, bot: str, *, in_time: bool = True) -> None:
        """A request; a pledge of before is for one of before. Too late, nobody may be answered."""
        place = (person.id, group.id)
        self.met.add(place)
        self.agreed.discard(place)
        self.counted["joins"] += 1
        if in_time:
            expected = place in self.enrolled
            self.requests.append(Request(person, bot, expected, _read(person, bot)))

    def agrees(self, person: Person, group: Group) -> None:
        """The pledge, while a request waits; it opens nothing to who is not enrolled."""
        place = (person.id, group.id)
        if place in self.enrolled:
            self.agreed.add(place)
            self.admissions[place] += 1

    def ends(self, person: Person) -> None:
        """Whatever this account was a member of, it is no more."""
        self.enrolled = {each for each in self.enrolled if each[0] != person.id}
        self.agreed = {each for each in self.agreed if each[0] != person.id}

    def goes(self, person: Person, group: Group) -> None:
        """Out of the group, by themselves or sent: the way in leads by the door again."""
        self.agreed.discard((person.id, group.id))

    # --- what is looked at

    def hears(self, happening: Happening) -> None:
        """Telegram lets somebody in: at this instant they have to be allowed."""
        if happening.kind is not Kind.LET_IN:
            return
        place = (happening.person, happening.chat_id)
        self.let_in[place] += 1
        if place not in self.agreed and happening.person not in self.racing:
            self._is_wrong(place)

    def looks(self) -> None:
        """Everything has come to rest: who is in is compared, and who was answered."""
        self.racing.clear()
        for request in self.requests:
            said = request.person.chat(request.bot)
            if _read(request.person, request.bot) == request.read_before:
                self.counted["unanswered"] += 1
            elif not request.expected:
                self.counted["turned_away"] += 1
                self.answers[request.person.language].add(said[-1].text)
        self.requests.clear()

    def closes(self) -> None:
        """Everybody who has to do with a group is in it, or is not."""
        for person, chat in self.met:
            place, group = (person, chat), self.groups[chat]
            known = group.members.get(person)
            inside = known is not None and known.status in INSIDE
            self.counted["inside"] += inside
            if inside and place not in self.agreed:
                self._is_wrong(place)
            self.counted["wrong_refusals"] += place in self.agreed and not inside
            self.counted["let_in_again"] += max(0, self.let_in[place] - self.admissions[place])
        self.met.clear()

    def _is_wrong(self, place: Place) -> None:
        """Each admission counts once: when it happens, or when somebody is found inside."""
        self.counted["wrong_admissions"] += place not in self.wrong
        self.wrong.add(place)


def _read(person: Person, bot: str) -> int:
    return sum(each.from_bot for each in person.chat(bot))
