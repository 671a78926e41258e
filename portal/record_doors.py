"""Where therapists' browsers come in: the record page in the gate, and its address."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bots.record_page.door import RecordDoor, RecordDoors
from bots.record_page.reading import Reader
from portal.clock import Clock
from portal.house import House

if TYPE_CHECKING:
    from portal.gate import Gate


@dataclass(frozen=True, slots=True)
class RecordRoom:
    """The doors of the record page, and who reads behind each."""

    doors: RecordDoors
    reader_of: Callable[[House], Reader]


def make_room_for_records(gate: "Gate", clock: Clock, reader_of: Callable[[House], Reader]) -> None:
    """Lets this process show the record page; before the gate opens."""
    doors = RecordDoors(clock.now, lambda outcome: gate.metrics.requested("record", outcome))
    gate.records = RecordRoom(doors, reader_of)
    gate.serve(doors.routes())


def let_readers_in(stack: AsyncExitStack, gate: "Gate", house: House) -> None:
    """Opens a practice's door, until the stack is closed."""
    room, practice, before = gate.records, str(house.practice.id), gate.public_url
    if room is None or before is None:
        return
    found = urlsplit(before)
    base, is_secure = f"{found.path}/record/{practice}", found.scheme == "https"
    door = RecordDoor(room.reader_of(house), base, is_secure, lambda: house.practice.colour)
    room.doors.open(practice, door)
    stack.callback(room.doors.shut, practice)
