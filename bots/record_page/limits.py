"""How often one address may try to get in: who guesses is slowed down before anything is asked."""

from collections.abc import Callable, Container
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address

TRIES = 20
WITHIN = timedelta(minutes=1)
REMEMBERED = 10_000
FORWARDED = "X-Forwarded-For"


class Limit:
    """So many tries within so long, for each address."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        tries: int = TRIES,
        within: timedelta = WITHIN,
        most: int = REMEMBERED,
    ) -> None:
        self._now = now
        self._tries = tries
        self._within = within
        self._most = most
        self._since: dict[str, tuple[datetime, int]] = {}

    def lets(self, address: str) -> bool:
        """Counts a try; False for one too many."""
        now = self._now()
        began, so_far = self._since.pop(address, (now, 0))
        if not timedelta(0) <= now - began < self._within:
            began, so_far = now, 0
        # The latest stand at the end; who has been silent longest is forgotten first.
        while len(self._since) >= self._most:
            del self._since[next(iter(self._since))]
        self._since[address] = began, so_far + 1
        return so_far < self._tries


def address_of(remote: str | None, headers: Container[str], forwarded: str = "") -> str:
    """Who calls. Only a proxy on this machine or in a private network is believed about others.

    It adds whom it heard at the end; what stands before that, anybody may have written. A whole
    network of IPv6 is one address, for one household has it all.
    """
    told = forwarded.rpartition(",")[2].strip() if FORWARDED in headers else ""
    near = _parsed(remote or "")
    found = _parsed(told) if told and near is not None and near.is_private else None
    chosen = found or near
    if chosen is None:
        return "unknown"
    if isinstance(chosen, IPv6Address):
        return str(chosen.ipv4_mapped or chosen.exploded[:19])
    return str(chosen)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address.partition("%")[0])
    except ValueError:
        return None
