"""Who calls, and how often: what a proxy says is believed only of a proxy."""

from datetime import UTC, datetime, timedelta

import pytest

from bots.record_page.limits import FORWARDED, Limit, address_of

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_so_many_tries_are_let_and_after_a_while_again(clock):
    limit = Limit(clock, tries=3)

    assert [limit.lets("a") for _ in range(5)] == [True, True, True, False, False]
    assert limit.lets("b")
    clock.now += timedelta(seconds=61)
    assert limit.lets("a")


def test_a_clock_that_goes_back_locks_nobody_out(clock):
    limit = Limit(clock, tries=1)
    limit.lets("a")
    clock.now -= timedelta(hours=1)

    assert limit.lets("a")


def test_memory_has_an_end(clock):
    limit = Limit(clock, tries=1, most=3)
    for each in "abcd":
        limit.lets(each)

    assert not limit.lets("d")
    assert limit.lets("a")


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("93.184.216.34", None, "93.184.216.34"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "93.184.216.34", "93.184.216.34"),
        # What stands before the last may be anybody's invention.
        ("10.0.0.7", "1.1.1.1, 93.184.216.34", "93.184.216.34"),
        # From the open net nobody speaks for others.
        ("93.184.216.34", "1.1.1.1", "93.184.216.34"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        # One household has a whole network of IPv6.
        ("2001:db8:1:2::5", None, "2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff::9", None, "2001:0db8:0001:0002"),
        ("::ffff:93.184.216.34", None, "93.184.216.34"),
        ("fe80::1%eth0", None, "fe80:0000:0000:0000"),
        (None, None, "unknown"),
        ("a socket", "93.184.216.34", "unknown"),
    ],
)
def test_who_calls(remote, forwarded, address):
    headers = {} if forwarded is None else {FORWARDED: forwarded}

    assert address_of(remote, headers, forwarded or "") == address
