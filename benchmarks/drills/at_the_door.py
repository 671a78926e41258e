"""Who comes to a group's door in a drill, and what each of them does there.

Each visit is a script: what somebody does goes on until everything has come to rest. What is true
of it is written into the book at the doors by the script alone.
"""

import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from benchmarks.drills.door_book import Book
from benchmarks.drills.stage import Member, Stage
from portal.commands import client_erase, client_invite, group_enrol
from portal.sandboxed import BOT
from sandbox.telegram import Group, Message, Participant, Person

LANGUAGES = ("en", "es")
OFF, ON = "Groups: switch off", "Groups: switch on"
STOP, MOVE = "Stop everything", "Yes, go on here"
AGREE, NOT_NOW = ":agree", ":not-now"
"""How the data of the two buttons under the house rules ends."""


@dataclass(frozen=True)
class Door:
    """A group that meets, the bot at its door, and the practice whose it is."""

    set_up: Stage
    practice: str
    name: str
    bot: str
    leader: Participant
    link: str
    id: UUID

    @property
    def button(self) -> str:
        """What stands behind *I agree* under the house rules of this group."""
        return f"pledge:{self.id}{AGREE}"

    @property
    def group(self) -> Group:
        return self.leader.group


@dataclass(frozen=True)
class Doors:
    """Every door there is. Visitors come to the first of them unless it is said otherwise."""

    first: Door
    second: Door
    """Another group of the same practice, with the same bot."""
    elsewhere: Door
    """A group of another practice."""


class Visit:
    """Somebody at a door, with what is needed to play them."""

    def __init__(
        self, doors: Doors, book: Book, dice: random.Random, member: Member | None, number: int
    ) -> None:
        self.doors = doors
        self._book = book
        self._dice = dice
        self._number = number
        self._more = count()
        self.member = member
        self.latest: dict[int, dict[str, object]] = {}
        """The newest update of each person, as Telegram brought it."""
        self.me = member.person if member is not None else self.stranger()

    def stranger(self) -> Person:
        """Somebody whom nobody knows."""
        telegram = self.doors.first.set_up.telegram
        name = f"Visitor {self._number}.{next(self._more)}"
        return telegram.add_person(name, self._dice.choice(LANGUAGES))

    @property
    def code(self) -> str:
        if self.member is None:
            raise LookupError("a stranger has no code")
        return self.member.code

    # --- what the practice does

    async def enrol(self, door: Door | None = None, person: Person | None = None) -> None:
        at = door or self.doors.first
        office = at.set_up.world.office
        await group_enrol(office, group=at.name, client=self.code, practice=at.practice)
        self._book.enrols(person or self.me, at.group)

    async def relink(self) -> Person:
        """The client's new telephone, which has opened its link and not yet said yes."""
        at = self.doors.first
        office = at.set_up.world.office
        made = await client_invite(office, code=self.code, relink=True, practice=at.practice)
        new = at.set_up.telegram.add_person(f"Visitor {self._number}, new", "en")
        new.open_link(str(made["link"]))
        return new

    async def erase(self) -> None:
        at = self.doors.first
        office = at.set_up.world.office
        await client_erase(office, code=self.code, again=self.code, practice=at.practice)
        self._book.ends(self.me)

    # --- what people do

    def ask(self, door: Door | None = None, person: Person | None = None) -> None:
        at, who = door or self.doors.first, person or self.me
        self._book.asks(who, at.group, at.bot)
        who.open_invite(at.link)

    def ask_unheard(self) -> None:
        """A request that the portal will hear of when it is too late for any answer."""
        at = self.doors.first
        self._book.asks(self.me, at.group, at.bot, in_time=False)
        self.me.open_invite(at.link)

    def agree(self, door: Door | None = None) -> None:
        at = door or self.doors.first
        self._book.agrees(self.me, at.group)
        self.press(AGREE, at)

    def decline(self) -> None:
        self.press(NOT_NOW)

    def press(self, ending: str, door: Door | None = None, person: Person | None = None) -> None:
        """This button of my house rules, under my thumb or somebody else's; none if I have none."""
        at, who = door or self.doors.first, person or self.me
        found = [
            (message, button.data)
            for message in self.me.chat(at.bot)
            for row in message.buttons
            for button in row
            if button.data and button.data.startswith(f"pledge:{at.id}:")
            if button.data.endswith(ending)
        ]
        if not found:
            return
        message, data = found[-1]
        place = message if who is self.me else _any_message(who, at.bot)
        who.tap_data(at.bot, place.message_id, data)

    def press_unasked(self) -> None:
        """A button that nobody has shown me: somebody has told me what stands behind it."""
        at = self.doors.first
        self.me.tap_data(at.bot, _any_message(self.me, at.bot).message_id, at.button)

    def switch_off(self) -> None:
        """A tap in /sharing, which was asked for before."""
        self.me.tap(BOT, OFF)
        self._book.ends(self.me)

    def stop(self) -> None:
        self.me.tap(BOT, STOP)
        self._book.ends(self.me)

    def leave(self) -> None:
        self.me.in_group(self.doors.first.group.id).leave()
        self._book.goes(self.me, self.doors.first.group)

    def send_away(self) -> None:
        """The leader takes me out by hand, and later lets me come again."""
        self.doors.first.leader.leading.remove(self.me.id)
        self._book.goes(self.me, self.doors.first.group)

    def moved_to(self, new: Person) -> None:
        new.tap(BOT, MOVE)
        self._book.ends(self.me)

    def at_once(self) -> None:
        """Two things happen together: what is true shows when both are over."""
        self._book.racing.add(self.me.id)

    def repeat(self) -> None:
        """Telegram brings my newest update once more."""
        at = self.doors.first
        at.set_up.telegram.inject(at.bot, dict(self.latest[self.me.id]))


def _any_message(person: Person, bot: str) -> Message:
    """Something to put another's button under: an app shows old buttons for ever."""
    written = person.chat(bot)
    return written[-1] if written else person.say(bot, "hello")


Script = AsyncIterator[None]


async def member(visit: Visit) -> Script:
    """Comes in as it is meant."""
    await visit.enrol()
    visit.ask()
    yield
    visit.agree()
    yield


async def thinks_it_over(visit: Visit) -> Script:
    """Not now; and later, with the button of the first time, yes."""
    await visit.enrol()
    visit.ask()
    yield
    visit.decline()
    yield
    visit.ask()
    yield
    visit.agree()
    yield


async def declines(visit: Visit) -> Script:
    await visit.enrol()
    visit.ask()
    yield
    visit.decline()
    yield
    # An old button lets nobody in whose request is gone.
    visit.press(AGREE)
    yield


async def waits(visit: Visit) -> Script:
    """Reads the house rules and says nothing."""
    await visit.enrol()
    visit.ask()
    yield


async def repeated(visit: Visit) -> Script:
    """Every update comes twice, and one press three times."""
    await visit.enrol()
    visit.ask()
    visit.repeat()
    yield
    visit.agree()
    visit.repeat()
    visit.press(AGREE)
    yield


async def in_a_pause(visit: Visit) -> Script:
    visit.me.say(BOT, "/pause 5d")
    await visit.enrol()
    yield
    visit.ask()
    yield
    visit.agree()
    yield


async def comes_back(visit: Visit) -> Script:
    """Goes, tries the old button, and comes in by the door again."""
    await visit.enrol()
    visit.ask()
    yield
    visit.agree()
    yield
    visit.leave()
    yield
    visit.press(AGREE)
    yield
    visit.ask()
    yield
    visit.agree()
    yield


async def sent_away(visit: Visit) -> Script:
    """Is taken out by the leader, and tries the old button."""
    await visit.enrol()
    visit.ask()
    yield
    visit.agree()
    yield
    visit.send_away()
    visit.press(AGREE)
    yield
    visit.press(AGREE)
    yield


async def stranger(visit: Visit) -> Script:
    """Asks, and presses a button that was never theirs."""
    visit.ask()
    yield
    visit.press_unasked()
    yield


async def never_asked(visit: Visit) -> Script:
    """Is enrolled, does not ask, and presses the button all the same."""
    await visit.enrol()
    visit.press_unasked()
    yield


async def not_enrolled(visit: Visit) -> Script:
    """A client of the practice, whom nobody has enrolled."""
    visit.ask()
    yield
    visit.press(AGREE)
    yield


async def of_another_group(visit: Visit) -> Script:
    """Enrolled in the second group, and at the first one's door with its button."""
    second = visit.doors.second
    await visit.enrol(second)
    visit.ask(second)
    yield
    visit.ask()
    yield
    visit.agree(second)
    yield


async def of_both_groups(visit: Visit) -> Script:
    """Enrolled in both; agrees at one of the doors, and is let in there alone."""
    second = visit.doors.second
    await visit.enrol()
    await visit.enrol(second)
    visit.ask()
    visit.ask(second)
    yield
    visit.agree(second)
    yield


async def two_thumbs(visit: Visit) -> Script:
    """A member and a stranger at the door at once, and both press the member's button."""
    other = visit.stranger()
    await visit.enrol()
    visit.ask(person=other)
    visit.ask()
    yield
    visit.press(AGREE, person=other)
    visit.agree()
    visit.press(AGREE, person=other)
    yield


async def switched_off(visit: Visit) -> Script:
    """Ends it in /sharing before asking."""
    await visit.enrol()
    visit.me.say(BOT, "/sharing")
    yield
    visit.switch_off()
    yield
    visit.ask()
    yield


async def switched_off_and_on(visit: Visit) -> Script:
    """Agrees to groups again, and nobody has enrolled them anew."""
    await visit.enrol()
    visit.me.say(BOT, "/sharing")
    yield
    visit.switch_off()
    yield
    visit.me.tap(BOT, ON)
    yield
    visit.ask()
    yield


async def enrolled_anew(visit: Visit) -> Script:
    """Was in, ended it, and begins anew with the house rules."""
    await visit.enrol()
    visit.ask()
    visit.me.say(BOT, "/sharing")
    yield
    visit.agree()
    yield
    visit.switch_off()
    yield
    visit.me.tap(BOT, ON)
    yield
    await visit.enrol()
    visit.press(AGREE)
    yield
    visit.ask()
    yield
    visit.agree()
    yield


async def ends_at_the_door(visit: Visit) -> Script:
    """Ends it while the house rules wait, and agrees to them afterwards."""
    await visit.enrol()
    visit.ask()
    visit.me.say(BOT, "/sharing")
    yield
    visit.switch_off()
    yield
    visit.press(AGREE)
    yield


async def ends_and_agrees_at_once(visit: Visit) -> Script:
    """Two taps in two chats in the same moment."""
    await visit.enrol()
    visit.ask()
    visit.me.say(BOT, "/sharing")
    yield
    visit.at_once()
    visit.agree()
    visit.switch_off()
    yield


async def ends_inside(visit: Visit) -> Script:
    """Is in, ends it, and asks again as if nothing had been."""
    await visit.enrol()
    visit.ask()
    visit.me.say(BOT, "/sharing")
    yield
    visit.agree()
    yield
    visit.switch_off()
    yield
    visit.ask()
    yield
    visit.press(AGREE)
    yield


async def stopped(visit: Visit) -> Script:
    """Has stopped everything."""
    await visit.enrol()
    visit.me.say(BOT, "/stop")
    yield
    visit.stop()
    yield
    visit.ask()
    yield


async def erased(visit: Visit) -> Script:
    """Asks, and is erased while the house rules wait."""
    await visit.enrol()
    visit.ask()
    yield
    await visit.erase()
    visit.press(AGREE)
    yield
    visit.ask()
    yield


async def earlier_telephone(visit: Visit) -> Script:
    """The client has moved to another account; somebody holds the earlier one."""
    await visit.enrol()
    visit.ask()
    new = await visit.relink()
    yield
    visit.moved_to(new)
    yield
    visit.press(AGREE)
    yield
    visit.ask()
    visit.ask(person=new)
    yield


async def new_telephone(visit: Visit) -> Script:
    """The client has moved, is enrolled anew and comes in with the new account alone."""
    await visit.enrol()
    new = await visit.relink()
    yield
    visit.moved_to(new)
    yield
    earlier, visit.me = visit.me, new
    await visit.enrol()
    visit.ask()
    visit.ask(person=earlier)
    yield
    visit.agree()
    yield


async def of_another_practice(visit: Visit) -> Script:
    """A member of a group elsewhere, at a door that is none of theirs."""
    elsewhere = visit.doors.elsewhere
    await visit.enrol(elsewhere)
    visit.ask(elsewhere)
    yield
    visit.ask()
    yield
    visit.press_unasked()
    visit.agree(elsewhere)
    yield


async def too_late(visit: Visit) -> Script:
    """The request was heard when nothing could be said any more; made again, it is answered."""
    visit.ask()
    yield
    visit.agree()
    yield


VISITS: dict[Callable[[Visit], Script], int] = {
    member: 6,
    thinks_it_over: 2,
    declines: 2,
    waits: 1,
    repeated: 2,
    in_a_pause: 1,
    comes_back: 2,
    sent_away: 1,
    stranger: 6,
    never_asked: 1,
    not_enrolled: 3,
    of_another_group: 3,
    of_both_groups: 1,
    two_thumbs: 2,
    switched_off: 2,
    switched_off_and_on: 2,
    enrolled_anew: 1,
    ends_at_the_door: 2,
    ends_and_agrees_at_once: 4,
    ends_inside: 2,
    stopped: 1,
    erased: 1,
    earlier_telephone: 2,
    new_telephone: 2,
    of_another_practice: 3,
    too_late: 2,
}
"""How often each of them comes, beside the others."""

UNKNOWN = frozenset({stranger})
"""Who is nobody's client."""
ELSEWHERE = frozenset({of_another_practice})
"""Who is a client of the other practice."""
