"""All panes for everybody who may be played, and whose screens one open page shows."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page.cast import Cast, Circle, Pane
from sandbox.page.gathering import Gathering
from sandbox.page.kept_files import KeptFiles
from sandbox.page.phone import Phone
from sandbox.page.sorry import CHANGED, NOT_UNDERSTOOD, Sorry
from sandbox.page.workplace import Workplace
from sandbox.slack.server import SlackServer
from sandbox.telegram import Happening, Kind, Person, TelegramServer
from sandbox.telegram.members import Status

Json = dict[str, Any]
Act = Callable[[Json], Awaitable[Json]]


@dataclass(slots=True)
class Seat:
    """Whom one open page plays: places in the cast; the member's is one in the group."""

    client: int = 0
    colleague: int = 0
    group: int = 0
    member: int = 0


class Stage:
    """Everybody's screens."""

    def __init__(
        self,
        telegram: TelegramServer,
        slack: SlackServer,
        cast: Cast,
        zone: ZoneInfo,
        files: KeptFiles,
    ) -> None:
        self._cast = cast

        def phone(person: Person, bot: str, link: str | None = None) -> Phone:
            return Phone(telegram, person, bot, link, zone, files)

        self._phones = [phone(each.person, each.bot, each.link) for each in cast.clients]
        self._desks = [Workplace(slack, each.person, zone, files) for each in cast.colleagues]
        self._gatherings = [Gathering(telegram, each, zone, files) for each in cast.groups]
        self._doors = [[phone(one, each.bot) for one in each.members] for each in cast.groups]

    # What is seen.

    def shows(self, seat: Seat) -> Json:
        """What a page in this seat has in front of it."""
        return {
            Pane.PHONE.value: self._phone(seat),
            Pane.SLACK.value: self._desk(seat),
            Pane.GROUP.value: self._group(seat),
        }

    def _phone(self, seat: Seat) -> Json:
        people = [
            _person(each.person.name, each.word, self._phones[place].newest)
            for place, each in enumerate(self._cast.clients)
        ]
        return self._phones[seat.client].shows() | {"people": people, "who": seat.client}

    def _desk(self, seat: Seat) -> Json:
        people = [
            _person(each.person.name, each.roles, self._desks[place].newest)
            for place, each in enumerate(self._cast.colleagues)
        ]
        return self._desks[seat.colleague].shows() | {"people": people, "who": seat.colleague}

    def _group(self, seat: Seat) -> Json | None:
        circle = self._circle(seat)
        if circle is None:
            return None
        gathering, doors = self._gatherings[seat.group], self._doors[seat.group]
        people = [
            _person(each.name, gathering.role(each), doors[place].newest)
            for place, each in enumerate(circle.members)
        ]
        return gathering.shows(circle.members[seat.member]) | {
            "people": people,
            "who": seat.member,
            "newest": gathering.newest,
            "groups": [each.title for each in self._cast.groups],
            "place": seat.group,
            "private": doors[seat.member].shows(),
        }

    def _circle(self, seat: Seat) -> Circle | None:
        return self._cast.groups[seat.group] if self._cast.groups else None

    # What is done.

    def take_seat(self, seat: Seat, act: Json) -> None:
        """Somebody else is played from now on."""
        match act:
            case {"pane": "phone", "who": int(who)} if 0 <= who < len(self._phones):
                seat.client = who
            case {"pane": "slack", "who": int(who)} if 0 <= who < len(self._desks):
                seat.colleague = who
            case {"pane": "group", "who": int(who)} if self._is_member(seat.group, who):
                seat.member = who
            case {"pane": "group", "group": int(group)} if self._is_member(group, 0):
                seat.group, seat.member = group, 0
            case _:
                raise Sorry(NOT_UNDERSTOOD)

    def _is_member(self, group: int, who: int) -> bool:
        groups = self._cast.groups
        return 0 <= group < len(groups) and 0 <= who < len(groups[group].members)

    def played(self, seat: Seat, pane: str) -> str:
        """The address of whoever acts in a pane, as the inside names them."""
        match pane:
            case Pane.PHONE:
                return str(self._cast.clients[seat.client].person.id)
            case Pane.SLACK:
                return self._cast.colleagues[seat.colleague].person.id
        circle = self._circle(seat)
        return str(circle.members[seat.member].id) if circle else ""

    def hands(self, seat: Seat, pane: str) -> tuple[str, Act]:
        """Whose hands act in a pane, and what they do."""
        match pane:
            case Pane.PHONE:
                return f"phone {seat.client}", self._phones[seat.client].act
            case Pane.SLACK:
                return f"slack {seat.colleague}", self._desks[seat.colleague].act
        circle = self._circle(seat)
        if circle is None:
            raise Sorry(CHANGED)
        who = f"group {seat.group} {seat.member}"
        if pane == "private":
            return who, self._doors[seat.group][seat.member].act
        gathering, person = self._gatherings[seat.group], circle.members[seat.member]
        return who, lambda act: gathering.act(person, act)

    # What happens.

    def heed(self, happening: Happening, played: Collection[str]) -> str:
        """Notes what happened; tells the sign by which a lesson knows it, or nothing.

        A picture is a sign only for who was played: others get theirs by themselves.
        """
        for place, circle in enumerate(self._cast.groups):
            if happening.chat_id == circle.chat:
                self._gatherings[place].heed(happening)
                return _sign(happening, circle)
        message = happening.message
        posted = happening.kind is Kind.POSTED and str(happening.chat_id) in played
        pictured = message is not None and message.from_bot and message.photo
        return "picture received" if posted and pictured else ""

    def pane_of(self, seat: Seat, happening: Happening) -> str:
        """The pane in which a page in this seat would see a toast, or a bot being busy."""
        phone = self._cast.clients[seat.client]
        chat, bot = happening.chat_id, happening.bot
        if (chat, bot) == (phone.person.id, phone.bot):
            return "phone"
        circle = self._circle(seat)
        if circle is None:
            return ""
        person = circle.members[seat.member].id
        if (chat, bot) == (person, circle.bot):
            return "private"
        return "group" if chat == circle.chat and happening.person in (0, person) else ""


def _person(name: str, word: str, news: int | str) -> Json:
    return {"name": name, "word": word, "news": news}


def _sign(happening: Happening, circle: Circle) -> str:
    members = {each.id for each in circle.members}
    match happening.kind:
        case Kind.MEMBER if happening.person in members and happening.text == Status.MEMBER:
            return "group joined"
        case Kind.DELETED if happening.bot:
            return "message removed"
        case _:
            return ""
