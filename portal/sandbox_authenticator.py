"""The authenticator app of the sandbox, for whoever plays a therapist and owns none.

It knows what an app knows: a secret is seen while it is being set up, and kept from then on. Only
the sandbox's page loads this; a portal that runs has no use for it.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from care.people import PracticeId
from care.visits import IDLE
from conversations.envelopes import THERAPISTS
from portal.sandboxed import Sandboxed
from sandbox.page import Authenticator, Cast, Code
from store import one_time_codes, people, second_factors

ABOUT = (
    f"Type it on the record page; each code works once. {IDLE.total_seconds() / 60:.0f} minutes "
    "without a click end a visit, and so does a jump of the clock. A new link leads back."
)


def authenticator(world: Sandboxed, cast: Cast) -> Authenticator | None:
    """The app of everybody of the practice; None where no record page is served."""
    if world.portal is None or world.portal.gate is None:
        return None
    [practice] = world.portal.houses
    address = world.portal.gate.record_at(str(practice))
    if address is None:
        return None
    accounts = [each.person.id for each in cast.colleagues]
    return Authenticator(f"{address}/", ABOUT, _Apps(world, practice, accounts).codes)


class _Apps:
    """Everybody's app, by the account in Slack."""

    def __init__(self, world: Sandboxed, practice: PracticeId, accounts: list[str]) -> None:
        self._world = world
        self._memory = world.office.memory(practice)
        self._accounts = accounts
        self._secrets: dict[str, bytes] = {}

    async def codes(self) -> Mapping[str, Code]:
        """What every app shows now that has something in it."""
        self._secrets |= await self._world.office.database.read(self._to_set_up)
        now = self._world.clock.now()
        until = one_time_codes.next_after(now)
        return {
            account: Code(one_time_codes.code_at(secret, now), until)
            for account, secret in self._secrets.items()
        }

    def _to_set_up(self, connection: Connection) -> Mapping[str, bytes]:
        """The secrets that a page shows now as a picture to scan."""
        memory = self._memory
        asked = [(THERAPISTS, each) for each in self._accounts]
        known = people.accounts(connection, memory, asked)
        found = {
            account: second_factors.to_set_up(connection, memory, each.staff)
            for (_, account), each in known.items()
            if each.staff is not None
        }
        return {account: secret for account, secret in found.items() if secret is not None}
